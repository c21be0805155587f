//! The tree: a flat list in document order, reached through small handles.

use super::problem::Problem;
use super::strings::decode;
use crate::source::Span;
use crate::syntax::Mapped;
use std::borrow::Cow;

pub(super) const NO_NODE: u32 = u32::MAX;

/// A document as far as it could be read.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) problems: Vec<Problem>,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`.
    Object,
    /// `[…]`.
    Array,
    /// `"…"`.
    String,
    /// A number.
    Number,
    /// `true`.
    True,
    /// `false`.
    False,
    /// `null`.
    Null,
    /// `{{name}}`, `${name}` or `${{ name }}`, to be filled in before the file is JSON.
    Hole,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// A string with a backslash in it.
    pub(super) escaped: bool,
    /// For members: the key, which is the node before the value.
    pub(super) is_key: bool,
    pub(super) first_child: u32,
    pub(super) next: u32,
}

impl<'t> Document<'t> {
    /// The one value of the document, as far as it could be read.
    pub fn root(&self) -> Option<Value<'_>> {
        self.nodes.first().map(|_| Value { text: self.text, nodes: &self.nodes, id: 0 })
    }

    /// Everything that is wrong, or noteworthy, in order.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether nothing stopped the reader.
    pub fn is_whole(&self) -> bool {
        !self.problems.iter().any(|problem| problem.kind.is_fatal())
    }

    /// How many nodes were read: a measure of work that no clock disturbs.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'d> {
    text: &'d str,
    nodes: &'d [Node],
    id: u32,
}

/// A key with its value.
#[derive(Clone, Copy, Debug)]
pub struct Member<'d> {
    /// The key.
    pub key: Text<'d>,
    /// The value.
    pub value: Value<'d>,
    /// Both.
    pub span: Span,
}

/// A string of the document.
#[derive(Clone, Copy, Debug)]
pub struct Text<'d> {
    text: &'d str,
    node: &'d Node,
}

impl<'d> Value<'d> {
    fn node(self) -> &'d Node {
        &self.nodes[self.id as usize]
    }

    fn child(self) -> impl Iterator<Item = u32> + use<'d> {
        let nodes = self.nodes;
        let mut next = self.node().first_child;
        std::iter::from_fn(move || {
            let id = next;
            next = nodes.get(id as usize)?.next;
            Some(id)
        })
    }

    /// What it is.
    pub fn kind(self) -> Kind {
        self.node().kind
    }

    /// Where it stands, quotes and brackets included.
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The members of an object in the order they are written, duplicates included; none for other values.
    pub fn members(self) -> impl Iterator<Item = Member<'d>> {
        let (text, nodes) = (self.text, self.nodes);
        let is_object = self.kind() == Kind::Object;
        self.child().filter(move |_| is_object).filter_map(move |id| {
            let node = nodes.get(id as usize)?;
            let value = Value { text, nodes, id: id + 1 };
            let span = node.span.join(nodes.get(id as usize + 1)?.span);
            Some(Member { key: Text { text, node }, value, span })
        })
    }

    /// The items of an array; none for other values.
    pub fn items(self) -> impl Iterator<Item = Self> {
        let (text, nodes) = (self.text, self.nodes);
        let is_array = self.kind() == Kind::Array;
        self.child().filter(move |_| is_array).map(move |id| Self { text, nodes, id })
    }

    /// The value of a key; of a key that stands twice, the last, as .NET reads it.
    pub fn get(self, key: &str) -> Option<Self> {
        self.members().filter(|member| member.key.value() == key).last().map(|member| member.value)
    }

    /// The value of a key in any letter case (ASCII), as ASP.NET reads request bodies.
    pub fn get_ignore_case(self, key: &str) -> Option<Self> {
        self.members().filter(|member| member.key.value().eq_ignore_ascii_case(key)).last().map(|member| member.value)
    }

    /// The string, if it is one.
    pub fn text(self) -> Option<Text<'d>> {
        (self.kind() == Kind::String).then(|| Text { text: self.text, node: self.node() })
    }

    /// The decoded string, if it is one.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        self.text().map(Text::value)
    }

    /// The boolean, if it is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::True => Some(true),
            Kind::False => Some(false),
            _ => None,
        }
    }

    /// The number as written, if it is one.
    pub fn as_number(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.text.get(self.span().range()).unwrap_or_default())
    }

    /// The value as it is written.
    pub fn written(self) -> &'d str {
        self.text.get(self.span().range()).unwrap_or_default()
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }
}

impl<'d> Text<'d> {
    /// Where it stands, quotes included.
    pub fn span(self) -> Span {
        self.node.span
    }

    /// Where it stands, without quotes.
    pub fn inner(self) -> Span {
        let Span { start, end } = self.node.span;
        Span::new(start + 1, end.saturating_sub(1).max(start + 1))
    }

    fn raw(self) -> &'d str {
        self.text.get(self.inner().range()).unwrap_or_default()
    }

    /// The decoded string.
    pub fn value(self) -> Cow<'d, str> {
        if self.node.escaped { Cow::Owned(self.mapped().as_str().to_owned()) } else { Cow::Borrowed(self.raw()) }
    }

    /// The decoded string, with the way back to the bytes of each of its characters.
    pub fn mapped(self) -> Mapped {
        if self.node.escaped {
            decode(self.raw(), self.inner().start)
        } else {
            Mapped::verbatim(self.raw(), self.inner())
        }
    }
}
