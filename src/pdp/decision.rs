//! What a decision point answers.

use crate::source::Span;

/// A decision, as Altinn's services see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// Access.
    Permit,
    /// No access, and delegations are not tried.
    Deny,
    /// No rule applies; delegations are tried.
    NotApplicable,
    /// The decision point failed; nobody has access, and delegations are not tried.
    Indeterminate,
    /// This program cannot tell what the decision point answers.
    Undecided,
}

impl Decision {
    /// The name in requests and in JSON output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Permit => "Permit",
            Self::Deny => "Deny",
            Self::NotApplicable => "NotApplicable",
            Self::Indeterminate => "Indeterminate",
            Self::Undecided => "Undecided",
        }
    }
}

/// A decision with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The decision.
    pub decision: Decision,
    /// Why, where there is a place in the policy to point at: the rule that decided, or what failed.
    pub because: Option<Reason>,
}

/// A place in the policy and what it has to do with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The place.
    pub span: Span,
    /// In words: lower-case start, no final full stop.
    pub text: String,
}

impl Answer {
    /// A decision that needs no reason.
    pub const fn plain(decision: Decision) -> Self {
        Self { decision, because: None }
    }

    /// A decision and its reason.
    pub fn because(decision: Decision, span: Span, text: impl Into<String>) -> Self {
        Self { decision, because: Some(Reason { span, text: text.into() }) }
    }
}
