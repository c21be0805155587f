//! Orders of the second version of the API: a chain of a first message and reminders, each with its own recipient; and
//! the forms that share its parts.

use super::fields::{Fields, is_open};
use super::order::bare;
use super::recognise::WAYS;
use super::{Form, Kind, Notice, RecipientKind};
use crate::syntax::json::Value;

/// Reads an order that was recognised as `form`.
pub(super) fn read(order: Value<'_>, form: Form, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let kind = if form == Form::Instant { Kind::Instant } else { Kind::Main };
    match order.get_ignore_case("recipient") {
        None => ways(order, form, kind, fields, notices),
        Some(_) => recipient(order, form, kind, fields, notices),
    }
    let Some(reminders) = fields.list(order, "reminders") else { return };
    for (index, reminder) in reminders.items().enumerate() {
        let kind = Kind::Reminder(index + 1);
        if reminder.get_ignore_case("recipient").is_some() {
            recipient(reminder, form, kind, fields, notices);
        } else if !is_open(reminder) {
            let help = "give the reminder its own `recipient`, with the same parts as the first message";
            fields.refuse(reminder.span(), "the reminder has no `recipient`", help);
        }
    }
}

/// Reads the `recipient` of a message.
fn recipient(message: Value<'_>, form: Form, kind: Kind, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let Some(recipient) = fields.object(message, "recipient") else {
        notices.push(bare(fields.source, form, kind, RecipientKind::Unknown, message.span()));
        return;
    };
    if form == Form::Composed {
        let mut notice = bare(fields.source, form, kind, RecipientKind::Direct, recipient.span());
        if let Some(settings) = fields.object(recipient, "emailSettings") {
            fields.email(settings, "senderEmailAddress", &mut notice.texts);
        }
        notices.push(notice);
        return;
    }
    let before = notices.len();
    ways(recipient, form, kind, fields, notices);
    if notices.len() == before {
        notices.push(bare(fields.source, form, kind, RecipientKind::Unknown, recipient.span()));
        let help = format!("name the recipient with one of `{}`", WAYS.join("`, `"));
        let at = recipient.members().next().map_or(recipient.span(), |first| first.key.span());
        fields.refuse(at, "`recipient` names nobody in a way that the API knows", help);
    }
}

/// Reads each way in which `holder` names a recipient.
fn ways(holder: Value<'_>, form: Form, kind: Kind, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    for name in WAYS {
        let Some(value) = holder.get_ignore_case(name).filter(|value| !value.is_null()) else { continue };
        let mut notice = bare(fields.source, form, kind, recipient_kind(name), value.span());
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
