//! Messages of Correspondence, and the notice that comes with one.
//!
//! Source: Altinn/altinn-correspondence @da78516, `InitializeCorrespondencesExt.cs`,
//! `InitializeCorrespondenceNotificationExt.cs`, `CreateNotificationOrderHandler.cs`.

use super::body::Node;
use super::fields::{Fields, content_type};
use super::order::bare;
use super::recognise::is_notification;
use super::{Channel, ContentType, Form, Kind, MessageText, Notice, RecipientKind};
use crate::source::Spanned;
use crate::syntax::Mapped;

/// First message or reminder, its texts, and the member that says what its e-mail is written in.
type Names = (Kind, [(&'static str, Channel); 3], &'static str);

/// The names of the texts of a first message and of a reminder, with the member that says what its e-mail is written in.
const TEXTS: [Names; 2] = [
    (
        Kind::Main,
        [("emailSubject", Channel::EmailSubject), ("emailBody", Channel::EmailBody), ("smsBody", Channel::Sms)],
        "emailContentType",
    ),
    (
        Kind::Reminder(1),
        [
            ("reminderEmailSubject", Channel::EmailSubject),
            ("reminderEmailBody", Channel::EmailBody),
            ("reminderSmsBody", Channel::Sms),
        ],
        "reminderEmailContentType",
    ),
];

/// Reads a request that was recognised, or a part of one.
pub(super) fn read(
    body: &Node,
    form: Form,
    fields: &mut Fields<'_>,
    notices: &mut Vec<Notice>,
    inbox: &mut Vec<MessageText>,
) {
    let letter = fields.object(body, "correspondence").unwrap_or(body);
    let mut language = None;
    if let Some(content) = fields.object(letter, "content") {
        language = content.get("language").and_then(spanned);
        for (name, channel) in [
            ("messageTitle", Channel::InboxTitle),
            ("messageSummary", Channel::InboxSummary),
            ("messageBody", Channel::InboxBody),
        ] {
            inbox.extend(fields.message(content, name, channel, ContentType::Plain, language.as_ref()));
        }
    }
    let notification = match fields.object(letter, "notification") {
        Some(notification) => notification,
        None if is_notification(letter) || form == Form::CorrespondenceBuilder => letter,
        None => return,
    };
    let is_framed = is_generic(notification);
    let custom: Vec<&Node> =
        notification.get("customRecipients").map(|list| list.items().iter().collect()).unwrap_or_default();
    let reminds = notification.get("sendReminder").is_some_and(|value| value.truth() == Some(true) || value.is_open());
    let main_type = content_type(notification, "emailContentType");
    for (kind, texts, type_name) in TEXTS {
        let written_in = content_type(notification, type_name).or(main_type).unwrap_or(ContentType::Plain);
        let mut notice = bare(fields.source, form, kind, recipient_kind(body), notification.span);
        for (name, channel) in texts {
            notice.texts.extend(fields.message(notification, name, channel, written_in, language.as_ref()));
        }
        if kind != Kind::Main && !reminds {
            continue;
        }
        notice.is_framed = is_framed;
        if kind == Kind::Main {
            notice.is_confidential =
                letter.get("isConfidential").and_then(|flag| flag.truth().map(|truth| Spanned::new(truth, flag.span)));
        }
        notice.resource_id = if letter.get("resourceId").is_some() { fields.text(letter, "resourceId") } else { None };
        if kind == Kind::Main {
            notice.national_ids = national_ids(body, &custom);
        }
        notices.push(notice);
    }
}

/// Whether the texts are put into Altinn's own frame.
fn is_generic(notification: &Node) -> bool {
    notification.get("notificationTemplate").is_some_and(|template| {
        template.known().is_some_and(|name| name.eq_ignore_ascii_case("GenericAltinnMessage"))
            || template.whole_number() == Some(1)
    })
}

fn spanned(node: &Node) -> Option<Spanned<String>> {
    let text = node.text()?;
    node.known().map(|known| Spanned::new(known.to_owned(), text.span()))
}

/// The kinds of `recipients`, by the beginnings of their ids.
fn recipient_kind(body: &Node) -> RecipientKind {
    let mut common = None;
    for recipient in body.get("recipients").map_or(&[][..], Node::items) {
        let Some(id) = recipient.text() else { return RecipientKind::Unknown };
        let id = id.as_str();
        let kind = if id.starts_with("urn:altinn:organization:identifier-no:") || id.starts_with("0192:") {
            RecipientKind::Organization
        } else if id.starts_with("urn:altinn:person:identifier-no:") {
            RecipientKind::Person
        } else if id.starts_with("urn:altinn:person:idporten-email:")
            || id.starts_with("urn:altinn:person:legacy-selfidentified:")
        {
            RecipientKind::ExternalIdentity
        } else {
            return RecipientKind::Unknown;
        };
        if common.is_some_and(|before| before != kind) {
            return RecipientKind::Unknown;
        }
        common = Some(kind);
    }
    common.unwrap_or(RecipientKind::Unknown)
}

/// National identity numbers of the recipients, each with its own place.
fn national_ids(body: &Node, custom: &[&Node]) -> Vec<Mapped> {
    const PREFIX: &str = "urn:altinn:person:identifier-no:";
    let of_recipients = body.get("recipients").map_or(&[][..], Node::items).iter().filter_map(|one| {
        let text = one.text()?;
        let number = text.as_str().strip_prefix(PREFIX)?;
        Some(Mapped::verbatim(number, text.span_of(PREFIX.len()..text.as_str().len())))
    });
    let of_custom = custom.iter().filter_map(|one| one.get("nationalIdentityNumber")?.text().cloned());
    of_recipients.chain(of_custom).collect()
}
