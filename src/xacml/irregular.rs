//! Where a policy departs from the schema of XACML 3.0, or is written in a way that some reader refuses.

use crate::source::Span;
use thiserror::Error;

/// One departure, with its place. Whether it matters is for the decision point to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Irregularity {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: IrregularityKind,
}

/// Kinds of departure.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum IrregularityKind {
    /// An attribute that must be there is not, or is empty.
    #[error("`{element}` has no `{attribute}`")]
    MissingAttribute {
        /// The element.
        element: &'static str,
        /// The attribute.
        attribute: &'static str,
    },
    /// An attribute whose value is none of those allowed.
    #[error("`{value}` is no value for `{attribute}`")]
    BadAttribute {
        /// The attribute.
        attribute: &'static str,
        /// What it says.
        value: String,
    },
    /// An element that must be there is not.
    #[error("`{parent}` has no `{element}`")]
    MissingElement {
        /// The parent.
        parent: &'static str,
        /// What is missing.
        element: &'static str,
    },
    /// An element that may not stand there: unknown, in another namespace, twice, or in the wrong order.
    #[error("`{element}` may not stand here in `{parent}`")]
    MisplacedElement {
        /// The parent.
        parent: &'static str,
        /// The element.
        element: String,
    },
    /// Text between elements.
    #[error("text stands between the elements of `{parent}`")]
    StrayText {
        /// The parent.
        parent: &'static str,
    },
    /// `<Target></Target>`: allowed by the schema, refused by Altinn's reader, which wants `<Target/>`.
    #[error("`<Target></Target>` is written with two tags; write `<Target/>`")]
    OpenEmptyTarget,
    /// `<Rule …/>`: allowed by the schema, refused by Altinn's reader.
    #[error("`<{0} …/>` is closed in its start tag; write `<{0} …></{0}>`")]
    SelfClosed(&'static str),
    /// No rule and no variable at all.
    #[error("the policy has no `Rule`")]
    NoRules,
    /// Content of a variable that Altinn's reader refuses: with a prefix, or behind white space.
    #[error("the content of `VariableDefinition` has a prefix or stands behind white space")]
    VariableContent,
    /// `VariableReference` inside `Apply`: allowed by the schema, refused by Altinn's reader.
    #[error("`VariableReference` stands inside `Apply`")]
    VariableInApply,
}
