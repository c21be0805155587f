//! The comments of a file, each with what stands behind it.

use super::{NAME, Scope};
use crate::source::{Source, Span, narrow};
use crate::syntax::xml::{Document, NodeKind};

/// A comment that says our name.
pub(super) struct Comment {
    /// The comment, its marks included.
    pub(super) whole: Span,
    /// What stands between its marks.
    pub(super) inner: Span,
    /// What it speaks of unless it says otherwise.
    pub(super) scope: Scope,
}

/// How a comment of one line begins, by the end of the file's name. JSON has no comments.
const LINE_COMMENTS: &[(&str, &[&str])] = &[
    ("cs", &["//"]),
    ("http", &["#", "//"]),
    ("rest", &["#", "//"]),
    ("yaml", &["#"]),
    ("yml", &["#"]),
    ("properties", &["#", "!"]),
    ("env", &["#"]),
    ("jsonc", &["//"]),
    ("json5", &["//"]),
    ("tf", &["#", "//"]),
    ("sh", &["#"]),
    ("bash", &["#"]),
    ("mk", &["#"]),
    ("makefile", &["#"]),
];

pub(super) fn comments(source: &Source) -> Vec<Comment> {
    let name = source.path().file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let end = name.rsplit('.').next().unwrap_or_default();
    let text = source.text();
    if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        return of_markup(text);
    }
    let marks = LINE_COMMENTS.iter().find(|(known, _)| *known == end).map_or(&[][..], |(_, marks)| marks);
    of_lines(source, marks)
}

fn of_markup(text: &str) -> Vec<Comment> {
    let document = Document::parse(text);
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (kind, span) in document.nodes() {
        match kind {
            NodeKind::Comment => {
                let inner = Span::new(span.start + 4, span.end.saturating_sub(3).max(span.start + 4));
                if text.get(inner.range()).is_some_and(|text| text.trim_start().starts_with(NAME)) {
                    open.push(found.len());
                    found.push(Comment { whole: span, inner, scope: Scope::Nothing });
                }
            }
            NodeKind::Element => {
                for comment in open.drain(..) {
                    found[comment].scope = Scope::Stretch(span);
                }
            }
            _ => {}
        }
    }
    found
}

/// The innermost element that a stretch begins in; the root where it begins in none.
pub(super) fn element_round(text: &str, at: Span) -> Span {
    let document = Document::parse(text);
    let Some(mut element) = document.root() else { return Span::default() };
    let holds = |span: Span| span.start <= at.start && at.start < span.end;
    while let Some(inner) = element.children().find(|child| holds(child.span())) {
        element = inner;
    }
    element.span()
}

fn of_lines(source: &Source, marks: &[&str]) -> Vec<Comment> {
    let text = source.text();
    let mut found: Vec<Comment> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let whole = Span::of(start..start + content.len());
        let comment = marks.iter().filter_map(|mark| comment_of(content, mark)).min();
        let is_alone = comment.is_some_and(|(at, _)| content[..at].trim().is_empty());
        if let Some((at, inner)) = comment {
            let span = Span::new(narrow(start + at), whole.end);
            let inner = Span::new(narrow(start + inner), whole.end);
            let scope = if is_alone { Scope::Nothing } else { Scope::Stretch(whole) };
            if is_alone {
                open.push(found.len());
            }
            found.push(Comment { whole: span, inner, scope });
        }
        let is_comment = marks.iter().any(|mark| content.trim_start().starts_with(mark));
        if !content.trim().is_empty() && !is_comment {
            for comment in open.drain(..) {
                found[comment].scope = Scope::Stretch(whole);
            }
        }
        start += line.len();
    }
    found
}

/// Where a comment of ours begins in a line, and where its text does.
fn comment_of(line: &str, mark: &str) -> Option<(usize, usize)> {
    line.match_indices(NAME).find_map(|(said, _)| {
        let before = line[..said].trim_end();
        let at = before.strip_suffix(mark)?.len();
        // The mark may be written several times, as in `///` and `##`.
        let at = line[..at].trim_end_matches(mark).len();
        Some((at, said))
    })
}
