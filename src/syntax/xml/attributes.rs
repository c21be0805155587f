//! The attributes of one start tag, each with the place of its name and value.

use super::characters::{is_name, to_u32};
use super::problem::ProblemKind;
use crate::source::Span;

/// One attribute as it stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw<'t> {
    pub(super) name: &'t str,
    pub(super) name_at: u32,
    /// The value between its quotes, not decoded.
    pub(super) value: &'t str,
    pub(super) value_at: u32,
}

/// Reads the attributes in `inside`, which is the start tag behind the element's name and starts at `at`.
pub(super) fn scan<'t>(
    inside: &'t str,
    at: u32,
    mut found: impl FnMut(Raw<'t>) -> Result<(), ProblemKind>,
) -> Result<(), (Span, ProblemKind)> {
    let bytes = inside.as_bytes();
    let mut here = 0;
    loop {
        let gap = here;
        while bytes.get(here).is_some_and(u8::is_ascii_whitespace) {
            here += 1;
        }
        if here == bytes.len() {
            return Ok(());
        }
        let spot = |from: usize, to: usize| Span::new(at + to_u32(from), at + to_u32(to));
        if gap == here {
            let problem = ProblemKind::BadAttribute("a space is missing between two attributes");
            return Err((spot(here, here + 1), problem));
        }
        let name_from = here;
        while bytes.get(here).is_some_and(|&byte| byte != b'=' && !byte.is_ascii_whitespace()) {
            here += 1;
        }
        let name = &inside[name_from..here];
        let name_span = spot(name_from, here);
        while bytes.get(here).is_some_and(u8::is_ascii_whitespace) {
            here += 1;
        }
        if bytes.get(here) != Some(&b'=') {
            return Err((name_span, ProblemKind::BadAttribute("an attribute has no value")));
        }
        here += 1;
        while bytes.get(here).is_some_and(u8::is_ascii_whitespace) {
            here += 1;
        }
        let Some(&quote @ (b'"' | b'\'')) = bytes.get(here) else {
            return Err((name_span, ProblemKind::BadAttribute("an attribute value must stand in quotes")));
        };
        let value_from = here + 1;
        let Some(len) = memchr::memchr(quote, &bytes[value_from..]) else {
            return Err((name_span, ProblemKind::BadAttribute("the closing quote of an attribute value is missing")));
        };
        if !is_name(name) {
            return Err((name_span, ProblemKind::BadName(name.to_owned())));
        }
        let value = &inside[value_from..value_from + len];
        let raw = Raw { name, name_at: name_span.start, value, value_at: at + to_u32(value_from) };
        found(raw).map_err(|problem| (name_span, problem))?;
        here = value_from + len + 1;
    }
}
