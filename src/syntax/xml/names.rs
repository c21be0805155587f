//! Names: what XML and its namespaces allow for elements, attributes and entities.

/// The longest name that is read, in bytes.
pub(super) const MAX_LEN: usize = 4096;

/// The run of name characters at the start of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Name {
    pub(super) len: usize,
    /// Length of the prefix with its colon.
    pub(super) prefix_len: usize,
    /// Whether it is a qualified name: at most one colon, with a name on either side.
    pub(super) is_valid: bool,
}

const PART: u8 = 1;
const START: u8 = 2;

/// What each byte may be in a name. Bytes of characters beyond ASCII are looked at one by one where they occur.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | 0x80.. => PART | START,
            b'0'..=b'9' | b'-' | b'.' | b':' => PART,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// Reads the name that `text` starts with.
pub(super) fn scan(text: &str) -> Name {
    let bytes = text.as_bytes();
    let len = bytes.iter().position(|&byte| CLASSES[usize::from(byte)] == 0).unwrap_or(bytes.len());
    let name = &bytes[..len];
    let prefix_len = memchr::memchr(b':', name).map_or(0, |at| at + 1);
    let starts = |at: usize| name.get(at).is_some_and(|&byte| CLASSES[usize::from(byte)] & START != 0);
    let mut is_valid = starts(0) && len <= MAX_LEN;
    if prefix_len > 0 {
        is_valid = is_valid && starts(prefix_len) && !name[prefix_len..].contains(&b':');
    }
    if is_valid && !name.is_ascii() {
        is_valid = text[..len].split(':').all(is_plain_name);
    }
    Name { len, prefix_len, is_valid }
}

const SLOTS: usize = 64;

/// Names that were found valid. A document has few and repeats them all the time, so that comparing is cheaper than
/// looking at every character again.
#[derive(Debug)]
pub(super) struct Known<'t> {
    slots: [(&'t str, u16); SLOTS],
}

impl<'t> Known<'t> {
    pub(super) const fn new() -> Self {
        Self { slots: [("", 0); SLOTS] }
    }

    /// As [`scan`], for a text of which it is likely that all of it is a name.
    #[inline]
    pub(super) fn scan(&mut self, text: &'t str) -> Name {
        let bytes = text.as_bytes();
        let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return Name::default() };
        let slot = (bytes.len() * 5 + usize::from(first) * 3 + usize::from(last)) % SLOTS;
        let (known, prefix_len) = self.slots[slot];
        if known == text {
            return Name { len: text.len(), prefix_len: usize::from(prefix_len), is_valid: true };
        }
        let name = scan(text);
        if name.is_valid && name.len == text.len() {
            self.slots[slot] = (text, u16::try_from(name.prefix_len).unwrap_or(0));
        }
        name
    }
}

/// Whether a text is a name without colon.
pub(super) fn is_plain_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(is_start) && characters.all(is_part)
}

/// Production 4 of XML 1.0, without the colon.
const fn is_start(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// Production 4a, without the colon.
const fn is_part(character: char) -> bool {
    is_start(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_xml_allows() {
        for name in ["a", "_", "æøå", "xacml:Policy", "a-b.c1", "å:ø", "名"] {
            let found = scan(&format!("{name} x"));
            assert_eq!((found.len, found.is_valid), (name.len(), true), "{name}");
        }
        assert_eq!(scan("xacml:Policy>").prefix_len, 6);
    }

    #[test]
    fn names_that_it_does_not() {
        for name in ["", "1a", "-a", ":a", "a:", "a:b:c", "a:1", "a×b", "×", "a→", &"a".repeat(MAX_LEN + 1)] {
            assert!(!scan(name).is_valid, "{name}");
        }
    }
}
