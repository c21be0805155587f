//! The matrix as a table of Markdown.

use super::AccessView;
use super::sheet::{Sheet, sheets, sign};
use super::table::meaning;
use crate::report::words::{markdown_code, markdown_text};
use std::io::{self, Write};

pub(super) fn write(
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    out: &mut impl Write,
) -> io::Result<()> {
    for sheet in sheets(views, actions) {
        one(&sheet, out)?;
    }
    writeln!(out, "<sub>Decided by notify-lint in the dialect {dialect}, as of {as_of}.</sub>")
}

fn one(sheet: &Sheet, out: &mut impl Write) -> io::Result<()> {
    let resource = sheet.resource.as_deref().map_or_else(String::new, |id| format!(" ({})", markdown_code(id)));
    writeln!(out, "**{}**{resource}\n", markdown_code(&sheet.path))?;
    let places: Vec<String> = sheet.places.iter().map(|place| markdown_text(place)).collect();
    writeln!(out, "| {} | {} |", markdown_text(&sheet.action), places.join(" | "))?;
    writeln!(out, "|---|{}", ":-:|".repeat(places.len()))?;
    for (person, cells) in sheet.people.iter().zip(&sheet.cells) {
        let cells: Vec<String> = cells
            .iter()
            .map(|(decision, differs)| format!("{}{}", sign(*decision), if *differs { "≠" } else { "" }))
            .collect();
        writeln!(out, "| {} | {} |", markdown_text(person), cells.join(" | "))?;
    }
    let mut legend: Vec<String> =
        sheet.decisions().map(|decision| format!("{} {}", sign(decision), meaning(decision))).collect();
    legend.extend(sheet.against.as_ref().map(|words| format!("≠ {words}")));
    writeln!(out, "\n{}\n", legend.join(" &nbsp; "))?;
    for words in &sheet.words {
        writeln!(out, "{}\n", markdown_text(words))?;
    }
    Ok(())
}
