//! A subject that is refused, or cut where it is shown.

use super::subjects;
use crate::finding::Severity;
use crate::notice::Form;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::FILLED_IN;

/// What mail programs show of a subject at most.
const SHOWN: usize = 78;
/// What Altinn recommends to stay below.
const RECOMMENDED: usize = 128;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let refused = super::subject_limit(notice.form);
    for text in subjects(notice) {
        let seen = text.seen();
        let known: Vec<usize> = seen.char_indices().filter(|(_, one)| *one != FILLED_IN).map(|(at, _)| at).collect();
        let count = known.len();
        // What a correspondence is refused for, `order/limit-exceeded` tells.
        let is_letter = matches!(notice.form, Form::Correspondence | Form::CorrespondenceMultipart);
        if is_letter && refused.is_some_and(|most| count > most) {
            continue;
        }
        let (severity, limit) = match refused.filter(|most| count > *most) {
            Some(most) => (Severity::Error, most),
            None if count > RECOMMENDED => (Severity::Warning, RECOMMENDED),
            None if count > SHOWN => (Severity::Info, SHOWN),
            None => continue,
        };
        let beyond = known.get(limit).copied().unwrap_or_default();
        let finding = report.weighing(severity, text.at(beyond..seen.len()));
        finding.says(format!("the subject has {count} characters")).here(match severity {
            Severity::Error => format!("no more than {limit} are taken"),
            Severity::Warning => format!("Altinn recommends fewer than {limit}"),
            Severity::Info => format!("a phone or mail program shows {limit} at most"),
        });
        if severity == Severity::Error {
            finding.note("the whole message is refused, and nobody is notified");
        }
        finding.help("put first what it is about and who sends it, and leave the rest to the text");
    }
}
