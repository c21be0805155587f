//! What the shards of a repository wrote, joined to what a run over the whole would have written.

mod findings;
mod list;
mod part;
mod pile;
mod sarif;

use crate::finding::Severity;
use serde_json::Value;
use std::io::{self, BufWriter, Write};

pub use part::{Kind, Part};

/// The parts as one.
pub struct Whole {
    text: Text,
    /// The weight of the gravest finding that is heard.
    pub worst: Option<Severity>,
    /// Whether some part could not open a file.
    pub is_incomplete: bool,
    /// Whether no part had anything to check, where the parts say so.
    pub is_empty: bool,
}

/// What is to be written.
enum Text {
    Findings(findings::Joined),
    Sarif(sarif::Joined),
}

/// Why the parts cannot be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjoined {
    /// The number of the part, from 0.
    pub part: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Joins parts of one kind. What several parts say alike is said once.
///
/// # Errors
/// The first part that is not as this version writes it.
pub fn merge(kind: Kind, parts: Vec<Part>) -> Result<Whole, Unjoined> {
    match kind {
        Kind::Findings => findings::merge(parts),
        Kind::Sarif => sarif::merge(parts),
    }
}

impl Whole {
    /// Writes what a run over everything would have written, each finding opened when its turn comes.
    ///
    /// # Errors
    /// Whatever `out` refuses.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        match &self.text {
            Text::Findings(joined) => joined.write(&mut out)?,
            Text::Sarif(joined) => joined.write(&mut out)?,
        }
        out.flush()
    }
}

fn unjoined(part: usize, reason: impl Into<String>) -> Unjoined {
    Unjoined { part, reason: reason.into() }
}

/// A list that a part of ours has.
fn list<T>(part: usize, list: Option<T>, name: &str) -> Result<T, Unjoined> {
    list.ok_or_else(|| unjoined(part, format!("it has no list of `{name}`")))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}
