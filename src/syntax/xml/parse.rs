//! From tokens to the tree, with every check that a conforming reader makes.

use super::characters::{forbidden, is_space};
use super::declaration::{is_declaration, is_instruction};
use super::names::{Known, MAX_LEN};
use super::namespaces::{NamespaceId, Namespaces};
use super::problem::{Problem, ProblemKind};
use super::references::{Reference, reference};
use super::tree::{Document, NO_NODE, Node, NodeKind, RawAttribute};
use super::{MAX_DEPTH, MAX_NODES, MAX_PROBLEMS};
use crate::source::{MAX_BYTES, Span, narrow};
use quick_xml::errors::Error;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

impl<'t> Document<'t> {
    /// Reads a text. What cannot be read is told by [`Document::problems`]; what could is there all the same.
    pub fn parse(text: &'t str) -> Self {
        let mut builder = Builder::new(text);
        if text.len() as u64 > MAX_BYTES {
            builder.text = "";
            builder.problem(Span::new(0, 0), ProblemKind::TooLarge(MAX_BYTES));
        } else if builder.read().is_ok() {
            builder.never_closed();
        }
        builder.finish()
    }
}

pub(super) struct Builder<'t> {
    pub(super) text: &'t str,
    pub(super) attributes: Vec<RawAttribute>,
    pub(super) namespaces: Namespaces<'t>,
    pub(super) names: Known<'t>,
    nodes: Vec<Node>,
    open: Vec<Open>,
    root: Option<u32>,
    problems: Vec<Problem>,
    /// Whether a `]` stands anywhere: most documents have none, and their texts need not be searched for `]]>`.
    has_bracket: bool,
}

/// An element whose end tag has not been seen.
#[derive(Clone, Copy)]
struct Open {
    id: u32,
    scope: u32,
}

