//! HTML as mail programs take it: any text is some HTML, and every part knows where it stands.
//!
//! Tags, attributes and comments as in the HTML standard, without its rules for wrong nesting: a notice is a page of text and
//! not a program.

use std::ops::Range;

/// One piece of HTML. All pieces joined are the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Text between tags, entities included.
    Text,
    /// A comment, a declaration, or the content of an element that is never shown (`style`, `script`, `title`).
    Hidden,
    /// A tag.
    Tag(Tag),
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The name in small letters.
    pub name: String,
    /// Whether it ends an element.
    pub is_end: bool,
    /// What stands in it, in order.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name in small letters.
    pub name: String,
    /// Where the name stands.
    pub name_range: Range<usize>,
    /// Where its value stands, without quotes; none where it has none.
    pub value: Option<Range<usize>>,
}

/// Elements whose content is text that is never shown.
const HIDDEN: [&str; 5] = ["style", "script", "title", "template", "noscript"];

/// The pieces of a text.
pub fn tokens(html: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut text_from = 0;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &html.as_bytes()[at..]).map(|offset| at + offset) {
        let Some((end, kind)) = markup(html, open) else {
            // A bare `<`, as in `a < b`, is text.
            at = open + 1;
            continue;
        };
        if text_from < open {
            found.push(Token { range: text_from..open, kind: TokenKind::Text });
        }
        let hides = match &kind {
            TokenKind::Tag(tag) if !tag.is_end && !html[..end].ends_with("/>") => {
                HIDDEN.into_iter().find(|name| tag.name == *name)
            }
            _ => None,
        };
        found.push(Token { range: open..end, kind });
        at = end;
        if let Some(close) = hides.and_then(|name| end_tag(html, end, name)) {
            if end < close {
                found.push(Token { range: end..close, kind: TokenKind::Hidden });
            }
            at = close;
        }
        text_from = at;
    }
    if text_from < html.len() {
        found.push(Token { range: text_from..html.len(), kind: TokenKind::Text });
    }
    found
}

/// Where the end tag of that name begins.
fn end_tag(html: &str, from: usize, name: &str) -> Option<usize> {
    let starts = memchr::memmem::find_iter(&html.as_bytes()[from..], b"</").map(|offset| from + offset);
    starts.into_iter().find(|at| {
        let after = &html.as_bytes()[at + 2..];
        after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !after.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// The tag, comment or declaration that begins at a `<`, with its end; none if it is text.
fn markup(html: &str, open: usize) -> Option<(usize, TokenKind)> {
    let rest = &html[open + 1..];
    if let Some(comment) = rest.strip_prefix("!--") {
        let end = comment.find("-->").map_or(html.len(), |at| open + 4 + at + 3);
        return Some((end, TokenKind::Hidden));
    }
    if rest.starts_with(['!', '?']) {
        let end = rest.find('>').map_or(html.len(), |at| open + 1 + at + 1);
        return Some((end, TokenKind::Hidden));
    }
    let is_end = rest.starts_with('/');
    let name_at = open + 1 + usize::from(is_end);
    let name: String =
        html[name_at..].chars().take_while(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | ':')).collect();
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let (end, attributes) = attributes(html, name_at + name.len());
    Some((end, TokenKind::Tag(Tag { name: name.to_ascii_lowercase(), is_end, attributes })))
}

/// The attributes from a place on, and where the tag ends.
fn attributes(html: &str, from: usize) -> (usize, Vec<Attribute>) {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    let skip =
        |at: usize, wanted: &dyn Fn(u8) -> bool| at + bytes[at..].iter().take_while(|byte| wanted(**byte)).count();
    loop {
        at = skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'/');
        match bytes.get(at) {
            None => return (html.len(), found),
            Some(b'>') => return (at + 1, found),
            Some(_) => {}
        }
        let start = at;
        // A name has one character at least, so that every turn moves on.
        at = skip(at + 1, &|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let (name, name_range) = (html[start..at].to_ascii_lowercase(), start..at);
        let equals = skip(at, &|byte| byte.is_ascii_whitespace());
        let mut value = None;
        if bytes.get(equals) == Some(&b'=') {
            let first = skip(equals + 1, &|byte| byte.is_ascii_whitespace());
            (at, value) = match bytes.get(first) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end = skip(first + 1, &|byte| byte != *quote);
                    ((end + 1).min(html.len()), Some(first + 1..end))
                }
                _ => {
                    let end = skip(first, &|byte| !byte.is_ascii_whitespace() && byte != b'>');
                    (end, Some(first..end))
                }
            };
        }
        found.push(Attribute { name, name_range, value });
    }
}

impl Tag {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|one| one.name == name)
    }

    /// The value of an attribute in the text that the tag stands in; empty where it has none.
    pub fn value<'h>(&self, html: &'h str, name: &str) -> Option<&'h str> {
        let attribute = self.attribute(name)?;
        Some(attribute.value.clone().and_then(|range| html.get(range)).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let one = |token: &Token| {
            let text = &html[token.range.clone()];
            match &token.kind {
                TokenKind::Text => text.to_owned(),
                TokenKind::Hidden => format!("hidden {text}"),
                TokenKind::Tag(tag) => {
                    let values: Vec<String> = tag
                        .attributes
                        .iter()
                        .map(|one| format!(" {}={}", one.name, one.value.clone().map_or("", |range| &html[range])))
                        .collect();
                    format!("{}{}{}", if tag.is_end { "end " } else { "tag " }, tag.name, values.concat())
                }
            }
        };
        tokens(html).iter().map(one).collect()
    }

    #[test]
    fn tags_and_attributes_are_read() {
        assert_eq!(
            shown("<P CLASS='a>b' hidden x = 1>på</p><br/>"),
            ["tag p class=a>b hidden= x=1", "på", "end p", "tag br"]
        );
        assert_eq!(shown("<a href=https://a.no/b>her</a>"), ["tag a href=https://a.no/b", "her", "end a"]);
    }

    #[test]
    fn what_is_never_shown_is_hidden() {
        assert_eq!(shown("<!DOCTYPE html>a<!-- b -->c"), ["hidden <!DOCTYPE html>", "a", "hidden <!-- b -->", "c"]);
        assert_eq!(shown("<style>p > a { }</STYLE>x"), ["tag style", "hidden p > a { }", "end style", "x"]);
    }

    #[test]
    fn any_text_is_some_html() {
        for html in
            ["a < b", "<", "<a", "<a href=\"", "</", "<!--", "1<2>3", "<script>x", "<a =b c>", "<tjeneste@example.no>"]
        {
            let joined: String = tokens(html).into_iter().map(|token| &html[token.range]).collect();
            assert_eq!(joined, html);
        }
        assert_eq!(shown("a < b"), ["a < b"]);
    }
}
