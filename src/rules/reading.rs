//! A notice as it is read: what several rules ask of its texts is worked out once.

use crate::notice::{Channel, Form, MessageText, Notice, RecipientKind};
use crate::source::{Location, Span};
use crate::text::{
    Address, Evidence, Language, Lexicon, Moment, Shown, Wording, addresses, placeholders, prose_without, sentences,
};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::{Deref, Range};
use std::path::Path;

/// A notice with its texts as they are read.
#[derive(Debug)]
pub struct Received<'n> {
    notice: &'n Notice,
    /// Every text, in the order of the notice.
    pub(crate) texts: Vec<Reading<'n>>,
}

/// One text of a notice as it is read.
#[derive(Debug)]
pub struct Reading<'n> {
    notice: &'n Notice,
    /// As it is written.
    message: &'n MessageText,
    shown: Shown,
    lexicon: Lexicon,
    placeholders: OnceCell<Vec<Range<usize>>>,
    addresses: OnceCell<Vec<Address>>,
    wording: OnceCell<Wording>,
    prose: OnceCell<Wording>,
    evidence: OnceCell<Evidence>,
    moments: OnceCell<Vec<Moment>>,
    sentences: OnceCell<Vec<Range<usize>>>,
}

/// Where the texts are shown that come unasked. A message in the inbox is a letter, and its own matter.
const UNASKED: [Channel; 3] = [Channel::Sms, Channel::EmailSubject, Channel::EmailBody];

impl<'n> Received<'n> {
    /// A notice, read with the lists of words of a run.
    pub fn new(notice: &'n Notice, lexicon: Lexicon) -> Self {
        let texts = notice.texts.iter().map(|message| Reading::new(notice, message, lexicon)).collect();
        Self { notice, texts }
    }

    /// Every text that comes unasked and has something to read. One text for two channels is told once.
    pub(crate) fn unasked(&self) -> impl Iterator<Item = &Reading<'n>> {
        let mut seen: Vec<Span> = Vec::new();
        self.texts.iter().filter(move |text| {
            let span = text.text.span();
            let is_new =
                UNASKED.contains(&text.channel) && !text.text.as_str().trim().is_empty() && !seen.contains(&span);
            seen.extend(is_new.then_some(span));
            is_new
        })
    }

    /// The texts that are shown in one place.
    pub(crate) fn of(&self, channel: Channel) -> impl Iterator<Item = &Reading<'n>> {
        self.texts.iter().filter(move |text| text.channel == channel)
    }

    /// Why Altinn looks nobody up for it, so that no name of a recipient is filled in; none where it does.
    pub(crate) const fn why_nobody_is_looked_up(&self) -> Option<&'static str> {
        match (self.notice.form, self.notice.recipient) {
            (Form::Instant, _) => {
                Some("a message that is sent at once goes to an address or number, and nobody is looked up")
            }
            (Form::Composed, _) => Some("an e-mail with attachments goes to an address, and nobody is looked up"),
            (_, RecipientKind::Direct) => {
                Some("the recipient is an e-mail address or telephone number, and nobody is looked up")
            }
            (_, RecipientKind::ExternalIdentity) => Some("the register does not know users who registered themselves"),
            _ => None,
        }
    }

    /// Its texts as they are seen.
    pub(crate) fn shown(&self) -> Vec<&Shown> {
        self.texts.iter().map(|text| &text.shown).collect()
    }
}

impl Deref for Received<'_> {
    type Target = Notice;

    fn deref(&self) -> &Notice {
        self.notice
    }
}

impl<'n> Reading<'n> {
    fn new(notice: &'n Notice, message: &'n MessageText, lexicon: Lexicon) -> Self {
        Self {
            notice,
            message,
            shown: Shown::of(message),
            lexicon,
            placeholders: OnceCell::new(),
            addresses: OnceCell::new(),
            wording: OnceCell::new(),
            prose: OnceCell::new(),
            evidence: OnceCell::new(),
            moments: OnceCell::new(),
            sentences: OnceCell::new(),
        }
    }

