//! Scripts of the shell and Makefiles: the bodies that `curl` sends.

mod expansion;
mod words;

use super::Bodies;
use crate::notice::{HeadWay, Part, PartHead, Request};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use memchr::memmem;
use std::borrow::Cow;
use std::sync::Arc;
use words::{Command, Word, commands};

pub use expansion::is_expanded;

/// Options of `curl` that take a value and have no part in what is sent.
const OTHERS: [&str; 24] = [
    "-H",
    "--header",
    "-o",
    "--output",
    "-u",
    "--user",
    "-A",
    "--user-agent",
    "-b",
    "--cookie",
    "-c",
    "--cookie-jar",
    "-e",
    "--referer",
    "-w",
    "--write-out",
    "-m",
    "--max-time",
    "-x",
    "--proxy",
    "--cert",
    "--key",
    "--cacert",
    "--retry",
];
/// Options of a single letter that take a value.
const VALUED: &str = "dFXHouAbcewmxTKErtyYzCDPQU";
/// Those with the body.
const DATA: [&str; 6] = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"];
/// Those with a field of a form.
const FORM: [&str; 3] = ["-F", "--form", "--form-string"];

/// Whether a file may send an order; a quick look before it is taken apart.
pub(super) fn could_send(text: &str) -> bool {
    let has = |word: &str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    has("curl") && ["ecipient", "otification", "orrespondence"].into_iter().any(has)
}

/// Hands on what the commands in a part of the file send.
pub(super) fn read(bodies: &mut Bodies<'_>, part: Span, is_make: bool) {
    let source = Arc::clone(bodies.source);
    for command in commands(source.text(), part, is_make) {
        // Before a command of a Makefile there may be signs, and variables that are signs.
        let name = |word: &Word| {
            let name = word.text.as_str().rsplit(['/', '}']).next().unwrap_or_default().to_owned();
            if is_make { name.trim_start_matches(['@', '-', '+']).to_owned() } else { name }
        };
        let is_curl = |word: &Word| name(word) == "curl";
        if let Some(at) = command.words.iter().position(is_curl) {
            Call::of(&command, at + 1).hand_on(bodies);
        }
    }
}

/// What one call of `curl` sends.
#[derive(Default)]
struct Call<'c> {
    method: Option<&'c str>,
    url: Option<&'c Mapped>,
    data: Vec<Cow<'c, Mapped>>,
    fields: Vec<(Part, Mapped)>,
}

impl<'c> Call<'c> {
    fn of(command: &'c Command, from: usize) -> Self {
        let mut call = Self::default();
        let mut words = command.words.get(from..).unwrap_or_default().iter();
        while let Some(word) = words.next() {
            let option = word.text.as_str();
            if DATA.contains(&option) {
                let data = words.next().map(|word| &word.text);
                call.data.extend(data.and_then(|data| sent(data, command)).map(Cow::Borrowed));
            } else if let Some(('d', rest)) = letter(option) {
                // `-sd '…'`, `-d'…'`.
                let own = (rest < option.len()).then(|| Cow::Owned(word.text.part(rest..option.len())));
                let next = || words.next().and_then(|word| sent(&word.text, command)).map(Cow::Borrowed);
                call.data.extend(own.or_else(next));
            } else if FORM.contains(&option) {
                call.fields.extend(words.next().and_then(field));
            } else if option == "-X" || option == "--request" {
                call.method = words.next().map(|word| word.text.as_str());
            } else if option == "--url" {
                call.url = words.next().map(|word| &word.text);
            } else if let Some(method) = option.strip_prefix("-X") {
                call.method = Some(method);
            } else if OTHERS.contains(&option) {
                words.next();
            } else if !option.starts_with('-') && option.contains('/') {
                call.url = call.url.or(Some(&word.text));
            }
        }
        call
    }

    fn hand_on(self, bodies: &mut Bodies<'_>) {
        // With something to send, `curl` makes it a `POST` by itself.
        let method = self.method.unwrap_or("POST").to_owned();
        let request = self.url.map(|url| Request { method, url: url.clone() });
        for data in self.data {
            bodies.inside(&data, request.as_ref());
        }
        let span = self.fields.first().zip(self.fields.last());
        if let Some((first, last)) = span {
            let span = first.0.name.span.join(last.1.span());
            bodies.form(self.fields, span, request.as_ref());
        }
    }
}

/// The first option of a single letter that takes a value in a word such as `-sSd`, and where what is behind it begins.
fn letter(option: &str) -> Option<(char, usize)> {
    let letters =
        option.strip_prefix('-').filter(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    letters.char_indices().find(|(_, one)| VALUED.contains(*one)).map(|(at, one)| (one, at + 2))
}

/// What `-d` sends: the word itself, or what is handed on where it says `@-`. A file of JSON is looked at where it stands.
fn sent<'c>(data: &'c Mapped, command: &'c Command) -> Option<&'c Mapped> {
    match data.as_str() {
        "@-" => command.input.as_deref(),
        file if file.starts_with('@') => None,
        _ => Some(data),
    }
}

/// `name=value;type=…`; none of a file.
fn field(word: &Word) -> Option<(Part, Mapped)> {
    let whole = word.text.as_str();
    let equals = whole.find('=')?;
    let (name, value) = (&whole[..equals], &whole[equals + 1..]);
    if value.starts_with(['@', '<']) {
        return None;
    }
    let place = |part: &str| {
        let start = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        start..start + part.len()
    };
    let (value, kind) = value.rsplit_once(";type=").map_or((value, None), |(value, kind)| (value, Some(kind)));
    let content_type = kind.map(|kind| Spanned::new(kind.to_owned(), word.text.span_of(place(kind))));
    let value = word.text.part(place(value));
    let end = Span::new(word.text.span().end, word.text.span().end);
    // Outside quotes `;` ends the command.
    let head = PartHead { content_type, end, way: HeadWay::Suffix };
    let name = Spanned::new(name.to_owned(), word.text.span_of(place(name)));
    Some((Part { name, head: word.is_quoted.then_some(head) }, value))
}
