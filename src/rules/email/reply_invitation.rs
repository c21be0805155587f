//! An invitation to answer an e-mail that nobody reads the answers to.

use super::bodies;
use crate::finding::Severity;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::Lexicon;
use crate::text::words::{NEGATIONS, REPLY_INVITATIONS};

/// Local parts of addresses that nobody reads.
const UNREAD: [&str; 6] = ["noreply", "no-reply", "ikke-svar", "ikkesvar", "ikkje-svar", "donotreply"];

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice) {
        let seen = text.seen();
        let sender =
            text.sender.as_ref().map(|sender| sender.as_str().to_lowercase()).filter(|one| !one.trim().is_empty());
        let found = text.wording().find(context.lexicon.of(&REPLY_INVITATIONS)).into_iter().next().map(|hit| hit.range);
        let Some(range) = found.filter(|range| !is_negated(seen, range, context.lexicon)) else { continue };
        let at = text.at(range);
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
fn is_negated(text: &str, range: &std::ops::Range<usize>, lexicon: Lexicon) -> bool {
    let is_end = |one: char| matches!(one, '.' | '!' | '?' | '\n' | '>');
    let start = text[..range.start].rfind(is_end).map_or(0, |at| at + 1);
    let end = text[range.end..].find(is_end).map_or(text.len(), |len| range.end + len);
    lexicon.of(&NEGATIONS).is_in(&text[start..end])
}
