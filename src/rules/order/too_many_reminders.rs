//! More reminders than people bear.

use crate::notice::Order;
use crate::rules::{Context, Report};

const MOST: usize = 2;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let reminders = order.reminders();
    if let Some(third) = reminders.get(MOST) {
        report
            .at(order.at(third.head()))
            .says(format!("the message is followed by {} reminders", reminders.len()))
            .help("keep one or two; who is reminded too often stops reading, or opts out")
            .note("each one needs its own condition, or somebody who cancels it");
    }
}
