//! What eFormidling sends to businesses with the post: texts in settings, or in the `dpv` part of a message.
//!
//! The same text goes out as e-mail and as SMS, as first message and as reminder. Source: felleslosninger/efm-integrasjonspunkt
//! @fd348ae, `NotificationFactory.java`, `DpvSettings.java`.

use crate::notice::holes::holes;
use crate::notice::order::{Order, bare};
use crate::notice::read::Reading;
use crate::notice::{Channel, ContentType, Form, Kind, Member, MessageText, Node, Notice, RecipientKind, Shape};
use crate::source::{Source, Span, Spanned};
use crate::syntax::Mapped;
use memchr::memmem;
use std::sync::Arc;

/// What a key sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Text,
    ConfidentialText,
    Subject,
    Email,
    Sms,
}

/// Keys as Spring reads them, without dots, hyphens, underscores and letter case.
const SETTINGS: [(&str, Setting); 5] = [
    ("difimovedpvnotificationtext", Setting::Text),
    ("difimovedpvsensitivenotificationtext", Setting::ConfidentialText),
    ("difimovedpvemailsubject", Setting::Subject),
    ("difimovedpvnotifyemail", Setting::Email),
    ("difimovedpvnotifysms", Setting::Sms),
];

/// Whether a text may hold settings of eFormidling; a quick look before it is read.
pub(super) fn could_be_settings(text: &str) -> bool {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    (has("dpv") || has("DPV")) && ["otification", "OTIFICATION", "mail", "MAIL"].into_iter().any(has)
}

fn setting(key: &str) -> Option<Setting> {
    let plain: String =
        key.chars().filter(|one| !matches!(one, '.' | '-' | '_')).map(|one| one.to_ascii_lowercase()).collect();
    // Charts and composed services have them below keys of their own.
    SETTINGS.iter().find(|(name, _)| plain.ends_with(name)).map(|(_, setting)| *setting)
}

/// `NAME=value`, as composed services list their variables.
fn variable(text: &Mapped) -> Option<(Spanned<String>, Mapped)> {
    let (name, value) = text.as_str().split_once('=')?;
    setting(name)?;
    let (start, end) = (u32::try_from(name.len() + 1).ok()?, u32::try_from(text.as_str().len()).ok()?);
    let value = Mapped::verbatim(value, Span::new(start, end)).within(text);
    Some((Spanned::new(name.to_owned(), text.span_of(0..name.len())), value))
}

/// The keys of a tree joined by dots, each with its text; and the names and values of environment variables.
pub(super) fn flat(root: &Node) -> Vec<(Spanned<String>, Mapped)> {
    let mut pairs = Vec::new();
    let mut open = vec![(String::new(), Span::default(), root)];
    while let Some((path, at, node)) = open.pop() {
        match &node.shape {
            Shape::Object(members) => {
                if let (Some(name), Some(value)) = (node.get("name").and_then(Node::text), node.get("value")) {
                    open.push((name.as_str().to_owned(), name.span(), value));
                    continue;
                }
                for Member { name, value } in members.iter().rev() {
                    let path = if path.is_empty() { name.value.clone() } else { format!("{path}.{}", name.value) };
                    open.push((path, name.span, value));
                }
            }
            Shape::List(items) => open.extend(items.iter().rev().map(|item| (path.clone(), at, item))),
            Shape::Text(text) | Shape::Open(text) => {
                pairs.push(variable(text).unwrap_or_else(|| (Spanned::new(path, at), text.clone())));
            }
            Shape::Truth(truth) => {
                pairs.push((Spanned::new(path, at), Mapped::verbatim(truth.to_string(), node.span)));
            }
            Shape::Number(_) | Shape::Null | Shape::Either(_) => {}
        }
    }
    pairs
}

