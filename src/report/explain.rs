//! Rules in words: one in full, and the table of all.

use super::Screen;
use super::markdown;
use super::words::{one_line, padded, push_item, style_of, wrapping};
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
    text.push_str(&screen.paint(meta.id, Style::new().bold()));
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
    let list: Vec<serde_json::Value> = metas.iter().map(|meta| value(meta)).collect();
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)
}

/// What is known of a rule, without its text.
fn value(meta: &Meta) -> serde_json::Value {
    serde_json::json!({
        "id": meta.id,
        "catalogue": meta.catalogue,
        "summary": meta.summary,
        "severity": meta.severity,
        "certainty": meta.certainty.name(),
        "fix": match meta.fix {
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
            FixKind::None => "none",
        },
        "since": meta.since,
        "sources": meta.sources,
        "house": METAS.iter().all(|ours| ours.id != meta.id),
    })
}

/// Prints all that is said about one rule as JSON: what the list has, and its text in Markdown under `text`.
///
/// # Errors
/// Whatever `out` refuses.
pub fn explain_json(meta: &Meta, out: &mut dyn Write) -> io::Result<()> {
    let mut whole = value(meta);
    whole["text"] = meta.body.trim().into();
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

/// Prints one rule as a page of Markdown.
///
/// # Errors
/// Whatever `out` refuses.
pub fn explain_markdown(meta: &Meta, out: &mut dyn Write) -> io::Result<()> {
    let catalogue = meta.catalogue.map_or_else(String::new, |id| format!(" ({id})"));
    writeln!(out, "# `{}`{catalogue}\n\n{}\n", meta.id, meta.summary)?;
    writeln!(out, "| | |\n|---|---|")?;
    let facts = [("severity", severity(meta)), ("rests on", certainty(meta.certainty)), ("fix", fix(meta.fix))];
    for (name, value) in facts {
        writeln!(out, "| {name} | {value} |")?;
    }
    writeln!(out, "| since | {} |\n\n{}", meta.since, meta.body.trim())
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
            FixKind::Safe => "safe",
            FixKind::Unsafe => "unsafe",
            FixKind::None => "",
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
