//! YAML: the manifests of NAIS, the configuration of Spring, Compose, Helm. Templates that are no YAML yet are read as far
//! as they go.

use super::Setup;
use super::scopes::{Found, is_scope_key, lists};
use crate::source::{Span, narrow};
use saphyr_parser::{Event, Parser};

/// No manifest goes so deep.
const MAX_DEPTH: usize = 100;

/// A mapping or sequence that is being read.
enum Open {
    /// A mapping: the key that waits for its value, with its place.
    Mapping {
        key: Option<(String, u32)>,
        name: Option<String>,
    },
    Sequence,
}

/// A scalar, copied out of the events.
struct Scalar {
    keys: Vec<String>,
    text: String,
    span: Span,
    list: u32,
}

pub(super) fn read(text: &str, setup: &mut Setup) {
    let mut cursor = Cursor { text, at: text.char_indices(), character: 0 };
    let mut open: Vec<Open> = Vec::new();
    let mut scalars: Vec<Scalar> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, place)) = event else {
            setup.is_partial = true;
            break;
        };
        if open.len() > MAX_DEPTH {
            setup.is_partial = true;
            break;
        }
        match event {
            Event::MappingStart(..) => open.push(Open::Mapping { key: None, name: None }),
            Event::SequenceStart(..) => open.push(Open::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                settle(&mut open, None);
            }
            Event::Alias(_) => settle(&mut open, None),
            Event::Scalar(value, ..) => {
                let start = cursor.byte_of(place.start.index());
                if let Some(Open::Mapping { key: key @ None, .. }) = open.last_mut() {
                    *key = Some((value.into_owned(), start));
                    continue;
                }
                if let Some((keys, list)) = leading_to(&open) {
                    let end = cursor.byte_of(place.end.index());
                    let span = unquoted(text, start, end);
                    scalars.push(Scalar { keys, text: value.clone().into_owned(), span, list });
                }
                settle(&mut open, Some(&value));
            }
            _ => {}
        }
    }
    let found: Vec<Found<'_>> = scalars
        .iter()
        .map(|one| Found { keys: one.keys.clone(), text: &one.text, span: one.span, list: one.list })
        .collect();
    setup.scopes = lists(&found, text);
}

/// The value of the innermost key has been read. That of `name` is kept: `- name: MASKINPORTEN_SCOPES` beside `value`.
fn settle(open: &mut [Open], value: Option<&str>) {
    if let Some(Open::Mapping { key, name }) = open.last_mut() {
        if key.as_ref().is_some_and(|(key, _)| key == "name") {
            *name = value.map(str::to_owned);
        }
        *key = None;
    }
}

/// The keys that lead to the scalar that comes, and the place of the list, if it is one of scopes.
fn leading_to(open: &[Open]) -> Option<(Vec<String>, u32)> {
    let mut keys = Vec::new();
    let mut list = None;
    for level in open {
        let Open::Mapping { key: Some((key, at)), name } = level else { continue };
        // What else a scope or variable has beside its name or value is none.
        let is_name = list.is_some() && !matches!(key.as_str(), "name" | "value" | "consumes") && !is_scope_key(key);
        if is_name {
            return None;
        }
        let variable = name.as_ref().filter(|name| key == "value" && is_scope_key(name));
        if is_scope_key(key) || variable.is_some() {
            list = Some(*at);
        }
        keys.push(variable.cloned().unwrap_or_else(|| key.clone()));
        // Offered scopes stand beside those that are asked for.
        if key == "exposes" {
            return None;
        }
    }
    Some((keys, list?))
}

/// Without the quotes around it.
fn unquoted(text: &str, start: u32, end: u32) -> Span {
    let raw = text.get(start as usize..end as usize).unwrap_or_default();
    let trimmed = raw.trim_end();
    let is_quoted = trimmed.len() >= 2 && trimmed.starts_with(['"', '\'']) && trimmed.ends_with(['"', '\'']);
    let len = u32::try_from(trimmed.len()).unwrap_or(0);
    if is_quoted { Span::new(start + 1, start + len - 1) } else { Span::new(start, start + len) }
}

/// From characters, which the parser counts, to bytes. Only forwards.
struct Cursor<'t> {
    text: &'t str,
    at: std::str::CharIndices<'t>,
    character: usize,
}

impl Cursor<'_> {
    fn byte_of(&mut self, character: usize) -> u32 {
        while self.character < character && self.at.next().is_some() {
            self.character += 1;
        }
        narrow(self.at.offset().min(self.text.len()))
    }
}
