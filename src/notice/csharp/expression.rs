//! Expressions of C# as the tree of a body: objects with their members, lists, texts, and whatever only runs.

use super::lexer::{Token, TokenKind};
use super::texts::{COMPUTED, is_path, joined};
use crate::notice::{Member, Node, Shape};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use std::cell::Cell;

/// Expressions within expressions are read this deep; deeper ones are not known.
pub(super) const MAX_DEPTH: usize = 64;

/// Types whose constructor takes what others take as members.
const CONSTRUCTORS: [(&str, &[&str]); 2] = [
    ("EmailRecipient", &["EmailAddress"]),
    ("SmsRecipient", &["MobileNumber", "OrganisationNumber", "NationalIdentityNumber"]),
];
/// Enumerations whose members are known by their names.
const ENUMERATIONS: [&str; 8] = [
    "NotificationChannel",
    "CorrespondenceNotificationChannel",
    "CorrespondenceNotificationTemplate",
    "EmailContentType",
    "CorrespondenceDataType",
    "SendingTimePolicy",
    "NotificationChoice",
    "NotificationTemplate",
];

/// The tokens of a file, and the file.
#[derive(Clone, Copy)]
pub(super) struct Code<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    /// How many more steps may be taken. Code that people write needs a few for each token; what is built to need more is
    /// read no further.
    fuel: &'t Cell<usize>,
}

/// The most steps for each token.
const STEPS: usize = 64;

/// The steps that a file of so many tokens may take.
pub(super) fn fuel(tokens: &[Token]) -> Cell<usize> {
    Cell::new(tokens.len().saturating_mul(STEPS))
}

/// An argument of a call, with its name if it has one.
pub(super) type Argument = (Option<Spanned<String>>, Node);

/// `new Name(…) { … }`, with the token behind it.
pub(super) struct Made {
    pub(super) node: Node,
    /// Whether members stand in brackets behind it.
    pub(super) has_members: bool,
    pub(super) end: usize,
}

impl<'t> Code<'t> {
    pub(super) const fn new(text: &'t str, tokens: &'t [Token], fuel: &'t Cell<usize>) -> Self {
        Self { text, tokens, fuel }
    }

    /// Takes a step; none is left where it says no.
    pub(super) fn step(self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left > 0
    }

