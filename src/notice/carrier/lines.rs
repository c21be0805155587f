//! Lines of a file with the places they have.

use crate::source::Span;

/// One line, without what ends it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Where it starts.
    pub(super) start: usize,
    /// Where the next one starts.
    pub(super) next: usize,
}

impl<'t> Line<'t> {
    /// Where a part of the line stands in the file; `part` must be a slice of it.
    pub(super) fn span_of(&self, part: &'t str) -> Span {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        span(self.start + at, self.start + at + part.len())
    }

    /// The line without blanks around it.
    pub(super) fn trimmed(&self) -> &'t str {
        self.text.trim()
    }
}

/// The lines of a text. LF, CRLF and a lone CR end a line.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    lines_in(text, span(0, text.len()))
}

/// The lines of a part of a text, with the places they have in the whole.
pub(super) fn lines_in(text: &str, part: Span) -> impl Iterator<Item = Line<'_>> {
    let text = text.get(..part.end as usize).unwrap_or(text);
    let mut start = part.start as usize;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = text.as_bytes().get(start..)?;
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |len| start + len);
        let next = match text.as_bytes().get(end..end + 2) {
            Some(b"\r\n") => end + 2,
            _ => (end + 1).min(text.len()),
        };
        let line = Line { text: text.get(start..end)?, start, next };
        start = next;
        Some(line)
    })
}

/// The first line of a text, without what ends it.
pub(super) fn line_of(text: &str) -> &str {
    let end = memchr::memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// A span of byte offsets.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::of(start..end)
}

/// The span without the white space at both ends.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let part = text.get(start..end).unwrap_or_default();
    let from = start + (part.len() - part.trim_start().len());
    span(from, (from + part.trim().len()).max(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_is_one() {
        let text = "a\r\n\nå x\rb";
        let found: Vec<(&str, usize)> = lines(text).map(|line| (line.text, line.start)).collect();
        assert_eq!(found, [("a", 0), ("", 3), ("å x", 4), ("b", 9)]);
        let line = lines(text).nth(2).expect("there");
        assert_eq!(&text[line.span_of(line.text.split(' ').nth(1).expect("there")).range()], "x");
        assert_eq!(&text[trimmed(text, 1, 8).range()], "å x");
    }
}
