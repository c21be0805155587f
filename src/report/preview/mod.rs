//! Notices as they will arrive.

mod html;
mod human;
mod json;
mod words;

use super::Screen;
use crate::workspace::preview::OrderPreview;
use std::io::{self, BufWriter, Write};

/// The form in which previews are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewFormat {
    /// For a person at a terminal.
    Human,
    /// For programs; `docs/json-output.md` describes it.
    Json,
    /// A page that needs nothing beside itself.
    Html,
}

/// Prints previews in the order in which they are given.
///
/// # Errors
/// Whatever `out` refuses.
pub fn preview(format: PreviewFormat, orders: &[OrderPreview], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        PreviewFormat::Human => human::write(orders, screen, &mut out)?,
        PreviewFormat::Json => json::write(orders, &mut out)?,
        PreviewFormat::Html => html::write(orders, &mut out)?,
    }
    out.flush()
}
