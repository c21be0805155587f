//! `--show-files`: what a run would look at.

use super::{Result, Status};
use crate::lint::Outcome;
use std::io::Write;

/// A line for each file that there was something to see in.
pub(super) fn files(outcome: &Outcome, status: Status, out: &mut dyn Write) -> Result<Status> {
    let mut files: Vec<_> = outcome.files.iter().collect();
    files.sort();
    files.dedup();
    for file in &files {
        writeln!(out, "{}", file.display())?;
    }
    // What the findings would come to is not asked.
    Ok(if status == Status::Findings { Status::Clean } else { status })
}
