//! A spanned JSON tree: lossless, patient, and honest about what strict readers refuse.
//!
//! Duplicate keys are kept, comments and trailing commas are read and noted, and `{{name}}`, `${name}` or `${{ name }}`
//! may stand where a value is expected, as in the files of API clients.

mod duplicates;
mod parse;
mod problem;
mod strings;
mod tree;

pub use problem::{Problem, ProblemKind};
pub use tree::{Document, Kind, Member, Text, Value};

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 512;
/// The most values that one document may have.
pub const MAX_NODES: usize = 4_000_000;
/// How many problems of one document are told.
pub const MAX_PROBLEMS: usize = 1000;
