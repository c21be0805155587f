//! How the time of a reminder of an order is judged.

use crate::notice::{Node, Order};
use crate::rules::Report;

/// Exactly one of `delay` and `requestedSendTime`, and the delay at least a day.
pub(super) fn say(order: &Order, reminder: &Node, delay: &str, report: &mut Report<'_>) {
    let days = reminder.set(delay);
    let time = reminder.set("requestedSendTime");
    let is_misspelt =
        ["delayInDays", "sendAfterDays", "delayDays"].iter().any(|name| *name != delay && reminder.get(name).is_some());
    match (days, time) {
        (None, None) if !is_misspelt => {
            report
                .at(order.at(reminder.head()))
                .says("the reminder has no time")
                .help(format!("add `{delay}`, such as 7, or a `requestedSendTime`"))
                .note("the API refuses the whole order: Either DelayDays or RequestedSendTime must be defined, but not both.");
        }
        (Some(days), Some(time)) => {
            report
                .at(order.at(days.span))
                .says("the reminder has two times")
                .help(format!("keep `{delay}` or `requestedSendTime`, and take the other out"))
                .note("the API refuses the whole order: Either DelayDays or RequestedSendTime must be defined, but not both.")
                .also(order.at(time.span), "the other");
        }
        (Some(days), None) if days.whole_number().is_some_and(|days| days < 1) => {
            report
                .at(order.at(days.span))
                .says("the reminder comes less than a day after the message")
                .help("write 1 or more, such as 7")
                .note("the API refuses the whole order: DelayDays must be greater than or equal to 1 day.");
        }
        _ => {}
    }
}
