//! A reminder with no time, with two, or with none that comes later.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form == Form::OrderV2 {
        for reminder in order.reminders().iter().filter(|reminder| reminder.is_object()) {
            super::delay::say(order, reminder, "delayDays", report);
        }
    }
}
