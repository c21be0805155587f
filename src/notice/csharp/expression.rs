//! Expressions of C# as the tree of a body: objects with their members, lists, texts, and whatever only runs.

use super::lexer::{Token, TokenKind};
use crate::notice::{Member, Node, Shape};
use crate::source::{Span, Spanned};
use crate::syntax::Mapped;
use std::cell::Cell;

/// Expressions within expressions are read this deep; deeper ones are not known.
const MAX_DEPTH: usize = 64;

/// What stands in a text for an expression that has no name.
pub(super) const COMPUTED: &str = "{{value}}";

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
    fn step(self) -> bool {
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

    /// The name or keyword that stands there.
    pub(super) fn word(self, at: usize) -> Option<&'t str> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        self.text.get(token.span.range())
    }

    fn span(self, from: usize, to: usize) -> Span {
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
        if depth < MAX_DEPTH {
            while let Some((part, next)) = self.primary(here, depth) {
                parts.push(part);
                here = next;
                if self.ends(here) {
                    return (joined(parts, self.span(at, here)), here);
                }
                if !self.is(here, b'+') {
                    break;
                }
                here += 1;
            }
        }
        let end = self.end_of(here.max(at));
        (self.open(at, end), end)
    }

    fn ends(self, at: usize) -> bool {
        self.kind(at).is_none_or(|kind| matches!(kind, TokenKind::Mark(b',' | b';' | b')' | b']' | b'}')))
    }

    /// The token that ends the expression, whatever stands in it.
    fn end_of(self, from: usize) -> usize {
        let mut depth = 0_usize;
        let mut at = from;
        while let Some(kind) = self.kind(at) {
            if !self.step() {
                return self.tokens.len();
            }
            match kind {
                TokenKind::Mark(b'(' | b'[' | b'{') => depth += 1,
                TokenKind::Mark(b',' | b';') if depth == 0 => return at,
                TokenKind::Mark(b')' | b']' | b'}') if depth == 0 => return at,
                TokenKind::Mark(b')' | b']' | b'}') => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        at
    }

    /// Something that is known only when the program runs: a place to be filled in, named if it has a name.
    fn open(self, from: usize, to: usize) -> Node {
        let span = self.span(from, to);
        let written = self.text.get(span.range()).unwrap_or_default();
        let mut text = Mapped::builder(span);
        match is_path(written) {
            true => text.push_escape(&format!("{{{{{written}}}}}"), span),
            false => text.push_escape(COMPUTED, span),
        }
        Node { span, shape: Shape::Open(text) }
    }

    fn primary(self, at: usize, depth: usize) -> Option<(Node, usize)> {
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

    /// `a.b.c`, a member of an enumeration, `nameof(x)`, or `a with { … }`.
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
        if before.is_some_and(|name| ENUMERATIONS.contains(&name)) {
            let span = self.tokens.get(last)?.span;
            let name = self.word(last)?;
            return Some((Node { span, shape: Shape::Text(Mapped::verbatim(name, span)) }, end));
        }
        Some((self.open(at, end), end))
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
    fn value(self, at: usize, depth: usize) -> (Node, usize) {
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

/// Texts in a row are one text. What is no text among them leaves a hole.
fn joined(mut parts: Vec<Node>, span: Span) -> Node {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let first = parts.iter().find_map(|part| part.text().map(Mapped::span)).unwrap_or(span);
    let mut whole = Mapped::builder(first);
    let mut end = first.end;
    let mut has_text = false;
    for part in &parts {
        match &part.shape {
            Shape::Text(text) => {
                whole.push(text);
                end = text.span().end;
                has_text = true;
            }
            _ => {
                let name = path_of(part).unwrap_or("value");
                whole.push_escape(&format!("{{{{{name}}}}}"), part.span);
                end = part.span.end;
            }
        }
    }
    let whole = whole.ending(end);
    Node { span, shape: if has_text { Shape::Text(whole) } else { Shape::Open(whole) } }
}

/// The longest name that is looked up, in bytes.
const MAX_PATH: usize = 200;

fn is_path(text: &str) -> bool {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.');
    text.len() <= MAX_PATH && !text.is_empty() && text.chars().all(is_part)
}

/// The name that stands in place of a value, perhaps of a member of something.
pub(super) fn path_of(node: &Node) -> Option<&str> {
    let Shape::Open(text) = &node.shape else { return None };
    text.as_str().strip_prefix("{{")?.strip_suffix("}}").filter(|name| is_path(name))
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
