//! Members of an order, read patiently: what has the wrong type is a problem, and the rest is read on.

use super::body::{Node, Shape};
use super::holes::holes;
use super::{Channel, ContentType, MessageText, Problem};
use crate::finding::Severity;
use crate::source::{Source, Span, Spanned};
use crate::syntax::Mapped;
use std::sync::Arc;

/// What reading members leaves behind.
#[derive(Debug)]
pub(super) struct Fields<'s> {
    pub(super) source: &'s Arc<Source>,
    pub(super) problems: Vec<Problem>,
}

impl Fields<'_> {
    /// Notes that something is not what the API reads.
    pub(super) fn refuse(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let (message, help) = (message.into(), help.into());
        self.problems.push(Problem { span, message, help, severity: Severity::Error });
    }

    fn wrong_type(&mut self, name: &str, value: &Node, wanted: &str) {
        let help = format!("write {wanted}; the API answers status 400 to anything else, and nothing is sent");
        self.refuse(value.span, format!("`{name}` holds {}, not {wanted}", value.described()), help);
    }

    /// A text, or the place that will hold one.
    pub(super) fn text(&mut self, object: &Node, name: &str) -> Option<Mapped> {
        let value = object.get(name)?;
        match &value.shape {
            Shape::Text(text) | Shape::Open(text) => Some(text.clone()),
            Shape::Null => None,
            _ => {
                self.wrong_type(name, value, "a text");
                None
            }
        }
    }

    /// An object; none where it is absent or will be filled in.
    pub(super) fn object<'d>(&mut self, object: &'d Node, name: &str) -> Option<&'d Node> {
        self.of_kind(object, name, Node::is_object, "an object")
    }

    /// A list; none where it is absent or will be filled in.
    pub(super) fn list<'d>(&mut self, object: &'d Node, name: &str) -> Option<&'d Node> {
        self.of_kind(object, name, |value| matches!(value.shape, Shape::List(_)), "a list")
    }

    fn of_kind<'d>(
        &mut self,
        object: &'d Node,
        name: &str,
        is_right: impl Fn(&Node) -> bool,
        wanted: &str,
    ) -> Option<&'d Node> {
        let value = object.get(name)?;
        if is_right(value) {
            return Some(value);
        }
        if !value.is_open() && !value.is_null() {
            self.wrong_type(name, value, wanted);
        }
        None
    }

    /// A text of the channel, if the member is there.
    pub(super) fn message(
        &mut self,
        object: &Node,
        name: &str,
        channel: Channel,
        content_type: ContentType,
        language: Option<&Spanned<String>>,
    ) -> Option<MessageText> {
        let written_in = if channel == Channel::EmailBody { content_type } else { ContentType::Plain };
        let text = message(channel, written_in, self.text(object, name)?, None);
        Some(MessageText { language: language.cloned(), ..text })
    }

    /// The subject and body of an e-mail; `sender` is the name of the member that holds its address.
    pub(super) fn email(&mut self, settings: &Node, sender: &str, texts: &mut Vec<MessageText>) {
        let content_type = content_type(settings, "contentType").unwrap_or(ContentType::Plain);
        let sender = self.text(settings, sender);
        for (name, channel) in [("subject", Channel::EmailSubject), ("body", Channel::EmailBody)] {
            let written_in = if channel == Channel::EmailBody { content_type } else { ContentType::Plain };
            let text = self.text(settings, name);
            texts.extend(text.map(|text| message(channel, written_in, text, sender.clone())));
        }
    }

    /// The body of an SMS; `sender` is the name of the member that holds its sender.
    pub(super) fn sms(&mut self, settings: &Node, sender: &str, texts: &mut Vec<MessageText>) {
        let sender = self.text(settings, sender);
        let text = self.text(settings, "body");
        texts.extend(text.map(|text| message(Channel::Sms, ContentType::Plain, text, sender)));
    }
}

/// A text of an order, which never says its language.
pub(super) fn message(
    channel: Channel,
    content_type: ContentType,
    text: Mapped,
    sender: Option<Mapped>,
) -> MessageText {
    let holes = holes(text.as_str());
    MessageText { channel, content_type, text, sender, holes, language: None }
}

/// `Html` by name in any letter case, or by number; plain text is what the API takes where nothing is said.
pub(super) fn content_type(settings: &Node, name: &str) -> Option<ContentType> {
    let value = settings.get(name)?;
    let named = value.known().is_some_and(|name| name.eq_ignore_ascii_case("html"));
    Some(if named || value.whole_number() == Some(1) { ContentType::Html } else { ContentType::Plain })
}
