//! Decisions on the way, with the extended Indeterminate (core specification, §7.10).

use super::fault::{Fault, Place};
use crate::pdp::{Decision, Duty, PolicyIdentifier};
use crate::xacml::Effect;

/// What a rule, policy or policy set comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its effect, or the combined one.
    Decided(Effect),
    /// It does not apply.
    NotApplicable,
    /// It failed, and might have come to this.
    Indeterminate(Potential),
}

/// What a failed evaluation might have come to, had it not failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Potential {
    /// One effect and not the other.
    Only(Effect),
    /// Either.
    Both,
}

impl Verdict {
    /// The decision that is answered: without the extension.
    pub const fn decision(self) -> Decision {
        match self {
            Self::Decided(Effect::Permit) => Decision::Permit,
            Self::Decided(Effect::Deny) => Decision::Deny,
            Self::NotApplicable => Decision::NotApplicable,
            Self::Indeterminate(_) => Decision::Indeterminate,
        }
    }
}

/// A verdict with what led to it and what comes with it.
#[derive(Clone, Debug)]
pub(super) struct Evaluated {
    pub(super) verdict: Verdict,
    /// What the verdict rests on, in words: lower-case start, no final full stop.
    pub(super) reason: String,
    pub(super) place: Place,
    /// What failed, where the verdict is Indeterminate.
    pub(super) fault: Option<Fault>,
    pub(super) duties: Duties,
    pub(super) policies: Vec<PolicyIdentifier>,
}

/// Obligations and advice.
#[derive(Clone, Debug, Default)]
pub(super) struct Duties {
    pub(super) obligations: Vec<Duty>,
    pub(super) advice: Vec<Duty>,
}

impl Duties {
    pub(super) fn append(&mut self, mut more: Self) {
        self.obligations.append(&mut more.obligations);
        self.advice.append(&mut more.advice);
    }
}

impl Evaluated {
    pub(super) fn new(verdict: Verdict, place: Place, reason: impl Into<String>) -> Self {
        Self { verdict, reason: reason.into(), place, fault: None, duties: Duties::default(), policies: Vec::new() }
    }

    /// Indeterminate for a cause.
    pub(super) fn failed(potential: Potential, fault: Fault, place: Place) -> Self {
        let place = fault.place.unwrap_or(place);
        let reason = fault.text.clone().into_owned();
        Self { fault: Some(fault), ..Self::new(Verdict::Indeterminate(potential), place, reason) }
    }
}
