//! Calls of C# that leave the words of a text as they are, or put texts together.

use super::expression::{Argument, Code};
use super::texts::{joined, path_of, replaced, trimmed};
use crate::notice::{Node, Shape};
use crate::source::Span;
use crate::syntax::Mapped;

/// Methods that give back the same words.
const SAME_WORDS: [&str; 6] = ["Trim", "TrimStart", "TrimEnd", "ToString", "Normalize", "ReplaceLineEndings"];

impl Code<'_> {
    /// A value with what is called on it.
    pub(super) fn operand(self, at: usize, depth: usize) -> Option<(Node, usize)> {
        let (mut node, mut here) = self.primary(at, depth)?;
        loop {
            let is_dot = self.is(here, b'.') || self.written(here) == "?.";
            if self.is(here, b'!') {
                // `!` only speaks to the compiler.
                here += 1;
            } else if is_dot
                && let Some(method) = self.word(here + 1)
                && self.is(here + 2, b'(')
            {
                let (arguments, end) = self.arguments(here + 3, depth + 1);
                node = called(node, method, arguments).unwrap_or_else(|| self.open(at, end));
                here = end;
            } else if is_dot && self.word(here + 1).is_some() {
                here += 2;
                node = self.open(at, here);
            } else if self.is(here, b'[') {
                here = self.end_of(here + 1) + 1;
                node = self.open(at, here);
            } else if self.is(here, b'(') {
                let (_, end) = self.arguments(here + 1, depth + 1);
                here = end;
                node = self.open(at, here);
            } else {
                return Some((node, here));
            }
        }
    }

    /// `a.b.F(…)` from `at`, where `last` is the token of `F`; and what is behind it.
    pub(super) fn call(self, at: usize, last: usize, depth: usize) -> (Node, usize) {
        let method = self.word(last).unwrap_or_default();
        let (arguments, end) = self.arguments(last + 2, depth + 1);
        let is_text = last == at + 2 && matches!(self.word(at), Some("string" | "String"));
        let span = self.span(at, end);
        let made = if is_text {
            of_string(method, arguments, span)
        } else if last == at {
            if method == "nameof" { self.last_name(end - 2) } else { None }
        } else {
            called(self.open(at, last - 1), method, arguments)
        };
        (made.unwrap_or_else(|| self.open(at, end)), end)
    }

    /// The name that `nameof(a.b.C)` stands for.
    fn last_name(self, at: usize) -> Option<Node> {
        let (name, span) = (self.word(at)?, self.tokens.get(at)?.span);
        Some(Node { span, shape: Shape::Text(Mapped::verbatim(name, span)) })
    }

    /// Texts that .NET has a name for.
    pub(super) fn text_by_name(self, from: usize, to: usize) -> Option<Node> {
        let span = self.span(from, to);
        let mut text = Mapped::builder(span);
        match self.text.get(span.range())? {
            "string.Empty" | "String.Empty" => {}
            "Environment.NewLine" => text.push_escape("\n", span),
            _ => return None,
        }
        Some(Node { span, shape: Shape::Text(text) })
    }
}

/// What a method makes of a value; none where the words may become others.
fn called(node: Node, method: &str, arguments: Vec<Argument>) -> Option<Node> {
    let Node { span, shape } = node;
    let shape = match shape {
        Shape::Either(values) => {
            let made = values.into_iter().map(|value| called(value, method, arguments.clone()));
            Shape::Either(made.collect::<Option<_>>()?)
        }
        Shape::Text(text) => Shape::Text(match method {
            "Trim" | "TrimStart" | "TrimEnd" if arguments.is_empty() => trimmed(&text, method),
            "Replace" => {
                let mut arguments = arguments.into_iter().map(|(_, value)| value);
                let (old, new) = (arguments.next()?, arguments.next()?);
                replaced(&text, old.known().filter(|old| !old.is_empty())?, &new)?
            }
            _ if SAME_WORDS.contains(&method) => text,
            _ => return None,
        }),
        // The constant behind a name may be trimmed; how a value is formatted is another matter.
        Shape::Open(text) if SAME_WORDS.contains(&method) && arguments.is_empty() => {
            let node = Node { span, shape: Shape::Open(text) };
            path_of(&node)?;
            return Some(node);
        }
        _ => return None,
    };
    Some(Node { span, shape })
}

/// What a method of `string` makes of its arguments.
fn of_string(method: &str, arguments: Vec<Argument>, span: Span) -> Option<Node> {
    let mut values = arguments.into_iter().map(|(_, value)| value);
    match method {
        // The places of the format stand in it as `{0}`.
        "Format" => {
            let first = values.next()?;
            let is_culture = |node: &Node| path_of(node).is_some_and(|path| path.contains("Culture"));
            let format = if is_culture(&first) { values.next()? } else { first };
            let is_format = matches!(format.shape, Shape::Text(_) | Shape::Either(_)) || path_of(&format).is_some();
            is_format.then_some(format)
        }
        "Concat" => joined(values.collect(), span),
        "Join" => {
            let between = values.next()?;
            between.known()?;
            let mut values: Vec<Node> = values.collect();
            if let [Node { shape: Shape::List(items), .. }] = &mut values[..] {
                values = std::mem::take(items);
            } else if values.len() < 2 {
                return None;
            }
            let parts = values.into_iter().flat_map(|value| [between.clone(), value]).skip(1);
            joined(parts.collect(), span)
        }
        _ => None,
    }
}
