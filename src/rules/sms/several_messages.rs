//! An SMS that does not fit into one message.

use crate::finding::Severity;
use crate::notice::{Channel, Notice};
use crate::rules::{Context, Report};
use crate::text::{Alphabet, FILLED_IN, MAX_SEGMENTS, foreign, measure, placeholders, visible};

/// From how many messages on the length is more than a matter of cost.
const MANY: usize = 4;

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    for text in notice.texts.iter().filter(|text| text.channel == Channel::Sms) {
        let seen = visible(text);
        // What is filled in has an unknown length, so it counts nothing: the real message is longer.
        let open = placeholders(&seen);
        let is_open = |at: usize| open.iter().any(|one| one.range.contains(&at));
        let known = seen.char_indices().filter(|(at, one)| *one != FILLED_IN && !is_open(*at));
        let length = measure(known.clone());
        let Some(overflow) = length.overflow else { continue };
        let severity = match length.segments {
            0..MANY => Severity::Info,
            MANY..=MAX_SEGMENTS => Severity::Warning,
            _ => Severity::Error,
        };
        let at_least = if open.is_empty() && !text.has_holes() { "" } else { "at least " };
        let (one, count) = (length.alphabet.one(), length.segments);
        let finding = report.weighing(severity, notice.at(text.text.span_of(overflow..seen.len())));
        finding
            .says(format!("the SMS is sent, and paid for, as {at_least}{count} messages"))
            .here(format!("one message holds {one} characters, and this is beyond"))
            .help(format!("shorten it by {} characters", length.units - one));
        let plain = known.filter(|(_, one)| crate::text::septets(*one).is_some());
        if length.alphabet == Alphabet::Ucs2 && measure(plain).segments < count {
            let first = foreign(&seen).first().map(|one| seen[one.range.clone()].to_owned()).unwrap_or_default();
            finding
                .note(format!("one message holds 160 characters where none is like `{first}`, which SMS do not have"));
        }
        if count > MAX_SEGMENTS {
            finding.note(format!("what is beyond {MAX_SEGMENTS} messages is cut off, and nobody is told"));
        }
    }
}