/// Adds the order that the settings of a file make, if any of them is there.
pub(super) fn read(source: &Arc<Source>, pairs: Vec<(Spanned<String>, Mapped)>, reading: &mut Reading) {
    let set: Vec<(Setting, Spanned<String>, Mapped)> =
        pairs.into_iter().filter_map(|(key, value)| Some((setting(&key.value)?, key, value))).collect();
    let off = |wanted| set.iter().any(|(found, _, value)| *found == wanted && value.as_str().trim() == "false");
    let channels = Channels { email: !off(Setting::Email), sms: !off(Setting::Sms) };
    let subject = set.iter().find(|(found, ..)| *found == Setting::Subject).map(|(.., value)| value);
    let bodies: Vec<&Mapped> = set
        .iter()
        .filter(|(found, ..)| matches!(found, Setting::Text | Setting::ConfidentialText))
        .map(|(.., value)| value)
        .collect();
    if bodies.is_empty() && subject.is_none() {
        return;
    }
    let span = set.iter().map(|(_, key, _)| key.span).reduce(|first, _| first).unwrap_or_default();
    let notices = notices(source, &bodies, subject, channels, span);
    let members = set
        .into_iter()
        .map(|(_, name, value)| Member { value: Node { span: value.span(), shape: Shape::Text(value) }, name });
    let body = Node { span, shape: Shape::Object(members.collect()) };
    reading.orders.push(Order::alone(source, Form::EFormidling, body, notices, true));
}

/// The order that the `dpv` part of a message makes; none where the object is something else.
pub(in crate::notice) fn of_message(source: &Arc<Source>, object: &Node) -> Option<Order> {
    let bodies: Vec<&Mapped> =
        ["varselTekst", "taushetsbelagtVarselTekst"].into_iter().filter_map(|name| object.get(name)?.text()).collect();
    if bodies.is_empty() {
        return None;
    }
    let way = object.get("varselTransportType").and_then(Node::known);
    // A way that there is not is spoken of elsewhere; the texts are judged all the same.
    let is = |name: &str| way.is_none_or(|way| way.eq_ignore_ascii_case(name) || !is_one_way(way));
    let notices = notices(source, &bodies, None, Channels { email: is("Epost"), sms: is("SMS") }, object.span);
    Some(Order::alone(source, Form::EFormidling, object.clone(), notices, true))
}

/// Whether a way to send a notice goes by one channel only.
fn is_one_way(way: &str) -> bool {
    ["Epost", "SMS"].iter().any(|one| way.eq_ignore_ascii_case(one))
}

#[derive(Clone, Copy)]
struct Channels {
    email: bool,
    sms: bool,
}

/// One notice for each text, or for the subject alone.
fn notices(
    source: &Arc<Source>,
    bodies: &[&Mapped],
    subject: Option<&Mapped>,
    channels: Channels,
    span: Span,
) -> Vec<Notice> {
    let empty = || bare(source, Form::EFormidling, Kind::Main, RecipientKind::Organization, span);
    let mut notices: Vec<Notice> = Vec::new();
    for body in bodies {
        let mut notice = empty();
        if channels.email {
            notice.texts.push(text(Channel::EmailBody, body));
        }
        if channels.sms {
            notice.texts.push(text(Channel::Sms, body));
        }
        notices.push(notice);
    }
    if let Some(subject) = subject.filter(|_| channels.email) {
        if notices.is_empty() {
            notices.push(empty());
        }
        // The subject stands over each of them, and is judged once.
        notices[0].texts.insert(0, text(Channel::EmailSubject, subject));
    }
    notices
}

fn text(channel: Channel, text: &Mapped) -> MessageText {
    let holes = holes(text.as_str());
    MessageText { channel, content_type: ContentType::Plain, text: text.clone(), sender: None, holes, language: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_as_loosely_as_spring_does() {
        for key in [
            "difi.move.dpv.notification-text",
            "difi.move.dpv.notificationText",
            "DIFI_MOVE_DPV_NOTIFICATION_TEXT",
            "DIFI_MOVE_DPV_NOTIFICATIONTEXT",
        ] {
            assert_eq!(setting(key), Some(Setting::Text), "{key}");
        }
        assert_eq!(setting("services.post.environment.DIFI_MOVE_DPV_NOTIFICATIONTEXT"), Some(Setting::Text));
        assert_eq!(setting("difi.move.dpv.sensitive-notification-text"), Some(Setting::ConfidentialText));
        assert_eq!(setting("difi.move.dpo.notification-text"), None);
    }
}
