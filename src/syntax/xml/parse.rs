//! From tokens to the tree, with every check that a conforming reader makes.

use super::attributes::{self, Raw};
use super::characters::{Reference, attribute_value, forbidden, is_name, reference, to_u32};
use super::namespaces::{NamespaceId, Namespaces};
use super::problem::{Problem, ProblemKind};
use super::tree::{Document, NO_NODE, Node, NodeKind, RawAttribute};
use super::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES};
use crate::source::Span;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

impl<'t> Document<'t> {
    /// Reads a text. What cannot be read is told by [`Document::problems`]; what could is there all the same.
    pub fn parse(text: &'t str) -> Self {
        let mut builder = Builder::new(text);
        builder.read();
        builder.finish()
    }
}

struct Builder<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    attributes: Vec<RawAttribute>,
    namespaces: Namespaces<'t>,
    open: Vec<Open>,
    root: Option<u32>,
    /// The last node outside of the root, so that siblings can be linked.
    problems: Vec<Problem>,
}

/// An element whose end tag has not been seen.
#[derive(Clone, Copy)]
struct Open {
    id: u32,
    last_child: u32,
    scope: u32,
}

/// Why reading stops before the end.
struct Stop;

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            nodes: Vec::with_capacity(text.len() / 40),
            attributes: Vec::with_capacity(text.len() / 60),
            namespaces: Namespaces::new(),
            open: Vec::with_capacity(16),
            root: None,
            problems: Vec::new(),
        }
    }

    fn read(&mut self) {
        let mut reader = Reader::from_str(self.text);
        let config = reader.config_mut();
        config.check_comments = true;
        config.allow_dangling_amp = false;
        loop {
            let start = position(reader.buffer_position());
            let event = reader.read_event();
            let span = Span::new(start, position(reader.buffer_position()));
            let went = match event {
                Ok(Event::Eof) => return,
                Ok(event) => self.take(&event, span),
                Err(error) => self.refuse(&error, Span::new(position(reader.error_position()), span.end)),
            };
            if went.is_err() {
                return;
            }
        }
    }

    fn take(&mut self, event: &Event<'t>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Start(_) => self.start(span, false),
            Event::Empty(_) => self.start(span, true),
            Event::End(_) => {
                self.end(span.end);
                Ok(())
            }
            Event::Text(_) => self.text(span),
            Event::GeneralRef(name) => {
                match reference(name) {
                    Reference::Character(_) => {}
                    Reference::Unknown(name) => self.problem(span, ProblemKind::UnknownEntity(name.to_owned())),
                    Reference::Bad => self.problem(span, ProblemKind::BadReference),
                }
                self.inside_root(span);
                self.leaf(NodeKind::Reference, span)
            }
            Event::CData(_) => {
                self.inside_root(span);
                self.leaf(NodeKind::CData, span)
            }
            Event::Comment(_) => self.leaf(NodeKind::Comment, span),
            Event::PI(_) => self.leaf(NodeKind::ProcessingInstruction, span),
            Event::Decl(_) => {
                if span.start != 0 {
                    self.problem(span, ProblemKind::MisplacedDeclaration);
                }
                self.leaf(NodeKind::ProcessingInstruction, span)
            }
            Event::DocType(_) => {
                self.problem(span, ProblemKind::Doctype);
                Ok(())
            }
            Event::Eof => Err(Stop),
        }
    }

    fn start(&mut self, span: Span, empty: bool) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            return self.stop(span, ProblemKind::TooDeep(MAX_DEPTH));
        }
        if self.open.is_empty() && self.root.is_some() {
            return self.stop(span, ProblemKind::SecondRoot);
        }
        let text = self.text;
        let close = if empty { 2 } else { 1 };
        let inside = &text[span.start as usize + 1..span.end as usize - close];
        let name_len = inside.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(name_len);
        if !is_name(name) {
            let at = Span::new(span.start + 1, span.start + 1 + to_u32(name_len));
            return self.stop(at, ProblemKind::BadName(name.to_owned()));
        }
        let scope = self.namespaces.height();
        let first_attribute = to_u32(self.attributes.len());
        if !rest.is_empty() {
            self.attributes_of(rest, span.start + 1 + to_u32(name_len))?;
        }
        let (prefix, prefix_len) = prefix_of(name);
        let namespace = self.namespaces.resolve(prefix).unwrap_or_else(|| {
            let at = Span::new(span.start + 1, span.start + 1 + to_u32(prefix.len()));
            self.problems.push(Problem { span: at, kind: ProblemKind::UnboundPrefix(prefix.to_owned()) });
            NamespaceId::NONE
        });
        let id = self.push(Node {
            span,
            open_end: span.end,
            name_len: u16::try_from(name_len).unwrap_or(u16::MAX),
            prefix_len,
            namespace,
            kind: NodeKind::Element,
            first_attribute,
            attribute_count: to_u32(self.attributes.len()) - first_attribute,
            parent: NO_NODE,
            first_child: NO_NODE,
            next: NO_NODE,
        })?;
        if self.open.is_empty() {
            self.root = Some(id);
        }
        self.open.push(Open { id, last_child: NO_NODE, scope });
        if empty {
            self.end(span.end);
        }
        Ok(())
    }

    fn end(&mut self, end: u32) {
        if let Some(open) = self.open.pop() {
            self.nodes[open.id as usize].span.end = end;
            self.namespaces.leave(open.scope);
        }
    }

    fn attributes_of(&mut self, inside: &'t str, at: u32) -> Result<(), Stop> {
        let first = self.attributes.len();
        let (attributes, namespaces, problems) = (&mut self.attributes, &mut self.namespaces, &mut self.problems);
        let scanned = attributes::scan(inside, at, |raw| {
            if attributes.len() - first >= MAX_ATTRIBUTES {
                return Err(ProblemKind::TooManyAttributes(MAX_ATTRIBUTES));
            }
            check_value(&raw, problems);
            let (prefix, prefix_len) = prefix_of(raw.name);
            if raw.name == "xmlns" {
                namespaces.declare("", attribute_value(raw.value));
            } else if prefix == "xmlns" {
                namespaces.declare(&raw.name[6..], attribute_value(raw.value));
            }
            let value = Span::new(raw.value_at, raw.value_at + to_u32(raw.value.len()));
            let name = Span::new(raw.name_at, raw.name_at + to_u32(raw.name.len()));
            attributes.push(RawAttribute { name, prefix_len, namespace: NamespaceId::NONE, value });
            Ok(())
        });
        if let Err((span, kind)) = scanned {
            return self.stop(span, kind);
        }
        // Only now is every declaration of the element known.
        for at in first..self.attributes.len() {
            let RawAttribute { name, prefix_len, .. } = self.attributes[at];
            if prefix_len > 0 {
                let prefix = &self.text[name.start as usize..name.start as usize + usize::from(prefix_len) - 1];
                match self.namespaces.resolve(prefix) {
                    Some(id) => self.attributes[at].namespace = id,
                    None => self.problem(name, ProblemKind::UnboundPrefix(prefix.to_owned())),
                }
            }
            let twice = self.attributes[first..at].iter().any(|earlier| self.same_name(earlier, &self.attributes[at]));
            if twice {
                let name = &self.text[name.range()];
                self.problem(self.attributes[at].name, ProblemKind::DuplicateAttribute(name.to_owned()));
            }
        }
        Ok(())
    }

    fn same_name(&self, a: &RawAttribute, b: &RawAttribute) -> bool {
        let local = |one: &RawAttribute| {
            self.text.as_bytes().get(one.name.start as usize + usize::from(one.prefix_len)..one.name.end as usize)
        };
        a.namespace == b.namespace && local(a) == local(b)
    }

    fn text(&mut self, span: Span) -> Result<(), Stop> {
        let text = &self.text[span.range()];
        if self.open.is_empty() && !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            let before = text.len() - text.trim_start().len();
            let at = Span::new(span.start + to_u32(before), span.start + to_u32(text.trim_end().len()));
            self.problem(at, ProblemKind::TextOutsideRoot);
        }
        if memchr::memchr(b']', text.as_bytes()).is_some()
            && let Some(at) = text.find("]]>")
        {
            let at = span.start + to_u32(at);
            self.problem(Span::new(at, at + 3), ProblemKind::CDataEnd);
        }
        self.leaf(NodeKind::Text, span)
    }

    fn inside_root(&mut self, span: Span) {
        if self.open.is_empty() {
            self.problem(span, ProblemKind::TextOutsideRoot);
        }
    }

    fn leaf(&mut self, kind: NodeKind, span: Span) -> Result<(), Stop> {
        self.push(Node {
            span,
            open_end: span.end,
            name_len: 0,
            prefix_len: 0,
            namespace: NamespaceId::NONE,
            kind,
            first_attribute: 0,
            attribute_count: 0,
            parent: NO_NODE,
            first_child: NO_NODE,
            next: NO_NODE,
        })
        .map(|_| ())
    }

    fn push(&mut self, mut node: Node) -> Result<u32, Stop> {
        if self.nodes.len() >= MAX_NODES {
            self.problem(node.span, ProblemKind::TooManyNodes(MAX_NODES));
            return Err(Stop);
        }
        let id = to_u32(self.nodes.len());
        if let Some(parent) = self.open.last_mut() {
            node.parent = parent.id;
            match parent.last_child {
                NO_NODE => self.nodes[parent.id as usize].first_child = id,
                last => self.nodes[last as usize].next = id,
            }
            parent.last_child = id;
        }
        self.nodes.push(node);
        Ok(id)
    }

    fn problem(&mut self, span: Span, kind: ProblemKind) {
        self.problems.push(Problem { span, kind });
    }

    fn stop(&mut self, span: Span, kind: ProblemKind) -> Result<(), Stop> {
        self.problem(span, kind);
        Err(Stop)
    }

    fn refuse(&mut self, error: &Error, span: Span) -> Result<(), Stop> {
        let kind = match error {
            Error::Syntax(error) => match error {
                SyntaxError::InvalidBangMarkup => ProblemKind::UnknownMarkup,
                SyntaxError::UnclosedPI => ProblemKind::Unclosed("a processing instruction"),
                SyntaxError::UnclosedXmlDecl => ProblemKind::Unclosed("the XML declaration"),
                SyntaxError::UnclosedComment => ProblemKind::Unclosed("a comment"),
                SyntaxError::UnclosedDoctype => ProblemKind::Unclosed("a DOCTYPE declaration"),
                SyntaxError::UnclosedCData => ProblemKind::Unclosed("a CDATA section"),
                SyntaxError::UnclosedTag => ProblemKind::Unclosed("a tag"),
                SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
                    ProblemKind::Unclosed("an attribute value")
                }
            },
            Error::IllFormed(error) => match error {
                IllFormedError::UnmatchedEndTag(name) => ProblemKind::UnmatchedEnd(name.clone()),
                IllFormedError::MismatchedEndTag { expected, found } => {
                    ProblemKind::MismatchedEnd { expected: expected.clone(), found: found.clone() }
                }
                IllFormedError::DoubleHyphenInComment => {
                    self.problem(span, ProblemKind::DoubleHyphen);
                    return Ok(());
                }
                IllFormedError::UnclosedReference => {
                    self.problem(span, ProblemKind::BadReference);
                    return Ok(());
                }
                IllFormedError::MissingDoctypeName => ProblemKind::Doctype,
                other => ProblemKind::Other(other.to_string()),
            },
            other => ProblemKind::Other(other.to_string()),
        };
        self.stop(span, kind)
    }

    fn finish(mut self) -> Document<'t> {
        let end = to_u32(self.text.len());
        let stopped = self.problems.last().is_some();
        let unclosed = self.open.last().map(|open| self.nodes[open.id as usize]);
        if let Some(node) = unclosed.filter(|_| !stopped) {
            let name = Span::new(node.span.start + 1, node.span.start + 1 + u32::from(node.name_len));
            let kind = ProblemKind::NeverClosed(self.text[name.range()].to_owned());
            self.problem(Span::new(node.span.start, node.open_end), kind);
        }
        while !self.open.is_empty() {
            self.end(end);
        }
        if self.root.is_none() && self.problems.is_empty() {
            self.problem(Span::new(0, 0), ProblemKind::NoRoot);
        }
        self.problems.extend(forbidden(self.text));
        self.problems.sort_by_key(|problem| problem.span);
        Document {
            text: self.text,
            nodes: self.nodes,
            attributes: self.attributes,
            namespaces: self.namespaces.into_names(),
            root: self.root,
            problems: self.problems,
        }
    }
}

