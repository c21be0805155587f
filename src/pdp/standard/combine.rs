//! Combining algorithms (core specification, appendix C).
//!
//! What is combined is evaluated one after the other and no further than the pseudo-code of the specification goes: what it
//! returns before is not evaluated, and gives no obligations. "Ordered" algorithms are therefore the same as the others.

use super::fault::Fault;
use super::verdict::{Duties, Evaluated, Potential, Verdict};
use crate::xacml::Effect;

/// What is combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Rules,
    Policies,
}

/// A combining algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// C.2 to C.5: one decision of this effect is enough; with the extended Indeterminate.
    Overrides(Effect),
    /// C.6 and C.7: this effect unless there is one of the other.
    Otherwise(Effect),
    /// C.8: the first that applies decides.
    FirstApplicable,
    /// C.9: exactly one may apply.
    OnlyOneApplicable,
    /// C.10 to C.16, for rules: as XACML 1.0 had it.
    LegacyRules(Effect),
    /// C.11 and C.13: an error in a policy is Deny.
    LegacyDenyPolicies,
    /// C.15 and its ordered twin: errors give way to both effects.
    LegacyPermitPolicies,
}

impl Algorithm {
    /// The algorithm of an id; rules and policies have ids of their own.
    pub(super) fn named(id: &str, of: Of) -> Option<Self> {
        let (version, name) = id.trim().strip_prefix("urn:oasis:names:tc:xacml:")?.split_once(':')?;
        let name = name.strip_prefix(match of {
            Of::Rules => "rule-combining-algorithm:",
            Of::Policies => "policy-combining-algorithm:",
        })?;
        match (version, name, of) {
            ("3.0", "deny-overrides" | "ordered-deny-overrides", _) => Some(Self::Overrides(Effect::Deny)),
            ("3.0", "permit-overrides" | "ordered-permit-overrides", _) => Some(Self::Overrides(Effect::Permit)),
            ("3.0", "deny-unless-permit", _) => Some(Self::Otherwise(Effect::Deny)),
            ("3.0", "permit-unless-deny", _) => Some(Self::Otherwise(Effect::Permit)),
            ("1.0", "first-applicable", _) => Some(Self::FirstApplicable),
            ("1.0", "only-one-applicable", Of::Policies) => Some(Self::OnlyOneApplicable),
            ("1.0", "deny-overrides", Of::Rules) | ("1.1", "ordered-deny-overrides", Of::Rules) => {
                Some(Self::LegacyRules(Effect::Deny))
            }
            ("1.0", "permit-overrides", Of::Rules) | ("1.1", "ordered-permit-overrides", Of::Rules) => {
                Some(Self::LegacyRules(Effect::Permit))
            }
            ("1.0", "deny-overrides", Of::Policies) | ("1.1", "ordered-deny-overrides", Of::Policies) => {
                Some(Self::LegacyDenyPolicies)
            }
            ("1.0", "permit-overrides", Of::Policies) | ("1.1", "ordered-permit-overrides", Of::Policies) => {
                Some(Self::LegacyPermitPolicies)
            }
            _ => None,
        }
    }
}

/// The verdicts so far, and what came with them.
#[derive(Default)]
pub(super) struct Children {
    all: Vec<Evaluated>,
}

/// What a combination comes to.
pub(super) struct Combined {
    pub(super) verdict: Verdict,
    /// The child that it rests on; none where it rests on the algorithm alone.
    pub(super) decisive: Option<Evaluated>,
    /// Those of every child that came to the same decision.
    pub(super) duties: Duties,
    pub(super) policies: Vec<crate::pdp::PolicyIdentifier>,
}

impl Children {
    fn has(&self, verdict: Verdict) -> bool {
        self.all.iter().any(|child| child.verdict == verdict)
    }

    fn decided(&self, effect: Effect) -> bool {
        self.has(Verdict::Decided(effect))
    }

    fn failed(&self) -> bool {
        self.all.iter().any(|child| matches!(child.verdict, Verdict::Indeterminate(_)))
    }

