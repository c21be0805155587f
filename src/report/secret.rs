//! What is never shown: the signature of an address that opens a file in Azure Blob Storage to everybody who has it.

use std::borrow::Cow;
use std::ops::Range;

/// How the member of an address begins that holds the signature.
const SIGNATURE: &str = "sig=";
/// What stands before it: as it is, as XML has it, or as JSON may.
const BEFORE: [&str; 4] = ["?", "&", "&amp;", "\\u0026"];
/// How far back a signature can begin; it has some sixty characters, a few more where `%` writes them.
const LONGEST: usize = 256;

/// Where signatures stand in a line of `text`, as far as they reach into `shown`.
pub(super) fn signatures(text: &str, line: Range<usize>, shown: &Range<usize>) -> Vec<Range<usize>> {
    let mut from = shown.start.saturating_sub(LONGEST).max(line.start);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let Some(stretch) = text.get(from..line.end.min(shown.end)) else { return Vec::new() };
    let found = stretch.match_indices(SIGNATURE).filter(|(at, _)| {
        let before = &text[line.start..from + at];
        BEFORE.iter().any(|mark| before.ends_with(mark))
    });
    found
        .map(|(at, _)| {
            let start = from + at + SIGNATURE.len();
            let is_part = |one: char| one.is_ascii_alphanumeric() || "%+/=_-.~".contains(one);
            let length = text[start..line.end].find(|one| !is_part(one)).unwrap_or(line.end - start);
            start..start + length
        })
        .collect()
}

/// A line in which each character of a signature is a star.
pub(super) fn without_signatures(line: &str) -> Cow<'_, str> {
    let found = signatures(line, 0..line.len(), &(0..line.len()));
    if found.iter().all(Range::is_empty) {
        return Cow::Borrowed(line);
    }
    let is_hidden = |at: usize| found.iter().any(|range| range.contains(&at));
    Cow::Owned(line.char_indices().map(|(at, one)| if is_hidden(at) { '*' } else { one }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_hidden_and_nothing_else() {
        for (line, shown) in [
            ("https://a.example/b?sp=r&sig=aB%2B9=&sr=b", "https://a.example/b?sp=r&sig=*******&sr=b"),
            (r#""b?sig=abc", "design=abc""#, r#""b?sig=***", "design=abc""#),
            (r"b?sp=r\u0026sig=abc", r"b?sp=r\u0026sig=***"),
            ("b?sp=r&amp;sig=abc", "b?sp=r&amp;sig=***"),
            ("b?sp=r&sig={{sig}}", "b?sp=r&sig={{sig}}"),
            ("æøå", "æøå"),
        ] {
            assert_eq!(without_signatures(line), shown);
        }
        // Of what is cut off, too.
        assert_eq!(signatures("b?sig=abcdef\"", 0..13, &(8..13)).first(), Some(&(6..12)));
    }
}
