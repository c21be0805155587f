//! Changes of a policy that change no decision, or change it in one way only: a policy is written otherwise, and the analysis
//! must prove that nothing is answered otherwise.

#![allow(clippy::print_stdout, clippy::expect_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/generate.rs"]
mod generate;
#[path = "analysis_support/laws.rs"]
mod laws;

use analysis_support::with_policy;
use generate::{Odds, PLAIN, RuleSpec, Spec, WILD};
use laws::{BOTH, TARGETS, check, differences, same, with_algorithm};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Claim, Dialect, Domain, Judgement, Shape, Strength};
use notify_lint::source::{Encoding, Source};

#[test]
fn an_any_of_split_into_rules_says_the_same() {
    check(60, PLAIN, |spec| {
        let mut other = spec.clone();
        other.rules = spec.rules.iter().flat_map(split).collect();
        BOTH.into_iter().try_for_each(|dialect| same(&spec.xml(), &other.xml(), dialect))
    });
}

/// One rule for each alternative of the first AnyOf.
fn split(rule: &RuleSpec) -> Vec<RuleSpec> {
    let Some((first, rest)) = rule.target.split_first() else { return vec![rule.clone()] };
    let alone = |all_of: &Vec<_>| RuleSpec {
        target: std::iter::once(vec![all_of.clone()]).chain(rest.iter().cloned()).collect(),
        ..rule.clone()
    };
    first.iter().map(alone).collect()
}

#[test]
fn ids_are_only_names() {
    check(40, WILD, |spec| {
        let text = spec.xml();
        let other = text
            .replace("PolicyId=\"p\" Version=\"1.0\"", "PolicyId=\"urn:altinn:policy:blåbær\" Version=\"2.7\"")
            .replace("RuleId=\"r", "RuleId=\"urn:eksempel:regel:");
        BOTH.into_iter().try_for_each(|dialect| same(&text, &other, dialect))
    });
}

#[test]
fn characters_may_be_written_as_references_or_cdata() {
    check(40, WILD, |spec| {
        let text = spec.xml();
        let other = text
            .replace(">DAGL<", ">&#68;AG&#x4C;<")
            .replace(">revi<", "><![CDATA[revi]]><")
            .replace(">Task_1<", ">Task<!-- her -->_1<");
        BOTH.into_iter().try_for_each(|dialect| same(&text, &other, dialect))
    });
}

#[test]
fn the_encoding_of_the_file_changes_nothing() {
    check(20, WILD, |spec| {
        let text = spec.xml();
        let wide: Vec<u16> =
            format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?>{text}").encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for (bytes, encoding) in [(little, Encoding::Utf16Le), (big, Encoding::Utf16Be)] {
            let source = Source::decode("policy.xml", bytes).map_err(|why| format!("{why:?}"))?;
            assert_eq!(source.encoding(), encoding);
            BOTH.into_iter().try_for_each(|dialect| same(&text, source.text(), dialect))?;
        }
        Ok(())
    });
}

#[test]
fn the_case_of_a_role_does_not_matter_where_it_is_ignored() {
    check(40, WILD, |spec| {
        let mut spec = spec.clone();
        let targets = std::iter::once(&mut spec.target).chain(spec.rules.iter_mut().map(|rule| &mut rule.target));
        targets.flatten().flatten().flatten().for_each(|one| one.ignore_case = true);
        spec.rules.iter_mut().for_each(|rule| rule.condition = None);
        let text = spec.xml();
        let other = text.replace(">DAGL<", ">Dagl<").replace(">revi<", ">REVI<");
        BOTH.into_iter().try_for_each(|dialect| same(&text, &other, dialect))
    });
}

#[test]
fn a_default_is_taken_wherever_nothing_contradicts_it() {
    let always = |effect| format!("<Rule RuleId=\"alltid\" Effect=\"{effect}\"><Target/></Rule></Policy>");
    check(40, PLAIN, |spec| {
        for (algorithm, default, other) in [
            ("deny-unless-permit", Decision::Deny, Decision::Permit),
            ("permit-unless-deny", Decision::Permit, Decision::Deny),
        ] {
            let spec = with_algorithm(spec, algorithm);
            let empty = Spec { rules: Vec::new(), ..spec.clone() };
            let constant = empty.xml().replace("</Policy>", &always(default.name()));
            for dialect in BOTH {
                for change in differences(&constant, &spec.xml(), dialect).changes {
                    if (change.before, change.after) != (default, other) {
                        return Err(format!("{dialect:?}: {} to {}", change.before.name(), change.after.name()));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_follows_counts_only_where_nothing_before_applies() {
    check(60, Odds { must: 0, ..TARGETS }, |spec| {
        let spec = with_algorithm(spec, "first-applicable");
        let first = Spec { rules: spec.rules[..1].to_vec(), ..spec.clone() };
        for dialect in BOTH {
            for change in differences(&first.xml(), &spec.xml(), dialect).changes {
                if change.before != Decision::NotApplicable {
                    return Err(format!("{dialect:?}: {} to {}", change.before.name(), change.after.name()));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn one_rule_alone_is_what_any_algorithm_makes_of_it() {
    check(40, TARGETS, |spec| {
        let spec = Spec { rules: spec.rules[..1].to_vec(), ..spec.clone() };
        let alone = |algorithm| with_algorithm(&spec, algorithm).xml();
        let first = alone("first-applicable");
        for algorithm in
            ["3.0:rule-combining-algorithm:deny-overrides", "3.0:rule-combining-algorithm:permit-overrides"]
        {
            BOTH.into_iter().try_for_each(|dialect| same(&first, &alone(algorithm), dialect))?;
        }
        Ok(())
    });
}

#[test]
fn who_is_permitted_by_permits_alone_stays_so_with_more() {
    check(40, PLAIN, |spec| {
        let mut spec = with_algorithm(spec, "3.0:rule-combining-algorithm:deny-overrides");
        spec.rules.iter_mut().for_each(|rule| rule.permit = true);
        let kept = |dialect: Dialect| {
            with_policy(&spec.xml(), |policy| {
                let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
                let analysis = Analysis::new(policy, &binding, &domain, dialect);
                let claims = |strength| -> Vec<Claim> {
                    let shape = Shape { asker: 0, place: 0, action: 0 };
                    let all = analysis.classes(0);
                    let two = all.windows(2).map(<[_]>::to_vec);
                    let claim = |who| Claim { shape, who, decision: Decision::Permit, strength };
                    all.iter().map(|one| vec![one.clone()]).chain(two).chain([all.clone()]).map(claim).collect()
                };
                let [alone, more] = [Strength::Alone, Strength::WithAnythingElse].map(|of| analysis.judge(&claims(of)));
                alone.iter().zip(&more).all(|(alone, more)| *alone != Judgement::Proved || *more == Judgement::Proved)
            })
        };
        match BOTH.into_iter().all(|dialect| kept(dialect) == Some(true)) {
            true => Ok(()),
            false => Err("a Permit is lost".to_owned()),
        }
    });
}
