//! What keeps a text from being a well-formed document.

use crate::source::Span;
use thiserror::Error;

/// One offence against well-formedness, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong. Every kind makes a conforming reader refuse the document.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text ends inside of something.
    #[error("the file ends inside {0}")]
    Unclosed(&'static str),
    /// `<!` that starts nothing known.
    #[error("`<!` starts neither a comment nor CDATA here")]
    UnknownMarkup,
    /// Elements that are still open at the end.
    #[error("the element `{0}` is never closed")]
    NeverClosed(String),
    /// An end tag without its start tag.
    #[error("`</{0}>` closes nothing that is open")]
    UnmatchedEnd(String),
    /// An end tag of another element.
    #[error("`</{found}>` closes `<{expected}>`")]
    MismatchedEnd {
        /// The element that is open.
        expected: String,
        /// The name in the end tag.
        found: String,
    },
    /// A name that XML does not allow.
    #[error("`{0}` is not a name that XML allows")]
    BadName(String),
    /// Attribute syntax.
    #[error("{0}")]
    BadAttribute(&'static str),
    /// The same attribute twice.
    #[error("the attribute `{0}` stands twice on the same element")]
    DuplicateAttribute(String),
    /// A prefix without declaration.
    #[error("the prefix `{0}` is not declared by any `xmlns:{0}`")]
    UnboundPrefix(String),
    /// `&name;` that is none of the five known ones.
    #[error("the entity `&{0};` is not known; only &lt; &gt; &amp; &apos; and &quot; are")]
    UnknownEntity(String),
    /// `&` that starts no entity, or a character reference to no character.
    #[error("`&` starts no valid reference here; write `&amp;` for the character itself")]
    BadReference,
    /// A character that XML does not allow.
    #[error("the character U+{0:04X} is not allowed in XML")]
    BadCharacter(u32),
    /// `]]>` or text where none may stand.
    #[error("`]]>` may not stand in text")]
    CDataEnd,
    /// Text or CDATA outside the root element.
    #[error("text stands outside the root element")]
    TextOutsideRoot,
    /// A second root.
    #[error("a second root element; a document has one")]
    SecondRoot,
    /// Nothing at all.
    #[error("there is no root element")]
    NoRoot,
    /// A document type declaration.
    #[error("a DOCTYPE declaration is refused: Altinn's readers prohibit it, and it is never expanded here")]
    Doctype,
    /// `<?xml …?>` anywhere but first.
    #[error("`<?xml …?>` must be the very first thing in the file")]
    MisplacedDeclaration,
    /// `--` in a comment.
    #[error("`--` may not stand inside a comment")]
    DoubleHyphen,
    /// Too deep.
    #[error("elements are nested more than {0} deep; the rest is not read")]
    TooDeep(usize),
    /// Too many attributes.
    #[error("an element has more than {0} attributes; the rest is not read")]
    TooManyAttributes(usize),
    /// Too many nodes.
    #[error("the document has more than {0} nodes; the rest is not read")]
    TooManyNodes(usize),
    /// Anything else the tokenizer refuses.
    #[error("{0}")]
    Other(String),
}

impl ProblemKind {
    /// Whether a cap of ours was hit, as opposed to an offence against XML.
    pub const fn is_cap(&self) -> bool {
        matches!(self, Self::TooDeep(_) | Self::TooManyAttributes(_) | Self::TooManyNodes(_))
    }
}
