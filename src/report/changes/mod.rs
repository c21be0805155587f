//! What changed between two states of policies: who gains and who loses, in words first, every decision after.

mod human;
mod json;
mod markdown;
mod words;

use super::Screen;
use crate::workspace::{Changes, Turn};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// One policy, before and after.
#[derive(Clone, Debug)]
pub struct ChangesView {
    /// Its file before; none for a policy that is new.
    pub old: Option<PathBuf>,
    /// Its file now; none for one that is gone.
    pub new: Option<PathBuf>,
    /// The id by which notices name it.
    pub resource: Option<String>,
    /// What changed.
    pub changes: Changes,
}

impl ChangesView {
    /// Whether somebody gains or loses so. A policy that is gone takes all it gave, a new one gives all it has.
    pub fn has(&self, turn: Turn) -> bool {
        self.changes.has(turn)
    }

    /// Whether everything is as it was.
    pub fn is_unchanged(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.changes.is_empty()
    }
}

/// The form in which changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangesFormat {
    /// For a person at a terminal.
    Human,
    /// For programs.
    Json,
    /// For a pull request.
    Markdown,
}

/// Prints changes.
///
/// # Errors
/// Whatever `out` refuses.
pub fn changes(
    format: ChangesFormat,
    views: &[ChangesView],
    dialect: &str,
    as_of: &str,
    screen: Screen,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        ChangesFormat::Human => human::write(views, dialect, as_of, screen, &mut out)?,
        ChangesFormat::Json => json::write(views, dialect, as_of, &mut out)?,
        ChangesFormat::Markdown => markdown::write(views, dialect, as_of, &mut out)?,
    }
    out.flush()
}
