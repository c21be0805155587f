//! The attributes of one start tag: where name and value stand, and what is wrong with them.

use super::MAX_ATTRIBUTES;
use super::characters::{attribute_value, is_space};
use super::names::{self, Name};
use super::namespaces::NamespaceId;
use super::parse::{Builder, Stop};
use super::problem::ProblemKind;
use super::references::{Reference, reference_at};
use super::tree::RawAttribute;
use crate::source::Span;
use std::collections::BTreeMap;

/// From how many attributes on an element's names are compared through a map.
const MANY: usize = 16;

impl<'t> Builder<'t> {
    /// Reads the attributes between the offsets `from`, behind the element's name, and `to`, before its `>` or `/>`.
    pub(super) fn attributes_of(&mut self, from: usize, to: usize) -> Result<(), Stop> {
        let text = self.text;
        let bytes = &text.as_bytes()[..to];
        let first = self.attributes.len();
        let mut has_prefix = false;
        let mut here = from;
        loop {
            let gap = here;
            here = skip_space(bytes, here);
            if here >= to {
                break;
            }
            if here == gap {
                let kind = ProblemKind::BadAttribute("a space is missing between two attributes");
                return self.stop(spot(here, next_boundary(text, here)), kind);
            }
            if self.attributes.len() - first >= MAX_ATTRIBUTES {
                return self.stop(spot(here, to), ProblemKind::TooManyAttributes(MAX_ATTRIBUTES));
            }
            // Nearly every attribute is written `name="value"`; the others take the long way.
            let equals = memchr::memchr(b'=', &bytes[here..]).map_or(to, |len| here + len);
            let mut name = self.names.scan(&text[here..equals]);
            let quote_at = match bytes.get(equals + 1) {
                Some(b'"' | b'\'') if name.is_valid && here + name.len == equals => equals + 1,
                _ => {
                    name = names::scan(&text[here..to]);
                    self.quote_after(bytes, here, name)?
                }
            };
            let name_span = spot(here, here + name.len);
            let value_from = quote_at + 1;
            let value_to = self.value_end(bytes, value_from, name_span)?;
            let value = spot(value_from, value_to);
            let prefix_len = u16::try_from(name.prefix_len).unwrap_or(0);
            if prefix_len > 0 || name.len == 5 {
                has_prefix |= prefix_len > 0;
                let prefix = match &text[name_span.range()] {
                    "xmlns" => Some(""),
                    other => other.strip_prefix("xmlns:"),
                };
                if let Some(prefix) = prefix {
                    self.declare(prefix, value, name_span)?;
                }
            }
            self.attributes.push(RawAttribute { name: name_span, prefix_len, namespace: NamespaceId::NONE, value });
            here = value_to + 1;
        }
        // Only now is every declaration of the element known.
        if has_prefix {
            self.resolve_attributes(first);
        }
        self.duplicates(first);
        Ok(())
    }

    /// The place of the opening quote of an attribute that is not written `name="`.
    fn quote_after(&mut self, bytes: &[u8], from: usize, name: Name) -> Result<usize, Stop> {
        let ends = |&byte: &u8| byte == b'=' || is_space(byte);
        let end = bytes[from..].iter().position(ends).map_or(bytes.len(), |len| from + len);
        let span = spot(from, end);
        let equals = skip_space(bytes, end);
        if bytes.get(equals) != Some(&b'=') {
            return self.stop(span, ProblemKind::BadAttribute("an attribute has no value")).map(|()| 0);
        }
        let quote = skip_space(bytes, equals + 1);
        if !matches!(bytes.get(quote), Some(b'"' | b'\'')) {
            let kind = ProblemKind::BadAttribute("an attribute value must stand in quotes");
            return self.stop(span, kind).map(|()| 0);
        }
        if !name.is_valid || from + name.len != end {
            let kind = ProblemKind::bad_name(&self.text[from..end]);
            return self.stop(span, kind).map(|()| 0);
        }
        Ok(quote)
    }

    /// The place of the closing quote of a value, noting what may not stand in a value.
    fn value_end(&mut self, bytes: &[u8], from: usize, name: Span) -> Result<usize, Stop> {
        let quote = bytes[from - 1];
        let mut here = from;
        while let Some(len) = memchr::memchr3(quote, b'<', b'&', &bytes[here..]) {
            let at = here + len;
            here = at + 1;
            match bytes[at] {
                b'<' => {
                    let kind = ProblemKind::BadAttribute("`<` may not stand in an attribute value; write `&lt;`");
                    self.problem(spot(at, at + 1), kind);
                }
                b'&' => {
                    let inside = &self.text[at..bytes.len()];
                    match reference_at(inside) {
                        (_, Reference::Character(_)) => {}
                        (len, Reference::Unknown(name)) => {
                            self.problem(spot(at, at + len), ProblemKind::UnknownEntity(name.to_owned()));
                        }
                        (len, Reference::Bad) => self.problem(spot(at, at + len), ProblemKind::BadReference),
                    }
                }
                _ => return Ok(at),
            }
        }
        let kind = ProblemKind::BadAttribute("the closing quote of an attribute value is missing");
        self.stop(name, kind).map(|()| 0)
    }

    fn declare(&mut self, prefix: &'t str, value: Span, name: Span) -> Result<(), Stop> {
        let declared = self.namespaces.declare(prefix, attribute_value(&self.text[value.range()]));
        match declared {
            Ok(()) => Ok(()),
            Err(kind) if kind.is_cap() => self.stop(name, kind),
            Err(kind) => {
                self.problem(name, kind);
                Ok(())
            }
        }
    }

    fn resolve_attributes(&mut self, first: usize) {
        for at in first..self.attributes.len() {
            let RawAttribute { name, prefix_len, .. } = self.attributes[at];
            if prefix_len > 0 {
                let prefix = &self.text[name.start as usize..name.start as usize + usize::from(prefix_len) - 1];
                match self.namespaces.resolve(prefix) {
                    Some(id) => self.attributes[at].namespace = id,
                    None => self.problem(name, ProblemKind::UnboundPrefix(prefix.to_owned())),
                }
            }
        }
    }

    /// Notes attributes whose expanded name stood on the element before.
    fn duplicates(&mut self, first: usize) {
        let text = self.text.as_bytes();
        let attributes = &self.attributes[first..];
        let local =
            |one: &RawAttribute| &text[one.name.start as usize + usize::from(one.prefix_len)..one.name.end as usize];
        let same = |a: &RawAttribute, b: &RawAttribute| {
            a.name.len() - u32::from(a.prefix_len) == b.name.len() - u32::from(b.prefix_len)
                && a.namespace == b.namespace
                && local(a) == local(b)
        };
        let mut twice = Vec::new();
        if attributes.len() < MANY {
            for (at, one) in attributes.iter().enumerate() {
                if attributes[..at].iter().any(|earlier| same(earlier, one)) {
                    twice.push(one.name);
                }
            }
        } else {
            let mut seen = BTreeMap::new();
            for one in attributes {
                if seen.insert((one.namespace.index(), local(one)), ()).is_some() {
                    twice.push(one.name);
                }
            }
        }
        for name in twice {
            self.problem(name, ProblemKind::DuplicateAttribute(self.text[name.range()].to_owned()));
        }
    }
}

fn skip_space(bytes: &[u8], mut here: usize) -> usize {
    while bytes.get(here).is_some_and(|&byte| is_space(byte)) {
        here += 1;
    }
    here
}

fn next_boundary(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

fn spot(from: usize, to: usize) -> Span {
    Span::of(from..to)
}
