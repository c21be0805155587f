//! A channel was chosen for the first message that the order has no text for.

use super::gap;
use crate::notice::schema::gaps;
use crate::notice::{Kind, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    for one in gaps(order).iter().filter(|gap| gap.kind == Kind::Main) {
        gap::say(order, one, "the message", report);
    }
}
