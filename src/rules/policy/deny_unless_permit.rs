//! deny-unless-permit: people who were delegated access never get through.

use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::{Combining, Effect as RuleEffect, Match, Policy, combining};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let Some(id) = &file.policy.combining else { return };
    if combining::of(&id.value) == Some(Combining::DenyUnlessPermit) {
        let right = combining::DENY_OVERRIDES;
        let edits = vec![Edit { at: file.at(id.span), text: right.to_owned() }];
        report
            .at(file.at(id.span))
            .says("whoever has no access by the policy is denied, so access that was delegated to them is never looked at")
            .help(format!("write `{right}`, which every template of Altinn's has"))
            .note("delegations are tried only when no rule applies; this algorithm never says so")
            .fix(Fix::new("use deny-overrides", safety(&file.policy), Effect::Undenies, edits));
    }
}

/// Whether only those change who are denied for want of a rule: a rule that denies, or one that fails, would weigh more
/// from then on.
fn safety(policy: &Policy<'_>) -> Safety {
    let denies = policy.rules.iter().any(|rule| rule.effect.value == RuleEffect::Deny);
    let demands = |one: &Match<'_>| one.designator().is_some_and(|designator| designator.must_be_present.value);
    let fails = policy.matches().any(|(_, one)| demands(one));
    if denies || fails { Safety::Unsafe } else { Safety::Safe }
}
