//! Members that are assigned after an object was made: `sms.Body = "…";`.

use super::expression::Code;
use super::lexer::TokenKind;
use super::texts::{COMPUTED, added, joined};
use crate::notice::{Member, Node, Shape};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;

/// A text that is added to bit by bit is followed up to this length, in bytes.
const MAX_GROWN: usize = 16 * 1024;

/// The variables that hold objects, as far as the code was read.
#[derive(Default)]
pub(super) struct Scope<'t> {
    depth: usize,
    variables: Vec<Variable<'t>>,
}

struct Variable<'t> {
    name: &'t str,
    /// Which object it holds.
    object: usize,
    /// How deep in brackets it was declared: it ends with them.
    depth: usize,
}

/// What is assigned to a member, perhaps of a member.
pub(super) struct Assignment {
    path: Vec<Spanned<String>>,
    value: Node,
    /// Whether it is added to what is there.
    is_added: bool,
    /// What is behind it.
    pub(super) end: usize,
}

impl<'t> Scope<'t> {
    /// Takes notice of a bracket.
    pub(super) fn see(&mut self, code: Code<'_>, at: usize) {
        match code.kind(at) {
            Some(TokenKind::Mark(b'{')) => self.depth += 1,
            Some(TokenKind::Mark(b'}')) => {
                self.depth = self.depth.saturating_sub(1);
                self.variables.retain(|variable| variable.depth <= self.depth);
            }
            _ => {}
        }
    }

    /// A variable holds an object from here on. A parameter ends with the brackets that follow.
    pub(super) fn declare(&mut self, name: &'t str, object: usize, is_parameter: bool) {
        let known = self.variables.iter_mut().find(|variable| variable.name == name);
        match known {
            Some(variable) => variable.object = object,
            None => self.variables.push(Variable { name, object, depth: self.depth + usize::from(is_parameter) }),
        }
    }

    /// The assignment to a member of a known variable at a token, and the object that the variable holds.
    pub(super) fn assignment(&self, code: Code<'_>, at: usize) -> Option<(usize, Assignment)> {
        let name = code.word(at).filter(|_| code.is(at + 1, b'.'))?;
        let variable = self.variables.iter().find(|variable| variable.name == name)?;
        let is_member = at > 0 && code.is(at - 1, b'.') && code.word(at.wrapping_sub(2)) != Some("this");
        if is_member {
            return None;
        }
        let mut path = Vec::new();
        let mut here = at + 1;
        while code.is(here, b'.') || code.written(here) == "?." || code.is(here, b'!') {
            if !code.is(here, b'!') {
                here += 1;
                path.push(Spanned::new(code.word(here)?.to_owned(), code.tokens[here].span));
            }
            here += 1;
        }
        let is_added = code.written(here) == "+=";
        if !(is_added || code.is(here, b'=')) {
            return None;
        }
        let (value, end) = code.value(here + 1, 1);
        Some((variable.object, Assignment { path, value, is_added, end }))
    }
}

impl Assignment {
    /// Makes it a member of the object. Where the member is there already, either may be sent.
    pub(super) fn put(self, object: &mut Node) {
        let Some((last, way)) = self.path.split_last() else { return };
        let mut holder = object;
        for name in way {
            let empty = || Node { span: name.span, shape: Shape::Object(Vec::new()) };
            let Some(inner) = member(holder, name, empty) else { return };
            // Of what is made elsewhere only this is known.
            if matches!(inner.shape, Shape::Open(_)) {
                *inner = empty();
            }
            holder = inner;
        }
        let mut value = Some(self.value);
        let Some(there) = member(holder, last, || value.take().unwrap_or_else(null)) else { return };
        let Some(value) = value else { return };
        if let Shape::Text(text) = &mut there.shape
            && self.is_added
            && !matches!(value.shape, Shape::Either(_))
            && text.as_str().len() <= MAX_GROWN
        {
            *text = added(std::mem::take(text), &value);
            return;
        }
        let before = std::mem::replace(there, null());
        let span = before.span;
        let is_long = before.text().is_some_and(|text| text.as_str().len() > MAX_GROWN);
        *there = if self.is_added {
            let open = || Node { span, shape: Shape::Open(Mapped::verbatim(COMPUTED, span)) };
            if is_long { open() } else { joined(vec![before, value], span).unwrap_or_else(open) }
        } else {
            let mut values = before.into_values();
            values.retain(|value| !value.is_null());
            values.push(value);
            let text = Mapped::verbatim(COMPUTED, span);
            Node { span, shape: if values.iter().any(is_bare) { Shape::Open(text) } else { Shape::Either(values) } }
        };
    }
}

/// Whether a value is a name, number or truth. Which of them goes with which text, nobody knows.
fn is_bare(node: &Node) -> bool {
    match &node.shape {
        Shape::Text(text) => text.span() == node.span,
        Shape::Number(_) | Shape::Truth(_) => true,
        _ => false,
    }
}

fn null() -> Node {
    Node { span: Span::default(), shape: Shape::Null }
}

/// The member of an object, made where it is missing; none of what is no object.
fn member<'n>(object: &'n mut Node, name: &Spanned<String>, empty: impl FnOnce() -> Node) -> Option<&'n mut Node> {
    let Shape::Object(members) = &mut object.shape else { return None };
    let known = members.iter().position(|one| one.name.value == name.value);
    let at = known.unwrap_or_else(|| {
        members.push(Member { name: name.clone(), value: empty() });
        members.len() - 1
    });
    members.get_mut(at).map(|member| &mut member.value)
}
