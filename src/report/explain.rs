//! Rules in words: one in full, and the table of all.

use super::json_text::write_pretty;
use super::words::{markdown_text, one_line, padded, push_item, style_of, wrapping};
use super::{Screen, markdown};
use crate::rules::{Certainty, FixKind, METAS, Meta};
use owo_colors::Style;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Prints all that is said about one rule.
///
/// # Errors
/// Whatever `out` refuses.
pub fn explain(meta: &Meta, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut text = String::new();
    text.push_str(&screen.paint(&screen.rule(meta.id), Style::new().bold()));
    if let Some(catalogue) = meta.catalogue {
        text.push_str(&format!("  {catalogue}"));
    }
    text.push('\n');
    text.push_str(&textwrap::fill(meta.summary, wrapping(screen.prose(), "", "")));
    text.push_str("\n\n");
    let mut fact = |name: &str, value: &str| {
        let head = format!("  {}", screen.paint(&padded(name, 11), Style::new().dimmed()));
        push_item(&mut text, &head, 13, value, screen.prose());
    };
    fact("severity", severity(meta));
    fact("rests on", certainty(meta.certainty));
    fact("fix", fix(meta.fix));
    fact("since", meta.since);
    for (number, source) in meta.sources.iter().enumerate() {
        fact(if number == 0 { "sources" } else { "" }, source);
    }
    markdown::push(meta.body, screen, &mut text);
    out.write_all(text.as_bytes())
}

const fn severity(meta: &Meta) -> &'static str {
    use crate::finding::Severity;
    match meta.severity {
        Severity::Error => "error: somebody is not reached, or something must not be sent",
        Severity::Warning => "warning: a real risk",
        Severity::Info => "info: worth reading, never blocks",
    }
}

const fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Law => "law",
        Certainty::Guideline => "an official guideline of Altinn's",
        Certainty::Api => "the API, which refuses it",
        Certainty::Code => "the code of the platform, read there",
        Certainty::Practice => "good practice",
    }
}

const fn fix(fix: FixKind) -> &'static str {
    match fix {
        FixKind::Safe => "safe: changes exactly what the finding names",
        FixKind::Unsafe => "offered, but a person must look it over",
        FixKind::None => "none offered",
    }
}

/// What a column of the table says of a rule.
type Column = fn(&Meta) -> &'static str;

/// Prints rules as JSON: a list of objects, in the order of their ids.
///
/// # Errors
/// Whatever `out` refuses.
pub fn rules_json(metas: &[&'static Meta], out: &mut dyn Write) -> io::Result<()> {
    let mut metas = metas.to_vec();
    metas.sort_by_key(|meta| meta.id);
    let list: Vec<serde_json::Value> = metas.iter().map(|meta| members(meta)).collect();
    write_pretty(&list, out)
}

/// What a list of rules says of one.
fn members(meta: &Meta) -> serde_json::Value {
    serde_json::json!({
        "id": meta.id,
        "catalogue": meta.catalogue,
        "summary": meta.summary,
        "severity": meta.severity,
        "certainty": meta.certainty.name(),
        "fix": fix_name(meta.fix),
        "since": meta.since,
        "sources": meta.sources,
        "house": !is_ours(meta.id),
    })
}

const fn fix_name(fix: FixKind) -> &'static str {
    match fix {
        FixKind::Safe => "safe",
        FixKind::Unsafe => "unsafe",
        FixKind::None => "none",
    }
}

fn is_ours(id: &str) -> bool {
    METAS.iter().any(|ours| ours.id == id)
}

/// Where the page of a rule of ours is published; a rule of a house has none.
pub fn page(id: &str) -> Option<String> {
    is_ours(id).then(|| format!("{}/blob/main/rules/{id}.md", env!("CARGO_PKG_REPOSITORY")))
}

/// Prints all that is said about one rule as JSON: the members of the list of rules, and `explanation`, its text in
/// Markdown.
///
/// # Errors
/// Whatever `out` refuses.
pub fn explain_json(meta: &Meta, out: &mut dyn Write) -> io::Result<()> {
    let mut value = members(meta);
    if let Some(object) = value.as_object_mut() {
        object.insert("explanation".to_owned(), meta.body.trim().into());
    }
    write_pretty(&value, out)
}

/// Prints all that is said about one rule as a page of Markdown.
///
/// # Errors
/// Whatever `out` refuses.
pub fn explain_markdown(meta: &Meta, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(markdown_page(meta).as_bytes())
}

/// The page of a rule: its name, what is said of it, and its text.
pub fn markdown_page(meta: &Meta) -> String {
    format!("{}\n{}\n", markdown_head(meta), meta.body.trim())
}

/// The page of a rule without its text.
pub fn markdown_head(meta: &Meta) -> String {
    let mut text = format!("# `{}`\n\n{}.\n\n", meta.id, capital(&markdown_text(&one_line(meta.summary))));
    let mut row = |name: &str, value: &str| text.push_str(&format!("- **{name}**: {value}\n"));
    if let Some(catalogue) = meta.catalogue {
        row("Catalogue", &format!("`{catalogue}`"));
    }
    row("Severity", severity(meta));
    row("Rests on", certainty(meta.certainty));
    row("Fix", fix(meta.fix));
    row("Since", meta.since);
    for source in meta.sources {
        row("Source", &markdown_text(&one_line(source)));
    }
    text
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Prints the table of rules.
///
/// # Errors
/// Whatever `out` refuses.
pub fn rules(metas: &[&'static Meta], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let widest = |column: Column, title: &str| {
        metas.iter().map(|meta| column(meta).width()).max().unwrap_or(0).max(title.width())
    };
    let columns: [(&str, Column); 4] = [
        ("rule", |meta| meta.id),
        ("catalogue", |meta| meta.catalogue.unwrap_or("")),
        ("severity", |meta| meta.severity.name()),
        ("fix", |meta| match meta.fix {
            FixKind::None => "",
            other => fix_name(other),
        }),
    ];
    let widths = columns.map(|(title, column)| widest(column, title));
    let before: usize = widths.iter().map(|width| width + 2).sum();
    // On a narrow screen the summary goes below, where it has room.
    let below = before + 30 > screen.columns();
    let mut text = String::new();
    for (at, (title, _)) in columns.iter().enumerate() {
        text.push_str(&padded(title, widths[at] + 2));
    }
    let head = if below { text.trim_end().to_owned() } else { format!("{text}summary") };
    let mut text = screen.paint(&head, Style::new().bold()).into_owned();
    text.push('\n');
    let mut metas = metas.to_vec();
    metas.sort_by_key(|meta| meta.id);
    for meta in metas {
        let mut row = String::new();
        for (at, (_, column)) in columns.iter().enumerate() {
            let cell = padded(column(meta), widths[at] + 2);
            match at {
                0 => row.push_str(&cell.replacen(meta.id, &screen.rule(meta.id), 1)),
                2 => row.push_str(&screen.paint(&cell, style_of(meta.severity))),
                _ => row.push_str(&cell),
            }
        }
        let summary = one_line(meta.summary);
        if below {
            text.push_str(row.trim_end());
            text.push('\n');
            push_item(&mut text, "    ", 4, &summary, screen.columns());
        } else {
            push_item(&mut text, &row, before, &summary, screen.columns().min(before + 80));
        }
    }
    out.write_all(text.as_bytes())
}
