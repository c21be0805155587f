//! An order that passes over what a person has asked for.

use crate::notice::Order;
use crate::notice::schema::Seen;
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((field, _, value)) = seen.value() else { continue };
        if value.truth() != Some(true) {
            continue;
        }
        let (says, help) = match field.name {
            "ignoreReservation" => (
                "people are told who have reserved themselves against digital messages",
                "leave it out, unless the message is of a kind that may pass over it, such as a reminder of an appointment",
            ),
            "useStaleContactInformation" => (
                "people are told at addresses that they have not confirmed for 18 months",
                "leave it out, unless an old address is better than none",
            ),
            _ => continue,
        };
        report.at(order.at(value.span)).says(says).help(help);
    }
}
