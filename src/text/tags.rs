//! The tags of an HTML text, end tags too, each with the values of its attributes.

use super::html::{TokenKind, tokens};
use std::ops::Range;

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'t> {
    /// From `<` to `>`.
    pub range: Range<usize>,
    /// Its name in lower case.
    pub name: String,
    /// Whether it ends an element.
    pub is_end: bool,
    /// Names, in lower case, and values of its attributes, in order.
    attributes: Vec<(String, &'t str)>,
}

impl<'t> Tag<'t> {
    /// The value of an attribute as written; empty where it stands without one.
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }

    /// Whether it begins an element of this name.
    pub fn begins(&self, name: &str) -> bool {
        !self.is_end && self.name == name
    }
}

/// Every tag of a text, in order. Comments, declarations and a bare `<` are none.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let tag = |token: super::html::Token| match token.kind {
        TokenKind::Tag(tag) => {
            let value = |range: Option<Range<usize>>| range.map_or("", |range| &html[range]);
            let attributes = tag.attributes.into_iter().map(|one| (one.name, value(one.value))).collect();
            Some(Tag { range: token.range, name: tag.name, is_end: tag.is_end, attributes })
        }
        TokenKind::Text | TokenKind::Hidden => None,
    };
    tokens(html).into_iter().filter_map(tag).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_are_read_as_mail_programs_read_them() {
        let html = r#"<P class='a>b' hidden>Hei<br/> <!-- <b> --><img src=cid:x alt="">1 < 2</P>"#;
        let found = tags(html);
        let names: Vec<(&str, bool)> = found.iter().map(|tag| (tag.name.as_str(), tag.is_end)).collect();
        assert_eq!(names, [("p", false), ("br", false), ("img", false), ("p", true)]);
        assert_eq!(found[0].attribute("class"), Some("a>b"));
        assert_eq!((found[0].attribute("hidden"), found[0].attribute("id")), (Some(""), None));
        assert_eq!((found[2].attribute("src"), found[2].attribute("alt")), (Some("cid:x"), Some("")));
        assert_eq!(&html[found[1].range.clone()], "<br/>");
    }

    #[test]
    fn comparisons_and_comments_are_none() {
        for text in ["a < b", "<", "<3", "<æ>", "<!-- <b> -->"] {
            assert!(tags(text).is_empty(), "{text}");
        }
    }
}
