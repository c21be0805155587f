//! Members of an order, read patiently: what has the wrong type is a problem, and the rest is read on.

use super::holes::holes;
use super::{Channel, ContentType, MessageText, Problem};
use crate::finding::Severity;
use crate::source::{Source, Span};
use crate::syntax::Mapped;
use crate::syntax::json::{Kind, Value};
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

    fn wrong_type(&mut self, name: &str, value: Value<'_>, wanted: &str) {
        let help = format!("write {wanted}; the API answers status 400 to anything else, and nothing is sent");
        self.refuse(value.span(), format!("`{name}` holds {}, not {wanted}", described(value.kind())), help);
    }

    /// A text, or the place that will hold one.
    pub(super) fn text(&mut self, object: Value<'_>, name: &str) -> Option<Mapped> {
        let value = object.get_ignore_case(name)?;
        match value.kind() {
            Kind::String => value.text().map(|text| text.mapped()),
            Kind::Hole => Some(Mapped::verbatim(self.source.slice(value.span()), value.span())),
            Kind::Null => None,
            _ => {
                self.wrong_type(name, value, "a text");
                None
            }
        }
    }

    /// An object; none where it is absent or will be filled in.
    pub(super) fn object<'d>(&mut self, object: Value<'d>, name: &str) -> Option<Value<'d>> {
        self.of_kind(object, name, Kind::Object, "an object")
    }

    /// A list; none where it is absent or will be filled in.
    pub(super) fn list<'d>(&mut self, object: Value<'d>, name: &str) -> Option<Value<'d>> {
        self.of_kind(object, name, Kind::Array, "a list")
    }

    fn of_kind<'d>(&mut self, object: Value<'d>, name: &str, kind: Kind, wanted: &str) -> Option<Value<'d>> {
        let value = object.get_ignore_case(name)?;
        if value.kind() == kind {
            return Some(value);
        }
        if !is_open(value) && !value.is_null() {
            self.wrong_type(name, value, wanted);
        }
        None
    }

    /// The subject and body of an e-mail; `sender` is the name of the member that holds its address.
    pub(super) fn email(&mut self, settings: Value<'_>, sender: &str, texts: &mut Vec<MessageText>) {
        let content_type = content_type(settings);
        let sender = self.text(settings, sender);
        for (name, channel) in [("subject", Channel::EmailSubject), ("body", Channel::EmailBody)] {
            let written_in = if channel == Channel::EmailBody { content_type } else { ContentType::Plain };
            let text = self.text(settings, name);
            texts.extend(text.map(|text| message(channel, written_in, text, sender.clone())));
        }
    }

    /// The body of an SMS; `sender` is the name of the member that holds its sender.
    pub(super) fn sms(&mut self, settings: Value<'_>, sender: &str, texts: &mut Vec<MessageText>) {
        let sender = self.text(settings, sender);
        let text = self.text(settings, "body");
        texts.extend(text.map(|text| message(Channel::Sms, ContentType::Plain, text, sender)));
    }
}

/// A text of an order, which never says its language.
fn message(channel: Channel, content_type: ContentType, text: Mapped, sender: Option<Mapped>) -> MessageText {
    let holes = holes(text.as_str());
    MessageText { channel, content_type, text, sender, holes, language: None }
}

/// `Html` by name in any letter case, or by number; plain text is what the API takes where nothing is said.
fn content_type(settings: Value<'_>) -> ContentType {
    let Some(value) = settings.get_ignore_case("contentType") else { return ContentType::Plain };
    let named = value.as_str().is_some_and(|name| name.eq_ignore_ascii_case("html"));
    if named || value.as_number() == Some("1") { ContentType::Html } else { ContentType::Plain }
}

/// Whether a program puts the value in before sending.
pub(super) fn is_open(value: Value<'_>) -> bool {
    value.kind() == Kind::Hole || value.as_str().is_some_and(|text| !holes(&text).is_empty())
}

fn described(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "a list",
        Kind::String => "a text",
        Kind::Number => "a number",
        Kind::True | Kind::False => "a truth value",
        Kind::Null => "nothing",
        Kind::Hole => "a place to be filled in",
    }
}
