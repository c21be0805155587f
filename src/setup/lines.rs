//! Formats of which single lines are enough: environment variables, Terraform, requests for a token.

use super::ScopeList;
use super::scopes::{Found, is_scope_key, lists};
use crate::source::{Span, narrow};

/// The lines of a text with the byte at which each starts.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (narrow(start), line.trim_end_matches(['\r', '\n']))
    })
}

fn found<'t>(key: &str, text: &'t str, start: u32, list: u32) -> Found<'t> {
    let end = start.saturating_add(u32::try_from(text.len()).unwrap_or(0));
    Found { keys: vec![key.to_owned()], text, span: Span::new(start, end), list }
}

/// How far into `line` its part `part` starts.
fn offset(line: &str, part: &str) -> u32 {
    u32::try_from(part.as_ptr() as usize - line.as_ptr() as usize).unwrap_or(0)
}

/// `NAME=value`, with or without quotes and `export`.
pub(super) fn variables(text: &str) -> Vec<ScopeList> {
    let mut all = Vec::new();
    for (start, line) in lines(text) {
        let assignment = line.trim_start();
        let assignment = assignment.strip_prefix("export ").unwrap_or(assignment);
        let Some((key, value)) = assignment.split_once('=').filter(|_| !assignment.starts_with('#')) else { continue };
        if is_scope_key(key) {
            let value = value.trim().trim_matches(['"', '\'']);
            all.push(found(key.trim(), value, start + offset(line, value), start));
        }
    }
    lists(&all, text)
}

/// `scope = "…"` and `scopes = ["…", "…"]`, the list over as many lines as it takes.
pub(super) fn terraform(text: &str) -> Vec<ScopeList> {
    let mut all = Vec::new();
    // The key of the list that is open, and where it started.
    let mut open: Option<(String, u32)> = None;
    for (start, line) in lines(text) {
        let code = without_comment(line);
        let (key, rest) = match &open {
            Some(_) => ("", code),
            None => match code.split_once('=') {
                Some((key, rest)) if !rest.starts_with('=') => (key.trim().trim_matches('"'), rest.trim_start()),
                _ => continue,
            },
        };
        if open.is_none() {
            if !is_scope_key(key) || !rest.starts_with(['"', '[']) {
                continue;
            }
            open = Some((key.to_owned(), start));
        }
        let Some((key, list)) = &open else { continue };
        all.extend(quoted(rest).into_iter().map(|text| found(key, text, start + offset(line, text), *list)));
        let is_single = rest.starts_with('"');
        if is_single || outside_quotes(rest).contains(']') {
            open = None;
        }
    }
    lists(&all, text)
}

/// What of a line is no comment.
fn without_comment(line: &str) -> &str {
    let mut is_quoted = false;
    for (at, character) in line.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '#' if !is_quoted => return &line[..at],
            '/' if !is_quoted && line[at..].starts_with("//") => return &line[..at],
            _ => {}
        }
    }
    line
}

/// The texts between quotes.
fn quoted(line: &str) -> Vec<&str> {
    line.split('"').skip(1).step_by(2).collect()
}

fn outside_quotes(line: &str) -> String {
    line.split('"').step_by(2).collect()
}

/// `scope=…` and `scopes=…` in the address or the body of a request.
pub(super) fn requests(text: &str) -> Vec<ScopeList> {
    let mut all = Vec::new();
    for (start, line) in lines(text) {
        if line.trim_start().starts_with('#') || line.trim_start().starts_with("//") {
            continue;
        }
        let lower = line.to_ascii_lowercase();
        for (at, word) in lower.match_indices("scope") {
            let before = lower[..at].chars().next_back();
            let rest = &line[at + word.len()..];
            let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest).trim_start_matches('"').trim_start();
            let is_word = before.is_none_or(|before| !before.is_alphanumeric() && before != '_');
            let Some(value) = rest.strip_prefix(['=', ':']).filter(|_| is_word) else { continue };
            let value = value.trim_start().trim_start_matches('"');
            let end = value.find(['&', '"', '\'', '`', ';', '}']).unwrap_or(value.len());
            // A place to be filled in starts with what ends a value elsewhere.
            let end = if value.starts_with("{{") { value.len() } else { end };
            let value = value[..end].trim_end();
            // What follows the address is no scope.
            let value = value.split(" HTTP/").next().unwrap_or(value);
            all.push(found("scope", value, start + offset(line, value), start + offset(line, value)));
        }
    }
    lists(&all, text)
}
