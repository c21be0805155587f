//! An SMS that Altinn's documentation counts otherwise than the network.

use super::known;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{MAX_SEGMENTS, altinn_segments, encoded_len, measure};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice).filter(|sms| !sms.is_open() && sms.cut().is_none()) {
        let length = measure(sms.seen().char_indices());
        let (documented, encoded) = (altinn_segments(sms.seen()), encoded_len(sms.seen()));
        // Where the network needs several, `sms/several-messages` gives both figures.
        if documented <= length.segments || (length.segments > 1 && documented <= MAX_SEGMENTS) {
            continue;
        }
        let network =
            if length.segments == 1 { "1 message".to_owned() } else { format!("{} messages", length.segments) };
        let finding = report.at(notice.at(sms.text.text.span()));
        finding
            .says(format!("the network sends this SMS as {network}, and Altinn's documentation counts {documented}"))
            .note(format!(
                "it counts the text as encoded for an address, where `æ`, `ø` and `å` are 6 characters each: {encoded} here"
            ))
            .help("reckon with the network's figure, and look at the invoice if the other one matters to you");
        if documented > MAX_SEGMENTS {
            finding.note(format!(
                "by the same documentation no more than {MAX_SEGMENTS} are sent; the code shows no such cut"
            ));
        }
    }
}
