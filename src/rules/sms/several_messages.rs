//! An SMS that does not fit into one message.

use super::known;
use crate::finding::Severity;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{Alphabet, altinn_segments, foreign, measure};

/// From how many messages on the length is more than a matter of cost.
const MANY: usize = 4;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // Beyond the most that is sent, `sms/cut-off` speaks.
    for sms in known::texts(notice).filter(|sms| sms.cut().is_none()) {
        // What is filled in has an unknown length, so it counts nothing: the real message is longer.
        let known = sms.characters(|_| 0);
        let length = measure(known.iter().copied());
        let Some(overflow) = length.overflow else { continue };
        let severity = if length.segments < MANY { Severity::Info } else { Severity::Warning };
        let at_least = if sms.is_open() { "at least " } else { "" };
        let (one, count) = (length.alphabet.one(), length.segments);
        let at = sms.text.at(overflow..sms.seen().len());
        let finding = report.weighing(severity, at);
        finding
            .says(format!("the SMS is sent, and paid for, as {at_least}{count} messages"))
            .here(format!("one message holds {one} characters, and this is beyond"))
            .help(format!("shorten it by {} characters", length.units - one));
        let plain = known.iter().copied().filter(|(_, one)| crate::text::septets(*one).is_some());
        if length.alphabet == Alphabet::Ucs2 && measure(plain).segments < count {
            let first = foreign(sms.seen()).first().map(|one| sms.seen()[one.range.clone()].to_owned());
            let first = first.unwrap_or_default();
            finding
                .note(format!("one message holds 160 characters where none is like `{first}`, which SMS do not have"));
        }
        let text: String = known.iter().map(|(_, character)| character).collect();
        let otherwise = altinn_segments(&text);
        if otherwise != count {
            finding.note(format!(
                "by the measure that Altinn documents it would be {otherwise}; the network counts {count}"
            ));
        }
    }
}
