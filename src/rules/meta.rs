//! What every rule file says of itself, read from `rules/` at build time.

use crate::finding::Severity;

/// The front matter and text of one rule file.
#[derive(Debug, PartialEq, Eq)]
pub struct Meta {
    /// The id, which is the file's path: `access/read-only-on-task`.
    pub id: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// How much its findings weigh unless the configuration says otherwise.
    pub severity: Severity,
    /// What its source is worth.
    pub certainty: Certainty,
    /// Whether it offers a repair.
    pub fix: FixKind,
    /// The version that had it first.
    pub since: &'static str,
    /// The id of the defect in the catalogue of facts.
    pub catalogue: Option<&'static str>,
    /// Where it was learnt.
    pub sources: &'static [&'static str],
    /// Its front matter, where that has a `[pattern]` and the rule is nothing else.
    pub pattern: Option<&'static str>,
    /// The text behind the front matter, in Markdown.
    pub body: &'static str,
}

/// What the source of a rule is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Binding law.
    Law,
    /// An official guideline of Altinn's.
    Guideline,
    /// The API refuses it.
    Api,
    /// Read in the code of the platform.
    Code,
    /// Good practice.
    Practice,
}

impl Certainty {
    /// The word used in rule files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Guideline => "guideline",
            Self::Api => "api",
            Self::Code => "code",
            Self::Practice => "practice",
        }
    }
}

/// Whether a rule offers a repair, and of what kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// One that changes exactly what the finding names.
    Safe,
    /// One that a person must judge.
    Unsafe,
    /// None.
    None,
}

impl Meta {
    /// The part of the id before the slash.
    pub fn family(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(family, _)| family)
    }
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