    /// The last part of the type's name behind `new`; empty for `new()`.
    pub(super) fn type_name(self, at: usize) -> &'t str {
        let mut here = at + 1;
        while self.word(here).is_some() && self.is(here + 1, b'.') {
            here += 2;
        }
        self.word(here).unwrap_or_default()
    }

    pub(super) fn kind(self, at: usize) -> Option<&'t TokenKind> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    pub(super) fn is(self, at: usize, mark: u8) -> bool {
        self.kind(at) == Some(&TokenKind::Mark(mark))
    }

    /// A token as it is written.
    pub(super) fn written(self, at: usize) -> &'t str {
        self.tokens.get(at).and_then(|token| self.text.get(token.span.range())).unwrap_or_default()
    }

    /// The name or keyword that stands there.
    pub(super) fn word(self, at: usize) -> Option<&'t str> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        self.text.get(token.span.range())
    }

    pub(super) fn span(self, from: usize, to: usize) -> Span {
        let last = to.saturating_sub(1).max(from);
        match (self.tokens.get(from), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The expression at a token, and the token that ends it: a comma, a semicolon, or a bracket that closes.
    pub(super) fn expression(self, at: usize, depth: usize) -> (Node, usize) {
        let mut parts = Vec::new();
        let mut here = at;
        if depth < MAX_DEPTH && self.step() {
            while let Some((part, next)) = self.operand(here, depth) {
                parts.push(part);
                here = next;
                if self.ends(here) {
                    let span = self.span(at, here);
                    return (joined(parts, span).unwrap_or_else(|| self.open(at, here)), here);
                }
                if !self.is(here, b'+') {
                    break;
                }
                here += 1;
            }
        }
        let rest = self.rest_of(here.max(at));
        let before = if here == rest.turn.unwrap_or(at) { joined(parts, self.span(at, here)) } else { None };
        let choice = if depth < MAX_DEPTH { self.choice(at, &rest, before, depth) } else { None };
        (choice.unwrap_or_else(|| self.open(at, rest.end)), rest.end)
    }

    /// The same code up to a token.
    pub(super) fn until(self, end: usize) -> Self {
        Self { tokens: self.tokens.get(..end).unwrap_or(self.tokens), ..self }
    }

    fn ends(self, at: usize) -> bool {
        self.kind(at).is_none_or(|kind| matches!(kind, TokenKind::Mark(b',' | b';' | b')' | b']' | b'}')))
    }

    /// The token that ends the expression, whatever stands in it.
    pub(super) fn end_of(self, from: usize) -> usize {
        self.rest_of(from).end
    }

    /// Something that is known only when the program runs: a place to be filled in, named if it has a name.
    pub(super) fn open(self, from: usize, to: usize) -> Node {
        let span = self.span(from, to);
        let written = self.text.get(span.range()).unwrap_or_default();
        let mut text = Mapped::builder(span);
        match is_path(written) {
            true => text.push_escape(&format!("{{{{{written}}}}}"), span),
            false => text.push_escape(COMPUTED, span),
        }
        Node { span, shape: Shape::Open(text) }
    }

    pub(super) fn primary(self, at: usize, depth: usize) -> Option<(Node, usize)> {
        let token = self.tokens.get(at)?;
        let written = self.text.get(token.span.range()).unwrap_or_default();
        let leaf = |shape| Some((Node { span: token.span, shape }, at + 1));
        match &token.kind {
            TokenKind::Text(text) => leaf(Shape::Text(text.clone())),
            TokenKind::Number => leaf(Shape::Number(written.trim_end_matches(char::is_alphabetic).replace('_', ""))),
            TokenKind::Mark(b'[') => {
                let (items, end) = self.list(at + 1, b']', depth);
                Some((Node { span: self.span(at, end), shape: Shape::List(items) }, end))
            }
            TokenKind::Mark(b'(') => {
                let (inner, end) = self.expression(at + 1, depth + 1);
                self.is(end, b')').then_some((inner, end + 1))
            }
            TokenKind::Word => match written {
                "true" => leaf(Shape::Truth(true)),
                "false" => leaf(Shape::Truth(false)),
                "null" => leaf(Shape::Null),
                "new" => self.made(at, depth).map(|made| (made.node, made.end)),
                _ => self.path(at, depth),
            },
            _ => None,
        }
    }

    /// `a.b.c`, a member of an enumeration, a call, or `a with { … }`.
    fn path(self, at: usize, depth: usize) -> Option<(Node, usize)> {
        let mut end = at + 1;
        let mut before = None;
        let mut last = at;
        while self.is(end, b'.') && self.word(end + 1).is_some() {
            before = self.word(last);
            last = end + 1;
            end += 2;
        }
        if self.word(end) == Some("with") && self.is(end + 1, b'{') {
            let (members, end) = self.members(end + 2, depth);
            return Some((Node { span: self.span(at, end), shape: Shape::Object(members) }, end));
        }
        if self.is(end, b'(') {
            return Some(self.call(at, last, depth));
        }
        if before.is_some_and(|name| ENUMERATIONS.contains(&name)) {
            let span = self.tokens.get(last)?.span;
            let name = self.word(last)?;
            return Some((Node { span, shape: Shape::Text(Mapped::verbatim(name, span)) }, end));
        }
        let node = self.text_by_name(at, end).unwrap_or_else(|| self.open(at, end));
        Some((node, end))
    }

    /// `new X(a, b) { C = d }`, `new() { … }`, `new[] { … }`, `new List<X> { a, b }`.
    pub(super) fn made(self, at: usize, depth: usize) -> Option<Made> {
        if depth >= MAX_DEPTH || !self.step() {
            return None;
        }
        let mut here = at + 1;
        let mut name = "";
        while let Some(word) = self.word(here) {
            name = word;
            here += 1;
            if self.is(here, b'.') {
                here += 1;
            } else {
                break;
            }
        }
        if self.is(here, b'<') {
            here = self.behind_generics(here)?;
        }
        let mut members = Vec::new();
        let mut has_arguments = false;
        if self.is(here, b'[') {
            here = self.end_of(here + 1) + 1;
        } else if self.is(here, b'(') {
            let (arguments, end) = self.arguments(here + 1, depth);
            members = by_name(name, arguments);
            has_arguments = true;
            here = end;
        }
        if !self.is(here, b'{') {
            let node = Node { span: self.span(at, here), shape: Shape::Object(members) };
            let node = if node.members().is_empty() { self.open(at, here) } else { node };
            return has_arguments.then_some(Made { node, has_members: false, end: here });
        }
        let is_object = self.is(here + 1, b'}') || (self.word(here + 1).is_some() && self.is(here + 2, b'='));
        let (shape, end) = if is_object {
            let (more, end) = self.members(here + 1, depth);
            members.extend(more);
            (Shape::Object(members), end)
        } else {
            let (items, end) = self.list(here + 1, b'}', depth);
            (Shape::List(items), end)
        };
        Some(Made { node: Node { span: self.span(at, end), shape }, has_members: is_object, end })
    }

    fn behind_generics(self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for here in at..(at + MAX_DEPTH) {
            match self.kind(here)? {
                TokenKind::Mark(b'<') => depth += 1,
                TokenKind::Mark(b'>') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(here + 1);
                    }
                }
                TokenKind::Word | TokenKind::Mark(b'.' | b',' | b'?' | b'[' | b']') => {}
                _ => return None,
            }
        }
        None
    }

    /// `A = b, C = d }` from behind the bracket, to behind the one that closes.
    pub(super) fn members(self, from: usize, depth: usize) -> (Vec<Member>, usize) {
        let mut members = Vec::new();
        let mut at = from;
        while self.kind(at).is_some() && !self.is(at, b'}') {
            let name = self.word(at).filter(|_| self.is(at + 1, b'='));
            let (value, end) = self.value(if name.is_some() { at + 2 } else { at }, depth + 1);
            if let Some(name) = name {
                members.push(Member { name: Spanned::new(name.to_owned(), self.tokens[at].span), value });
            }
            // A bracket or semicolon of another kind is a slip; the object ends there.
            if !self.is(end, b',') {
                at = end;
                break;
            }
            at = end + 1;
        }
        (members, at + usize::from(self.is(at, b'}')))
    }

    /// A member's value; `Reminders = { a, b }` adds to a list, `Sms = { Body = a }` sets members.
    pub(super) fn value(self, at: usize, depth: usize) -> (Node, usize) {
        if !self.is(at, b'{') || depth >= MAX_DEPTH {
            return self.expression(at, depth);
        }
        let is_object = self.word(at + 1).is_some() && self.is(at + 2, b'=');
        let (shape, end) = if is_object {
            let (members, end) = self.members(at + 1, depth);
            (Shape::Object(members), end)
        } else {
            let (items, end) = self.list(at + 1, b'}', depth);
            (Shape::List(items), end)
        };
        (Node { span: self.span(at, end), shape }, end)
    }

    fn list(self, from: usize, close: u8, depth: usize) -> (Vec<Node>, usize) {
        let mut items = Vec::new();
        let mut at = from;
        while self.kind(at).is_some() && !self.is(at, close) {
            let (item, end) = self.expression(at, depth + 1);
            items.push(item);
            if !self.is(end, b',') {
                at = end;
                break;
            }
            at = end + 1;
        }
        (items, at + usize::from(self.is(at, close)))
    }

    /// The arguments of a call from behind its bracket, each with its name if it has one.
    pub(super) fn arguments(self, from: usize, depth: usize) -> (Vec<Argument>, usize) {
        let mut arguments = Vec::new();
        let mut at = from;
        while self.kind(at).is_some() && !self.is(at, b')') {
            let name = self.word(at).filter(|_| self.is(at + 1, b':'));
            let (value, end) = self.expression(if name.is_some() { at + 2 } else { at }, depth + 1);
            arguments.push((name.map(|name| Spanned::new(name.to_owned(), self.tokens[at].span)), value));
            if !self.is(end, b',') {
                at = end;
                break;
            }
            at = end + 1;
        }
        (arguments, at + usize::from(self.is(at, b')')))
    }
}

/// Arguments as the members that the type makes of them.
fn by_name(type_name: &str, arguments: Vec<Argument>) -> Vec<Member> {
    let Some((_, names)) = CONSTRUCTORS.iter().find(|(name, _)| *name == type_name) else { return Vec::new() };
    let named = arguments.into_iter().enumerate().filter_map(|(index, (name, value))| {
        let name = name.or_else(|| Some(Spanned::new((*names.get(index)?).to_owned(), value.span)))?;
        Some(Member { name, value })
    });
    named.collect()
}
