//! How the decisions of the rules become one (XACML 3.0 core, appendix C, as Altinn has it since 2026-08-20).

use crate::pdp::Decision;
use crate::xacml::{Combining, Effect};

/// What one rule decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleDecision {
    /// Its effect.
    Effect(Effect),
    /// It failed; the effect it would have had is known.
    Indeterminate(Effect),
    /// It does not apply.
    NotApplicable,
}

/// Combines the decisions of the rules, in the order of the policy.
pub(super) fn combine(algorithm: Combining, decisions: &[RuleDecision]) -> Decision {
    let any = |wanted: RuleDecision| decisions.contains(&wanted);
    let permit = || any(RuleDecision::Effect(Effect::Permit));
    let deny = || any(RuleDecision::Effect(Effect::Deny));
    match algorithm {
        Combining::DenyOverrides => overrides(decisions, Effect::Deny),
        Combining::PermitOverrides => overrides(decisions, Effect::Permit),
        Combining::DenyUnlessPermit if permit() => Decision::Permit,
        Combining::DenyUnlessPermit => Decision::Deny,
        Combining::PermitUnlessDeny if deny() => Decision::Deny,
        Combining::PermitUnlessDeny => Decision::Permit,
        Combining::FirstApplicable => decisions
            .iter()
            .find(|decision| **decision != RuleDecision::NotApplicable)
            .map_or(Decision::NotApplicable, |decision| match decision {
                RuleDecision::Effect(effect) => of(*effect),
                _ => Decision::Indeterminate,
            }),
    }
}

/// The tables of deny-overrides and permit-overrides, which are each other's mirror.
fn overrides(decisions: &[RuleDecision], strong: Effect) -> Decision {
    let weak = if strong == Effect::Deny { Effect::Permit } else { Effect::Deny };
    let any = |wanted: RuleDecision| decisions.contains(&wanted);
    if any(RuleDecision::Effect(strong)) {
        of(strong)
    } else if any(RuleDecision::Indeterminate(strong)) {
        Decision::Indeterminate
    } else if any(RuleDecision::Effect(weak)) {
        of(weak)
    } else if any(RuleDecision::Indeterminate(weak)) {
        Decision::Indeterminate
    } else {
        Decision::NotApplicable
    }
}

const fn of(effect: Effect) -> Decision {
    match effect {
        Effect::Permit => Decision::Permit,
        Effect::Deny => Decision::Deny,
    }
}
