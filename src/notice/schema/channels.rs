//! What each choice of channels needs, and what of it an order lacks.
//!
//! Source: Altinn/altinn-notifications @0d0183f, `RecipientBaseValidator.cs`, `EmailTemplateRules.cs`,
//! `SmsTemplateRules.cs`; Altinn/altinn-correspondence @da78516, `Errors.cs`, `InitializeCorrespondenceHelper.cs`.

use super::order_v2::CHANNEL;
use crate::notice::body::Node;
use crate::notice::{Form, Kind, Order};
use crate::source::Span;

const EMAIL: i64 = 0;
const SMS: i64 = 1;
const BOTH: i64 = 4;

/// A channel that was chosen and has nothing to say.
#[derive(Clone, Debug)]
pub struct Gap {
    /// First message or reminder.
    pub kind: Kind,
    /// The choice, or the object that lacks it.
    pub at: Span,
    /// The choice by its name.
    pub channel: &'static str,
    /// Whether the choice was left to the API.
    pub by_default: bool,
    /// The members that are missing.
    pub missing: Vec<&'static str>,
    /// What the API answers; none where it accepts the order all the same.
    pub answer: Option<&'static str>,
}

/// Every channel of an order that was chosen and has nothing to say.
pub fn gaps(order: &Order) -> Vec<Gap> {
    let mut found = Vec::new();
    match order.form {
        Form::OrderV1 => found.extend(first_version(&order.body)),
        Form::OrderV2 => {
            let messages = std::iter::once((Kind::Main, &order.body));
            let reminders = order.reminders().iter().enumerate();
            for (kind, message) in messages.chain(reminders.map(|(at, one)| (Kind::Reminder(at + 1), one))) {
                let ways = message.get("recipient").map_or(&[][..], Node::members);
                found.extend(ways.iter().filter_map(|way| chain(kind, &way.name.value, &way.value)));
            }
        }
        // What the builder chooses by itself is not known, nor what is said to it elsewhere.
        Form::CorrespondenceBuilder if !order.is_certain || order.body.set("notificationChannel").is_none() => {}
        Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder => {
            if let Some(notification) = order.notification() {
                found.extend(letter(notification, Kind::Main));
                found.extend(letter(notification, Kind::Reminder(1)));
            }
        }
        _ => {}
    }
    found
}

fn name_of(channel: i64) -> &'static str {
    CHANNEL.values.iter().find(|(_, number)| *number == channel).map_or("", |(name, _)| *name)
}

/// The channel that a member chooses; none where that cannot be told.
fn chosen(holder: &Node, member: &str, default: Option<i64>) -> Option<(i64, Span, bool)> {
    match holder.set(member) {
        Some(value) => CHANNEL.read(value).map(|channel| (channel, value.span, false)),
        None => default.map(|channel| (channel, holder.head(), true)),
    }
}

/// Which of two members a channel needs and does not have.
fn lacking(holder: &Node, channel: i64, email: &'static str, sms: &'static str) -> Vec<&'static str> {
    let needs = [(email, channel != SMS), (sms, channel != EMAIL)];
    needs.into_iter().filter(|(name, needed)| *needed && holder.set(name).is_none()).map(|(name, _)| name).collect()
}

fn chain(kind: Kind, way: &str, holder: &Node) -> Option<Gap> {
    let default = match way.to_ascii_lowercase().as_str() {
        "recipientperson" => Some(2),
        "recipientexternalidentity" => Some(EMAIL),
        // For an organisation the choice is demanded, and its lack is spoken of elsewhere.
        "recipientorganization" => None,
        _ => return None,
    };
    let (channel, at, by_default) = chosen(holder, "channelSchema", default).filter(|_| holder.is_object())?;
    let missing = lacking(holder, channel, "emailSettings", "smsSettings");
    let answer = match channel {
        EMAIL => "EmailSettings must be set when ChannelSchema is Email",
        SMS => "SmsSettings must be set when ChannelSchema is Sms",
        BOTH if missing.first() == Some(&"emailSettings") => {
            "EmailSettings must be set when ChannelSchema is EmailAndSms"
        }
        BOTH => "SmsSettings must be set when ChannelSchema is EmailAndSms",
        _ if missing.first() == Some(&"emailSettings") => {
            "EmailSettings must be set when ChannelSchema is SmsPreferred or EmailPreferred"
        }
        _ => "SmsSettings must be set when ChannelSchema is SmsPreferred or EmailPreferred",
    };
    let gap = Gap { kind, at, channel: name_of(channel), by_default, missing, answer: Some(answer) };
    (!gap.missing.is_empty()).then_some(gap)
}

fn first_version(body: &Node) -> Option<Gap> {
    let (channel, at, by_default) = chosen(body, "notificationChannel", None)?;
    let missing = lacking(body, channel, "emailTemplate", "smsTemplate");
    let answer = match (channel, missing.first()?) {
        (BOTH, _) => None,
        (_, &"emailTemplate") => Some("An email template is required for the selected notification channel."),
        _ => Some("An SMS template is required for the selected the notification channel."),
    };
    Some(Gap { kind: Kind::Main, at, channel: name_of(channel), by_default, missing, answer })
}

/// The texts of a correspondence's notification: own texts are checked, those of Altinn's frame are not.
fn letter(notification: &Node, kind: Kind) -> Option<Gap> {
    let is_generic = |template: &Node| {
        template.is_open()
            || template.whole_number() == Some(1)
            || template.known().is_some_and(|name| name.eq_ignore_ascii_case("GenericAltinnMessage"))
    };
    if notification.set("notificationTemplate").is_some_and(is_generic) {
        return None;
    }
    let main = chosen(notification, "notificationChannel", Some(EMAIL));
    let (choice, names) = match kind {
        Kind::Main => (main, ["emailSubject", "emailBody", "smsBody"]),
        _ => {
            notification.get("sendReminder").filter(|value| value.truth() == Some(true))?;
            let own = notification.set("reminderNotificationChannel").is_some();
            let choice = if own { chosen(notification, "reminderNotificationChannel", None) } else { main };
            (choice, ["reminderEmailSubject", "reminderEmailBody", "reminderSmsBody"])
        }
    };
    let (channel, at, by_default) = choice?;
    let is_empty = |name: &&'static str| {
        notification.set(name).is_none_or(|value| value.text().is_some_and(|text| text.as_str().is_empty()))
    };
    let needed = match channel {
        EMAIL => &names[..2],
        SMS => &names[2..],
        _ => &names[..],
    };
    let missing: Vec<&'static str> = needed.iter().filter(|name| is_empty(name)).copied().collect();
    let is_main = kind == Kind::Main;
    let answer = match channel {
        EMAIL if is_main => "error 3002",
        EMAIL => "error 3003",
        SMS if is_main => "error 3004",
        SMS => "error 3005",
        BOTH if is_main => "error 3024",
        BOTH => "error 3025",
        _ if is_main => "error 3006",
        _ => "error 3007",
    };
    let gap = Gap { kind, at, channel: name_of(channel), by_default, missing, answer: Some(answer) };
    (!gap.missing.is_empty()).then_some(gap)
}
