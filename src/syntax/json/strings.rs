//! Escapes of JSON strings.

use super::problem::ProblemKind;
use crate::source::{Span, narrow};
use crate::syntax::Mapped;

/// One escape, decoded.
pub(super) struct Escape {
    pub(super) character: char,
    /// Bytes, the backslash included.
    pub(super) len: usize,
}

/// Decodes the escape at the start of `text`, which begins with a backslash.
pub(super) fn escape(text: &str) -> Result<Escape, ProblemKind> {
    let bytes = text.as_bytes();
    let simple = |character| Ok(Escape { character, len: 2 });
    match bytes.get(1) {
        Some(b'"') => simple('"'),
        Some(b'\\') => simple('\\'),
        Some(b'/') => simple('/'),
        Some(b'b') => simple('\u{8}'),
        Some(b'f') => simple('\u{c}'),
        Some(b'n') => simple('\n'),
        Some(b'r') => simple('\r'),
        Some(b't') => simple('\t'),
        Some(b'u') => unicode(bytes),
        _ => Err(ProblemKind::BadEscape),
    }
}

fn unicode(bytes: &[u8]) -> Result<Escape, ProblemKind> {
    let first = unit(bytes).ok_or(ProblemKind::BadEscape)?;
    let units: &[u16] = match (0xD800..0xDC00).contains(&first).then(|| bytes.get(6..).and_then(unit)).flatten() {
        Some(second) => &[first, second],
        None => &[first],
    };
    match char::decode_utf16(units.iter().copied()).next() {
        Some(Ok(character)) => Ok(Escape { character, len: 6 * character.len_utf16() }),
        _ => Err(ProblemKind::BadEscape),
    }
}

/// `\uXXXX` at the start.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let digits = std::str::from_utf8(digits).ok()?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

/// Decodes the inside of a string that starts at `at`.
pub(super) fn decode(inside: &str, at: u32) -> Mapped {
    let place = |offset: usize| at + narrow(offset);
    let mut mapped = Mapped::builder(Span::new(at, place(inside.len())));
    let mut done = 0;
    let mut here = 0;
    while let Some(found) = memchr::memchr(b'\\', &inside.as_bytes()[here..]) {
        let start = here + found;
        // A bad escape was refused while parsing; what is left of it stays as it stands.
        let Ok(Escape { character, len }) = escape(&inside[start..]) else {
            here = start + 1;
            continue;
        };
        mapped.push_verbatim(&inside[done..start], place(done));
        mapped.push_escape(character.encode_utf8(&mut [0; 4]), Span::new(place(start), place(start + len)));
        done = start + len;
        here = done;
    }
    mapped.push_verbatim(&inside[done..], place(done));
    mapped
}
