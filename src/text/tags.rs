//! The tags of an HTML text, with their attributes. A reader for mail bodies: forgiving, and without a tree.

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
    /// Its attributes in order.
    pub attributes: Vec<Attribute<'t>>,
}

/// One attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// Its name in lower case.
    pub name: String,
    /// Its value, without quotes and as written.
    pub value: &'t str,
}

impl<'t> Tag<'t> {
    /// The value of an attribute; empty where it stands without one.
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value)
    }

    /// Whether it begins an element of this name.
    pub fn begins(&self, name: &str) -> bool {
        !self.is_end && self.name == name
    }
}

/// Every tag of a text, in order. Comments, declarations and a bare `<` are none.
pub fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        let rest = &html[open..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| open + end + 3);
            continue;
        }
        match tag_at(html, open) {
            Some(tag) => {
                at = tag.range.end;
                found.push(tag);
            }
            None => at = open + 1,
        }
    }
    found
}

fn tag_at(html: &str, open: usize) -> Option<Tag<'_>> {
    let inside = &html[open + 1..];
    let (is_end, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let len = inside.find(|one: char| !(one.is_ascii_alphanumeric() || one == '-')).unwrap_or(inside.len());
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let ends_well = |one: char| one.is_whitespace() || matches!(one, '>' | '/');
    let (name, mut rest) = inside.split_at(len);
    // `<post@example.no>` is an address and no tag.
    if !rest.starts_with(ends_well) {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|one: char| one.is_whitespace() || one == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let end = html.len() - after.len();
            return Some(Tag { range: open..end, name: name.to_ascii_lowercase(), is_end, attributes });
        }
        let (attribute, after) = attribute_at(rest)?;
        attributes.push(attribute);
        rest = after;
    }
}

/// The attribute at the start of a text, and what follows it.
fn attribute_at(text: &str) -> Option<(Attribute<'_>, &str)> {
    let len = text.find(|one: char| one.is_whitespace() || matches!(one, '=' | '>' | '/' | '<'))?;
    if len == 0 {
        return None;
    }
    let (name, rest) = text.split_at(len);
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some((Attribute { name, value: "" }, rest));
    };
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value[1..].split_once(quote)?,
        None => value.split_at(value.find(|one: char| one.is_whitespace() || one == '>')?),
    };
    Some((Attribute { name, value }, rest))
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
    fn addresses_comparisons_and_cut_off_tags_are_none() {
        for text in ["<tjenesteeier@example.no>", "a < b", "<", "<a", "<a href='x", "<3", "<p class", "<æ>"] {
            assert!(tags(text).is_empty(), "{text}");
        }
    }
}
