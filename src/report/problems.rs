//! What is wrong with what a run goes by, the configuration and rule files, shown like findings.

use super::Screen;
use super::human::{Card, Printer};
use crate::finding::Severity;
use crate::source::Location;
use std::io::{self, BufWriter, Write};

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub at: Location,
    /// What is wrong.
    pub message: String,
    /// What was seen, a line each.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

/// The most problems that are printed; a file of no sense has one for every line.
const MOST: usize = 20;

/// Prints every problem with its place, and how many more there are.
///
/// # Errors
/// Whatever `out` refuses.
pub fn problems(problems: &[Problem], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut printer = Printer::new(screen);
    for problem in problems.iter().take(MOST) {
        let card = Card {
            severity: Severity::Error,
            rule: None,
            message: &problem.message,
            at: &problem.at,
            label: None,
            labels: &[],
            witness: None,
            notes: &problem.notes,
            help: problem.help.as_deref(),
            fix: None,
            choices: &[],
        };
        out.write_all(printer.print(&card).map_err(io::Error::other)?.as_bytes())?;
    }
    if problems.len() > MOST {
        writeln!(out, "and {} more of the kind", problems.len() - MOST)?;
    }
    out.flush()
}
