//! What must hold of every policy, whatever it says: laws of combining, and changes of the text that change no decision.

#![allow(clippy::print_stdout, clippy::expect_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/generate.rs"]
mod generate;
#[path = "analysis_support/laws.rs"]
mod laws;

use analysis_support::with_policy;
use generate::{ALGORITHMS, Odds, PLAIN, RuleSpec, Spec, WILD};
use laws::{BOTH, TARGETS, check, differences, same, with_algorithm};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Dialect, Domain, Redundancy};

#[test]
fn ordered_algorithms_decide_as_the_others() {
    check(60, TARGETS, |spec| {
        let plain = with_algorithm(spec, "3.0:rule-combining-algorithm:deny-overrides");
        let ordered = with_algorithm(spec, "ordered-deny-overrides");
        BOTH.into_iter().try_for_each(|dialect| same(&plain.xml(), &ordered.xml(), dialect))
    });
}

#[test]
fn the_order_of_rules_any_of_all_of_and_matches_does_not_matter_where_nothing_must_be_present() {
    check(60, Odds { must: 0, ..TARGETS }, |spec| {
        if spec.algorithm == 2 {
            return Ok(());
        }
        let mut other = spec.clone();
        other.rules.reverse();
        for rule in &mut other.rules {
            rule.target.reverse();
            for any_of in &mut rule.target {
                any_of.reverse();
                any_of.iter_mut().for_each(|all_of| all_of.reverse());
            }
        }
        BOTH.into_iter().try_for_each(|dialect| same(&spec.xml(), &other.xml(), dialect))
    });
}

#[test]
fn a_rule_that_stands_twice_is_redundant_and_changes_nothing() {
    check(60, TARGETS, |spec| {
        let mut twice = spec.clone();
        twice.rules.push(spec.rules[0].clone());
        let (last, text) = (twice.rules.len() - 1, twice.xml());
        for dialect in BOTH {
            same(&spec.xml(), &text, dialect)?;
            let found = with_policy(&text, |policy| {
                let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
                let analysis = Analysis::new(policy, &binding, &domain, dialect);
                analysis.broken().is_some() || analysis.redundant().iter().any(|one| one.rule == last)
            });
            if found != Some(true) {
                return Err(format!("{dialect:?}: not called redundant"));
            }
        }
        Ok(())
    });
}

#[test]
fn prefixes_comments_white_space_and_line_ends_change_nothing() {
    check(40, WILD, |spec| {
        let text = spec.xml();
        let mut other = text.replace("<AnyOf>", "<!-- æøå -->\r\n  <AnyOf>").replace("<Match ", "\n\t<Match ");
        other = other.replace("<Policy xmlns=", "<x:Policy xmlns:x=");
        for name in ["Target", "Rule", "AnyOf", "AllOf", "Match", "AttributeValue", "AttributeDesignator", "Condition"]
        {
            other = other.replace(&format!("<{name}>"), &format!("<x:{name}>"));
            other = other.replace(&format!("<{name} "), &format!("<x:{name} "));
            other = other.replace(&format!("<{name}/>"), &format!("<x:{name}/>"));
            other = other.replace(&format!("</{name}>"), &format!("</x:{name}>"));
        }
        for name in ["Apply", "Function", "Policy"] {
            other = other.replace(&format!("<{name} "), &format!("<x:{name} "));
            other = other.replace(&format!("</{name}>"), &format!("</x:{name}>"));
        }
        BOTH.into_iter().try_for_each(|dialect| same(&text, &format!("\u{feff}{other}"), dialect))
    });
}

