//! What of a text its reader sees, each character at its old place. [`super::Shown`] also reads entities and joins what tags
//! part, and moves characters for it.

use super::html::{TokenKind, tokens};
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
        for token in tokens(whole).into_iter().filter(|token| token.kind != TokenKind::Text) {
            fill(&mut bytes, token.range, b' ');
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