    fn failed_with(&self, potential: Potential) -> bool {
        self.has(Verdict::Indeterminate(potential))
    }

    fn into_combined(self, verdict: Verdict) -> Combined {
        let same = |child: &Evaluated| match verdict {
            Verdict::Indeterminate(_) => child.fault.is_some(),
            Verdict::Decided(_) => child.verdict == verdict,
            Verdict::NotApplicable => false,
        };
        let mut combined = Combined { verdict, decisive: None, duties: Duties::default(), policies: Vec::new() };
        for mut child in self.all {
            combined.policies.append(&mut child.policies);
            if same(&child) {
                if matches!(verdict, Verdict::Decided(_)) {
                    combined.duties.append(std::mem::take(&mut child.duties));
                }
                combined.decisive.get_or_insert(child);
            }
        }
        combined
    }
}

/// Evaluates children and combines them, by every algorithm but only-one-applicable, which looks at targets first.
pub(super) fn combine(
    algorithm: Algorithm,
    children: impl Iterator<Item = Result<Evaluated, Fault>>,
) -> Result<Combined, Fault> {
    let enough = stops_at(algorithm);
    let mut seen = Children::default();
    for child in children {
        let child = child?;
        let verdict = child.verdict;
        seen.all.push(child);
        if enough(verdict) {
            break;
        }
    }
    let verdict = conclude(algorithm, &seen);
    Ok(seen.into_combined(verdict))
}

/// Which verdict ends the evaluation, whatever would follow.
fn stops_at(algorithm: Algorithm) -> impl Fn(Verdict) -> bool {
    move |verdict| match algorithm {
        Algorithm::Overrides(effect) | Algorithm::LegacyRules(effect) => verdict == Verdict::Decided(effect),
        Algorithm::Otherwise(effect) => verdict == Verdict::Decided(contrary(effect)),
        Algorithm::FirstApplicable | Algorithm::OnlyOneApplicable => verdict != Verdict::NotApplicable,
        Algorithm::LegacyDenyPolicies => {
            matches!(verdict, Verdict::Decided(Effect::Deny) | Verdict::Indeterminate(_))
        }
        Algorithm::LegacyPermitPolicies => verdict == Verdict::Decided(Effect::Permit),
    }
}

fn conclude(algorithm: Algorithm, seen: &Children) -> Verdict {
    let both = Verdict::Indeterminate(Potential::Both);
    match algorithm {
        Algorithm::Overrides(strong) => overrides(strong, seen),
        Algorithm::Otherwise(effect) if seen.decided(contrary(effect)) => Verdict::Decided(contrary(effect)),
        Algorithm::Otherwise(effect) => Verdict::Decided(effect),
        Algorithm::FirstApplicable | Algorithm::OnlyOneApplicable => match seen.all.last().map(|child| child.verdict) {
            // The pseudo-code returns an Indeterminate without extension, which the tables read as both.
            Some(Verdict::Indeterminate(_)) => both,
            Some(verdict) => verdict,
            None => Verdict::NotApplicable,
        },
        Algorithm::LegacyRules(strong) => {
            let might = seen.failed_with(Potential::Only(strong)) || seen.failed_with(Potential::Both);
            match () {
                () if seen.decided(strong) => Verdict::Decided(strong),
                () if might => both,
                () if seen.decided(contrary(strong)) => Verdict::Decided(contrary(strong)),
                () if seen.failed() => both,
                () => Verdict::NotApplicable,
            }
        }
        Algorithm::LegacyDenyPolicies => match () {
            () if seen.decided(Effect::Deny) || seen.failed() => Verdict::Decided(Effect::Deny),
            () if seen.decided(Effect::Permit) => Verdict::Decided(Effect::Permit),
            () => Verdict::NotApplicable,
        },
        Algorithm::LegacyPermitPolicies => match () {
            () if seen.decided(Effect::Permit) => Verdict::Decided(Effect::Permit),
            () if seen.decided(Effect::Deny) => Verdict::Decided(Effect::Deny),
            () if seen.failed() => both,
            () => Verdict::NotApplicable,
        },
    }
}