#[test]
fn deny_overrides_and_permit_overrides_are_each_others_mirror() {
    let mirrored = |decision: Decision| match decision {
        Decision::Permit => Decision::Deny,
        Decision::Deny => Decision::Permit,
        other => other,
    };
    check(40, TARGETS, |spec| {
        for (one, other) in [
            ("3.0:rule-combining-algorithm:deny-overrides", "3.0:rule-combining-algorithm:permit-overrides"),
            ("deny-unless-permit", "permit-unless-deny"),
        ] {
            let one = with_algorithm(spec, one);
            let mut other = with_algorithm(spec, other);
            other.rules.iter_mut().for_each(|rule| rule.permit = !rule.permit);
            let (one, other) = (one.xml(), other.xml());
            for dialect in BOTH {
                // Where one says neither Permit nor Deny, so does its mirror; where it does, the mirror says the contrary.
                for change in differences(&one, &other, dialect).changes {
                    if mirrored(change.before) != change.after {
                        return Err(format!("{dialect:?}: {} to {}", change.before.name(), change.after.name()));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn one_more_permit_rule_never_loses_a_permit() {
    check(60, PLAIN, |spec| {
        let spec = with_algorithm(spec, "3.0:rule-combining-algorithm:deny-overrides");
        let mut more = spec.clone();
        let rule = RuleSpec { permit: true, ..spec.rules[0].clone() };
        more.rules.push(RuleSpec { target: rule.target.iter().take(1).cloned().collect(), ..rule });
        for dialect in BOTH {
            let changes = differences(&spec.xml(), &more.xml(), dialect).changes;
            if changes.iter().any(|change| change.before == Decision::Permit) {
                return Err(format!("{dialect:?}: a Permit is lost"));
            }
        }
        Ok(())
    });
}

#[test]
fn what_the_standard_permits_by_a_policy_that_only_permits_so_does_altinn() {
    check(60, PLAIN, |spec| {
        let mut spec = with_algorithm(spec, "3.0:rule-combining-algorithm:deny-overrides");
        spec.rules.iter_mut().for_each(|rule| rule.permit = true);
        let lost = with_policy(&spec.xml(), |policy| {
            let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
            let analysis = Analysis::new(policy, &binding, &domain, Dialect::Altinn);
            let (differences, undecided) = analysis.differs_between_dialects();
            assert!(undecided.is_empty());
            differences.iter().any(|one| one.change.after == Decision::Permit)
        });
        if lost == Some(true) { Err("narrower".to_owned()) } else { Ok(()) }
    });
}

#[test]
fn every_mutant_is_told_apart_or_proved_equal() {
    check(40, TARGETS, |spec| {
        let mut mutants = Vec::new();
        let mut flipped = spec.clone();
        flipped.rules[0].permit = !flipped.rules[0].permit;
        mutants.push(flipped);
        mutants.push(Spec { algorithm: (spec.algorithm + 1) % ALGORITHMS.len(), ..spec.clone() });
        let mut changed = spec.clone();
        if let Some(one) = changed.rules[0].target.first_mut() {
            one[0][0].value ^= 1;
            mutants.push(changed);
        }
        for (mutant, dialect) in mutants.iter().flat_map(|mutant| BOTH.map(|dialect| (mutant, dialect))) {
            let (one, other) = (spec.xml(), mutant.xml());
            let shown = with_policy(&one, |one| {
                with_policy(&other, |other| {
                    let (domain, binding) = (Domain::unshaped([one, other]), Binding::default());
                    let first = Analysis::new(one, &binding, &domain, dialect);
                    let second = Analysis::new(other, &binding, &domain, dialect);
                    let changes = first.diff(&second);
                    let few = &changes.changes[..changes.changes.len().min(8)];
                    first.show_changes(&second, few).into_iter().all(|shown| shown.is_ok())
                })
            });
            if shown.flatten() != Some(true) {
                return Err(format!("{dialect:?}: a change does not replay"));
            }
        }
        Ok(())
    });
}

#[test]
fn a_rule_for_a_place_that_no_request_names_is_dead() {
    let text = "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1.0\" \
        RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>\
        <Rule RuleId=\"a\" Effect=\"Permit\"><Target><AnyOf><AllOf><Match \
        MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"><AttributeValue \
        DataType=\"http://www.w3.org/2001/XMLSchema#string\">Oppgave_9</AttributeValue><AttributeDesignator \
        AttributeId=\"urn:altinn:task\" Category=\"urn:oasis:names:tc:xacml:3.0:attribute-category:resource\" \
        DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></Match></AllOf></AnyOf></Target>\
        </Rule></Policy>";
    with_policy(text, |policy| {
        let (domain, binding) = (analysis_support::exactly(&[]), Binding::default());
        for dialect in BOTH {
            let redundant = Analysis::new(policy, &binding, &domain, dialect).redundant();
            assert_eq!(redundant.len(), 1);
            assert_eq!(redundant[0].why, Redundancy::Dead);
        }
    })
    .expect("a policy");
}
