//! Prefixes to namespaces: a stack of declarations, and each namespace name kept once.

use std::borrow::Cow;

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
            names: vec![
                Cow::Borrowed(""),
                Cow::Borrowed("http://www.w3.org/XML/1998/namespace"),
                Cow::Borrowed("http://www.w3.org/2000/xmlns/"),
            ],
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
        u32::try_from(self.scope.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn leave(&mut self, height: u32) {
        if self.scope.len() > height as usize {
            self.scope.truncate(height as usize);
            self.last = Binding { prefix: "", id: self.search("").unwrap_or_default() };
        }
    }

    pub(super) fn declare(&mut self, prefix: &'t str, name: Cow<'t, str>) {
        let known = self.names.iter().position(|known| *known == name);
        let at = known.unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        });
        let binding = Binding { prefix, id: NamespaceId(u16::try_from(at).unwrap_or(0)) };
        self.scope.push(binding);
        self.last = binding;
    }

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

impl NamespaceId {
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}
