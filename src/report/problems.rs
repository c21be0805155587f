//! Errors of the configuration, shown like findings.

use super::Screen;
use super::human::{Card, Printer};
use crate::config::ConfigError;
use crate::finding::Severity;
use std::io::{self, BufWriter, Write};

/// Prints every error with its place in the configuration.
///
/// # Errors
/// Whatever `out` refuses.
pub fn config_errors(errors: &[ConfigError], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut printer = Printer::new(screen);
    for error in errors {
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
            choices: &[],
        };
        out.write_all(printer.print(&card).map_err(io::Error::other)?.as_bytes())?;
    }
    out.flush()
}