/// Why reading stops before the end: the problem has been noted.
#[derive(Debug)]
pub(super) struct Stop;

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            nodes: Vec::with_capacity(text.len() / 40),
            attributes: Vec::with_capacity(text.len() / 60),
            namespaces: Namespaces::new(),
            names: Known::new(),
            open: Vec::with_capacity(16),
            root: None,
            problems: Vec::new(),
            has_bracket: memchr::memchr(b']', text.as_bytes()).is_some(),
        }
    }

    fn read(&mut self) -> Result<(), Stop> {
        let mut reader = Reader::from_str(self.text);
        // A lone `&` is a text to quick-xml then, which is told apart here, so that every byte is in a node.
        reader.config_mut().allow_dangling_amp = true;
        let mut start = 0;
        // quick-xml drops a byte order mark without counting it.
        if self.text.starts_with('\u{FEFF}') {
            self.text(Span::new(0, 3))?;
            start = 3;
        }
        let skipped = start;
        loop {
            let event = reader.read_event();
            let end = skipped + position(reader.buffer_position());
            let span = Span::new(start, end);
            match event {
                Ok(Event::Start(tag)) => self.start(span, tag.name().as_ref().len(), false)?,
                Ok(Event::Empty(tag)) => self.start(span, tag.name().as_ref().len(), true)?,
                Ok(Event::End(_)) => self.end(span),
                Ok(Event::Text(_)) => self.text(span)?,
                Ok(Event::Eof) => return Ok(()),
                Ok(event) => self.rare(&event, span)?,
                Err(error) => return self.refuse(&error, Span::new(skipped + position(reader.error_position()), end)),
            }
            start = end;
        }
    }

    fn rare(&mut self, event: &Event<'t>, span: Span) -> Result<(), Stop> {
        let kind = match event {
            Event::GeneralRef(name) => {
                match reference(name) {
                    Reference::Character(_) => {}
                    Reference::Unknown(name) => self.problem(span, ProblemKind::UnknownEntity(name.to_owned())),
                    Reference::Bad => self.problem(span, ProblemKind::BadReference),
                }
                self.inside_root(span);
                NodeKind::Reference
            }
            Event::CData(_) => {
                self.inside_root(span);
                NodeKind::CData
            }
            Event::Comment(_) => {
                let inside = span.start as usize + 4..span.end as usize - 3;
                // A hyphen before `-->` is one too many as well.
                if let Some(at) = memchr::memmem::find(&self.text.as_bytes()[inside.start..inside.end + 1], b"--") {
                    let at = narrow(inside.start + at);
                    self.problem(Span::new(at, at + 2), ProblemKind::DoubleHyphen);
                }
                NodeKind::Comment
            }
            Event::PI(_) | Event::Decl(_) => {
                let inside = &self.text[span.start as usize + 2..span.end as usize - 2];
                let declares = matches!(event, Event::Decl(_));
                if declares && span.start != 0 {
                    self.problem(span, ProblemKind::MisplacedDeclaration);
                } else if declares && !is_declaration(inside) {
                    self.problem(span, ProblemKind::MalformedDeclaration);
                } else if !declares && !is_instruction(inside) {
                    self.problem(span, ProblemKind::BadInstruction);
                }
                NodeKind::ProcessingInstruction
            }
            _ => {
                self.problem(span, ProblemKind::Doctype);
                NodeKind::Doctype
            }
        };
        self.leaf(kind, span)
    }

    /// Takes a start tag, of whose name quick-xml has found the length: up to the first space.
    fn start(&mut self, span: Span, name_len: usize, empty: bool) -> Result<(), Stop> {
        if self.open.len() >= MAX_DEPTH {
            return self.stop(span, ProblemKind::TooDeep(MAX_DEPTH));
        }
        if self.open.is_empty() && self.root.is_some() {
            return self.stop(span, ProblemKind::SecondRoot);
        }
        let text = self.text;
        let from = span.start as usize + 1;
        let to = span.end as usize - if empty { 2 } else { 1 };
        let name_end = from + name_len;
        let name = self.names.scan(&text[from..name_end]);
        if !name.is_valid || name.len != name_len {
            let at = Span::of(from..from + name_len.min(MAX_LEN));
            return self.stop(at, ProblemKind::bad_name(&text[from..name_end]));
        }
        let scope = self.namespaces.height();
        let first_attribute = self.attributes.len();
        if name_end < to {
            self.attributes_of(name_end, to)?;
        }
        let prefix = &text[from..from + name.prefix_len.saturating_sub(1)];
        let namespace = match self.namespaces.resolve(prefix) {
            Some(NamespaceId::XMLNS) => {
                self.problem(
                    Span::of(from..name_end),
                    ProblemKind::BadDeclaration("the prefix `xmlns` may not name an element"),
                );
                NamespaceId::XMLNS
            }
            Some(id) => id,
            None => {
                let at = Span::of(from..from + prefix.len());
                self.problem(at, ProblemKind::UnboundPrefix(prefix.to_owned()));
                NamespaceId::NONE
            }
        };
        let short = |value: usize| u16::try_from(value).unwrap_or(0);
        let id = self.push(Node {
            span,
            open_end: span.end,
            close_start: span.end,
            parent: NO_NODE,
            after: 0,
            first_attribute: narrow(first_attribute),
            attribute_count: short(self.attributes.len() - first_attribute),
            name_len: short(name.len),
            prefix_len: short(name.prefix_len),
            namespace,
            kind: NodeKind::Element,
        })?;
        if self.open.is_empty() {
            self.root = Some(id);
        }
        if empty {
            self.namespaces.leave(scope);
        } else {
            self.open.push(Open { id, scope });
        }
        Ok(())
    }

    /// Closes the element that is open last; `tag` is its end tag.
    fn end(&mut self, tag: Span) {
        let after = narrow(self.nodes.len());
        if let Some(open) = self.open.pop() {
            let node = &mut self.nodes[open.id as usize];
            node.span.end = tag.end;
            node.close_start = tag.start;
            node.after = after;
            self.namespaces.leave(open.scope);
        }
    }

    fn text(&mut self, span: Span) -> Result<(), Stop> {
        let bytes = &self.text.as_bytes()[span.range()];
        if bytes.first() == Some(&b'&') {
            self.problem(Span::new(span.start, span.start + 1), ProblemKind::BadReference);
        }
        if self.open.is_empty() && !bytes.iter().copied().all(is_space) {
            let before = bytes.iter().take_while(|&&byte| is_space(byte)).count();
            let behind = bytes.iter().rev().take_while(|&&byte| is_space(byte)).count();
            let at = Span::new(span.start + narrow(before), span.end - narrow(behind));
            self.problem(at, ProblemKind::TextOutsideRoot);
        }
        if self.has_bracket
            && memchr::memchr(b']', bytes).is_some()
            && let Some(at) = memchr::memmem::find(bytes, b"]]>")
        {
            let at = span.start + narrow(at);
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
            close_start: span.end,
            parent: NO_NODE,
            after: 0,
            first_attribute: 0,
            attribute_count: 0,
            name_len: 0,
            prefix_len: 0,
            namespace: NamespaceId::NONE,
            kind,
        })?;
        Ok(())
    }

    #[inline]
    fn push(&mut self, mut node: Node) -> Result<u32, Stop> {
        if self.nodes.len() >= MAX_NODES {
            return self.stop(node.span, ProblemKind::TooManyNodes(MAX_NODES)).map(|()| NO_NODE);
        }
        let id = narrow(self.nodes.len());
        node.after = id + 1;
        if let Some(parent) = self.open.last() {
            node.parent = parent.id;
        }
        self.nodes.push(node);
        Ok(id)
    }

    #[cold]
    pub(super) fn problem(&mut self, span: Span, kind: ProblemKind) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(Problem { span, kind });
        }
    }

    /// Notes the problem behind which nothing is read.
    #[cold]
    pub(super) fn stop(&mut self, span: Span, kind: ProblemKind) -> Result<(), Stop> {
        self.problems.push(Problem { span, kind });
        Err(Stop)
    }

    fn refuse(&mut self, error: &Error, span: Span) -> Result<(), Stop> {
        let rest = &self.text.as_bytes()[span.start as usize..];
        let kind = ProblemKind::of_reader(error);
        let len = match kind {
            // What is never closed reaches to the end of the file; its first line is enough to find it.
            ProblemKind::Unclosed(_) => memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()),
            ProblemKind::UnknownMarkup => rest.len().min(2),
            _ => span.len() as usize,
        };
        self.stop(Span::new(span.start, span.start + narrow(len)), kind)
    }

    fn never_closed(&mut self) {
        if let Some(open) = self.open.last() {
            let node = self.nodes[open.id as usize];
            let name = Span::new(node.span.start + 1, node.span.start + 1 + u32::from(node.name_len));
            let kind = ProblemKind::NeverClosed(self.text[name.range()].to_owned());
            self.problem(Span::new(node.span.start, node.open_end), kind);
        }
    }

    fn finish(mut self) -> Document<'t> {
        let end = narrow(self.text.len());
        while !self.open.is_empty() {
            self.end(Span::new(end, end));
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

fn position(position: u64) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
