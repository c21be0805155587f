//! The tree: flat lists in document order, reached through small handles.

use super::characters::{self, Whitespace, attribute_value, decode};
use super::namespaces::NamespaceId;
use super::problem::Problem;
use crate::source::Span;
use crate::syntax::Mapped;
use std::borrow::Cow;

pub(super) const NO_NODE: u32 = u32::MAX;

/// A document as far as it could be read.
#[derive(Debug)]
pub struct Document<'t> {
    pub(super) text: &'t str,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<RawAttribute>,
    pub(super) namespaces: Vec<Cow<'t, str>>,
    pub(super) root: Option<u32>,
    pub(super) problems: Vec<Problem>,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An element.
    Element,
    /// Text between tags, white space included.
    Text,
    /// `<![CDATA[…]]>`.
    CData,
    /// `&…;` in text.
    Reference,
    /// `<!-- … -->`.
    Comment,
    /// `<?…?>`, the XML declaration included.
    ProcessingInstruction,
    /// `<!DOCTYPE …>`, kept and never expanded.
    Doctype,
}

/// In document order, so that the nodes below one are those behind it, up to `after`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    /// One past the `>` of the start tag.
    pub(super) open_end: u32,
    /// Where the end tag starts; the end of the span where there is none.
    pub(super) close_start: u32,
    pub(super) parent: u32,
    /// The number of the first node that is not below this one.
    pub(super) after: u32,
    pub(super) first_attribute: u32,
    pub(super) attribute_count: u16,
    pub(super) name_len: u16,
    /// Length of the prefix with its colon.
    pub(super) prefix_len: u16,
    pub(super) namespace: NamespaceId,
    pub(super) kind: NodeKind,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawAttribute {
    pub(super) name: Span,
    pub(super) prefix_len: u16,
    pub(super) namespace: NamespaceId,
    pub(super) value: Span,
}

impl<'t> Document<'t> {
    /// The root element, if there is one.
    pub fn root(&self) -> Option<Element<'_, 't>> {
        self.root.map(|id| Element { document: self, id })
    }

    /// What keeps the text from being well-formed, in order. Empty for a well-formed document.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many nodes were read: a measure of work that no clock disturbs.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Every node in document order: kind and span. What is between two of them is inside a tag.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeKind, Span)> + '_ {
        self.nodes.iter().map(|node| (node.kind, node.span))
    }
}

/// An element of a document.
#[derive(Clone, Copy, Debug)]
pub struct Element<'d, 't> {
    document: &'d Document<'t>,
    id: u32,
}

/// A child of an element.
#[derive(Clone, Copy, Debug)]
pub enum Content<'d, 't> {
    /// An element.
    Element(Element<'d, 't>),
    /// Anything else.
    Other(NodeKind, Span),
}

