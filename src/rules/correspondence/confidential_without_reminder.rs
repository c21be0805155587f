//! A confidential message of which nobody is reminded.

use crate::notice::Order;
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(flag), Some(notification)) = (super::confidential(order), order.notification()) else { return };
    let sends = notification.set("sendReminder");
    if sends.is_some_and(|sends| sends.is_open() || sends.truth() == Some(true)) {
        return;
    }
    report
        .at(order.at(sends.map_or(flag, |sends| sends.span)))
        .says("nobody is reminded of a confidential message that nobody may open yet")
        .help("set `sendReminder` to true, and say once more in the reminder how to get access")
        .also(order.at(flag), "the message is confidential");
}
