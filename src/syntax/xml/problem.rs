//! What keeps a text from being a well-formed document.

use super::names;
use crate::source::Span;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};

/// One offence against well-formedness, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: ProblemKind,
}

/// What is wrong. Every kind makes a conforming reader refuse the document.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
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
    /// A namespace declaration that is reserved or says nothing.
    #[error("{0}")]
    BadDeclaration(&'static str),
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
    /// `]]>` in text.
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
    /// `<?xml …?>` that is not written as XML demands.
    #[error("the XML declaration must read `<?xml version=\"1.0\" encoding=\"utf-8\"?>`")]
    MalformedDeclaration,
    /// `<?…?>` without a name, or with a reserved one.
    #[error("`<?` must be followed by a name other than `xml`")]
    BadInstruction,
    /// `--` in a comment.
    #[error("`--` may not stand inside a comment")]
    DoubleHyphen,
    /// Too deep.
    #[error("elements are nested more than {0} deep; the rest is not read")]
    TooDeep(usize),
    /// Too many attributes.
    #[error("an element has more than {0} attributes; the rest is not read")]
    TooManyAttributes(usize),
    /// Too many namespaces.
    #[error("the document declares more than {0} namespaces; the rest is not read")]
    TooManyNamespaces(usize),
    /// A name too long.
    #[error("a name is longer than {0} bytes; the rest is not read")]
    NameTooLong(usize),
    /// A file too large.
    #[error("the file is larger than {0} bytes and is not read")]
    TooLarge(u64),
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
        matches!(
            self,
            Self::TooDeep(_)
                | Self::TooManyAttributes(_)
                | Self::TooManyNodes(_)
                | Self::TooManyNamespaces(_)
                | Self::NameTooLong(_)
                | Self::TooLarge(_)
        )
    }

    /// What made quick-xml give up.
    pub(super) fn of_reader(error: &Error) -> Self {
        match error {
            Error::Syntax(error) => match error {
                SyntaxError::InvalidBangMarkup => Self::UnknownMarkup,
                SyntaxError::UnclosedPI => Self::Unclosed("a processing instruction"),
                SyntaxError::UnclosedXmlDecl => Self::Unclosed("the XML declaration"),
                SyntaxError::UnclosedComment => Self::Unclosed("a comment"),
                SyntaxError::UnclosedDoctype => Self::Unclosed("a DOCTYPE declaration"),
                SyntaxError::UnclosedCData => Self::Unclosed("a CDATA section"),
                SyntaxError::UnclosedTag => Self::Unclosed("a tag"),
                SyntaxError::UnclosedSingleQuotedAttributeValue | SyntaxError::UnclosedDoubleQuotedAttributeValue => {
                    Self::Unclosed("an attribute value")
                }
            },
            Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => Self::UnmatchedEnd(name.clone()),
            Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
                Self::MismatchedEnd { expected: expected.clone(), found: found.clone() }
            }
            Error::IllFormed(IllFormedError::MissingDoctypeName) => Self::Doctype,
            other => Self::Other(other.to_string()),
        }
    }

    /// A name that was refused; what is shown of it stays readable.
    pub(super) fn bad_name(name: &str) -> Self {
        if name.len() > names::MAX_LEN {
            return Self::NameTooLong(names::MAX_LEN);
        }
        Self::BadName(name.to_owned())
    }
}
