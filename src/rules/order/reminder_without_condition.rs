//! A reminder that goes out whether it is needed or not.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::OrderV2 {
        return;
    }
    let mut bare = order.reminders().iter().filter(|one| one.is_object() && one.set("conditionEndpoint").is_none());
    let Some(first) = bare.next() else { return };
    let has_condition = order.body.set("conditionEndpoint");
    let finding = report.at(order.at(first.head()));
    finding
        .says("the reminder goes out to everybody, also to those who have done what it asks")
        .help("give the reminder a `conditionEndpoint` that says whether it is still needed");
    if let Some(condition) = has_condition {
        finding.note("the condition of the first message is asked for that message only");
        finding.also(order.at(condition.span), "the condition of the first message");
    }
    for other in bare {
        finding.also(order.at(other.head()), "so does this one");
    }
}
