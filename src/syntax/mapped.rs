//! Decoded text that knows where each of its characters was read.

use crate::source::{Span, narrow};
use std::ops::Range;

/// A string as decoded from JSON or XML, with the way back to the bytes of the file.
///
/// `"s\u00e5 \"bra\""` is decoded to `så "bra"`; the span of any part of it is found without searching again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    value: String,
    span: Span,
    /// Parts in order. Where `value` is the same bytes as the file from one point on, one run says so.
    runs: Vec<Run>,
}

/// From `decoded` on, the text was read at `source` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    decoded: u32,
    source: u32,
    /// Bytes of the file for the whole run where they are not the decoded bytes themselves (an escape); else none.
    escape: Option<u32>,
}

impl Mapped {
    /// A text that stands in the file byte for byte, at `span`.
    pub fn verbatim(value: impl Into<String>, span: Span) -> Self {
        Self { value: value.into(), span, runs: vec![Run { decoded: 0, source: span.start, escape: None }] }
    }

    /// An empty text to be filled with [`Mapped::push_verbatim`] and [`Mapped::push_escape`]; `span` is the whole of it.
    pub fn builder(span: Span) -> Self {
        Self { value: String::new(), span, runs: Vec::new() }
    }

    /// Adds text that stands byte for byte in the file from `source` on.
    pub fn push_verbatim(&mut self, text: &str, source: u32) {
        if text.is_empty() {
            return;
        }
        let decoded = self.decoded_len();
        // What goes on where the last part ended is the same part.
        let goes_on =
            self.runs.last().is_some_and(|run| run.escape.is_none() && run.source + decoded - run.decoded == source);
        if !goes_on {
            self.runs.push(Run { decoded, source, escape: None });
        }
        self.value.push_str(text);
    }

    /// Adds another text of the same file, wherever in it that stands.
    pub fn push(&mut self, other: &Self) {
        let by = self.decoded_len();
        self.runs.extend(other.runs.iter().map(|run| Run { decoded: run.decoded + by, ..*run }));
        self.value.push_str(&other.value);
    }

    /// The same text, now that it is known where it ends.
    #[must_use]
    pub fn ending(mut self, end: u32) -> Self {
        self.span.end = end.max(self.span.start);
        self
    }

    /// Adds what the escape at `at` stands for.
    pub fn push_escape(&mut self, text: &str, at: Span) {
        self.runs.push(Run { decoded: self.decoded_len(), source: at.start, escape: Some(at.len()) });
        self.value.push_str(text);
    }

    /// The same text in a file in which everything stands `by` bytes later.
    #[must_use]
    pub fn moved(mut self, by: u32) -> Self {
        self.span = Span::new(self.span.start.saturating_add(by), self.span.end.saturating_add(by));
        for run in &mut self.runs {
            run.source = run.source.saturating_add(by);
        }
        self
    }

    /// The same text with places of the file, where it was read from what `outer` decodes to.
    #[must_use]
    pub fn within(&self, outer: &Self) -> Self {
        let mut placed = Self::builder(outer.span_of(self.span.range()));
        for (at, character) in self.value.char_indices() {
            let inner = self.span_of(at..at + character.len_utf8());
            let here = outer.span_of(inner.range());
            let text = character.encode_utf8(&mut [0; 4]).to_owned();
            if here.len() as usize == text.len() {
                placed.push_verbatim(&text, here.start);
            } else {
                placed.push_escape(&text, here);
            }
        }
        placed
    }

    /// A stretch of the text, with the same way back.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::builder(self.span_of(range.clone()));
        let written = self.value.get(range.clone()).unwrap_or_default();
        for (at, character) in written.char_indices() {
            let (from, len) = (range.start + at, character.len_utf8());
            let here = self.span_of(from..from + len);
            if here.len() as usize == len {
                part.push_verbatim(&written[at..at + len], here.start);
            } else {
                part.push_escape(&written[at..at + len], here);
            }
        }
        part
    }

    /// The decoded text.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The decoded text, when the way back is not needed any more.
    pub fn into_string(self) -> String {
        self.value
    }

    /// Where the whole text stands, without quotes.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Where a byte range of the decoded text stands in the file. A part of an escape is the whole escape.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            let at = self.start_of(range.start);
            return Span::new(at, at);
        }
        let start = self.start_of(range.start);
        // Of a text put together from places in another order, the first of them is pointed at.
        Span::new(start, self.end_of(range.end).max(start))
    }

    fn start_of(&self, decoded: usize) -> u32 {
        match self.run_at(decoded) {
            Some(Run { source, escape: Some(_), .. }) => source,
            Some(run) => run.source + narrow(decoded) - run.decoded,
            None => self.span.start,
        }
    }

    /// The end of the last byte before `decoded`.
    fn end_of(&self, decoded: usize) -> u32 {
        match self.run_at(decoded.saturating_sub(1)) {
            Some(Run { source, escape: Some(len), .. }) => source + len,
            Some(run) => run.source + narrow(decoded) - run.decoded,
            None => self.span.end,
        }
    }

    fn run_at(&self, decoded: usize) -> Option<Run> {
        let after = self.runs.partition_point(|run| run.decoded as usize <= decoded);
        self.runs.get(after.checked_sub(1)?).copied()
    }

    fn decoded_len(&self) -> u32 {
        narrow(self.value.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_behind_an_escape_is_found() {
        // "a\u00e5b" : a at 1, the escape at 2..8, b at 8
        let mut text = Mapped::builder(Span::new(1, 9));
        text.push_verbatim("a", 1);
        text.push_escape("å", Span::new(2, 8));
        text.push_verbatim("b", 8);
        assert_eq!(text.as_str(), "aåb");
        assert_eq!(text.span_of(0..1), Span::new(1, 2));
        assert_eq!(text.span_of(1..3), Span::new(2, 8));
        assert_eq!(text.span_of(3..4), Span::new(8, 9));
        assert_eq!(text.span_of(0..4), Span::new(1, 9));
    }
}