    /// The notice that it belongs to.
    pub(crate) const fn notice(&self) -> &'n Notice {
        self.notice
    }

    /// What is seen of it: no tags, the characters of entities, [`crate::text::FILLED_IN`] for what a program fills in.
    pub(crate) fn seen(&self) -> &str {
        self.shown.as_str()
    }

    /// The part of the text as it is written that a part of what is seen was read from.
    pub(crate) fn as_written(&self, range: Range<usize>) -> Range<usize> {
        self.shown.range(range)
    }

    /// The place in the file of a part of what is seen.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.shown.span(self.message, range)
    }

    /// The place of a part of what is seen.
    pub(crate) fn at(&self, range: Range<usize>) -> Location {
        self.notice.at(self.span(range))
    }

    /// What is seen at a part.
    pub(crate) fn part(&self, range: Range<usize>) -> &str {
        &self.seen()[range]
    }

    /// A part in words that can be shown: what a program fills in as it is written.
    pub(crate) fn quote(&self, range: Range<usize>) -> Cow<'_, str> {
        self.shown.quote(self.message, range)
    }

    /// Whether a part stands in the file letter by letter, so that it can be replaced.
    pub(crate) fn is_verbatim(&self, range: Range<usize>) -> bool {
        let at = self.at(range.clone());
        at.source.slice(at.span) == self.part(range)
    }

    /// Where `$name$` stands in what is seen, and the name. What a tag or entity parts is not filled in and is none.
    pub(crate) fn placeholders(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.every_placeholder().filter(|(range, _)| self.is_whole(range))
    }

    /// Where `$name$` is seen but not written so: a tag or entity stands in it.
    pub(crate) fn parted_placeholders(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.every_placeholder().filter(|(range, _)| !self.is_whole(range))
    }

    fn every_placeholder(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let found =
            self.placeholders.get_or_init(|| placeholders(self.seen()).into_iter().map(|one| one.range).collect());
        found.iter().map(|range| (range.clone(), self.part(range.start + 1..range.end - 1)))
    }

    fn is_whole(&self, range: &Range<usize>) -> bool {
        self.shown.is_verbatim(self.message, range.clone())
    }

    /// The addresses in what is seen.
    pub(crate) fn addresses(&self) -> &[Address] {
        self.addresses.get_or_init(|| addresses(self.seen()))
    }

    /// What is seen, for looking words up in it.
    pub(crate) fn wording(&self) -> &Wording {
        self.wording.get_or_init(|| Wording::of(self.seen()))
    }

    /// What is seen, without placeholders, addresses and quotations; each character at its place.
    pub(crate) fn prose(&self) -> &Wording {
        self.prose.get_or_init(|| {
            let placeholders = self.placeholders().map(|(range, _)| range);
            prose_without(self.seen(), placeholders.chain(self.addresses().iter().map(|one| one.range.clone())))
        })
    }

    /// What the words of its prose say of its language.
    pub(crate) fn evidence(&self) -> &Evidence {
        self.evidence.get_or_init(|| self.prose().evidence(self.lexicon))
    }

    /// The dates and times in its prose.
    pub(crate) fn moments(&self) -> &[Moment] {
        self.moments.get_or_init(|| self.prose().moments(self.lexicon))
    }

    /// The sentences in what is seen.
    pub(crate) fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences(self.seen()))
    }

    /// The language that the file says the text is in.
    pub(crate) fn declared(&self) -> Option<Language> {
        declared(self.notice, self.message)
    }

    /// The language of the text: as declared, else as its words say.
    pub(crate) fn language(&self) -> Option<Language> {
        self.declared().or_else(|| self.evidence().language())
    }

    /// What the text is called in a sentence.
    pub(crate) fn place(&self) -> &'static str {
        match self.channel {
            Channel::Sms => "the SMS",
            Channel::EmailSubject => "the subject",
            _ => "the e-mail",
        }
    }
}

impl Deref for Reading<'_> {
    type Target = MessageText;

    fn deref(&self) -> &MessageText {
        self.message
    }
}

/// What is seen of a text, for looking words up in it.
pub(crate) fn wording(message: &MessageText) -> Wording {
    Wording::of(Shown::of(message).into_string())
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
