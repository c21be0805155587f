//! An SMS so long that its end is cut off.

use super::known::{self, MOST};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::MAX_SEGMENTS;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice) {
        let Some(cut) = sms.cut() else { continue };
        let finding = report.at(sms.text.at(cut.start..sms.seen().len()));
        if cut.too_many {
            finding
                .says(format!("the SMS would be {} messages, and no more than {MAX_SEGMENTS} are sent", cut.segments))
                .here("one message ends before this");
        } else {
            finding
                .says(format!("the SMS has {} characters, and no more than {MOST} are sent", cut.characters))
                .here("this is lost");
        }
        finding
            .note("the rest is cut off, and nobody is told")
            .help("say in the SMS that something has arrived, and leave the rest to the message in Altinn");
    }
}
