//! Dates of an order that contradict each other: a reminder before the message, a deadline before either.

use crate::finding::Severity;
use crate::notice::{Form, Moment, Node, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if let Some(letter) = order.letter() {
        let published = moment(letter, "requestedPublishTime");
        if let (Some((published, at)), Some((due, due_at))) = (published, moment(letter, "dueDateTime"))
            && published.is_after(due)
        {
            report
                .at(order.at(due_at))
                .says("the message is due before it is published")
                .help("set `dueDateTime` later than `requestedPublishTime`")
                .note("Correspondence answers error 1009, and nothing is sent")
                .also(order.at(at), "published then");
        }
        return;
    }
    let holder = if order.form == Form::AppInstantiation { order.notification() } else { Some(&order.body) };
    let first = holder.and_then(|holder| moment(holder, "requestedSendTime"));
    let due = moment(&order.body, "dueBefore");
    for reminder in order.reminders() {
        let Some((reminded, at)) = moment(reminder, "requestedSendTime") else { continue };
        if let Some((sent, sent_at)) = first.filter(|(sent, _)| !reminded.is_after(*sent)) {
            report
                .weighing(Severity::Warning, order.at(at))
                .says(format!("the reminder goes out on {}, not after the message on {}", reminded.day(), sent.day()))
                .help("set the reminder later, or count in days from the message")
                .also(order.at(sent_at), "the message");
        }
        if let Some((_, due_at)) = due.filter(|(due, _)| reminded.is_after(*due)) {
            report
                .weighing(Severity::Warning, order.at(at))
                .says("the reminder goes out when the deadline is over")
                .help("set the reminder earlier")
                .also(order.at(due_at), "the deadline");
        }
    }
}

fn moment(holder: &Node, name: &str) -> Option<(Moment, crate::source::Span)> {
    let value = holder.get(name)?;
    value.known().and_then(Moment::parse).map(|moment| (moment, value.span))
}
