//! What is known of an SMS before it is sent.

use crate::notice::Channel;
use crate::rules::reading::{Reading, Received};
use crate::text::{FILLED_IN, MAX_SEGMENTS, measure};
use std::ops::Range;

/// The text of an SMS, with the places that somebody fills in.
pub(super) struct Known<'r> {
    /// As it is read.
    pub(super) text: &'r Reading<'r>,
    /// Where placeholders of Altinn's stand, and their names.
    pub(super) placeholders: Vec<(Range<usize>, &'r str)>,
}

/// The most characters that the gateway's client takes of a text.
pub(super) const MOST: usize = 2144;

/// An SMS whose end is cut off.
pub(super) struct Cut {
    /// How many messages it would be.
    pub(super) segments: usize,
    /// Whether that is more than are sent.
    pub(super) too_many: bool,
    /// How many characters it has.
    pub(super) characters: usize,
    /// Where one message ends, or where the rest is lost.
    pub(super) start: usize,
}

/// The texts of a notice that go out as SMS.
pub(super) fn texts<'r>(notice: &'r Received<'r>) -> impl Iterator<Item = Known<'r>> {
    notice.of(Channel::Sms).map(|text| Known { text, placeholders: text.placeholders().collect() })
}

impl<'r> Known<'r> {
    /// What is seen of it.
    pub(super) fn seen(&self) -> &'r str {
        self.text.seen()
    }

    /// Whether the real message is longer than what is known of it.
    pub(super) fn is_open(&self) -> bool {
        self.text.has_holes() || !self.placeholders.is_empty()
    }

    /// What would be lost of it: the messages that it would be, and its characters. A placeholder is at least one letter; a
    /// hole may be nothing.
    pub(super) fn cut(&self) -> Option<Cut> {
        let known = self.characters(|_| 1);
        let length = measure(known.iter().copied());
        let too_many = length.segments > MAX_SEGMENTS;
        if !too_many && known.len() <= MOST {
            return None;
        }
        let first_lost = known.get(MOST).map_or(self.seen().len(), |(at, _)| *at);
        let start = if too_many { length.overflow.unwrap_or(first_lost) } else { first_lost };
        Some(Cut { segments: length.segments, too_many, characters: known.len(), start })
    }

    /// Each character with its place, where a placeholder is as many letters as `size` says and a hole is none.
    pub(super) fn characters(&self, size: impl Fn(&str) -> usize) -> Vec<(usize, char)> {
        let mut characters = Vec::with_capacity(self.seen().len());
        let mut rest = self.placeholders.iter().peekable();
        for (at, character) in self.seen().char_indices() {
            while rest.peek().is_some_and(|(range, _)| range.end <= at) {
                rest.next();
            }
            match rest.peek() {
                Some((range, name)) if range.contains(&at) => {
                    if at == range.start {
                        characters.extend(std::iter::repeat_n((at, 'N'), size(name)));
                    }
                }
                _ if character == FILLED_IN => {}
                _ => characters.push((at, character)),
            }
        }
        characters
    }
}
