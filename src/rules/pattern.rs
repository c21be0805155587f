//! What patterns found, in the words of their rules.

use super::Report;
use crate::finding::{Effect, Fix, Safety, Severity};
use crate::notice::Notice;
use crate::pattern::{Hit, Weight};
use crate::rules::FixKind;

/// Tells what the pattern of a rule found.
pub(super) fn tell(notice: &Notice, hit: &Hit<'_>, fix: FixKind, report: &mut Report<'_>) {
    let channel = hit.channel.of_notice().unwrap_or("message");
    let fill = |text: &str| text.replace("{match}", &hit.matched).replace("{channel}", channel);
    let at = notice.at(hit.at);
    let instead = instead(hit).filter(|_| hit.is_verbatim);
    let finding = match hit.severity {
        Some(weight) => report.weighing(severity(weight), at.clone()),
        None => report.at(at.clone()),
    };
    finding.says(fill(hit.table.message.get_ref())).help(fill(hit.table.help.get_ref()));
    for note in hit.table.notes.iter().map(String::as_str).chain(hit.note) {
        finding.note(fill(note));
    }
    let safety = match fix {
        FixKind::None => return,
        FixKind::Safe => Safety::Safe,
        FixKind::Unsafe => Safety::Unsafe,
    };
    let text = notice.texts.iter().find(|text| text.text.span().contains(hit.at));
    let written = instead.as_ref().zip(text).and_then(|(instead, text)| notice.written(&text.text, at.span, instead));
    if let Some((instead, text)) = instead.zip(written) {
        let title = if instead.is_empty() { "leave it out".to_owned() } else { format!("write `{instead}`") };
        let edit = crate::finding::Edit { at, text };
        finding.fix(Fix::new(title, safety, Effect::Nothing, vec![edit]));
    }
}

/// What is written instead of a match, with a capital where the match has one.
fn instead(hit: &Hit<'_>) -> Option<String> {
    let lower = hit.matched.to_lowercase();
    let (_, instead) = hit.table.replace.iter().find(|(word, _)| word.to_lowercase() == lower)?;
    let mut letters = instead.chars();
    let capital = hit.matched.starts_with(char::is_uppercase);
    Some(match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => instead.clone(),
    })
}

pub(super) const fn severity(weight: Weight) -> Severity {
    match weight {
        Weight::Error => Severity::Error,
        Weight::Warning => Severity::Warning,
        Weight::Info => Severity::Info,
    }
}
