//! An invitation to answer an e-mail that nobody reads the answers to.

use super::bodies;
use crate::finding::Severity;
use crate::notice::Notice;
use crate::rules::{Context, Report};
use crate::text::visible;

/// How people are asked to answer, in lower case.
const INVITATIONS: [&str; 16] = [
    "svar på denne e-posten",
    "svare på denne e-posten",
    "svar på denne eposten",
    "svare på denne eposten",
    "svar på denne meldingen",
    "svar på denne meldinga",
    "svar på e-posten",
    "svar på denne mailen",
    "svar på mailen",
    "besvar denne e-posten",
    "reply to this email",
    "reply to this e-mail",
    "reply to this message",
    "answer this email",
    "answer this e-mail",
    "respond to this email",
];
/// Words before it in the same sentence that turn it round.
const NEGATIONS: [&str; 12] =
    ["ikke", "ikkje", "aldri", "unngå", "ingen", "not", "cannot", "don't", "can't", "never", "unable", "ei"];
/// Local parts of addresses that nobody reads.
const UNREAD: [&str; 6] = ["noreply", "no-reply", "ikke-svar", "ikkesvar", "ikkje-svar", "donotreply"];

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice) {
        let seen = visible(text);
        let lower = seen.to_lowercase();
        // Lower case of some letters has other bytes; then the places would not fit.
        if lower.len() != seen.len() {
            continue;
        }
        let sender =
            text.sender.as_ref().map(|sender| sender.as_str().to_lowercase()).filter(|one| !one.trim().is_empty());
        let found = INVITATIONS
            .iter()
            .filter_map(|words| lower.find(words).map(|at| at..at + words.len()))
            .min_by_key(|one| one.start);
        let Some(range) = found.filter(|range| !is_negated(&lower, range)) else { continue };
        let at = notice.at(text.text.span_of(range));
        let is_read = sender.as_ref().is_some_and(|sender| !UNREAD.iter().any(|local| sender.starts_with(local)));
        if is_read {
            report
                .weighing(Severity::Info, at)
                .says("people are asked to answer this e-mail: somebody must read what comes to its sender")
                .help("make sure that answers are read, or say where people can turn instead");
        } else {
            report
                .at(at)
                .says("people are asked to answer an e-mail whose sender nobody reads")
                .note("without a sender of one's own Altinn's is used, `noreply@altinn.no`; who answers believes to be heard, and may miss a deadline")
                .help("say where people can turn instead, such as a telephone number or the form in Altinn");
        }
    }
}

/// Whether the sentence says not to.
fn is_negated(text: &str, range: &std::ops::Range<usize>) -> bool {
    let is_end = |one: char| matches!(one, '.' | '!' | '?' | '\n' | '>');
    let start = text[..range.start].rfind(is_end).map_or(0, |at| at + 1);
    let end = text[range.end..].find(is_end).map_or(text.len(), |len| range.end + len);
    text[start..end].split(|one: char| !(one.is_alphanumeric() || one == '\'')).any(|word| NEGATIONS.contains(&word))
}
