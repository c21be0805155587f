//! Findings of one part and of all, packed: of each, no more is at hand than what it is sorted and counted by.

use super::pile::{Pile, Reader, Slot};
use crate::finding::Severity;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

/// What is at hand of a finding.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) place: Place,
    pub(super) severity: Option<Severity>,
    /// Whether nobody has silenced it.
    pub(super) is_heard: bool,
    /// What tells it from every other.
    pub(super) identity: Identity,
}

/// The order in which a run prints: path, place, rule and words.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) from: [u64; 2],
    pub(super) to: [u64; 2],
    pub(super) rule: String,
    pub(super) words: String,
}

/// A text, as far as it matters whether another is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Identity([u8; 32]);

impl Identity {
    pub(super) fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// The findings of one list of one part.
#[derive(Debug, Default)]
pub(super) struct List {
    pile: Pile,
    items: Vec<(Known, Slot)>,
}

/// Reads a list, and of each of its items what is to be at hand; that is told the item, and its text without blanks.
pub(super) struct Reading(pub(super) fn(&Value, &str) -> Known);

impl<'de> DeserializeSeed<'de> for Reading {
    type Value = List;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<List, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Reading {
    type Value = List;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<List, A::Error> {
        let mut list = List::default();
        while let Some(item) = items.next_element::<Value>()? {
            let text = item.to_string();
            list.items.push(((self.0)(&item, &text), list.pile.push(&text)));
        }
        Ok(list)
    }
}

/// The findings of several lists, each once. What an earlier part has said is dropped; what one part says several times is said
/// so often.
#[derive(Debug, Default)]
pub(super) struct All {
    piles: Vec<Pile>,
    items: Vec<(Known, usize, Slot)>,
    said: HashMap<Identity, usize>,
    here: HashMap<Identity, usize>,
}

impl All {
    /// What comes from now on is of another part.
    pub(super) fn next_part(&mut self) {
        self.here.clear();
    }

    pub(super) fn extend(&mut self, list: List) {
        let pile = self.piles.len();
        self.piles.push(list.pile);
        for (known, slot) in list.items {
            if self.is_new(known.identity) {
                self.items.push((known, pile, slot));
            }
        }
    }

    fn is_new(&mut self, identity: Identity) -> bool {
        let here = self.here.entry(identity).or_default();
        *here += 1;
        let said = self.said.entry(identity).or_default();
        let is_new = *here > *said;
        *said = (*said).max(*here);
        is_new
    }

    /// In the order in which a run prints them.
    pub(super) fn sorted(mut self) -> Sorted {
        self.items.sort_by(|(a, ..), (b, ..)| a.place.cmp(&b.place));
        Sorted { piles: self.piles, items: self.items }
    }
}

/// Findings in the order in which a run prints them.
#[derive(Debug)]
pub(super) struct Sorted {
    piles: Vec<Pile>,
    items: Vec<(Known, usize, Slot)>,
}

impl Sorted {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|(known, ..)| known.severity == Some(severity)).count()
    }

    /// The weight of the gravest that is heard.
    pub(super) fn worst(&self) -> Option<Severity> {
        self.items.iter().filter(|(known, ..)| known.is_heard).filter_map(|(known, ..)| known.severity).max()
    }

    /// Each finding, opened when it is asked for.
    pub(super) fn values(&self) -> impl Iterator<Item = Value> {
        let mut readers: Vec<Reader<'_>> = self.piles.iter().map(Reader::new).collect();
        self.items.iter().filter_map(move |(_, pile, slot)| {
            let text = readers.get_mut(*pile)?.text(*slot);
            serde_json::from_str(text).ok()
        })
    }
}
