//! The same mistake in many places is one finding.

use crate::finding::{Edit, Finding, Fix, Safety};
use crate::rules::grammar;
use crate::source::Span;
use crate::workspace::PolicyFile;

/// Places grouped by what is wrong, in the order in which each was first seen.
pub(crate) struct Places<K> {
    groups: Vec<(K, Vec<Span>)>,
}

impl<K: PartialEq> Places<K> {
    pub(crate) const fn new() -> Self {
        Self { groups: Vec::new() }
    }

    pub(crate) fn add(&mut self, key: K, span: Span) {
        match self.groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, spans)) => spans.push(span),
            None => self.groups.push((key, vec![span])),
        }
    }

    pub(crate) fn into_groups(self) -> Vec<(K, Vec<Span>)> {
        self.groups
    }
}

/// Says how often it stands there, and names a few of the other places.
pub(crate) fn also(finding: &mut Finding, file: &PolicyFile<'_>, spans: &[Span]) {
    if spans.len() > 1 {
        finding.note(format!("it stands in {}", grammar::count(spans.len(), "place")));
    }
    for span in spans.iter().skip(1).take(3) {
        finding.also(file.at(*span), "here too");
    }
}

/// A safe repair that writes the same text in every place.
pub(crate) fn write_everywhere(file: &PolicyFile<'_>, spans: &[Span], text: &str, title: String) -> Fix {
    Fix { title, safety: Safety::Safe, edits: edits(file, spans, text) }
}

/// The same, where a person must judge whether the text is the one that was meant.
pub(crate) fn perhaps_everywhere(file: &PolicyFile<'_>, spans: &[Span], text: &str, title: String) -> Fix {
    Fix { title, safety: Safety::Unsafe, edits: edits(file, spans, text) }
}

fn edits(file: &PolicyFile<'_>, spans: &[Span], text: &str) -> Vec<Edit> {
    spans.iter().map(|span| Edit { at: file.at(*span), text: text.to_owned() }).collect()
}
