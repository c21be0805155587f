//! The texts of a notice as they are read, each once.

use crate::notice::{Channel, Form, MessageText, Notice};
use crate::source::Location;
use crate::text::{Evidence, Language, Lexicon, Prose, Shown, prose};
use std::ops::Range;
use std::path::Path;

/// One text of a notice as it is read: made once for all rules that ask about its words.
#[derive(Debug)]
pub struct Reading<'n> {
    notice: &'n Notice,
    /// As it is written.
    pub(crate) message: &'n MessageText,
    /// As it is seen.
    pub(crate) shown: Shown,
    /// As it is seen, without placeholders, addresses and quotations; each character at its place in `shown`.
    pub(crate) prose: Prose,
    /// What the words of `prose` say of its language.
    pub(crate) evidence: Evidence,
}

/// Where the texts are shown that are judged: what comes unasked. A message in the inbox is a letter, and its own matter.
const CHANNELS: [Channel; 3] = [Channel::Sms, Channel::EmailSubject, Channel::EmailBody];

/// Every text of a notice that has something to read. One text for two channels is told once.
pub(crate) fn readings(notice: &Notice, lexicon: Lexicon) -> Vec<Reading<'_>> {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for message in notice.texts.iter().filter(|text| CHANNELS.contains(&text.channel)) {
        let span = message.text.span();
        if seen.contains(&span) || message.text.as_str().trim().is_empty() {
            continue;
        }
        seen.push(span);
        let shown = Shown::of(message);
        let prose = prose(shown.as_str());
        let evidence = prose.evidence(lexicon);
        found.push(Reading { notice, message, shown, prose, evidence });
    }
    found
}

impl<'n> Reading<'n> {
    /// The notice that it belongs to.
    pub(crate) const fn notice(&self) -> &'n Notice {
        self.notice
    }

    /// The place of a part of what is seen.
    pub(crate) fn at(&self, range: Range<usize>) -> Location {
        self.notice.at(self.shown.span(self.message, range))
    }

    /// What stands at a part.
    pub(crate) fn part(&self, range: Range<usize>) -> &str {
        &self.shown.as_str()[range]
    }

    /// Whether a part stands in the file letter by letter, so that it can be replaced.
    pub(crate) fn is_verbatim(&self, range: Range<usize>) -> bool {
        let at = self.at(range.clone());
        at.source.slice(at.span) == self.part(range)
    }

    /// The language that the file says the text is in.
    pub(crate) fn declared(&self) -> Option<Language> {
        declared(self.notice, self.message)
    }

    /// The language of the text: as declared, else as its words say.
    pub(crate) fn language(&self) -> Option<Language> {
        self.declared().or_else(|| self.evidence.language())
    }

    /// What the text is called in a sentence.
    pub(crate) fn place(&self) -> &'static str {
        match self.message.channel {
            Channel::Sms => "the SMS",
            Channel::EmailSubject => "the subject",
            _ => "the e-mail",
        }
    }
}

/// The language that a file says one of its texts is in: the name of a file of text resources counts, as the app library
/// chooses by it.
pub(crate) fn declared(notice: &Notice, message: &MessageText) -> Option<Language> {
    if notice.form == Form::TextResource {
        return code_of_file(notice.source.path()).and_then(exact);
    }
    exact(&message.language.as_ref()?.value)
}

/// The language of a code that Altinn knows.
pub(crate) fn exact(code: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.code() == code)
}

/// `nb` in `resource.nb.json`.
pub(crate) fn code_of_file(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()?.strip_prefix("resource.")?.strip_suffix(".json")
}

/// The replacement with a capital where the word has one.
pub(crate) fn in_case_of(word: &str, instead: &str) -> String {
    let mut letters = instead.chars();
    match letters.next() {
        Some(first) if word.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => instead.to_owned(),
    }
}
