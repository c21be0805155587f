//! Which characters XML allows, and what references stand for.

use super::{Problem, ProblemKind};
use crate::source::Span;
use crate::syntax::Mapped;
use std::borrow::Cow;

/// Every character of the text that XML 1.0 does not allow (production 2 of the recommendation).
pub(super) fn forbidden(text: &str) -> Vec<Problem> {
    let bytes = text.as_bytes();
    let mut problems = Vec::new();
    for (number, chunk) in bytes.chunks(256).enumerate() {
        // Counted without branches, so that the common case is a few vector instructions.
        let suspects = chunk.iter().filter(|&&byte| is_control(byte) || byte == 0xEF).count();
        if suspects == 0 {
            continue;
        }
        for (at, &byte) in chunk.iter().enumerate() {
            let at = number * 256 + at;
            let noncharacter = byte == 0xEF && matches!(bytes.get(at + 1..at + 3), Some([0xBF, 0xBE | 0xBF]));
            if is_control(byte) || noncharacter {
                let character = text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
                let start = to_u32(at);
                let span = Span::new(start, start + if noncharacter { 3 } else { 1 });
                problems.push(Problem { span, kind: ProblemKind::BadCharacter(character) });
            }
        }
    }
    problems
}

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r'
}

/// Whether a name may be used for an element or attribute. Beyond ASCII every letter is let through.
pub(super) fn is_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    let Some((&first, rest)) = bytes.split_first() else { return false };
    let starts = first.is_ascii_alphabetic() || first == b'_' || first >= 0x80;
    starts
        && rest
            .iter()
            .all(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || byte >= 0x80)
        && bytes.iter().filter(|&&byte| byte == b':').count() <= 1
        && !name.ends_with(':')
}

/// What stands in a reference, between `&` and `;`.
pub(super) enum Reference<'t> {
    /// One character.
    Character(char),
    /// The name of an entity that is not predefined.
    Unknown(&'t str),
    /// No reference at all.
    Bad,
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
                name if is_name(name) => Reference::Unknown(name),
                _ => Reference::Bad,
            };
        }
        Some(digits) => match digits.strip_prefix('x') {
            Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
            None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok(),
            _ => None,
        },
    };
    let character = number
        .and_then(char::from_u32)
        .filter(|&character| !matches!(u32::from(character), 0..0x09 | 0x0B | 0x0C | 0x0E..0x20 | 0xFFFE | 0xFFFF));
    character.map_or(Reference::Bad, Reference::Character)
}

/// A raw attribute value decoded: references resolved, white space normalised as a reader does.
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\n', b'\t', raw.as_bytes()).is_none() && !raw.contains('\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(decode(raw, 0, Whitespace::Space).as_str().to_owned())
}

/// What becomes of white space while decoding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whitespace {
    /// Every line end and tab is a space (attributes).
    Space,
    /// CRLF and CR are LF (text).
    LineFeed,
}

/// Decodes raw text that starts at `at`, keeping the way back. Bad references stay as they are written.
pub(super) fn decode(raw: &str, at: u32, whitespace: Whitespace) -> Mapped {
    let span = Span::new(at, at + to_u32(raw.len()));
    let mut mapped = Mapped::builder(span);
    decode_into(&mut mapped, raw, at, whitespace);
    mapped
}

/// As [`decode`], added to what is there.
pub(super) fn decode_into(mapped: &mut Mapped, raw: &str, at: u32, whitespace: Whitespace) {
    let bytes = raw.as_bytes();
    let mut done = 0;
    let mut here = 0;
    while let Some(found) = bytes[here..].iter().position(|&byte| matches!(byte, b'&' | b'\r' | b'\n' | b'\t')) {
        let start = here + found;
        let (len, stands_for) = match bytes[start] {
            b'&' => {
                match raw[start + 1..].find(';').map(|end| (end + 2, reference(&raw[start + 1..start + 1 + end]))) {
                    Some((len, Reference::Character(character))) => (len, Some(character)),
                    _ => (1, None),
                }
            }
            b'\r' if bytes.get(start + 1) == Some(&b'\n') => (2, Some(line_end(whitespace))),
            b'\r' => (1, Some(line_end(whitespace))),
            _ => (1, (whitespace == Whitespace::Space).then_some(' ')),
        };
        if let Some(character) = stands_for {
            mapped.push_verbatim(&raw[done..start], at + to_u32(done));
            let from = at + to_u32(start);
            mapped.push_escape(character.encode_utf8(&mut [0; 4]), Span::new(from, from + to_u32(len)));
            done = start + len;
        }
        here = start + len;
    }
    mapped.push_verbatim(&raw[done..], at + to_u32(done));
}

const fn line_end(whitespace: Whitespace) -> char {
    match whitespace {
        Whitespace::Space => ' ',
        Whitespace::LineFeed => '\n',
    }
}

pub(super) fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
