//! A place of a template that nobody filled in.

use crate::notice::ContentType;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::html::is_element;
use std::ops::Range;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        let whole = text.text.as_str();
        // Numbers in brackets are holes as soon as a program formats the text; in an order nobody does.
        let token = whole.find("{textToken}").map(|at| at..at + "{textToken}".len()).filter(|_| !notice.is_framed);
        let written = token.into_iter().chain(angle(whole));
        // `&lt;navn&gt;` is read as `<navn>`.
        let read = if text.content_type == ContentType::Html { angle(text.seen()) } else { Vec::new() };
        let written = written.map(|range| (text.text.span_of(range.clone()), &whole[range]));
        let seen =
            printf(text.seen()).into_iter().chain(read).map(|range| (text.span(range.clone()), text.part(range)));
        for (at, left) in written.chain(seen) {
            if told.contains(&at) {
                continue;
            }
            told.push(at);
            report
                .at(notice.at(at))
                .says(format!("`{left}` is left of a template: people read it as it stands"))
                .help("fill it in, or take it out");
        }
    }
}

/// `%s` and `%d`, unless a number stands before it.
fn printf(text: &str) -> Vec<Range<usize>> {
    text.match_indices('%')
        .filter(|(at, _)| {
            let rest = &text[at + 1..];
            let is_code = rest.starts_with(['s', 'd']) && !rest[1..].starts_with(char::is_alphanumeric);
            is_code
                && !text[..*at].ends_with(|one: char| {
                    one.is_ascii_digit()
                        || one == ' ' && text[..*at].trim_end().ends_with(|last: char| last.is_ascii_digit())
                })
        })
        .map(|(at, _)| at..at + 2)
        .collect()
}

/// `<navn>`: small letters and blanks between angle brackets that are no element of HTML.
fn angle(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('<') {
        let Some(len) = text[at + 1..].find('>') else { break };
        let inside = &text[at + 1..at + 1 + len];
        let is_name = !inside.is_empty() && inside.chars().all(|one| one == ' ' || one.is_lowercase());
        let first = inside.split(' ').next().unwrap_or_default();
        if is_name && inside.trim() == inside && !is_element(first) {
            found.push(at..at + len + 2);
        }
    }
    found
}
