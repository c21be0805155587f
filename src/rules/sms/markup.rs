//! Markup in an SMS: it is shown as it is written.

use super::known;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::html::is_block;
use crate::text::tags;
use std::ops::Range;

/// Elements that are written in messages; any other word between angle brackets may be meant to be read.
const ELEMENTS: [&str; 27] = [
    "a", "b", "body", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "head", "hr", "html", "i", "img",
    "li", "ol", "p", "span", "strong", "table", "td", "tr", "u", "ul",
];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice) {
        let found = marks(sms.seen());
        let Some((first, rest)) = found.split_first() else { continue };
        let at = |mark: &Mark| sms.text.at(mark.range.clone());
        let finding = report.at(at(first));
        finding
            .says(format!("an SMS shows `{}` as it stands", &sms.seen()[first.range.clone()]))
            .note("there is no bold, no list and no link in an SMS: the text is handed over as it is")
            .help("write the words alone");
        for mark in rest {
            finding.also(at(mark), "here too");
        }
        let edits: Option<Vec<Edit>> =
            found.iter().map(|mark| Some(Edit { at: at(mark), text: mark.instead?.to_owned() })).collect();
        if let Some(edits) = edits {
            finding.fix(Fix::new("take the markup out", Safety::Unsafe, Effect::Nothing, edits));
        }
    }
}

/// A piece of markup, and what may stand there instead.
struct Mark {
    range: Range<usize>,
    instead: Option<&'static str>,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut found: Vec<Mark> = tags(text)
        .into_iter()
        .filter(|tag| ELEMENTS.contains(&tag.name.as_str()))
        .map(|tag| {
            // Where a line ends, words part; between two such tags they are parted already.
            let (before, after) = (&text[..tag.range.start], text[tag.range.end..].trim_start());
            let is_between = !before.is_empty() && !before.ends_with([' ', '\n', '>']) && !after.is_empty();
            let parts = tag.name == "br" || (is_block(&tag.name) && is_between);
            Mark { range: tag.range, instead: Some(if parts { " " } else { "" }) }
        })
        .collect();
    found.extend(entities(text));
    found.extend(bold(text));
    found.extend(links(text));
    found.extend(headings(text));
    found.sort_by_key(|mark| mark.range.start);
    found
}

/// `&nbsp;`, `&#230;`.
fn entities(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('&') {
        let rest = &text[at + 1..];
        let len = rest.find(|one: char| !(one.is_ascii_alphanumeric() || one == '#')).unwrap_or(rest.len());
        let name = &rest[..len];
        if !(2..=8).contains(&len) || !rest[len..].starts_with(';') {
            continue;
        }
        let instead = match name {
            "nbsp" => Some(" "),
            "amp" => Some("&"),
            "lt" => Some("<"),
            "gt" => Some(">"),
            "aelig" => Some("æ"),
            "oslash" => Some("ø"),
            "aring" => Some("å"),
            "ndash" | "mdash" => Some("-"),
            _ => None,
        };
        found.push(Mark { range: at..at + len + 2, instead });
    }
    found
}

/// `**…**` on one line.
fn bold(text: &str) -> Vec<Mark> {
    let stars: Vec<usize> = text.match_indices("**").map(|(at, _)| at).collect();
    let pairs = stars.chunks_exact(2).filter(|pair| {
        let inside = &text[pair[0] + 2..pair[1]];
        !inside.is_empty() && !inside.starts_with([' ', '*']) && !inside.contains('\n')
    });
    pairs.flatten().map(|at| Mark { range: *at..at + 2, instead: Some("") }).collect()
}

/// `[words](address)`.
fn links(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    for (middle, _) in text.match_indices("](") {
        let open = text[..middle].rfind('[');
        let close = text[middle..].find(')').map(|len| middle + len + 1);
        if let (Some(open), Some(close)) = (open, close)
            && open + 1 < middle
        {
            found.push(Mark { range: open..close, instead: None });
        }
    }
    found
}

/// `# ` at the start of a line.
fn headings(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('#');
        let len = line.len() - words.len();
        if (1..=6).contains(&len) && words.starts_with(' ') {
            found.push(Mark { range: at..at + len + 1, instead: Some("") });
        }
        at += line.len();
    }
    found
}
