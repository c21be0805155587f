//! Which characters XML allows, and how raw text is decoded.

use super::references::{Reference, reference_at};
use super::{MAX_PROBLEMS, Problem, ProblemKind};
use crate::source::{Span, narrow};
use crate::syntax::Mapped;
use std::borrow::Cow;

/// White space as XML counts it.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether XML 1.0 allows a character (production 2 of the recommendation).
pub(super) const fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The characters of the text that XML 1.0 does not allow; the first [`MAX_PROBLEMS`] of them.
pub(super) fn forbidden(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, chunk) in text.as_bytes().chunks(256).enumerate() {
        // Without branches, so that the common case is a few vector instructions.
        if !chunk.iter().fold(false, |seen, &byte| seen | is_suspect(byte)) {
            continue;
        }
        for (at, _) in chunk.iter().enumerate().filter(|&(_, &byte)| is_suspect(byte)) {
            let at = number * 256 + at;
            let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            if !is_allowed(character) {
                let span = Span::of(at..at + character.len_utf8());
                problems.push(Problem { span, kind: ProblemKind::BadCharacter(character.into()) });
            }
        }
        if problems.len() >= MAX_PROBLEMS {
            break;
        }
    }
    problems
}

/// Whether a forbidden character may start with that byte.
const fn is_suspect(byte: u8) -> bool {
    ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0xEF)
}

/// A raw attribute value decoded: references resolved, white space normalised as a reader does.
pub(super) fn attribute_value(raw: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'&', b'\n', b'\t', raw.as_bytes()).is_none() && !raw.contains('\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(decode(raw, 0, Whitespace::Space).into_string())
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
    let span = Span::new(at, at + narrow(raw.len()));
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
            b'&' => match reference_at(&raw[start..]) {
                (len, Reference::Character(character)) => (len, Some(character)),
                (len, _) => (len, None),
            },
            b'\r' => (line_end_len(&bytes[start..]), Some(line_end(whitespace))),
            _ => (1, (whitespace == Whitespace::Space).then_some(' ')),
        };
        if let Some(character) = stands_for {
            mapped.push_verbatim(&raw[done..start], at + narrow(done));
            let from = at + narrow(start);
            mapped.push_escape(character.encode_utf8(&mut [0; 4]), Span::new(from, from + narrow(len)));
            done = start + len;
        }
        here = start + len;
    }
    mapped.push_verbatim(&raw[done..], at + narrow(done));
}

/// Adds the inside of a CDATA section: nothing is a reference there, and line ends are LF all the same.
pub(super) fn cdata_into(mapped: &mut Mapped, raw: &str, at: u32) {
    let mut done = 0;
    for start in memchr::memchr_iter(b'\r', raw.as_bytes()) {
        mapped.push_verbatim(&raw[done..start], at + narrow(done));
        done = start + line_end_len(&raw.as_bytes()[start..]);
        mapped.push_escape("\n", Span::new(at + narrow(start), at + narrow(done)));
    }
    mapped.push_verbatim(&raw[done..], at + narrow(done));
}

/// Of CRLF, or of CR alone.
fn line_end_len(bytes: &[u8]) -> usize {
    if bytes.get(1) == Some(&b'\n') { 2 } else { 1 }
}

const fn line_end(whitespace: Whitespace) -> char {
    match whitespace {
        Whitespace::Space => ' ',
        Whitespace::LineFeed => '\n',
    }
}
