//! Findings, access matrices and rules as text: pure functions from data to bytes.

pub mod access;
pub mod answer;
pub mod changes;
mod concise;
mod diff;
mod excerpt;
pub mod explain;
mod fixes;
mod human;
mod json;
mod markdown;
pub mod preview;
pub mod problems;
mod snippet;
mod words;

pub use fixes::{fixes, proof_line, unified};

use crate::finding::Finding;
use std::io::{self, BufWriter, Write};

/// How the reader's screen is.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// Whether colour is welcome.
    pub color: bool,
    /// Whether lines may be drawn with more than ASCII.
    pub unicode: bool,
    /// The columns of the terminal.
    pub width: usize,
}

/// What a run amounted to.
#[derive(Clone, Copy, Debug, Default, serde::Serialize)]
pub struct Summary {
    /// Files that were looked at.
    pub files: usize,
    /// Apps, resources and policies that stand alone.
    pub services: usize,
    /// Notices.
    pub notices: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are worth reading, no more.
    pub infos: usize,
}

/// The form in which findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Human,
    /// One line per finding, for editors and `grep`.
    Concise,
    /// For programs; `docs/json-output.md` describes it.
    Json,
}

/// Prints findings in the order in which they are given.
///
/// # Errors
/// Whatever `out` refuses.
pub fn findings(
    format: Format,
    findings: &[Finding],
    summary: &Summary,
    screen: Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::write(findings, summary, screen, &mut out)?,
        Format::Concise => concise::write(findings, screen, &mut out)?,
        Format::Json => json::write(findings, summary, &mut out)?,
    }
    out.flush()
}
