//! Places of a text that a program fills in before the notice is sent.

use std::ops::Range;

/// The longest hole in bytes: what is longer is text that happens to stand in brackets.
const MAX_LEN: usize = 300;
/// What generated examples of an API put where nobody has written a text yet.
const UNWRITTEN: &str = "string";

/// The byte ranges of `text` that are filled in later: `{{name}}`, `${name}`, `{0}`, `{0:dd.MM}`, `{name}`; and the whole
/// text where it is the `string` of a generated example.
///
/// Tokens such as `$recipientName$` are no holes: Altinn fills them in, and rules know what becomes of them.
pub fn holes(text: &str) -> Vec<Range<usize>> {
    if text == UNWRITTEN {
        return std::iter::once(0..text.len()).collect();
    }
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = memchr::memchr2(b'{', b'$', bytes.get(at..).unwrap_or_default()) {
        let start = at + offset;
        match hole_at(&text[start..]) {
            Some(len) => {
                found.push(start..start + len);
                at = start + len;
            }
            None => at = start + 1,
        }
    }
    found
}

/// The length of the hole at the start of `text`, which begins with `{` or `$`.
fn hole_at(text: &str) -> Option<usize> {
    if text.starts_with("{{") {
        return closed(text, 2, "}}");
    }
    if text.starts_with("${") {
        return closed(text, 2, "}");
    }
    let inside = text.strip_prefix('{')?.split_once('}')?.0;
    is_argument(inside).then_some(inside.len() + 2)
}

/// Where a bracket opened with `open` bytes is closed by `close`, its own inner brackets counted.
fn closed(text: &str, open: usize, close: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().skip(open).take(MAX_LEN) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'}' if text[at..].starts_with(close) => return Some(at + close.len()),
            _ => {}
        }
    }
    None
}

/// `0`, `0,-10:dd.MM`, `name`, `order.name`, `Name(x)`: what format strings put between single brackets.
fn is_argument(inside: &str) -> bool {
    let (name, format) = inside.split_once(':').map_or((inside, None), |(name, format)| (name, Some(format)));
    // `{0,-10:dd.MM}`: how wide it is written.
    let width = |width: &str| {
        let digits = width.trim().trim_start_matches('-');
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let name = name.split_once(',').filter(|(_, end)| width(end)).map_or(name, |(name, _)| name);
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|one| one.is_alphanumeric() || matches!(one, '_' | '.' | '(' | ')'));
    inside.len() <= MAX_LEN && (is_number || (is_name && format.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        holes(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn every_way_of_leaving_a_place_open_is_seen() {
        assert_eq!(found("Hei {{navn}}, sak {{ sak.nr }}"), ["{{navn}}", "{{ sak.nr }}"]);
        assert_eq!(found("Om ${avtale.bedrift} på ${vis({ a: 1 })}."), ["${avtale.bedrift}", "${vis({ a: 1 })}"]);
        assert_eq!(found("string"), ["string"]);
        assert_eq!(found("Hei {0}, frist {1,-10:dd.MM.yyyy}, {appName}"), ["{0}", "{1,-10:dd.MM.yyyy}", "{appName}"]);
    }

    #[test]
    fn tokens_prices_and_css_are_no_holes() {
        let none: [&str; 0] = [];
        assert_eq!(found("$recipientName$ betaler $100 {sic!} p {color: red} { to ord } {"), none);
    }
}
