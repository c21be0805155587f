//! A text in which words are looked for, and the running text of a message without what belongs to no language.

use super::address::addresses;
use super::dates::{Moment, moments_in};
use super::folded::Folded;
use super::language::Evidence;
use super::lexicon::Lexicon;
use super::placeholder::placeholders;
use super::words::{Hit, WordList};
use std::ops::{Deref, Range};

/// Marks that open and close a quotation.
const QUOTES: [(char, char); 4] = [('«', '»'), ('“', '”'), ('„', '“'), ('"', '"')];
/// The longest quotation, in bytes: what is longer is the text itself.
const MAX_QUOTED: usize = 120;

/// A text, made ready once for everything that looks for words in it.
#[derive(Clone, Debug)]
pub struct Wording {
    text: String,
    folded: Folded,
}

impl Wording {
    /// Makes a text ready.
    pub fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { folded: Folded::new(&text), text }
    }

    /// Every word of a list in it, as [`WordList::find`] finds them.
    pub fn find(&self, list: &'static WordList) -> Vec<Hit> {
        list.find_in(&self.folded, &|_| true)
    }

    /// Whether it has any word of a list.
    pub fn has(&self, list: &'static WordList) -> bool {
        list.is_in_folded(&self.folded)
    }

    /// Its dates and times, as [`super::moments`] finds them.
    pub fn moments(&self, lexicon: Lexicon) -> Vec<Moment> {
        moments_in(&self.folded, lexicon)
    }

    /// What its words say of its language.
    pub fn evidence(&self, lexicon: Lexicon) -> Evidence {
        Evidence::in_folded(&self.text, &self.folded, lexicon)
    }
}

impl Deref for Wording {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// The text with blanks for placeholders, addresses and what stands in quotation marks. It has the bytes of the text at the
/// same offsets.
pub fn prose(text: &str) -> Wording {
    let placeholders = placeholders(text).into_iter().map(|one| one.range);
    prose_without(text, placeholders.chain(addresses(text).into_iter().map(|one| one.range)))
}

/// The same, of a text whose placeholders and addresses are known.
pub fn prose_without(text: &str, known: impl Iterator<Item = Range<usize>>) -> Wording {
    let mut bytes = text.as_bytes().to_vec();
    for range in known.chain(quotations(text)) {
        bytes[range].fill(b' ');
    }
    // Every range begins and ends between characters, so what is left is UTF-8.
    Wording::of(String::from_utf8(bytes).unwrap_or_default())
}

fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some((start, open)) = text[at..]
        .char_indices()
        .map(|(offset, one)| (at + offset, one))
        .find(|(_, one)| QUOTES.iter().any(|(open, _)| open == one))
    {
        let inside = start + open.len_utf8();
        let close = |one: char| QUOTES.iter().any(|(known, close)| *known == open && *close == one);
        let end = text[inside..].find(close).filter(|len| *len <= MAX_QUOTED).map(|len| inside + len);
        at = match end {
            Some(end) => end + text[end..].chars().next().map_or(0, char::len_utf8),
            None => inside,
        };
        found.extend(end.map(|_| start..at));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_quotes_and_addresses_are_taken_out() {
        let text = "Skjemaet «Søknad om løyve» frå $sendersName$ på altinn.no: \"Åpne\" no";
        let words: Vec<String> = prose(text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words.join(" "), "Skjemaet frå på : no");
        assert_eq!(prose(text).len(), text.len());
    }

    #[test]
    fn a_quotation_that_does_not_end_is_text() {
        for text in ["5\" skjerm", "«", "»«", "a “b"] {
            assert_eq!(&*prose(text), text);
        }
    }
}
