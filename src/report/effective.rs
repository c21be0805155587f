//! What a run goes by: every value, and where it comes from.

use super::Screen;
use super::json_text::write_pretty;
use super::words::{one_line, padded, push_item};
use crate::rules::grammar::count;
use owo_colors::Style;
use serde_json::{Value, json};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nobody said otherwise.
    Default,
    /// An option of the command line.
    CommandLine(&'static str),
    /// A line of the configuration.
    File {
        /// The file.
        path: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// The preset that holds.
    Preset(&'static str),
}

impl Origin {
    fn in_words(&self) -> String {
        match self {
            Self::Default => "default".to_owned(),
            Self::CommandLine(option) => (*option).to_owned(),
            Self::File { path, line } => format!("{path}:{line}"),
            Self::Preset(name) => format!("preset {name}"),
        }
    }

    fn members(&self) -> Value {
        match self {
            Self::Default => json!({ "kind": "default" }),
            Self::CommandLine(option) => json!({ "kind": "command-line", "option": option }),
            Self::File { path, line } => json!({ "kind": "file", "path": path, "line": line }),
            Self::Preset(name) => json!({ "kind": "preset", "preset": name }),
        }
    }
}

/// One value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, and what it speaks of, if it is a table.
    pub key: Vec<String>,
    /// What holds; a list of texts is printed with commas.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// A rule that weighs otherwise than its file has it.
#[derive(Clone, Debug)]
pub struct Weight {
    /// Its id.
    pub rule: &'static str,
    /// What it weighs: a severity, or `off`.
    pub level: &'static str,
    /// What its file has.
    pub default: &'static str,
    /// Who says so.
    pub origin: Origin,
}

/// Everything that a run goes by.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The file of the configuration, if there is one.
    pub file: Option<String>,
    /// Every value.
    pub entries: Vec<Entry>,
    /// The rules that weigh otherwise than by default.
    pub weights: Vec<Weight>,
    /// How many rules there are.
    pub rules: usize,
}

/// Prints it for a person.
///
/// # Errors
/// Whatever `out` refuses.
pub fn human(effective: &Effective, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let bold = |text: &str| screen.paint(text, Style::new().bold()).into_owned();
    let mut text = match &effective.file {
        Some(file) => format!("{} {file}\n\n", bold("configuration:")),
        None => format!("{} none\n\n", bold("configuration:")),
    };
    let rows: Vec<[String; 3]> = effective
        .entries
        .iter()
        .map(|entry| [entry.key.join(" "), shown(&entry.value), entry.origin.in_words()])
        .collect();
    table(&rows, screen, &mut text);
    // A run that names a few rules has hundreds that are off for the same reason.
    let (left_out, told): (Vec<&Weight>, Vec<&Weight>) =
        effective.weights.iter().partition(|weight| weight.origin == Origin::CommandLine("--select"));
    text.push('\n');
    let heading = match told.len() {
        0 => format!("every one of {} weighs as its file has it", count(effective.rules - left_out.len(), "rule")),
        1 => format!("1 of {} weighs otherwise than its file has it", count(effective.rules, "rule")),
        some => format!("{some} of {} weigh otherwise than their files have it", count(effective.rules, "rule")),
    };
    text.push_str(&bold(&heading));
    text.push('\n');
    let rows: Vec<[String; 3]> = told
        .iter()
        .map(|one| [one.rule.to_owned(), format!("{}, not {}", one.level, one.default), one.origin.in_words()])
        .collect();
    table(&rows, screen, &mut text);
    if !left_out.is_empty() {
        text.push_str(&format!("{} off, for --select names others\n", count(left_out.len(), "rule")));
    }
    out.write_all(text.as_bytes())
}

/// Three columns: what, its value, and where it comes from.
fn table(rows: &[[String; 3]], screen: Screen, text: &mut String) {
    let widest = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let (names, origins) = (widest(0).min(48) + 2, widest(2));
    for [name, value, origin] in rows {
        let head = padded(&one_line(name), names);
        let room = screen.columns().saturating_sub(names + origins + 2);
        let origin_text = screen.paint(origin, Style::new().dimmed());
        let value = one_line(value);
        if value.width() <= room && name.width() + 2 <= names {
            let column = rows.iter().map(|row| row[1].width()).filter(|width| *width <= room).max().unwrap_or(0);
            text.push_str(&format!("{head}{}{origin_text}\n", padded(&value, column + 2)));
        } else {
            push_item(text, &head, head.width(), &format!("{value}  ({origin})"), screen.columns());
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "-".to_owned(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(members) => {
            members.iter().map(|(name, value)| format!("{name} {}", shown(value))).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// Prints it for programs; `docs/json-output.md` describes it.
///
/// # Errors
/// Whatever `out` refuses.
pub fn json(effective: &Effective, out: &mut dyn Write) -> io::Result<()> {
    let entries = effective
        .entries
        .iter()
        .map(|entry| json!({ "key": entry.key, "value": entry.value, "origin": entry.origin.members() }));
    let weights = effective.weights.iter().map(|weight| {
        json!({
            "rule": weight.rule,
            "level": weight.level,
            "default": weight.default,
            "origin": weight.origin.members(),
        })
    });
    let value = json!({
        "file": effective.file,
        "values": entries.collect::<Vec<_>>(),
        "rules": weights.collect::<Vec<_>>(),
    });
    write_pretty(&value, out)
}
