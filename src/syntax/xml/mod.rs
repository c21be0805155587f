//! A lossless spanned XML tree on quick-xml.
//!
//! quick-xml finds the tokens; what it leaves to its caller is done here: namespaces, attributes with their places,
//! entities, and the well-formedness that a conforming reader demands. No document type is ever expanded.

mod attributes;
mod characters;
mod declaration;
mod names;
mod namespaces;
mod parse;
mod problem;
mod references;
mod tree;

pub use namespaces::NamespaceId;
pub use problem::{Problem, ProblemKind};
pub use tree::{Attribute, Content, Document, Element, NodeKind};

/// The deepest nesting of elements that is read; .NET and Altinn have no use for more than a dozen levels.
pub const MAX_DEPTH: usize = 512;
/// The most attributes that one element may have.
pub const MAX_ATTRIBUTES: usize = 512;
/// The most nodes (elements, texts, comments) that one document may have.
pub const MAX_NODES: usize = 8_000_000;
/// The most namespace names of a document, and the most prefixes bound at one place.
pub const MAX_NAMESPACES: usize = 256;
/// The longest name of an element or attribute, in bytes.
pub const MAX_NAME: usize = names::MAX_LEN;
/// How many problems of one document are told. A file with more is no XML at all.
pub const MAX_PROBLEMS: usize = 1000;
