//! The link to the form, which becomes a link in the inbox and nowhere else.

use super::verdict::{Verdict, found};
use crate::notice::Form;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// The library's own slip: no `$` at the end.
const MISSPELT: &str = "$InstanceUrl";

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form != Form::TextResource {
        return;
    }
    let mut told = Vec::new();
    for one in found(notice).into_iter().filter(|one| one.verdict == Verdict::InstanceUrl) {
        told.push(one.at);
        tell(notice, one.at, &format!("${}$", one.name), report);
    }
    for text in &notice.texts {
        let seen = text.seen();
        for (start, _) in seen.match_indices(MISSPELT) {
            let range = start..start + MISSPELT.len();
            let at = text.span(range.clone());
            let is_whole = text.placeholders().any(|(range, _)| range.contains(&start));
            let ends = !seen[range.end..].starts_with(|one: char| one.is_alphanumeric());
            if ends && !is_whole && !told.contains(&at) {
                told.push(at);
                tell(notice, at, MISSPELT, report);
            }
        }
    }
}

fn tell(notice: &Received<'_>, at: crate::source::Span, written: &str, report: &mut Report<'_>) {
    report
        .at(notice.at(at))
        .says(format!("nobody fills in `{written}` in an SMS or e-mail: people will read it as it stands"))
        .note("the app library makes a link of it in the inbox message of signing, and only there")
        .help("say in words where the form is: `innboksen i Altinn`, `your Altinn inbox`");
}
