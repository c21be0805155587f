//! A subject that says neither what nor from whom.

use super::subjects;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::FILLED_IN;
use crate::text::words::EMPTY_SUBJECTS;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for text in subjects(notice).filter(|text| !text.has_holes()) {
        let seen = text.seen();
        let mut words = String::new();
        let mut at = 0;
        for (range, name) in text.placeholders() {
            words.push_str(&seen[at..range.start]);
            // The recipient's own name says nothing of the matter; any other placeholder does.
            let is_recipient = name.to_lowercase().contains("recipient") || name == "instanceOwnerName";
            words.push_str(if is_recipient { " " } else { " placeholder " });
            at = range.end;
        }
        words.push_str(&seen[at..]);
        let words = words.to_lowercase();
        let mut words = words
            .split(|one: char| !(one.is_alphanumeric() || matches!(one, '-' | FILLED_IN)))
            .map(|word| word.trim_matches('-'))
            .filter(|word| !word.is_empty())
            .peekable();
        if words.peek().is_none() || !words.all(|word| context.lexicon.of(&EMPTY_SUBJECTS).is_whole(word)) {
            continue;
        }
        report
            .at(notice.at(text.text.span()))
            .says(format!("the subject `{}` says neither what it is about nor who sends it", seen.trim()))
            .note("people sort their mail by subject, and such a one looks like advertising or fraud")
            .help(
                "write both, such as `Vedtak om skjenkebevilling fra Eksempelkommune`; where the matter is confidential, \
                 the sender alone",
            );
    }
}
