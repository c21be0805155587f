//! What is wrong with a JSON text, or refused by stricter readers.

use crate::source::Span;
use thiserror::Error;

/// One offence, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// Kinds of offence.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProblemKind {
    /// `//` or `/* */`.
    #[error("a comment stands in the JSON; strict readers refuse it")]
    Comment,
    /// A comma before the closing bracket.
    #[error("a comma stands before the closing bracket; strict readers refuse it")]
    TrailingComma,
    /// A key twice in one object; `first` is where it stood before.
    #[error("the key `{key}` stands twice; most readers take the last one")]
    DuplicateKey {
        /// The key.
        key: String,
        /// The earlier one.
        first: Span,
    },
    /// Something else was expected.
    #[error("{expected} is expected here")]
    Expected {
        /// What.
        expected: &'static str,
    },
    /// A string without its closing quote.
    #[error("the closing quote of this text is missing")]
    UnclosedString,
    /// A line break, tab or other control character in a string.
    #[error("a control character stands in a text; write it as an escape such as `\\n`")]
    ControlCharacter,
    /// `\x` or half a surrogate pair.
    #[error("this escape stands for no character")]
    BadEscape,
    /// `01`, `1.`, `.5`, `NaN`.
    #[error("this is not a number as JSON writes it")]
    BadNumber,
    /// A comment without end.
    #[error("the comment is never closed")]
    UnclosedComment,
    /// A bracket without its partner.
    #[error("this bracket is never closed")]
    UnclosedBracket,
    /// Something behind the one value.
    #[error("something stands behind the end of the JSON")]
    AfterEnd,
    /// Nothing at all.
    #[error("the file is empty")]
    Empty,
    /// Too deep.
    #[error("values are nested more than {MAX_DEPTH} deep; the rest is not read", MAX_DEPTH = super::MAX_DEPTH)]
    TooDeep,
    /// A file too large.
    #[error("the file is larger than {MAX_BYTES} bytes and is not read", MAX_BYTES = crate::source::MAX_BYTES)]
    TooLarge,
    /// Too many.
    #[error("the file has more than {MAX_NODES} values; the rest is not read", MAX_NODES = super::MAX_NODES)]
    TooManyNodes,
}

impl ProblemKind {
    /// Whether the text is not read beyond it. The others are notes.
    pub const fn is_fatal(&self) -> bool {
        !matches!(self, Self::Comment | Self::TrailingComma | Self::DuplicateKey { .. })
    }

    /// Whether the text may be right, but is beyond what is read.
    pub const fn is_cap(&self) -> bool {
        matches!(self, Self::TooDeep | Self::TooLarge | Self::TooManyNodes)
    }
}
