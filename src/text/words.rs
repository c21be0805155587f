//! Lists of words, and where a text has them.
//!
//! The lists are data, in `rules/words/`, one file each with its day and its sources. A word is found in any letter case, as
//! a whole word: `*` at its end or start stands for any further letters, and a blank for any white space.

use super::folded::Folded;
use super::language::Language;
use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// One word or phrase of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// As the list has it.
    pub text: &'static str,
    /// The language it belongs to.
    pub language: Language,
    /// What to write instead, where the list says so; an empty text where it is left out.
    pub instead: Option<&'static str>,
}

/// A list of words.
#[derive(Debug)]
pub struct WordList {
    /// Its name, which is that of its file.
    pub name: &'static str,
    /// The day on which it was put together.
    pub as_of: &'static str,
    /// Where its words come from.
    pub sources: &'static [&'static str],
    /// The words.
    pub words: &'static [Word],
    finder: OnceLock<Finder>,
}

/// A word of a list at its place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands: the whole word, where the list has only a part of it.
    pub range: Range<usize>,
    /// The word of the list.
    pub word: &'static Word,
}

impl WordList {
    const fn new(
        name: &'static str,
        as_of: &'static str,
        sources: &'static [&'static str],
        words: &'static [Word],
    ) -> Self {
        Self { name, as_of, sources, words, finder: OnceLock::new() }
    }

    /// The same list with other words.
    pub(super) const fn with_words(&self, words: &'static [Word]) -> Self {
        Self::new(self.name, self.as_of, self.sources, words)
    }

    /// The list of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|list| list.name == name)
    }

    /// Every word of the list in a text, in order. Of words that overlap, the first and longest is told.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        self.find_in(&Folded::new(text), &|_| true)
    }

    /// The same, only of the words of one language.
    pub fn find_of(&self, text: &str, language: Language) -> Vec<Hit> {
        self.find_in(&Folded::new(text), &|word| word.language == language)
    }

    /// Whether a text has any word of the list.
    pub fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// Whether a text is a word of the list and nothing else but punctuation.
    pub fn is_whole(&self, text: &str) -> bool {
        let inner = text.trim_matches(|one: char| !one.is_alphanumeric());
        let start = inner.as_ptr() as usize - text.as_ptr() as usize;
        self.find(text).iter().any(|hit| hit.range == (start..start + inner.len()))
    }

    pub(super) fn is_in_folded(&self, text: &Folded) -> bool {
        !self.finder().hits(text.as_str()).is_empty()
    }

    fn finder(&self) -> &Finder {
        self.finder.get_or_init(|| Finder::new(self.words))
    }

    pub(super) fn find_in(&self, text: &Folded, wanted: &dyn Fn(&Word) -> bool) -> Vec<Hit> {
        let mut hits: Vec<(Range<usize>, usize)> = self.finder().hits(text.as_str());
        hits.retain(|(_, word)| wanted(&self.words[*word]));
        hits.sort_by_key(|(range, word)| (range.start, std::cmp::Reverse(range.end), *word));
        let mut end = 0;
        hits.retain(|(range, _)| {
            let is_free = range.start >= end;
            end = if is_free { range.end } else { end };
            is_free
        });
        hits.into_iter().map(|(range, word)| Hit { range: text.range(range), word: &self.words[word] }).collect()
    }
}

/// The words of a list in one machine.
#[derive(Debug)]
struct Finder {
    machine: Option<AhoCorasick>,
    /// For each word whether letters may follow before and behind.
    open: Vec<(bool, bool)>,
}

impl Finder {
    fn new(words: &[Word]) -> Self {
        let open = words.iter().map(|word| (word.text.starts_with('*'), word.text.ends_with('*'))).collect();
        let patterns = words.iter().map(|word| Folded::new(word.text.trim_matches('*')).into_string());
        // A list too large to be compiled would be one that nobody wrote by hand.
        let machine = AhoCorasick::builder().match_kind(MatchKind::Standard).build(patterns).ok();
        Self { machine, open }
    }

    /// Every whole word, with its number in the list.
    fn hits(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let whole = |found: aho_corasick::Match| {
            let word = found.pattern().as_usize();
            let (open_start, open_end) = self.open[word];
            let before = text[..found.start()].chars().rev().take_while(|one| one.is_alphanumeric());
            let after = text[found.end()..].chars().take_while(|one| one.is_alphanumeric());
            let start = found.start() - before.map(char::len_utf8).sum::<usize>();
            let end = found.end() + after.map(char::len_utf8).sum::<usize>();
            let fits = (open_start || start == found.start()) && (open_end || end == found.end());
            fits.then_some((start..end, word))
        };
        machine.find_overlapping_iter(text).filter_map(whole).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(list: &WordList, text: &'t str) -> Vec<&'t str> {
        list.find(text).into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn words_are_found_whole_in_any_letter_case() {
        assert_eq!(found(&PRESSURE, "HASTER! Siste\n sjanse, straks."), ["HASTER", "Siste\n sjanse", "straks"]);
        assert_eq!(found(&PRESSURE, "straksinnbetaling"), [""; 0]);
        assert_eq!(found(&SENSITIVE, "BARNEVERNSSAKEN din"), ["BARNEVERNSSAKEN"]);
        assert_eq!(found(&RELATIVE_TIMES, "I\u{a0}MORGEN og i går"), ["I\u{a0}MORGEN", "i går"]);
        assert_eq!(found(&DEADLINES, "klagefristen er"), ["klagefristen"]);
    }

    #[test]
    fn the_longest_of_words_that_overlap_is_told() {
        assert_eq!(found(&CLICK_HERE, "Klikk på lenkja under"), ["Klikk på lenkja"]);
        assert_eq!(found(&PRESSURE, "siste sjanse"), ["siste sjanse"]);
    }

    #[test]
    fn a_whole_text_may_be_a_word() {
        assert!(EMPTY_SUBJECTS.is_whole("Melding!"));
        assert!(!EMPTY_SUBJECTS.is_whole("Melding fra Eksempelkommune"));
        assert!(!EMPTY_SUBJECTS.is_whole(""));
    }

    #[test]
    fn letters_that_change_their_length_do_not_move_what_is_found() {
        assert_eq!(found(&PRESSURE, "İİ Kelvin K straks"), ["straks"]);
    }

    #[test]
    fn every_list_says_of_what_day_it_is_and_finds_its_own_words() {
        for list in ALL {
            assert!(list.as_of.len() == 10 && !list.sources.is_empty(), "{}", list.name);
            assert!(WordList::named(list.name).is_some());
            for word in list.words {
                let text = word.text.replace('*', "x");
                assert!(list.is_whole(&text), "{}: {}", list.name, word.text);
            }
        }
    }
}
