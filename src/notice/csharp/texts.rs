//! Texts that code puts together, with the way back to each piece.

use crate::notice::{Node, Shape, holes};
use crate::source::Span;
use crate::syntax::Mapped;

/// What stands in a text for an expression that has no name.
pub(super) const COMPUTED: &str = "{{value}}";
/// The most texts that choices within one text are spelt out to.
const MAX_TEXTS: usize = 16;
/// The longest name that is looked up, in bytes.
const MAX_PATH: usize = 200;

/// Texts in a row are one text. What is no text among them leaves a hole, and a choice among them makes a choice of texts; none
/// where there are too many.
pub(super) fn joined(mut parts: Vec<Node>, span: Span) -> Option<Node> {
    if parts.len() < 2 {
        return parts.pop();
    }
    let mut rows: Vec<Vec<&Node>> = vec![Vec::new()];
    for part in &parts {
        let values = part.values();
        if rows.len() * values.len() > MAX_TEXTS {
            return None;
        }
        rows = values.iter().flat_map(|value| rows.iter().map(move |row| [&row[..], &[value]].concat())).collect();
    }
    let mut texts: Vec<Node> = rows.iter().map(|row| in_a_row(row, span)).collect();
    let only = if texts.len() == 1 { texts.pop() } else { None };
    Some(only.unwrap_or(Node { span, shape: Shape::Either(texts) }))
}

fn in_a_row(parts: &[&Node], span: Span) -> Node {
    let first = parts.iter().find_map(|part| part.text().map(Mapped::span)).unwrap_or(span);
    let mut whole = Mapped::builder(first);
    let mut end = first.end;
    let mut has_text = false;
    for part in parts {
        add(&mut whole, part);
        has_text |= matches!(part.shape, Shape::Text(_));
        end =
            part.text().filter(|_| matches!(part.shape, Shape::Text(_))).map_or(part.span.end, |text| text.span().end);
    }
    let whole = whole.ending(end);
    Node { span, shape: if has_text { Shape::Text(whole) } else { Shape::Open(whole) } }
}

/// A text with a value behind it.
pub(super) fn added(mut text: Mapped, value: &Node) -> Mapped {
    add(&mut text, value);
    text.ending(value.span.end)
}

/// Adds a value to a text: as a hole where it is none.
fn add(whole: &mut Mapped, part: &Node) {
    match &part.shape {
        Shape::Text(text) => whole.push(text),
        _ => {
            let name = path_of(part).unwrap_or("value");
            whole.push_escape(&format!("{{{{{name}}}}}"), part.span);
        }
    }
}

/// A text without the blanks at its ends, as `Trim`, `TrimStart` or `TrimEnd` leave it.
pub(super) fn trimmed(text: &Mapped, method: &str) -> Mapped {
    let whole = text.as_str();
    let start = if method == "TrimEnd" { 0 } else { whole.len() - whole.trim_start().len() };
    let end = if method == "TrimStart" { whole.len() } else { whole.trim_end().len() };
    if start == 0 && end == whole.len() { text.clone() } else { text.part(start..end.max(start)) }
}

/// A text with a value wherever `old` stands in it; none where the value is neither a text nor a place for one.
pub(super) fn replaced(text: &Mapped, old: &str, new: &Node) -> Option<Mapped> {
    new.text()?;
    let places = text.as_str().match_indices(old).map(|(at, _)| (at..at + old.len(), new));
    Some(with(text, places))
}

/// A text with what is known of the places in it that have names: `known` says what a name stands for.
pub(super) fn filled<'n>(text: &Mapped, known: impl Fn(&str) -> Option<&'n Node>) -> Option<Mapped> {
    let places: Vec<_> = holes(text.as_str())
        .into_iter()
        .filter_map(|hole| Some((hole.clone(), known(name_in(&text.as_str()[hole])?)?)))
        .filter(|(_, node)| matches!(node.shape, Shape::Text(_)))
        .collect();
    (!places.is_empty()).then(|| with(text, places.into_iter()))
}

/// The names of the places in a text that have one.
pub(super) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    holes(text).into_iter().filter_map(|hole| name_in(&text[hole]))
}

fn name_in(hole: &str) -> Option<&str> {
    hole.strip_prefix("{{")?.strip_suffix("}}").filter(|name| is_path(name) && hole != COMPUTED)
}

fn with<'n>(text: &Mapped, places: impl Iterator<Item = (std::ops::Range<usize>, &'n Node)>) -> Mapped {
    let mut whole = Mapped::builder(text.span());
    let mut at = 0;
    for (range, node) in places {
        whole.push(&text.part(at..range.start));
        add(&mut whole, node);
        at = range.end;
    }
    whole.push(&text.part(at..text.as_str().len()));
    whole
}

/// Whether something is a name, perhaps of a member of something.
pub(super) fn is_path(text: &str) -> bool {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.');
    text.len() <= MAX_PATH && !text.is_empty() && text.chars().all(is_part)
}

/// The name that stands in place of a value, perhaps of a member of something.
pub(super) fn path_of(node: &Node) -> Option<&str> {
    let Shape::Open(text) = &node.shape else { return None };
    // What is computed has no name, whatever stands in its place.
    name_in(text.as_str())
}
