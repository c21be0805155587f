//! Text resources: `config/texts/resource.*.json` of an app.

use super::holes::holes;
use super::order::bare;
use super::text_keys::use_of;
use super::{Channel, ContentType, Form, Kind, MessageText, Notice, RecipientKind, Variables};
use crate::source::{Location, Source, Span, Spanned};
use crate::syntax::Mapped;
use crate::syntax::json::{self, Value};
use std::sync::Arc;

/// A file of text resources.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// `language` as written, such as `nb` or `nb-NO`.
    pub language: Option<Spanned<String>>,
    /// The texts in the order of the file.
    pub entries: Vec<TextEntry>,
}

/// One text resource.
#[derive(Clone, Debug)]
pub struct TextEntry {
    /// `id`, the key by which it is found.
    pub key: Spanned<String>,
    /// `value`.
    pub value: Mapped,
    /// `variables`, if there are any.
    pub variables: Option<Span>,
}

/// A key that the code of an app names as one of a text that is sent to those who are to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// The key.
    pub key: String,
    /// Where the text is shown.
    pub channel: Channel,
    /// First message or reminder.
    pub kind: Kind,
    /// Where the code says it.
    pub at: Location,
    /// Whether it is written out there, and not under the name of a constant.
    pub is_literal: bool,
}

impl SigningKey {
    /// Whether the text is sent, and not read in the inbox alone.
    fn is_sent(&self) -> bool {
        matches!(self.channel, Channel::Sms | Channel::EmailSubject | Channel::EmailBody)
    }
}

/// What becomes of the text behind a key: as the code says, else as its name does.
fn uses(key: &str, named: &[SigningKey]) -> Vec<(Channel, Kind)> {
    let by_code: Vec<(Channel, Kind)> =
        named.iter().filter(|one| one.key == key && one.is_sent()).map(|one| (one.channel, one.kind)).collect();
    if !by_code.is_empty() {
        return by_code;
    }
    let by_name = use_of(key).into_iter();
    by_name.flat_map(|found| found.channels.iter().map(move |channel| (*channel, found.kind))).collect()
}

/// Reads the root of a text resource file; none if it is something else. An object without anything is an empty file.
pub fn read_texts(root: Value<'_>) -> Option<TextFile> {
    if root.kind() != json::Kind::Object {
        return None;
    }
    let resources = root.get_ignore_case("resources").filter(|resources| resources.kind() == json::Kind::Array);
    if resources.is_none() && root.members().next().is_some() {
        return None;
    }
    Some(TextFile {
        language: spanned(root, "language"),
        entries: resources.map(|list| list.items().filter_map(entry).collect()).unwrap_or_default(),
    })
}

fn entry(resource: Value<'_>) -> Option<TextEntry> {
    let value = resource.get_ignore_case("value")?.text()?.mapped();
    let variables = resource.get_ignore_case("variables").filter(|list| list.items().next().is_some());
    Some(TextEntry { key: spanned(resource, "id")?, value, variables: variables.map(|list| list.span()) })
}

fn spanned(object: Value<'_>, name: &str) -> Option<Spanned<String>> {
    let text = object.get_ignore_case(name)?.text()?;
    Some(Spanned::new(text.value().into_owned(), text.inner()))
}

impl TextFile {
    /// The keys of texts that the app library sends to those who are to sign: those that the code names, and those whose
    /// own names say so.
    pub fn signing_keys(&self, named: &[SigningKey]) -> Vec<Spanned<String>> {
        let keys = self.entries.iter().map(|entry| &entry.key);
        keys.filter(|key| !uses(&key.value, named).is_empty()).cloned().collect()
    }

    /// Whether any key speaks of signing: the app may give such a text a name that is not known here.
    pub fn mentions_signing(&self) -> bool {
        self.entries.iter().any(|entry| entry.key.value.to_lowercase().contains("sign"))
    }

    /// The texts that the app library sends to those who are to sign: at most one notice for the first message and one
    /// for the reminder.
    pub fn notices(&self, source: &Arc<Source>, named: &[SigningKey]) -> Vec<Notice> {
        let mut notices: Vec<Notice> = Vec::new();
        for entry in &self.entries {
            let variables = entry.variables.map(|at| Variables { text: entry.value.span(), at });
            for (channel, kind) in uses(&entry.key.value, named) {
                let at = notices.iter().position(|notice| notice.kind == kind).unwrap_or_else(|| {
                    notices.push(self.empty(source, kind, entry.key.span));
                    notices.len() - 1
                });
                if !notices[at].texts.iter().any(|text| text.text.span() == entry.value.span()) {
                    notices[at].variables.extend(variables);
                }
                notices[at].texts.push(MessageText {
                    channel,
                    content_type: ContentType::Plain,
                    text: entry.value.clone(),
                    sender: None,
                    holes: holes(entry.value.as_str()),
                    language: self.language.clone(),
                });
            }
        }
        notices
    }

    /// The texts of the file that are sent as notices.
    pub fn sent(&self) -> impl Iterator<Item = &TextEntry> {
        self.entries.iter().filter(|entry| use_of(&entry.key.value).is_some())
    }

    fn empty(&self, source: &Arc<Source>, kind: Kind, span: Span) -> Notice {
        bare(source, Form::TextResource, kind, RecipientKind::Unknown, span)
    }
}
