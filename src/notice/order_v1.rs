//! Orders of the first version of the API: one text for a list of recipients.

use super::body::Node;
use super::fields::Fields;
use super::order::bare;
use super::{Form, Kind, Notice, RecipientKind};

/// Reads an order that was recognised.
pub(super) fn read(order: &Node, fields: &mut Fields<'_>) -> Notice {
    let mut notice = bare(fields.source, Form::OrderV1, Kind::Main, RecipientKind::Unknown, order.span);
    if let Some(recipients) = fields.list(order, "recipients") {
        notice.recipient = recipient_kind(recipients, fields);
        notice.national_ids = recipients
            .items()
            .iter()
            .filter_map(|recipient| fields.text(recipient, "nationalIdentityNumber"))
            .collect();
    }
    notice.resource_id = fields.text(order, "resourceId");
    notice.resource_action = fields.text(order, "resourceAction");
    let email = fields.object(order, "emailTemplate");
    let sms = fields.object(order, "smsTemplate");
    if let Some(template) = email {
        fields.email(template, "fromAddress", &mut notice.texts);
    }
    if let Some(template) = sms {
        fields.sms(template, "senderNumber", &mut notice.texts);
    }
    if email.is_none() && sms.is_none() {
        // Without templates the order has one channel, and its texts stand at the top. Only an e-mail has a subject.
        if order.get("subject").is_some() || order.get("contentType").is_some() {
            fields.email(order, "fromAddress", &mut notice.texts);
        } else {
            fields.sms(order, "senderNumber", &mut notice.texts);
        }
    }
    notice
}

/// The one kind that all recipients have in common.
fn recipient_kind(recipients: &Node, fields: &mut Fields<'_>) -> RecipientKind {
    let mut common = None;
    for recipient in recipients.items() {
        if !recipient.is_object() {
            if !recipient.is_open() {
                let help = "write an object such as `{ \"organizationNumber\": \"123456785\" }` for each recipient";
                fields.refuse(recipient.span, "a recipient is not an object", help);
            }
            return RecipientKind::Unknown;
        }
        let has = |name: &str| recipient.get(name).is_some_and(|value| !value.is_null());
        let direct = has("emailAddress") || has("mobileNumber");
        let kind = match (has("organizationNumber"), has("nationalIdentityNumber"), direct) {
            (true, false, false) => RecipientKind::Organization,
            (false, true, false) => RecipientKind::Person,
            (false, false, true) => RecipientKind::Direct,
            _ => RecipientKind::Unknown,
        };
        if common.is_some_and(|before| before != kind) {
            return RecipientKind::Unknown;
        }
        common = Some(kind);
    }
    common.unwrap_or(RecipientKind::Unknown)
}
