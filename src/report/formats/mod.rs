//! Findings for other programs: each file one format.

pub(super) mod checkstyle;
pub(super) mod github;
pub(super) mod gitlab;
pub(super) mod junit;
pub(super) mod markdown;
pub(super) mod rdjson;
pub(super) mod sarif;

use super::explain::page;
use crate::finding::Finding;

/// Message, help and notes as one text for formats that have but one.
fn whole_text(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    for note in &finding.notes {
        text.push_str("\nnote: ");
        text.push_str(note);
    }
    text
}

/// Characters that XML cannot hold, not even escaped, spelt out.
fn xml_text(text: &str) -> String {
    let is_allowed =
        |one: char| matches!(one, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    let mut clean = String::with_capacity(text.len());
    for one in text.chars() {
        if is_allowed(one) { clean.push(one) } else { super::words::push_escape(&mut clean, one) }
    }
    clean
}
