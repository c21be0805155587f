//! Errors of the configuration, shown like findings.

use super::Screen;
use super::human::{Card, Printer};
use crate::config::ConfigError;
use crate::finding::Severity;
use std::io::{self, BufWriter, Write};

/// The most errors that are printed; a file of no sense has one for every line.
const MOST: usize = 20;

/// Prints the errors with their places in the configuration, and how many more there are.
///
/// # Errors
/// Whatever `out` refuses.
pub fn config_errors(errors: &[ConfigError], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut printer = Printer::new(screen);
    for error in errors.iter().take(MOST) {
        let card = Card {
            severity: Severity::Error,
            rule: None,
            message: &error.message,
            at: &error.at,
            label: None,
            labels: &[],
            witness: None,
            notes: &[],
            help: Some(&error.help),
            fix: None,
        };
        out.write_all(printer.print(&card).map_err(io::Error::other)?.as_bytes())?;
    }
    if errors.len() > MOST {
        writeln!(out, "and {} more errors in the configuration", errors.len() - MOST)?;
    }
    out.flush()
}
