//! An order that reaches the same people by several paid messages.

use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Joined, Report};
use crate::source::Location;
use crate::syntax::Mapped;
use std::collections::BTreeMap;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let main = match order.form {
        Form::OrderV2 => channel(&order.body, &["recipient"], "channelSchema"),
        Form::AppInstantiation => {
            order.notification().and_then(|one| one.member("notificationChannel")).map(|one| &one.value)
        }
        Form::Correspondence | Form::CorrespondenceMultipart => {
            order.notification().and_then(|one| one.member("notificationChannel")).map(|one| &one.value)
        }
        _ => return,
    };
    let Some(main) = main.filter(|main| is_both(main)) else { return };
    let letter = matches!(order.form, Form::Correspondence | Form::CorrespondenceMultipart);
    if letter {
        let Some(notification) = order.notification() else { return };
        let reminds = notification.get("sendReminder").and_then(Node::truth) == Some(true);
        let own = notification.set("reminderNotificationChannel");
        if reminds && own.is_none_or(is_both) {
            tell(order, own.unwrap_or(main), report);
        }
        return;
    }
    for reminder in order.reminders() {
        let own = match order.form {
            Form::OrderV2 => channel(reminder, &["recipient"], "channelSchema"),
            _ => reminder.set("notificationChannel"),
        };
        if let Some(own) = own.filter(|own| is_both(own)) {
            tell(order, own, report);
        }
    }
}

/// The same SMS to the same recipient in two orders. Altinn leaves out doubles within one order only.
pub(crate) fn check_joined(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    let mut known: BTreeMap<(&str, &str), &Location> = BTreeMap::new();
    for sent in &joined.sent {
        let keys = || sent.recipients.iter().map(|recipient| (sent.text.as_str(), recipient.as_str()));
        // What one order says twice to one recipient is told by another rule.
        let is_of_other =
            |first: &&&Location| first.source.path() != sent.at.source.path() || first.span != sent.at.span;
        if let Some(first) = keys().find_map(|key| known.get(&key).filter(is_of_other)) {
            report
                .at(sent.at.clone())
                .says("another order sends the same SMS to the same recipient")
                .note("doubles are left out within one order only, so everybody gets both, and each SMS is paid for")
                .help("order it once; if the two are about different matters, say so in their texts")
                .also((*first).clone(), "the first one");
        }
        keys().for_each(|key| {
            known.entry(key).or_insert(&sent.at);
        });
    }
}

/// The channel of the one way in which a message names its recipient.
fn channel<'n>(message: &'n Node, path: &[&str], name: &str) -> Option<&'n Node> {
    message.at(path)?.members().iter().find_map(|way| way.value.set(name))
}

fn is_both(channel: &Node) -> bool {
    channel.known().is_some_and(|name| name.eq_ignore_ascii_case("EmailAndSms")) || channel.whole_number() == Some(4)
}

fn tell(order: &Order, at: &Node, report: &mut Report<'_>) {
    report
        .at(order.at(at.text().map_or(at.span, Mapped::span)))
        .says("everybody gets an e-mail and an SMS, and both once more as a reminder")
        .note("each person who is registered for the organisation is sent each of them, and each SMS is paid for")
        .help("take one channel for the reminder, such as `EmailPreferred` first and `SmsPreferred` later");
}
