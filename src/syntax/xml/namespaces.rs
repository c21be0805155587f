//! Prefixes to namespaces: a stack of declarations, and each namespace name kept once.

use super::MAX_NAMESPACES;
use super::problem::ProblemKind;
use crate::source::narrow;
use std::borrow::Cow;

const XML_NAME: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAME: &str = "http://www.w3.org/2000/xmlns/";

/// A namespace name of one document; [`NamespaceId::NONE`] is "no namespace".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct NamespaceId(u16);

impl NamespaceId {
    /// No namespace.
    pub const NONE: Self = Self(0);
    /// `http://www.w3.org/XML/1998/namespace`, to which `xml` is bound always.
    pub const XML: Self = Self(1);
    /// `http://www.w3.org/2000/xmlns/`, in which declarations are.
    pub const XMLNS: Self = Self(2);

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The namespace names of a document, and what is in scope while it is read.
#[derive(Debug)]
pub(super) struct Namespaces<'t> {
    names: Vec<Cow<'t, str>>,
    scope: Vec<Binding<'t>>,
    /// The last answer, which is nearly always the next one.
    last: Binding<'t>,
}

#[derive(Clone, Copy, Debug)]
struct Binding<'t> {
    prefix: &'t str,
    id: NamespaceId,
}

impl<'t> Namespaces<'t> {
    pub(super) fn new() -> Self {
        Self {
            names: vec![Cow::Borrowed(""), Cow::Borrowed(XML_NAME), Cow::Borrowed(XMLNS_NAME)],
            scope: vec![
                Binding { prefix: "xml", id: NamespaceId::XML },
                Binding { prefix: "xmlns", id: NamespaceId::XMLNS },
                Binding { prefix: "", id: NamespaceId::NONE },
            ],
            last: Binding { prefix: "", id: NamespaceId::NONE },
        }
    }

    /// The height of the stack, to come back to with [`Self::leave`].
    pub(super) fn height(&self) -> u32 {
        narrow(self.scope.len())
    }

    pub(super) fn leave(&mut self, height: u32) {
        if self.scope.len() > height as usize {
            self.scope.truncate(height as usize);
            self.last = Binding { prefix: "", id: self.search("").unwrap_or_default() };
        }
    }

    /// Binds a prefix (empty for the default) to a namespace name for the elements to come.
    pub(super) fn declare(&mut self, prefix: &'t str, name: Cow<'t, str>) -> Result<(), ProblemKind> {
        if let Some(kind) = reserved(prefix, &name) {
            return Err(kind);
        }
        let known = self.names.iter().position(|known| *known == name);
        // Both lists are searched from end to end, so neither may grow without bounds.
        if self.scope.len() >= MAX_NAMESPACES || (known.is_none() && self.names.len() >= MAX_NAMESPACES) {
            return Err(ProblemKind::TooManyNamespaces(MAX_NAMESPACES));
        }
        let at = known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        let binding = Binding { prefix, id: NamespaceId(u16::try_from(at).unwrap_or(0)) };
        self.scope.push(binding);
        self.last = binding;
        Ok(())
    }

    #[inline]
    pub(super) fn resolve(&mut self, prefix: &'t str) -> Option<NamespaceId> {
        if self.last.prefix == prefix {
            return Some(self.last.id);
        }
        let id = self.search(prefix)?;
        self.last = Binding { prefix, id };
        Some(id)
    }

    fn search(&self, prefix: &str) -> Option<NamespaceId> {
        self.scope.iter().rev().find(|binding| binding.prefix == prefix).map(|binding| binding.id)
    }

    pub(super) fn into_names(self) -> Vec<Cow<'t, str>> {
        self.names
    }
}

/// What "Namespaces in XML 1.0" forbids a declaration to say (sections 2.2 and 3).
fn reserved(prefix: &str, name: &str) -> Option<ProblemKind> {
    let text = match (prefix, name) {
        ("xmlns", _) => "the prefix `xmlns` may not be declared",
        ("xml", XML_NAME) => return None,
        ("xml", _) => "the prefix `xml` may not be bound to another namespace",
        (_, XML_NAME) => "only the prefix `xml` may be bound to the namespace of XML itself",
        (_, XMLNS_NAME) => "the namespace of declarations may not be bound to a prefix",
        ("", _) => return None,
        (_, "") => "a prefix may not be bound to no namespace",
        _ => return None,
    };
    Some(ProblemKind::BadDeclaration(text))
}
