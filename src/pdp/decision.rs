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
    /// What kept the decision point from deciding at all; a service sees [`Decision::Indeterminate`] then.
    pub fault: Option<Fault>,
    /// The dated rules and switches without which the decision would be another.
    pub hinges: Vec<Hinge>,
}

/// How a decision point fails, beyond a decision of Indeterminate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It cannot read the policy.
    Refused,
    /// It stops with an error while deciding.
    Thrown,
}

/// A rule of Altinn's with a date, or a switch, that a decision hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hinge {
    /// Rules are combined by the tables of XACML 3.0 since 2026-08-20; before, and in `altinn@0.0.8`, they were not.
    Combining,
    /// `string-is-in` asks for an equal value; in `altinn@0.0.8` a part of it was enough.
    StringIsIn,
    /// Role codes may be delivered in lower case.
    LowerCaseRoles,
    /// Altinn 2 roles give no access after 2026-12-31.
    Altinn2Roles,
}

impl Hinge {
    /// In words: lower-case start, no final full stop.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Combining => "since 20 August 2026 Altinn combines rules as XACML 3.0 says, which it did not before",
            Self::StringIsIn => {
                "`string-is-in` asked for a part of the value in older versions, and asks for all of it now"
            }
            Self::LowerCaseRoles => "Altinn has a switch that delivers role codes in lower case",
            Self::Altinn2Roles => "Altinn 2 roles give no access after 31 December 2026",
        }
    }
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
        Self { decision, because: None, fault: None, hinges: Vec::new() }
    }

    /// A decision and its reason.
    pub fn because(decision: Decision, span: Span, text: impl Into<String>) -> Self {
        Self { because: Some(Reason { span, text: text.into() }), ..Self::plain(decision) }
    }
}
