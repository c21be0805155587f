//! A number as the sender of an SMS, written in a way that the gateway refuses or changes.

use super::sms_sender::senders;
use crate::finding::{Fix, Safety};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sender in senders(notice).into_iter().filter(|sender| sender.is_number()) {
        let digits: String = sender.written.chars().filter(char::is_ascii_digit).collect();
        let bare = digits.strip_prefix("00").unwrap_or(&digits).to_owned();
        let is_length = matches!(bare.len(), 4 | 5 | 8..=15);
        if is_length && bare == sender.written {
            continue;
        }
        let finding = report.at(sender.at.clone());
        if is_length {
            let title = format!("write `{bare}`");
            finding
                .says("a number that sends SMS is written with its digits alone")
                .note("the gateway refuses `+`, `00` and blanks in it, or writes it anew")
                .help(&*title)
                .fix(Fix::replace(title, Safety::Unsafe, sender.at, bare));
        } else {
            finding
                .says(format!("`{}` is no number that can send SMS: it has {} digits", sender.written, bare.len()))
                .note("a short code has 4 or 5 digits, a full number 8 to 15 with its country code")
                .help("write the number that is registered for you, or a name");
        }
    }
}