impl<'d, 't> Element<'d, 't> {
    fn node(self) -> &'d Node {
        &self.document.nodes[self.id as usize]
    }

    /// From `<` to the end of the end tag.
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The start tag, `<` and `>` included.
    pub fn start_tag(self) -> Span {
        let node = self.node();
        Span::new(node.span.start, node.open_end)
    }

    /// The name in the start tag, prefix included.
    pub fn name_span(self) -> Span {
        let node = self.node();
        Span::new(node.span.start + 1, node.span.start + 1 + u32::from(node.name_len))
    }

    /// The name as written, prefix included.
    pub fn qualified_name(self) -> &'t str {
        self.document.text.get(self.name_span().range()).unwrap_or_default()
    }

    /// The name without prefix.
    pub fn name(self) -> &'t str {
        let node = self.node();
        self.qualified_name().get(usize::from(node.prefix_len)..).unwrap_or_default()
    }

    /// The namespace that the name is in; empty for none.
    pub fn namespace(self) -> &'d str {
        self.document.namespaces.get(self.node().namespace.index()).map_or("", AsRef::as_ref)
    }

    /// The number of the namespace within this document; equal numbers are equal names.
    pub fn namespace_id(self) -> NamespaceId {
        self.node().namespace
    }

    /// Whether it is written `<x/>`.
    pub fn is_self_closed(self) -> bool {
        let node = self.node();
        node.open_end == node.span.end
    }

    /// What stands between start tag and end tag.
    pub fn inner_span(self) -> Span {
        let node = self.node();
        Span::new(node.open_end, node.close_start)
    }

    /// Whether a span of the document is nothing but white space.
    pub fn is_blank(self, span: Span) -> bool {
        let text = self.document.text.as_bytes().get(span.range()).unwrap_or_default();
        text.iter().copied().all(characters::is_space)
    }

    /// The element it stands in.
    pub fn parent(self) -> Option<Self> {
        let parent = self.node().parent;
        (parent != NO_NODE).then_some(Self { document: self.document, id: parent })
    }

    /// The numbers of its children.
    fn child_ids(self) -> impl Iterator<Item = (u32, &'d Node)> {
        let nodes = &self.document.nodes;
        let end = self.node().after;
        let mut next = self.id + 1;
        std::iter::from_fn(move || {
            let id = next;
            let node = nodes.get(id as usize).filter(|_| id < end)?;
            next = node.after;
            Some((id, node))
        })
    }

    /// Its children of every kind, in order.
    pub fn contents(self) -> impl Iterator<Item = Content<'d, 't>> {
        let document = self.document;
        self.child_ids().map(move |(id, node)| match node.kind {
            NodeKind::Element => Content::Element(Element { document, id }),
            kind => Content::Other(kind, node.span),
        })
    }

    /// Its child elements, in order.
    pub fn children(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        self.child_ids().filter(|(_, node)| node.kind == NodeKind::Element).map(move |(id, _)| Self { document, id })
    }

    /// The first child element of that local name, whatever its namespace.
    pub fn child(self, name: &str) -> Option<Self> {
        self.children().find(|child| child.name() == name)
    }

    /// All elements below it, in document order, itself not included.
    pub fn descendants(self) -> impl Iterator<Item = Self> {
        let document = self.document;
        (self.id + 1..self.node().after)
            .filter(move |&id| document.nodes.get(id as usize).is_some_and(|node| node.kind == NodeKind::Element))
            .map(move |id| Element { document, id })
    }

    /// Its attributes in the order they are written, namespace declarations included.
    pub fn attributes(self) -> impl Iterator<Item = Attribute<'d, 't>> {
        let document = self.document;
        let node = self.node();
        let first = node.first_attribute as usize;
        document
            .attributes
            .get(first..first + usize::from(node.attribute_count))
            .unwrap_or_default()
            .iter()
            .map(move |raw| Attribute { document, raw })
    }

    /// The attribute of that name without namespace.
    pub fn attribute(self, name: &str) -> Option<Attribute<'d, 't>> {
        self.attributes().find(|attribute| attribute.raw.prefix_len == 0 && attribute.name() == name)
    }

    /// The namespaces that are declared here or around it, each prefix once; the empty prefix is the default.
    pub fn namespaces_in_scope(self) -> Vec<(&'t str, Cow<'t, str>)> {
        let mut found: Vec<(&'t str, Cow<'t, str>)> = Vec::new();
        let mut at = Some(self);
        while let Some(element) = at {
            for attribute in element.attributes() {
                let name = attribute.qualified_name();
                let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
                if let Some(prefix) = prefix.filter(|prefix| found.iter().all(|(known, _)| known != prefix)) {
                    found.push((prefix, attribute.value()));
                }
            }
            at = element.parent();
        }
        found
    }

    /// Its text: text, CDATA and references joined, comments and child elements left out.
    pub fn text(self) -> Cow<'t, str> {
        let node = self.node();
        if node.after == self.id + 2
            && let Some(only) = self.document.nodes.get(self.id as usize + 1)
            && only.kind == NodeKind::Text
        {
            let raw = self.document.text.get(only.span.range()).unwrap_or_default();
            if memchr::memchr2(b'\r', b'&', raw.as_bytes()).is_none() {
                return Cow::Borrowed(raw);
            }
        }
        Cow::Owned(self.mapped_text().into_string())
    }

    /// What stands between its tags, as written.
    pub fn markup(self) -> &'t str {
        self.document.text.get(self.inner_span().range()).unwrap_or_default()
    }

    /// As [`Self::text`], with the way back to the bytes of the file.
    pub fn mapped_text(self) -> Mapped {
        let mut mapped = Mapped::builder(self.inner_span());
        for content in self.contents() {
            let Content::Other(kind, span) = content else { continue };
            let raw = self.document.text.get(span.range()).unwrap_or_default();
            match kind {
                NodeKind::Text | NodeKind::Reference => {
                    characters::decode_into(&mut mapped, raw, span.start, Whitespace::LineFeed);
                }
                NodeKind::CData => {
                    let inside = raw.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
                    characters::cdata_into(&mut mapped, inside.unwrap_or_default(), span.start + 9);
                }
                _ => {}
            }
        }
        mapped
    }
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug)]
pub struct Attribute<'d, 't> {
    document: &'d Document<'t>,
    raw: &'d RawAttribute,
}

impl<'d, 't> Attribute<'d, 't> {
    /// The name without prefix.
    pub fn name(self) -> &'t str {
        self.qualified_name().get(usize::from(self.raw.prefix_len)..).unwrap_or_default()
    }

    /// Whether the name has a prefix.
    pub fn has_prefix(self) -> bool {
        self.raw.prefix_len > 0
    }

    /// The name as written.
    pub fn qualified_name(self) -> &'t str {
        self.document.text.get(self.raw.name.range()).unwrap_or_default()
    }

    /// The namespace that the name is in; empty for none, as for every attribute without prefix.
    pub fn namespace(self) -> &'d str {
        self.document.namespaces.get(self.raw.namespace.index()).map_or("", AsRef::as_ref)
    }

    /// The value with references resolved.
    pub fn value(self) -> Cow<'t, str> {
        attribute_value(self.raw_value())
    }

    /// The value as written.
    pub fn raw_value(self) -> &'t str {
        self.document.text.get(self.raw.value.range()).unwrap_or_default()
    }

    /// The value with the way back to the bytes of the file.
    pub fn mapped_value(self) -> Mapped {
        decode(self.raw_value(), self.raw.value.start, Whitespace::Space)
    }

    /// Where the value stands, without quotes.
    pub fn value_span(self) -> Span {
        self.raw.value
    }

    /// Where the name stands.
    pub fn name_span(self) -> Span {
        self.raw.name
    }
}
