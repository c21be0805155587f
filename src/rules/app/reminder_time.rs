//! A reminder of an app with no time, or with two: the order fails, and the first message with it.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::AppInstantiation {
        return;
    }
    for reminder in order.reminders().iter().filter(|one| one.is_object()) {
        let days = reminder.set("sendAfterDays");
        let time = reminder.set("requestedSendTime");
        let (at, says, help) = match (days, time) {
            (None, None) if reminder.get("delayDays").is_none() => (
                reminder.head(),
                "the reminder has no time",
                "add `sendAfterDays`, such as 7, or a `requestedSendTime`",
            ),
            (Some(days), Some(_)) => (
                days.span,
                "the reminder has two times",
                "keep `sendAfterDays` or `requestedSendTime`, and take the other out",
            ),
            (Some(days), None) if days.whole_number().is_some_and(|days| days < 1) => {
                (days.span, "the reminder comes less than a day after the message", "write 1 or more, such as 7")
            }
            _ => continue,
        };
        report
            .at(order.at(at))
            .says(says)
            .help(help)
            .note("Altinn refuses the whole order, the first message included")
            .note("the instance is made all the same, and only the log of the app tells that nobody was notified");
    }
}
