//! Orders of the second version of the API: a chain of a first message and reminders, each with its own recipient; and
//! the forms that share its parts.

use super::body::Node;
use super::fields::Fields;
use super::order::bare;
use super::recognise::WAYS;
use super::{Form, Kind, Notice, RecipientKind};

/// Reads an order that was recognised as `form`.
pub(super) fn read(order: &Node, form: Form, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let kind = if form == Form::Instant { Kind::Instant } else { Kind::Main };
    match order.get("recipient") {
        None => ways(order, form, kind, fields, notices),
        Some(_) => recipient(order, form, kind, fields, notices),
    }
    let Some(reminders) = fields.list(order, "reminders") else { return };
    for (index, reminder) in reminders.items().iter().enumerate() {
        let kind = Kind::Reminder(index + 1);
        if reminder.get("recipient").is_some() {
            recipient(reminder, form, kind, fields, notices);
        } else if !reminder.is_open() {
            let help = "give the reminder its own `recipient`, with the same parts as the first message";
            fields.refuse(reminder.span, "the reminder has no `recipient`", help);
        }
    }
}

/// Reads the `recipient` of a message.
fn recipient(message: &Node, form: Form, kind: Kind, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let Some(recipient) = fields.object(message, "recipient") else {
        notices.push(bare(fields.source, form, kind, RecipientKind::Unknown, message.span));
        return;
    };
    if form == Form::Composed {
        let mut notice = bare(fields.source, form, kind, RecipientKind::Direct, recipient.span);
        if let Some(settings) = fields.object(recipient, "emailSettings") {
            fields.email(settings, "senderEmailAddress", &mut notice.texts);
        }
        notices.push(notice);
        return;
    }
    let before = notices.len();
    ways(recipient, form, kind, fields, notices);
    if notices.len() == before {
        notices.push(bare(fields.source, form, kind, RecipientKind::Unknown, recipient.span));
        let help = format!("name the recipient with one of `{}`", WAYS.join("`, `"));
        fields.refuse(recipient.head(), "`recipient` names nobody in a way that the API knows", help);
    }
}

/// Reads each way in which `holder` names a recipient.
fn ways(holder: &Node, form: Form, kind: Kind, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    for name in WAYS {
        let Some(value) = holder.get(name).filter(|value| !value.is_null()) else { continue };
        let mut notice = bare(fields.source, form, kind, recipient_kind(name), value.span);
        if let Some(way) = fields.object(holder, name) {
            notice.resource_id = fields.text(way, "resourceId");
            notice.resource_action = fields.text(way, "resourceAction");
            notice.national_ids.extend(fields.text(way, "nationalIdentityNumber"));
            if let Some(settings) = fields.object(way, "emailSettings") {
                fields.email(settings, "senderEmailAddress", &mut notice.texts);
            }
            if let Some(settings) = fields.object(way, "smsSettings") {
                fields.sms(settings, "sender", &mut notice.texts);
            }
        }
        notices.push(notice);
    }
}

fn recipient_kind(way: &str) -> RecipientKind {
    match way {
        "recipientOrganization" => RecipientKind::Organization,
        "recipientPerson" => RecipientKind::Person,
        "recipientExternalIdentity" => RecipientKind::ExternalIdentity,
        _ => RecipientKind::Direct,
    }
}
