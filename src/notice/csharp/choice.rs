//! Choices of C#: `a ? b : c`, `a ?? b`, `a switch { … }`, as the values between which they choose.

use super::expression::Code;
use super::lexer::TokenKind;
use crate::notice::{Node, Shape};

/// What stands behind the part of an expression that is read.
pub(super) struct Rest {
    /// The token that ends the expression.
    pub(super) end: usize,
    /// `?`, `??` or `switch`.
    pub(super) turn: Option<usize>,
}

impl Code<'_> {
    /// Looks for the end of an expression, whatever stands in it, and for the sign of a choice on the way. What a lambda
    /// chooses is its own affair.
    pub(super) fn rest_of(self, from: usize) -> Rest {
        let (mut depth, mut at) = (0_usize, from);
        let (mut question, mut other, mut is_lambda) = (None, None, false);
        while let Some(kind) = self.kind(at) {
            if !self.step() {
                return Rest { end: self.tokens.len(), turn: None };
            }
            match kind {
                TokenKind::Mark(b'(' | b'[' | b'{') => depth += 1,
                TokenKind::Mark(b',' | b';' | b')' | b']' | b'}') if depth == 0 => break,
                TokenKind::Mark(b')' | b']' | b'}') => depth -= 1,
                TokenKind::Arrow if depth == 0 => is_lambda = true,
                TokenKind::Mark(b'?') if depth == 0 => question = question.or(Some(at)),
                TokenKind::Other if depth == 0 && self.written(at) == "??" => other = other.or(Some(at)),
                TokenKind::Word if depth == 0 && self.written(at) == "switch" && self.is(at + 1, b'{') => {
                    other = other.or(Some(at));
                }
                _ => {}
            }
            at += 1;
        }
        Rest { end: at, turn: question.or(other).filter(|_| !is_lambda) }
    }

    /// The choice that begins at `at`; `before` is what was read of it before its sign.
    pub(super) fn choice(self, at: usize, rest: &Rest, before: Option<Node>, depth: usize) -> Option<Node> {
        let turn = rest.turn?;
        let inside = self.until(rest.end);
        let values = match self.kind(turn)? {
            TokenKind::Mark(_) => {
                let colon = inside.colon(turn + 1)?;
                let (yes, end) = self.until(colon).expression(turn + 1, depth + 1);
                let (no, _) = inside.expression(colon + 1, depth + 1);
                (end == colon).then(|| vec![yes, no])?
            }
            TokenKind::Word => inside.arms(turn + 2, depth),
            _ => {
                let (instead, _) = inside.expression(turn + 1, depth + 1);
                vec![before.unwrap_or_else(|| self.open(at, turn)), instead]
            }
        };
        self.either(values, at, rest.end)
    }

    /// The colon that belongs to a question mark before `from`.
    fn colon(self, from: usize) -> Option<usize> {
        let mut open = 0_usize;
        self.outermost(from, |kind| match kind {
            TokenKind::Mark(b'?') => {
                open += 1;
                false
            }
            TokenKind::Mark(b':') if open > 0 => {
                open -= 1;
                false
            }
            kind => *kind == TokenKind::Mark(b':'),
        })
    }

    /// The values of a `switch`, from behind its bracket. An arm that throws has none.
    fn arms(self, from: usize, depth: usize) -> Vec<Node> {
        let mut values = Vec::new();
        let mut at = from;
        while let Some(arrow) = self.arrow(at) {
            let (value, end) = self.expression(arrow + 1, depth + 1);
            if self.word(arrow + 1) != Some("throw") {
                values.push(value);
            }
            if !self.is(end, b',') {
                break;
            }
            at = end + 1;
        }
        values
    }

    /// The arrow behind the pattern at `from`.
    fn arrow(self, from: usize) -> Option<usize> {
        self.outermost(from, |kind| *kind == TokenKind::Arrow)
    }

    /// The first token from `from` on that is looked for, outside all brackets that open on the way; none behind one that
    /// closes those around.
    fn outermost(self, from: usize, mut is_it: impl FnMut(&TokenKind) -> bool) -> Option<usize> {
        let mut depth = 0_usize;
        for at in from..self.tokens.len() {
            if !self.step() {
                return None;
            }
            match self.kind(at)? {
                TokenKind::Mark(b'(' | b'[' | b'{') => depth += 1,
                TokenKind::Mark(b')' | b']' | b'}') => depth = depth.checked_sub(1)?,
                kind if depth == 0 && is_it(kind) => return Some(at),
                _ => {}
            }
        }
        None
    }

    /// One of these values, if they are texts, objects, or names that may stand for one. Of other choices nobody knows which
    /// goes with which, so they stay open.
    fn either(self, values: Vec<Node>, from: usize, to: usize) -> Option<Node> {
        let flat = values.into_iter().flat_map(Node::into_values);
        let mut values: Vec<Node> = flat.filter(|value| !value.is_null()).collect();
        let is_written = |node: &Node| self.text.get(node.span.range()).is_some_and(|written| written.contains('"'));
        let is_kept = |node: &Node| match &node.shape {
            Shape::Text(_) => is_written(node),
            Shape::Open(_) | Shape::Object(_) | Shape::List(_) => true,
            _ => false,
        };
        if !values.iter().all(is_kept) {
            return None;
        }
        let only = if values.len() == 1 { values.pop() } else { None };
        let span = self.span(from, to);
        only.or_else(|| (!values.is_empty()).then_some(Node { span, shape: Shape::Either(values) }))
    }
}
