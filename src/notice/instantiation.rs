//! The notice that comes with a new instance of an app.
//!
//! Source: Altinn/altinn-studio @e049d2c, `Models/Notifications/Future/InstantiationNotification.cs`.

use super::body::Node;
use super::fields::{Fields, message};
use super::order::bare;
use super::{Channel, ContentType, Form, Kind, MessageText, Notice, RecipientKind};
use crate::source::Spanned;

/// The languages in which each text is given.
const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// Reads a request that was recognised.
pub(super) fn read(body: &Node, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let Some(notification) = fields.object(body, "notification") else { return };
    let recipient = recipient_kind(body);
    let mut main = bare(fields.source, Form::AppInstantiation, Kind::Main, recipient, notification.span);
    texts(notification, fields, &mut main.texts);
    main.national_ids = ["personNumber", "nationalIdentityNumber"]
        .into_iter()
        .filter_map(|name| body.at(&["instanceOwner", name])?.text().cloned())
        .collect();
    notices.push(main);
    for (index, reminder) in fields.list(notification, "reminders").map_or(&[][..], Node::items).iter().enumerate() {
        let kind = Kind::Reminder(index + 1);
        let mut notice = bare(fields.source, Form::AppInstantiation, kind, recipient, reminder.span);
        texts(reminder, fields, &mut notice.texts);
        notices.push(notice);
    }
}

fn recipient_kind(body: &Node) -> RecipientKind {
    let Some(owner) = body.get("instanceOwner") else { return RecipientKind::Unknown };
    let has = |name| owner.set(name).is_some();
    match (has("organisationNumber"), has("personNumber"), has("username") || has("externalIdentifier")) {
        (true, false, false) => RecipientKind::Organization,
        (false, true, false) => RecipientKind::Person,
        (false, false, true) => RecipientKind::ExternalIdentity,
        _ => RecipientKind::Unknown,
    }
}

fn texts(holder: &Node, fields: &mut Fields<'_>, texts: &mut Vec<MessageText>) {
    if let Some(sms) = fields.object(holder, "customSms") {
        let before = texts.len();
        in_each_language(sms, "text", Channel::Sms, fields, texts);
        let sender = fields.text(sms, "senderName");
        texts.iter_mut().skip(before).for_each(|text| text.sender.clone_from(&sender));
    }
    if let Some(email) = fields.object(holder, "customEmail") {
        in_each_language(email, "subject", Channel::EmailSubject, fields, texts);
        in_each_language(email, "body", Channel::EmailBody, fields, texts);
    }
}

fn in_each_language(
    holder: &Node,
    name: &str,
    channel: Channel,
    fields: &mut Fields<'_>,
    texts: &mut Vec<MessageText>,
) {
    let Some(text) = fields.object(holder, name) else { return };
    for member in text.members().iter().filter(|one| LANGUAGES.iter().any(|known| one.name.eq_ignore_ascii_case(known)))
    {
        let Some(found) = fields.text(text, &member.name.value) else { continue };
        let language = Some(Spanned::new(member.name.value.to_ascii_lowercase(), member.name.span));
        texts.push(MessageText { language, ..message(channel, ContentType::Plain, found, None) });
    }
}
