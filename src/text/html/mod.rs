//! The HTML of mail bodies: what is shown of it, and what a rule asks about.

mod element;
mod entity;
mod shown;
mod tokens;

pub use element::{is_block, is_element};
pub use shown::{FILLED_IN, Shown};
pub use tokens::{Attribute, Tag, Token, TokenKind, tokens};

use std::ops::Range;

/// A mail body in HTML.
#[derive(Clone, Debug)]
pub struct Html<'t> {
    text: &'t str,
    /// Its pieces.
    pub tokens: Vec<Token>,
}

/// An element that leads somewhere: `a` or `area` with `href`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where its start tag stands.
    pub tag: Range<usize>,
    /// Where the address stands.
    pub href: Range<usize>,
    /// What is read of it, white space evened out, the text equivalents of images included.
    pub text: String,
}

impl<'t> Html<'t> {
    /// Reads a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, tokens: tokens(text) }
    }

    /// The text it was read from.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// Every start tag, with its place.
    pub fn tags(&self) -> impl Iterator<Item = (&Range<usize>, &Tag)> {
        self.tokens.iter().filter_map(|token| match &token.kind {
            TokenKind::Tag(tag) if !tag.is_end => Some((&token.range, tag)),
            _ => None,
        })
    }

    /// Every start tag of that name, with its place.
    pub fn named(&self, name: &str) -> impl Iterator<Item = (&Range<usize>, &Tag)> {
        self.tags().filter(move |(_, tag)| tag.name == name)
    }

    /// Whether there is any tag.
    pub fn has_tags(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token.kind, TokenKind::Tag(_)))
    }

    /// The language that the outermost element declares, with its place: the first tag that says one.
    pub fn language(&self) -> Option<(Range<usize>, &'t str)> {
        self.tags().find_map(|(_, tag)| {
            let range = tag.attribute("lang").or_else(|| tag.attribute("xml:lang"))?.value.clone()?;
            Some((range.clone(), self.text.get(range)?))
        })
    }

    /// Every link.
    pub fn links(&self) -> Vec<Link> {
        let mut found = Vec::new();
        for (number, token) in self.tokens.iter().enumerate() {
            let TokenKind::Tag(tag) = &token.kind else { continue };
            if tag.is_end || !matches!(tag.name.as_str(), "a" | "area") {
                continue;
            }
            let Some(href) = tag.attribute("href").and_then(|href| href.value.clone()) else { continue };
            let inside = if tag.name == "a" { self.inside(number) } else { &[] };
            let alternative = tag.value(self.text, "alt").unwrap_or_default();
            let text = format!("{alternative} {}", self.read_of(inside));
            found.push(Link {
                tag: token.range.clone(),
                href,
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            });
        }
        found
    }

    /// The pieces between the start tag of that number and its end tag.
    pub fn inside(&self, number: usize) -> &[Token] {
        let Some(TokenKind::Tag(open)) = self.tokens.get(number).map(|token| &token.kind) else { return &[] };
        let behind = &self.tokens[number + 1..];
        let mut depth = 0_usize;
        let end = behind.iter().position(|token| match &token.kind {
            TokenKind::Tag(tag) if tag.name == open.name && tag.is_end => match depth.checked_sub(1) {
                None => true,
                Some(less) => {
                    depth = less;
                    false
                }
            },
            TokenKind::Tag(tag) if tag.name == open.name => {
                depth += 1;
                false
            }
            _ => false,
        });
        &behind[..end.unwrap_or(behind.len())]
    }

    /// What is read of some pieces: their text, and the text equivalents of images.
    fn read_of(&self, tokens: &[Token]) -> String {
        let one = |token: &Token| match &token.kind {
            TokenKind::Text => entity::decoded(&self.text[token.range.clone()]),
            TokenKind::Tag(tag) if tag.name == "img" => {
                format!(" {} ", tag.value(self.text, "alt").map(entity::decoded).unwrap_or_default())
            }
            TokenKind::Tag(tag) if is_block(&tag.name) => " ".to_owned(),
            _ => String::new(),
        };
        tokens.iter().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_an_address_and_a_text() {
        let html = Html::new(
            "<a href='https://eksempel.no'><b>Les</b> <img alt='om s&aring;ken'> h&shy;er</a><a name=x>nei</a>",
        );
        let links = html.links();
        assert_eq!(links.len(), 1);
        assert_eq!(&html.text()[links[0].href.clone()], "https://eksempel.no");
        assert_eq!(links[0].text, "Les om såken h\u{ad}er");
    }

    #[test]
    fn the_outermost_language_counts() {
        assert_eq!(Html::new("<div><p lang=\"nn\">").language().map(|(_, code)| code), Some("nn"));
        assert_eq!(Html::new("<p>").language(), None);
    }

    #[test]
    fn elements_of_one_name_nest() {
        let html = Html::new("<div>a<div>b</div>c</div>d");
        assert_eq!(html.read_of(html.inside(0)), "a b c");
    }
}
