//! Texts that variables hold: `var text = "…";`, and `string text;` with what is assigned to it later.
//!
//! Nothing is followed through the program. A name is known where the file declares it once and every value that it is given there
//! is at hand; a name that is declared twice, changed or handed out could hold anything.

use super::constants::is_constant;
use super::expression::Code;
use super::lexer::TokenKind;
use crate::notice::{Node, Shape};
use std::collections::BTreeMap;

/// Words that may stand before a variable that is only used.
const BEFORE_USE: [&str; 10] = ["return", "await", "in", "is", "case", "when", "else", "and", "or", "not"];
/// Words that make a declaration one of a member, which other files may change.
const OF_MEMBERS: [&str; 5] = ["public", "internal", "protected", "static", "required"];

#[derive(Default)]
struct Known {
    declarations: usize,
    values: Vec<Node>,
    could_be_other: bool,
}

/// The wanted names of a file that are variables with texts, each with what it holds.
pub(super) fn of<'t>(code: Code<'t>, is_wanted: &dyn Fn(&str) -> bool) -> Vec<(&'t str, Node)> {
    let mut names: BTreeMap<&str, Known> = BTreeMap::new();
    for at in 0..code.tokens.len() {
        let is_member = at > 0 && code.is(at - 1, b'.');
        let Some(name) = code.word(at).filter(|name| !is_member && is_wanted(name)) else { continue };
        let known = names.entry(name).or_default();
        let type_at = declared_as(code, at);
        match (type_at, at.checked_sub(1).and_then(|before| code.word(before))) {
            (Some(type_at), _) => {
                let is_of_class = type_at > 0 && code.word(type_at - 1).is_some_and(|word| OF_MEMBERS.contains(&word));
                let is_statement = code.is(at + 1, b'=') || code.is(at + 1, b';');
                known.declarations += 1;
                known.could_be_other |= is_constant(code, type_at) || is_of_class || !is_statement;
            }
            (None, Some(before)) => known.could_be_other |= !BEFORE_USE.contains(&before),
            (None, None) => {}
        }
        let is_changed = code.written(at + 1) == "+=" || (code.written(at + 1) == "??" && code.is(at + 2, b'='));
        known.could_be_other |= is_changed || code.kind(at + 1) == Some(&TokenKind::Arrow);
        if code.is(at + 1, b'=') {
            let (value, end) = code.expression(at + 2, 0);
            // A value that ends otherwise is the default of a parameter, or belongs to a member of that name.
            known.could_be_other |= !code.is(end, b';');
            known.values.push(value);
        }
    }
    let is_text = |node: &Node| matches!(node.shape, Shape::Text(_) | Shape::Either(_));
    let known = names
        .into_iter()
        .filter(|(_, known)| known.declarations == 1 && !known.could_be_other && known.values.iter().any(is_text));
    known.filter_map(|(name, known)| Some((name, one_of(known.values)?))).collect()
}

/// The type before a variable that is declared: `var`, `string`, `string?`.
fn declared_as(code: Code<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let type_at = if code.is(before, b'?') { before.checked_sub(1)? } else { before };
    matches!(code.word(type_at), Some("var" | "string")).then_some(type_at)
}

fn one_of(mut values: Vec<Node>) -> Option<Node> {
    if values.len() < 2 {
        return values.pop();
    }
    let span = values.first()?.span;
    let flat = values.into_iter().flat_map(Node::into_values);
    Some(Node { span, shape: Shape::Either(flat.filter(|value| !value.is_null()).collect()) })
}
