//! What the shards of a repository wrote, joined to what a run over the whole would have written.

mod findings;
mod sarif;

use crate::finding::Severity;
use serde_json::Value;
use std::collections::HashMap;
use std::hash::Hash;

/// What can be joined, each with its own kind alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Our JSON.
    Findings,
    /// SARIF of ours.
    Sarif,
}

/// The parts as one.
pub struct Whole {
    /// The text, as a run over everything would have written it.
    pub text: Vec<u8>,
    /// The weight of the gravest finding that is heard.
    pub worst: Option<Severity>,
    /// Whether some part could not open a file.
    pub is_incomplete: bool,
    /// Whether no part had anything to check, where the parts say so.
    pub is_empty: bool,
}

/// Why the parts cannot be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjoined {
    /// The number of the part, from 0.
    pub part: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// What a file is, if it is one of ours.
pub fn kind_of(file: &Value) -> Option<Kind> {
    if file["schema"] == super::json::SCHEMA {
        Some(Kind::Findings)
    } else if sarif::is_ours(file) {
        Some(Kind::Sarif)
    } else {
        None
    }
}

/// Joins parts of one kind. What several parts say alike is said once.
///
/// # Errors
/// The first part that is not as this version writes it.
pub fn merge(kind: Kind, parts: Vec<Value>) -> Result<Whole, Unjoined> {
    match kind {
        Kind::Findings => findings::merge(parts),
        Kind::Sarif => sarif::merge(parts),
    }
}

/// Drops what an earlier part has said. What one part says several times is said so often.
struct Once<K> {
    said: HashMap<K, usize>,
    here: HashMap<K, usize>,
}

impl<K: Eq + Hash + Clone> Once<K> {
    fn new() -> Self {
        Self { said: HashMap::new(), here: HashMap::new() }
    }

    fn next_part(&mut self) {
        self.here.clear();
    }

    fn is_new(&mut self, key: K) -> bool {
        let here = self.here.entry(key.clone()).or_default();
        *here += 1;
        let said = self.said.entry(key).or_default();
        let is_new = *here > *said;
        *said = (*said).max(*here);
        is_new
    }
}

fn unjoined(part: usize, reason: impl Into<String>) -> Unjoined {
    Unjoined { part, reason: reason.into() }
}

/// A member that is a list, taken out.
fn take_list(part: usize, file: &mut Value, name: &str) -> Result<Vec<Value>, Unjoined> {
    match file.get_mut(name).map(Value::take) {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(unjoined(part, format!("it has no list of `{name}`"))),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}
