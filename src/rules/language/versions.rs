//! One text in several languages: the keys of an app's text resources, or the languages of one order.

use super::reading::{code_of_file, declared, exact};
use crate::notice::{Channel, Form, Notice};
use crate::source::{Location, Source};
use crate::syntax::Mapped;
use crate::text::Language;
use crate::workspace::Service;
use std::sync::Arc;

/// One text in the languages that it is given in.
pub(super) struct Versions<'a> {
    /// What it is called in a sentence.
    pub(super) name: String,
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
                all.push(Versions { name, of: Vec::new() });
                all.len() - 1
            });
            let name = Location::new(source, entry.key.span);
            all[at].add(Version { language, source, text: &entry.value, name });
        }
    }
    (all, languages)
}

/// The texts of one order, by where they are shown. Text resources are joined in [`of_service`].
pub(super) fn of_notice(notice: &Notice) -> Vec<Versions<'_>> {
    let mut all: Vec<(Channel, Versions<'_>)> = Vec::new();
    for message in notice.texts.iter().filter(|_| notice.form != Form::TextResource) {
        let Some((language, code)) = declared(notice, message).zip(message.language.as_ref()) else { continue };
        let at = all.iter().position(|(channel, _)| *channel == message.channel).unwrap_or_else(|| {
            let name = match message.channel {
                Channel::Sms => "the text of the SMS",
                Channel::EmailSubject => "the subject of the e-mail",
                Channel::EmailBody => "the text of the e-mail",
                Channel::InboxTitle => "the title in the inbox",
                Channel::InboxSummary => "the summary in the inbox",
                Channel::InboxBody => "the message in the inbox",
            };
            all.push((message.channel, Versions { name: name.to_owned(), of: Vec::new() }));
            all.len() - 1
        });
        let (source, name) = (&notice.source, notice.at(code.span));
        all[at].1.add(Version { language, source, text: &message.text, name });
    }
    all.into_iter().map(|(_, versions)| versions).collect()
}
