//! What `&…;` stands for.

use super::characters::is_allowed;
use super::names::is_plain_name;

/// What stands in a reference, between `&` and `;`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reference<'t> {
    /// One character.
    Character(char),
    /// The name of an entity that is not predefined.
    Unknown(&'t str),
    /// No reference at all.
    Bad,
}

/// Reads the reference that `text` starts with: its length in bytes, and what it stands for. An `&` that starts none has
/// the length 1.
pub(super) fn reference_at(text: &str) -> (usize, Reference<'_>) {
    let bytes = text.as_bytes();
    let inside =
        |&&byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'_' | b'-' | b'.' | b':' | 0x80..);
    let len = bytes.iter().skip(1).take_while(inside).count();
    if bytes.get(len + 1) != Some(&b';') {
        return (1, Reference::Bad);
    }
    match reference(&text[1..=len]) {
        Reference::Bad => (1, Reference::Bad),
        found => (len + 2, found),
    }
}

/// Resolves the inside of `&…;`.
pub(super) fn reference(inside: &str) -> Reference<'_> {
    let number = match inside.strip_prefix('#') {
        None => {
            return match inside {
                "lt" => Reference::Character('<'),
                "gt" => Reference::Character('>'),
                "amp" => Reference::Character('&'),
                "apos" => Reference::Character('\''),
                "quot" => Reference::Character('"'),
                name if name.split(':').all(is_plain_name) => Reference::Unknown(name),
                _ => Reference::Bad,
            };
        }
        // `u32::from_str_radix` and `parse` would take a sign.
        Some(digits) => match digits.strip_prefix('x') {
            Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
            None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
            _ => None,
        },
    };
    let character = number.and_then(char::from_u32).filter(|&character| is_allowed(character));
    character.map_or(Reference::Bad, Reference::Character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_entities_and_numbers() {
        for (text, character) in
            [("&lt;", '<'), ("&quot;", '"'), ("&#229;", 'å'), ("&#xE5;", 'å'), ("&#x1F642;", '🙂'), ("&#9;", '\t')]
        {
            assert_eq!(reference_at(text), (text.len(), Reference::Character(character)), "{text}");
        }
    }

    #[test]
    fn what_is_no_reference() {
        for text in
            ["&", "&;", "&#;", "&#x;", "&#0;", "&#xD800;", "&#x110000;", "&#+9;", "&#xFFFE;", "& lt;", "&lt", "&1a;"]
        {
            assert_eq!(reference_at(text), (1, Reference::Bad), "{text}");
        }
        assert_eq!(reference_at("&aring;x"), (7, Reference::Unknown("aring")));
    }
}
