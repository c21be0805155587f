//! Changes for a person at a terminal.

use super::ChangesView;
use super::words::{Row, nothing, rows, sentences};
use crate::report::Screen;
use crate::report::words::{one_line, padded, path_on_screen, push_item};
use owo_colors::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Rows of the table before the rest is counted.
const MOST_ROWS: usize = 60;

pub(super) fn write(
    views: &[ChangesView],
    dialect: &str,
    as_of: &str,
    screen: Screen,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut text = String::new();
    for view in views.iter().filter(|view| !view.is_unchanged()) {
        one(view, screen, &mut text);
    }
    if text.is_empty() {
        text.push_str(&screen.paint(&nothing(views), Style::new().green()));
        text.push('\n');
    }
    let held = format!("(dialect {dialect}, as of {as_of})");
    text.push_str(&screen.paint(&held, Style::new().dimmed()));
    text.push('\n');
    out.write_all(text.as_bytes())
}

fn one(view: &ChangesView, screen: Screen, text: &mut String) {
    let arrow = screen.choose("→", "->");
    let path = match (&view.old, &view.new) {
        (Some(old), Some(new)) if old != new => format!("{} {arrow} {}", path_on_screen(old), path_on_screen(new)),
        (Some(path), Some(_)) => path_on_screen(path),
        (None, Some(path)) => format!("new: {}", path_on_screen(path)),
        (Some(path), None) => format!("removed: {}", path_on_screen(path)),
        (None, None) => return,
    };
    text.push_str(&screen.paint(&path, Style::new().bold()));
    if let Some(resource) = &view.resource {
        text.push_str(&format!("  {}", one_line(resource)));
    }
    text.push_str("\n\n");
    for sentence in sentences(view) {
        push_item(text, "- ", 2, &sentence, screen.prose());
    }
    if view.changes.is_empty() {
        text.push_str("Nobody gains or loses anything by it.\n");
    }
    // Of a policy that is new or gone, everything would stand in the table.
    if view.old.is_some() && view.new.is_some() {
        table(&rows(view), arrow, screen, text);
    }
    text.push('\n');
}

fn table(rows: &[Row], arrow: &str, screen: Screen, text: &mut String) {
    if rows.is_empty() {
        return;
    }
    text.push('\n');
    let shown = &rows[..rows.len().min(MOST_ROWS)];
    let widest = |of: fn(&Row) -> &str| shown.iter().map(|row| of(row).width()).max().unwrap_or(0);
    let (person, action) = (widest(|row| &row.person).min(48), widest(|row| &row.action));
    let change = |row: &Row| format!("{} {arrow} {}", row.before, row.after);
    let changes = shown.iter().map(|row| change(row).width()).max().unwrap_or(0);
    // Places share a column as far as it leaves room for the rest; longer lists get a line of their own.
    let room = screen.columns().saturating_sub(person + action + changes + 8);
    let places = shown.iter().map(|row| row.places.width()).filter(|width| *width <= room).max().unwrap_or(0);
    for row in shown {
        let style = match (row.before, row.after) {
            ("Permit", _) => Style::new().red(),
            (_, "Permit") => Style::new().green(),
            _ => Style::new(),
        };
        let change = change(row);
        let head = format!("  {}  {}", padded(&row.person, person), padded(&row.action, action));
        if row.places.width() <= room {
            text.push_str(&format!("{head}  {}  {}\n", padded(&row.places, places), screen.paint(&change, style)));
        } else {
            text.push_str(&format!("{}\n", head.trim_end()));
            push_item(text, "      ", 6, &format!("{}  {change}", row.places), screen.columns());
        }
    }
    if rows.len() > shown.len() {
        text.push_str(&format!("  and {} more rows; `--format json` has them all\n", rows.len() - shown.len()));
    }
}
