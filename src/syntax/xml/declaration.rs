//! `<?xml …?>` and the names of other processing instructions.

use super::characters::is_space;
use super::names::is_plain_name;

/// Whether the inside of `<?xml…?>` is an XML declaration: version, then encoding, then standalone (productions 23, 32
/// and 80 of XML 1.0).
pub(super) fn is_declaration(inside: &str) -> bool {
    let Some(mut rest) = inside.strip_prefix("xml") else { return false };
    let Some(version) = take(&mut rest, "version") else { return false };
    let digits = version.strip_prefix("1.").unwrap_or_default();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    if let Some(encoding) = take(&mut rest, "encoding") {
        let part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if !encoding.starts_with(|first: char| first.is_ascii_alphabetic()) || !encoding.bytes().all(part) {
            return false;
        }
    }
    if let Some(standalone) = take(&mut rest, "standalone")
        && !matches!(standalone, "yes" | "no")
    {
        return false;
    }
    rest.bytes().all(is_space)
}

/// Takes ` name="value"` from the start of `rest`; nothing is taken where it does not stand there.
fn take<'t>(rest: &mut &'t str, name: &str) -> Option<&'t str> {
    let space = |character: char| u8::try_from(character).is_ok_and(is_space);
    let trimmed = rest.trim_start_matches(space);
    if trimmed.len() == rest.len() {
        return None;
    }
    let value = trimmed.strip_prefix(name)?.trim_start_matches(space).strip_prefix('=')?.trim_start_matches(space);
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, behind) = value[1..].split_once(quote)?;
    *rest = behind;
    Some(value)
}

/// Whether the inside of `<?…?>` starts with a name that an instruction may have; `xml` in any letter case is reserved.
pub(super) fn is_instruction(inside: &str) -> bool {
    let name = inside.split(|character: char| u8::try_from(character).is_ok_and(is_space)).next().unwrap_or_default();
    is_plain_name(name) && !name.eq_ignore_ascii_case("xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_that_xml_allows() {
        for inside in [
            "xml version=\"1.0\"",
            "xml version='1.0' encoding='utf-8' ",
            "xml version = \"1.1\" encoding=\"ISO-8859-1\" standalone=\"yes\"",
            "xml\tversion='1.0'\r\nstandalone='no'",
        ] {
            assert!(is_declaration(inside), "{inside}");
        }
    }

    #[test]
    fn declarations_that_it_does_not() {
        for inside in [
            "xml",
            "xml version=1.0",
            "xml version=\"2.0\"",
            "xml version=\"1.\"",
            "xml encoding=\"utf-8\"",
            "xml version=\"1.0\"encoding=\"utf-8\"",
            "xml version=\"1.0\" encoding=\"æ\"",
            "xml version=\"1.0\" standalone=\"maybe\"",
            "xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"",
            "xml version=\"1.0\" other=\"x\"",
        ] {
            assert!(!is_declaration(inside), "{inside}");
        }
    }

    #[test]
    fn names_of_instructions() {
        assert!(is_instruction("xml-stylesheet href=\"x\""));
        for inside in ["", " a", "XML version=\"1.0\"", "1", "a:b"] {
            assert!(!is_instruction(inside), "{inside}");
        }
    }
}
