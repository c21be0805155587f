//! One text in several languages: the keys of an app's text resources, or the languages of one order.

use crate::notice::{Channel, Form, MessageText, Order};
use crate::rules::reading::{code_of_file, exact};
use crate::source::{Location, Source};
use crate::syntax::Mapped;
use crate::text::Language;
use crate::workspace::Service;
use std::sync::Arc;

/// One text in the languages that it is given in.
pub(super) struct Versions<'a> {
    /// What it is called in a sentence.
    pub(super) name: String,
    /// The form of notice that it belongs to.
    pub(super) form: Form,
    /// Each at most once for a language.
    pub(super) of: Vec<Version<'a>>,
}

/// A text in one language.
#[derive(Clone)]
pub(super) struct Version<'a> {
    pub(super) language: Language,
    pub(super) source: &'a Arc<Source>,
    pub(super) text: &'a Mapped,
    /// The member that says which text or language it is.
    pub(super) name: Location,
}

impl Version<'_> {
    /// The place of the text.
    pub(super) fn at(&self) -> Location {
        Location::new(self.source, self.text.span())
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.as_str().trim().is_empty()
    }
}

impl<'a> Versions<'a> {
    /// The version in a language.
    pub(super) fn in_language(&self, language: Language) -> Option<&Version<'a>> {
        self.of.iter().find(|version| version.language == language)
    }

    /// The version that the others are held against: bokmål, else the first.
    pub(super) fn first(&self) -> Option<&Version<'a>> {
        self.in_language(Language::Bokmal).or_else(|| self.of.first()).filter(|version| !version.is_blank())
    }

    fn add(&mut self, version: Version<'a>) {
        if self.in_language(version.language).is_none() {
            self.of.push(version);
        }
    }
}

/// The texts of an app that are sent as notices, by their keys, and the languages that it has files for.
pub(super) fn of_service<'a>(service: &'a Service<'_>) -> (Vec<Versions<'a>>, Vec<(Language, &'a Arc<Source>)>) {
    let mut all: Vec<Versions<'a>> = Vec::new();
    let mut languages = Vec::new();
    for (source, file) in &service.texts {
        let Some(language) = code_of_file(source.path()).and_then(exact) else { continue };
        languages.push((language, source));
        for entry in file.sent() {
            let name = format!("`{}`", entry.key.value);
            let at = all.iter().position(|one| one.name == name).unwrap_or_else(|| {
                all.push(Versions { name, form: Form::TextResource, of: Vec::new() });
                all.len() - 1
            });
            let name = Location::new(source, entry.key.span);
            all[at].add(Version { language, source, text: &entry.value, name });
        }
    }
    (all, languages)
}

/// The texts of an order in their languages, by where they are shown: those of each notice together, and those of the inbox.
pub(super) fn of_order(order: &Order) -> Vec<Vec<Versions<'_>>> {
    let of_notices = order.notices.iter().map(|notice| by_channel(order, &notice.texts));
    of_notices.chain([by_channel(order, &order.inbox)]).collect()
}

fn by_channel<'o>(order: &'o Order, texts: &'o [MessageText]) -> Vec<Versions<'o>> {
    let mut all: Vec<Versions<'o>> = Vec::new();
    for message in texts {
        let Some(code) = &message.language else { continue };
        let Some(language) = exact(&code.value) else { continue };
        let name = match message.channel {
            Channel::Sms => "the text of the SMS",
            Channel::EmailSubject => "the subject of the e-mail",
            Channel::EmailBody => "the text of the e-mail",
            Channel::InboxTitle => "the title in the inbox",
            Channel::InboxSummary => "the summary in the inbox",
            Channel::InboxBody => "the message in the inbox",
        };
        let at = all.iter().position(|versions| versions.name == name).unwrap_or_else(|| {
            all.push(Versions { name: name.to_owned(), form: order.form, of: Vec::new() });
            all.len() - 1
        });
        let name = order.at(code.span);
        all[at].add(Version { language, source: &order.source, text: &message.text, name });
    }
    all
}
