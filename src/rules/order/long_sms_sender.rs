//! A sender of an SMS that is cut.

use super::sms_sender::senders;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// The most characters of a sender that is no number.
const MOST: usize = 11;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sender in senders(notice) {
        let count = sender.written.chars().count();
        if count <= MOST || sender.is_number() {
            continue;
        }
        let cut: String = sender.written.chars().take(MOST).collect();
        report
            .at(sender.at)
            .says(format!("the sender has {count} characters, and people see the first {MOST}: `{cut}`"))
            .note("nothing refuses the order; the name is cut on its way")
            .help(format!("take a short form of the name with {MOST} characters at most, as it is registered for you"));
    }
}
