//! A placeholder of Altinn 2's: Altinn 3 sends it as it stands.

use super::verdict::{Verdict, found, successor};
use crate::finding::{Fix, Safety};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::text::filled_in;

/// `$servicename|SC:1234|SEC:1$`: the service by its codes.
const WITH_CODES: &str = "$servicename|";

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for one in found(notice) {
        if let Verdict::Altinn2(instead) = one.verdict {
            tell(notice, one.at, &format!("${}$", one.name), instead, report);
        }
    }
    let mut told: Vec<Span> = Vec::new();
    for text in &notice.texts {
        let seen = text.seen();
        // Lower case of ASCII keeps every place.
        let lower = seen.to_ascii_lowercase();
        for (start, _) in lower.match_indices(WITH_CODES) {
            let Some(len) = lower[start + 1..].find('$').filter(|len| !lower[start..start + len].contains('\n')) else {
                continue;
            };
            let range = start..start + len + 2;
            let at = text.span(range.clone());
            if !told.contains(&at) {
                told.push(at);
                tell(notice, at, &seen[range], successor("servicename", filled_in(notice.form)), report);
            }
        }
    }
}

fn tell(notice: &Received<'_>, at: Span, written: &str, instead: Option<&str>, report: &mut Report<'_>) {
    let finding = report.at(notice.at(at));
    finding
        .says(format!("Altinn 3 does not fill in `{written}`, which Altinn 2 did"))
        .note("people will read it as it stands");
    match instead {
        Some(name) => {
            let title = format!("write `${name}$`");
            finding.help(&*title).fix(Fix::replace(title, Safety::Safe, notice.at(at), format!("${name}$")));
        }
        None => {
            finding.help("write the words out: Altinn 3 has nothing that says the same here");
        }
    }
}
