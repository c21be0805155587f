//! Changes for a pull request.

use super::ChangesView;
use super::words::{nothing, rows, sentences};
use crate::report::words::{markdown_code, markdown_text, slashed};
use crate::rules::grammar::count;
use std::io::{self, Write};

/// Rows of a table: a comment in a pull request has an end.
const MOST_ROWS: usize = 200;

pub(super) fn write(views: &[ChangesView], dialect: &str, as_of: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "### Who gains and who loses access\n")?;
    let changed: Vec<&ChangesView> = views.iter().filter(|view| !view.is_unchanged()).collect();
    if changed.is_empty() {
        writeln!(out, "{}\n", nothing(views))?;
    }
    for view in changed {
        one(view, out)?;
    }
    writeln!(out, "<sub>Decided by notify-lint in the dialect {dialect}, as of {as_of}.</sub>")
}

fn one(view: &ChangesView, out: &mut impl Write) -> io::Result<()> {
    let code = |path: &Option<std::path::PathBuf>| path.as_deref().map(|path| markdown_code(&slashed(path)));
    let title = match (code(&view.old), code(&view.new)) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (None, Some(path)) => format!("New policy {path}"),
        (Some(path), None) => format!("Removed policy {path}"),
        (Some(path), Some(_)) => path,
        (None, None) => return Ok(()),
    };
    let resource = view.resource.as_deref().map_or_else(String::new, |id| format!(" ({})", markdown_code(id)));
    writeln!(out, "**{title}**{resource}\n")?;
    for sentence in sentences(view) {
        writeln!(out, "- {}", markdown_text(&sentence))?;
    }
    if view.changes.is_empty() {
        writeln!(out, "Nobody gains or loses anything by it.")?;
    }
    let rows = rows(view);
    if rows.is_empty() {
        return writeln!(out);
    }
    let decisions = count(view.changes.cells.len(), "decision");
    writeln!(out, "\n<details><summary>{decisions} changed</summary>\n")?;
    writeln!(out, "| Who | Action | Where | Before | After |\n|---|---|---|---|---|")?;
    for row in rows.iter().take(MOST_ROWS) {
        let cells = [&row.person, &row.action, &row.places].map(|text| markdown_text(text));
        writeln!(out, "| {} | {} | {} |", cells.join(" | "), row.before, row.after)?;
    }
    if rows.len() > MOST_ROWS {
        writeln!(out, "\nand {} more rows", rows.len() - MOST_ROWS)?;
    }
    writeln!(out, "\n</details>\n")
}
