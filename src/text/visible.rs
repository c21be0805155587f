//! What of a text its reader sees as it stands in the file.

use crate::notice::{ContentType, MessageText};
use std::ops::Range;

/// Stands in [`visible`] for each byte that is filled in before sending.
pub const FILLED_IN: char = '\u{1a}';

/// The text with everything masked that its reader does not see: [`FILLED_IN`] for holes, blanks for the tags, comments,
/// style and scripts of HTML. It has the bytes of the text at the same offsets.
pub fn visible(text: &MessageText) -> String {
    let whole = text.text.as_str();
    let mut bytes = whole.as_bytes().to_vec();
    if text.content_type == ContentType::Html {
        for range in markup(whole) {
            fill(&mut bytes, range, b' ');
        }
    }
    for hole in &text.holes {
        fill(&mut bytes, hole.clone(), FILLED_IN as u8);
    }
    // Both kinds of range begin and end at ASCII brackets, so what is left is UTF-8.
    String::from_utf8(bytes).unwrap_or_default()
}

fn fill(bytes: &mut [u8], range: Range<usize>, with: u8) {
    if let Some(part) = bytes.get_mut(range) {
        part.fill(with);
    }
}

/// Elements whose content is never shown.
const HIDDEN: [&str; 4] = ["style", "script", "head", "title"];

/// The byte ranges of tags and comments, and of elements that are not shown.
fn markup(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        let rest = &html[open..];
        let len = if rest.starts_with("<!--") {
            rest.find("-->").map_or(rest.len(), |end| end + 3)
        } else if rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')) {
            hidden_element(rest).unwrap_or_else(|| tag_len(rest))
        } else {
            // A bare `<`, as in `a < b`, is text.
            at = open + 1;
            continue;
        };
        found.push(open..open + len);
        at = open + len;
    }
    found
}

/// The length of the tag at the start, `>` in quotes left alone.
fn tag_len(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// The length of the element at the start up to its end tag, if it is one whose content is not shown.
fn hidden_element(text: &str) -> Option<usize> {
    let name: String = text[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = HIDDEN.into_iter().find(|hidden| name.eq_ignore_ascii_case(hidden))?;
    let lower = text.to_ascii_lowercase();
    let end = lower.find(&format!("</{name}"))?;
    Some(end + tag_len(&text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::{Channel, holes};
    use crate::source::Span;
    use crate::syntax::Mapped;

    fn seen(text: &str, content_type: ContentType) -> String {
        let mapped = Mapped::verbatim(text, Span::default());
        let holes = holes(text);
        let text = MessageText {
            channel: Channel::EmailBody,
            content_type,
            text: mapped,
            sender: None,
            holes,
            language: None,
        };
        visible(&text)
    }

    #[test]
    fn masked_text_keeps_its_offsets() {
        for text in
            ["<p class=\"a>b\">på {{navn}} æ</p>", "a < b og <!-- c --> d", "<STYLE>p{}</Style>x", "<a", "ø<", "{0}å"]
        {
            for content_type in [ContentType::Html, ContentType::Plain] {
                assert_eq!(seen(text, content_type).len(), text.len(), "{text}");
            }
        }
    }

    #[test]
    fn what_html_hides_is_not_seen() {
        let words = |text| seen(text, ContentType::Html).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            words("<a href='https://a.no'>her</a> <style>p { }</style> 1 < 2<br/>ja"),
            ["her", "1", "<", "2", "ja"]
        );
        assert_eq!(seen("<p>{0}</p>", ContentType::Plain), format!("<p>{FILLED_IN}{FILLED_IN}{FILLED_IN}</p>"));
    }
}