fn check_value(raw: &Raw<'_>, problems: &mut Vec<Problem>) {
    let bytes = raw.value.as_bytes();
    for at in memchr::memchr2_iter(b'<', b'&', bytes) {
        let start = raw.value_at + to_u32(at);
        if bytes[at] == b'<' {
            let kind = ProblemKind::BadAttribute("`<` may not stand in an attribute value; write `&lt;`");
            problems.push(Problem { span: Span::new(start, start + 1), kind });
            continue;
        }
        let rest = &raw.value[at + 1..];
        let inside = rest.find(';').map(|end| &rest[..end]);
        let kind = match inside.map(reference) {
            Some(Reference::Character(_)) => continue,
            Some(Reference::Unknown(name)) => ProblemKind::UnknownEntity(name.to_owned()),
            Some(Reference::Bad) | None => ProblemKind::BadReference,
        };
        let len = inside.filter(|_| !matches!(kind, ProblemKind::BadReference)).map_or(1, |name| name.len() + 2);
        problems.push(Problem { span: Span::new(start, start + to_u32(len)), kind });
    }
}

/// The prefix of a name, and its length with the colon.
fn prefix_of(name: &str) -> (&str, u16) {
    match memchr::memchr(b':', name.as_bytes()) {
        Some(at) => (&name[..at], u16::try_from(at + 1).unwrap_or(0)),
        None => ("", 0),
    }
}

fn position(position: u64) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