/// Deny-overrides, and its mirror image permit-overrides.
fn overrides(strong: Effect, seen: &Children) -> Verdict {
    let weak = contrary(strong);
    let (strong_failed, weak_failed) =
        (seen.failed_with(Potential::Only(strong)), seen.failed_with(Potential::Only(weak)));
    match () {
        () if seen.decided(strong) => Verdict::Decided(strong),
        () if seen.failed_with(Potential::Both) => Verdict::Indeterminate(Potential::Both),
        () if strong_failed && (weak_failed || seen.decided(weak)) => Verdict::Indeterminate(Potential::Both),
        () if strong_failed => Verdict::Indeterminate(Potential::Only(strong)),
        () if seen.decided(weak) => Verdict::Decided(weak),
        () if weak_failed => Verdict::Indeterminate(Potential::Only(weak)),
        () => Verdict::NotApplicable,
    }
}

pub(super) const fn contrary(effect: Effect) -> Effect {
    match effect {
        Effect::Permit => Effect::Deny,
        Effect::Deny => Effect::Permit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fault::Place;
    use super::*;
    use crate::source::Span;
    use Effect::{Deny, Permit};
    use std::collections::BTreeSet;

    const ALL: [Verdict; 6] = [
        Verdict::Decided(Permit),
        Verdict::Decided(Deny),
        Verdict::NotApplicable,
        Verdict::Indeterminate(Potential::Only(Permit)),
        Verdict::Indeterminate(Potential::Only(Deny)),
        Verdict::Indeterminate(Potential::Both),
    ];
    const BOTH: Verdict = Verdict::Indeterminate(Potential::Both);

    fn child(verdict: Verdict) -> Evaluated {
        let place = Place { document: 0, span: Span::default() };
        match verdict {
            Verdict::Indeterminate(potential) => Evaluated::failed(potential, Fault::processing("failed"), place),
            verdict => Evaluated::new(verdict, place, "so"),
        }
    }

    fn combined(algorithm: Algorithm, verdicts: &[Verdict]) -> Verdict {
        combine(algorithm, verdicts.iter().map(|verdict| Ok(child(*verdict)))).unwrap().verdict
    }

    fn sequences(length: usize) -> Vec<Vec<Verdict>> {
        (0..length).fold(vec![Vec::new()], |shorter, _| {
            shorter.iter().flat_map(|start| ALL.map(|verdict| [start.as_slice(), &[verdict]].concat())).collect()
        })
    }

    /// What a verdict might be, had nothing failed: 0 Permit, 1 Deny, 2 not applicable.
    fn possible(verdict: Verdict) -> Vec<u8> {
        match verdict {
            Verdict::Decided(Permit) => vec![0],
            Verdict::Decided(Deny) => vec![1],
            Verdict::NotApplicable => vec![2],
            Verdict::Indeterminate(Potential::Only(Permit)) => vec![0, 2],
            Verdict::Indeterminate(Potential::Only(Deny)) => vec![1, 2],
            Verdict::Indeterminate(Potential::Both) => vec![0, 1, 2],
        }
    }

    /// The extended Indeterminate of the overrides says exactly what might have come out: tried for every outcome.
    #[test]
    fn overrides_know_what_a_failure_might_have_been() {
        for (strong, first) in [(Deny, [1, 0, 2]), (Permit, [0, 1, 2])] {
            for sequence in (0..=4).flat_map(sequences) {
                let mut outcomes: BTreeSet<u8> = BTreeSet::from([2]);
                for verdict in &sequence {
                    let strongest = |a: u8, b: u8| *first.iter().find(|one| **one == a || **one == b).unwrap();
                    outcomes = possible(*verdict)
                        .into_iter()
                        .flat_map(|next| {
                            outcomes.iter().map(move |so_far| strongest(*so_far, next)).collect::<Vec<_>>()
                        })
                        .collect();
                }
                let want = match outcomes.iter().copied().collect::<Vec<_>>().as_slice() {
                    [0] => Verdict::Decided(Permit),
                    [1] => Verdict::Decided(Deny),
                    [2] => Verdict::NotApplicable,
                    [0, 2] => Verdict::Indeterminate(Potential::Only(Permit)),
                    [1, 2] => Verdict::Indeterminate(Potential::Only(Deny)),
                    _ => BOTH,
                };
                assert_eq!(combined(Algorithm::Overrides(strong), &sequence), want, "{strong:?} {sequence:?}");
            }
        }
    }

    #[test]
    fn the_default_holds_unless_contradicted() {
        for sequence in (0..=3).flat_map(sequences) {
            for (default, other) in [(Deny, Permit), (Permit, Deny)] {
                let contradicted = sequence.contains(&Verdict::Decided(other));
                let want = Verdict::Decided(if contradicted { other } else { default });
                assert_eq!(combined(Algorithm::Otherwise(default), &sequence), want);
            }
        }
    }

    #[test]
    fn the_first_that_applies_decides() {
        for sequence in (0..=3).flat_map(sequences) {
            let first = sequence.iter().copied().find(|verdict| *verdict != Verdict::NotApplicable);
            let want = match first {
                Some(Verdict::Indeterminate(_)) => BOTH,
                first => first.unwrap_or(Verdict::NotApplicable),
            };
            assert_eq!(combined(Algorithm::FirstApplicable, &sequence), want);
        }
    }

    /// Appendix C.10 to C.16, line by line.
    #[test]
    fn the_algorithms_of_1_0() {
        let [permit, deny, not, might_permit, might_deny, _] = ALL;
        let legacy = |effect, verdicts: &[Verdict]| combined(Algorithm::LegacyRules(effect), verdicts);
        assert_eq!(legacy(Deny, &[might_deny, permit]), BOTH);
        assert_eq!(legacy(Deny, &[might_permit, permit]), permit);
        assert_eq!(legacy(Deny, &[might_permit, not]), BOTH);
        assert_eq!(legacy(Deny, &[might_deny, deny]), deny);
        assert_eq!(legacy(Permit, &[might_permit, deny]), BOTH);
        assert_eq!(legacy(Permit, &[might_deny, deny]), deny);
        assert_eq!(legacy(Permit, &[not]), not);
        let denying = |verdicts: &[Verdict]| combined(Algorithm::LegacyDenyPolicies, verdicts);
        assert_eq!(denying(&[permit, might_permit]), deny);
        assert_eq!(denying(&[permit, not]), permit);
        assert_eq!(denying(&[]), not);
        let permitting = |verdicts: &[Verdict]| combined(Algorithm::LegacyPermitPolicies, verdicts);
        assert_eq!(permitting(&[might_permit, deny]), deny);
        assert_eq!(permitting(&[might_permit, permit]), permit);
        assert_eq!(permitting(&[might_permit, not]), BOTH);
    }

    #[test]
    fn rules_and_policies_have_ids_of_their_own() {
        let id = |version: &str, kind: &str, name: &str| {
            format!("urn:oasis:names:tc:xacml:{version}:{kind}-combining-algorithm:{name}")
        };
        assert_eq!(
            Algorithm::named(&id("1.1", "rule", "ordered-permit-overrides"), Of::Rules),
            Some(Algorithm::LegacyRules(Permit))
        );
        assert_eq!(
            Algorithm::named(&id("1.0", "policy", "only-one-applicable"), Of::Policies),
            Some(Algorithm::OnlyOneApplicable)
        );
        assert_eq!(Algorithm::named(&id("1.0", "rule", "only-one-applicable"), Of::Rules), None);
        assert_eq!(Algorithm::named(&id("3.0", "policy", "deny-overrides"), Of::Rules), None);
        assert_eq!(Algorithm::named(&id("1.0", "rule", "deny-unless-permit"), Of::Rules), None);
        assert_eq!(Algorithm::named(&id("3.0", "rule", "first-applicable"), Of::Rules), None);
    }
}
