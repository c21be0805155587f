//! Keys that stand twice in one object.

use super::problem::ProblemKind;
use super::strings;
use super::tree::Node;
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// From how many members on an object's keys are compared through a map.
const MANY: usize = 16;

/// Every key of the object that stood there before, however the two are written.
pub(super) fn duplicates(text: &str, nodes: &[Node], object: u32) -> Vec<(Span, ProblemKind)> {
    let mut keys = Vec::new();
    let mut next = nodes[object as usize].first_child;
    while let Some(node) = nodes.get(next as usize) {
        keys.push((key_text(text, node), node.span));
        next = node.next;
    }
    let mut found = Vec::new();
    let mut twice = |key: &str, span, first| {
        found.push((span, ProblemKind::DuplicateKey { key: key.to_owned(), first }));
    };
    if keys.len() < MANY {
        for (number, (key, span)) in keys.iter().enumerate() {
            if let Some((_, first)) = keys[..number].iter().find(|(earlier, _)| earlier == key) {
                twice(key, *span, *first);
            }
        }
    } else {
        let mut seen = BTreeMap::new();
        for (key, span) in &keys {
            match seen.get(key) {
                Some(&first) => twice(key, *span, first),
                None => drop(seen.insert(key, *span)),
            }
        }
    }
    found
}

fn key_text<'t>(text: &'t str, key: &Node) -> Cow<'t, str> {
    let inner = Span::new(key.span.start + 1, key.span.end - 1);
    let raw = &text[inner.range()];
    if key.escaped { Cow::Owned(strings::decode(raw, inner.start).into_string()) } else { Cow::Borrowed(raw) }
}
