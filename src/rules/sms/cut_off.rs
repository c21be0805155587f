//! An SMS so long that its end is cut off.

use super::known;
use crate::notice::Notice;
use crate::rules::{Context, Report};
use crate::text::{MAX_SEGMENTS, measure};

/// The most characters that the gateway's client takes of a text.
const MOST: usize = 2144;

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice) {
        // A placeholder is at least one letter; a hole may be nothing.
        let known = sms.characters(|_| 1);
        let length = measure(known.iter().copied());
        let too_many = length.segments > MAX_SEGMENTS;
        if !too_many && known.len() <= MOST {
            continue;
        }
        let first_lost = known.get(MOST).map_or(sms.seen.len(), |(at, _)| *at);
        let start = if too_many { length.overflow.unwrap_or(first_lost) } else { first_lost };
        let finding = report.at(notice.at(sms.text.text.span_of(start..sms.seen.len())));
        if too_many {
            finding
                .says(format!(
                    "the SMS would be {} messages, and no more than {MAX_SEGMENTS} are sent",
                    length.segments
                ))
                .here("one message ends before this");
        } else {
            finding
                .says(format!("the SMS has {} characters, and no more than {MOST} are sent", known.len()))
                .here("this is lost");
        }
        finding
            .note("the rest is cut off, and nobody is told")
            .help("say in the SMS that something has arrived, and leave the rest to the message in Altinn");
    }
}
