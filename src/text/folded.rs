//! A text made comparable, with the way back.

use crate::source::narrow;
use std::ops::Range;

/// A text in small letters, with one blank for each run of white space and without soft hyphens.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    text: String,
    /// Where each of its bytes stands in the text it was made of, and where that ends.
    starts: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), starts: Vec::with_capacity(text.len() + 1) };
        for (at, character) in text.char_indices() {
            if character.is_ascii_alphanumeric() {
                folded.text.push(character.to_ascii_lowercase());
                folded.starts.push(narrow(at));
                continue;
            }
            if character == '\u{ad}' {
                continue;
            }
            if character.is_whitespace() {
                if !folded.text.ends_with(' ') {
                    folded.push(' ', at);
                }
            } else {
                character.to_lowercase().for_each(|small| folded.push(small, at));
            }
        }
        folded.starts.push(narrow(text.len()));
        folded
    }

    fn push(&mut self, character: char, at: usize) {
        self.text.push(character);
        self.starts.resize(self.text.len(), narrow(at));
    }

    /// The folded text.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text alone.
    pub(super) fn into_string(self) -> String {
        self.text
    }

    /// Where a range of the folded text stands in the text it was made of: a letter that was folded to several is taken whole.
    /// The range must not end in white space.
    pub(super) fn range(&self, range: Range<usize>) -> Range<usize> {
        let at = |place: usize| self.starts.get(place).copied().unwrap_or_default();
        let last = at(range.end.saturating_sub(1));
        let end = self.starts.iter().skip(range.end).find(|start| **start > last);
        at(range.start) as usize..end.copied().unwrap_or_default() as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_finds_its_way_back() {
        let text = "Å  VÆRE\u{a0}\n İ Under\u{ad}skrift";
        let folded = Folded::new(text);
        assert_eq!(folded.as_str(), "å være i\u{307} underskrift");
        for (part, whole) in [("være", "VÆRE"), ("i\u{307}", "İ"), ("underskrift", "Under\u{ad}skrift")] {
            let at = folded.as_str().find(part).unwrap();
            assert_eq!(&text[folded.range(at..at + part.len())], whole);
        }
        // Half of what a letter was folded to.
        let half = folded.as_str().find("i\u{307}").unwrap();
        assert_eq!(&text[folded.range(half..half + 1)], "İ");
    }
}
