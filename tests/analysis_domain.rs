//! What a domain says of its requests counts: what is fixed, what there is at most one of, what is sent no longer.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;

use analysis_support::with_policy;
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Dialect, Domain, Open, Outcome, Point, Shape, Strength, Value, Who,
};
use notify_lint::xacml::Category;

const ROLE: &str = "urn:altinn:rolecode";
const HERE: Shape = Shape { asker: 0, place: 0, action: 0 };
const THERE: Shape = Shape { asker: 0, place: 1, action: 0 };
const BOTH: [Dialect; 2] = [Dialect::Altinn, Dialect::Standard];

fn literal(text: &str) -> String {
    format!("<AttributeValue DataType='http://www.w3.org/2001/XMLSchema#string'>{text}</AttributeValue>")
}

fn designator(must: bool) -> String {
    format!(
        "<AttributeDesignator AttributeId='{ROLE}' Category='{}' DataType='http://www.w3.org/2001/XMLSchema#string' \
         MustBePresent='{must}'/>",
        Category::Subject.urn()
    )
}

fn roles(all: &[&str], must: bool) -> String {
    let one = |role: &&str| {
        let (value, attribute) = (literal(role), designator(must));
        format!("<Match MatchId='urn:oasis:names:tc:xacml:1.0:function:string-equal'>{value}{attribute}</Match>")
    };
    format!("<AnyOf><AllOf>{}</AllOf></AnyOf>", all.iter().map(one).collect::<String>())
}

fn rule(effect: &str, target: &str, condition: &str) -> String {
    format!("<Rule RuleId='r' Effect='{effect}'><Target>{target}</Target>{condition}</Rule>")
        .replace("<Target></Target>", "<Target/>")
}

fn policy(rules: &[String]) -> String {
    format!(
        "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' RuleCombiningAlgId=\
         'urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides'><Target/>{}</Policy>",
        rules.concat()
    )
}

/// Holds where the asker has exactly one role, and it is this one.
fn only(role: &str) -> String {
    let one = format!(
        "<Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:string-one-and-only'>{}</Apply>",
        designator(false)
    );
    format!(
        "<Condition><Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:string-equal'>{}{one}</Apply></Condition>",
        literal(role)
    )
}

fn held(role: &str) -> Value {
    Value::string(Category::Subject, ROLE, role)
}

/// A person at two places, where the second brings a role of its own.
fn domain(single: bool, fixed: &[&str]) -> Domain {
    let point = |name: &str, values: Vec<Value>| Point { name: name.to_owned(), values };
    Domain {
        askers: vec![Asker {
            name: "a person".to_owned(),
            fixed: fixed.iter().map(|role| held(role)).collect(),
            open: vec![Open { single, ..Open::strings(Category::Subject, ROLE) }],
        }],
        places: vec![point("here", Vec::new()), point("there", vec![held("DAGL")])],
        actions: vec![point("this", Vec::new())],
        people: Vec::new(),
    }
}

fn analysed<T>(text: &str, dialect: Dialect, domain: &Domain, ask: impl FnOnce(&Analysis<'_, '_>) -> T) -> T {
    let binding = Binding::default();
    with_policy(text, |policy| ask(&Analysis::new(policy, &binding, domain, dialect))).expect("a policy")
}

fn judged(analysis: &Analysis<'_, '_>, shape: Shape, who: &[&str], decision: Decision, strength: Strength) -> Outcome {
    let who = who.iter().map(|role| held(role)).collect();
    analysis.claim(&Claim { shape, who, decision, strength }).outcome
}

#[test]
fn of_what_there_is_at_most_one_nobody_holds_two() {
    // Plain rules, and rules that take diagrams.
    for (must, dialects) in [(false, &BOTH[..]), (true, &BOTH[1..])] {
        let both = rule("Permit", &roles(&["DAGL", "LEDE"], must), "");
        let text =
            policy(&[rule("Permit", &roles(&["DAGL"], must), ""), rule("Deny", &roles(&["REVI"], must), ""), both]);
        for dialect in dialects {
            analysed(&text, *dialect, &domain(true, &[]), |analysis| {
                let judged = |who: &[&str], strength| judged(analysis, HERE, who, Decision::Permit, strength);
                assert_eq!(judged(&["DAGL"], Strength::WithAnythingElse), Outcome::Proved, "{dialect:?} {must}");
                let Outcome::Undecided(doubt) = judged(&["DAGL", "REVI"], Strength::Alone) else { panic!() };
                assert_eq!(doubt.reason, "no request of this shape holds all of this");
                assert!(analysis.conflicts().is_empty(), "{dialect:?} {must}");
                let redundant: Vec<_> = analysis.redundant().iter().map(|one| one.rule).collect();
                assert!(redundant.contains(&2) || must, "{dialect:?} {must}: {redundant:?}");
            });
            analysed(&text, *dialect, &domain(false, &[]), |analysis| {
                let outcome = judged(analysis, HERE, &["DAGL"], Decision::Permit, Strength::WithAnythingElse);
                let Outcome::Refuted(witness) = outcome else { panic!("{dialect:?} {must}") };
                assert_eq!(witness.holds, [held("DAGL"), held("REVI")]);
                let conflicts = analysis.conflicts();
                let found: Vec<_> = conflicts.iter().map(|one| (one.permit, one.deny, one.example.shape())).collect();
                assert_eq!(found, [(0, 1, HERE), (2, 1, HERE)], "{dialect:?} {must}");
            });
        }
    }
}

#[test]
fn what_is_fixed_is_held_already() {
    let text = policy(&[rule("Permit", &roles(&["DAGL"], false), ""), rule("Deny", &roles(&["REVI"], false), "")]);
    for dialect in BOTH {
        analysed(&text, dialect, &domain(false, &["DAGL"]), |analysis| {
            assert_eq!(judged(analysis, HERE, &[], Decision::Permit, Strength::Alone), Outcome::Proved);
            assert_eq!(judged(analysis, HERE, &["REVI"], Decision::Deny, Strength::WithAnythingElse), Outcome::Proved);
        });
        analysed(&text, dialect, &domain(false, &[]), |analysis| {
            assert_eq!(judged(analysis, HERE, &[], Decision::NotApplicable, Strength::Alone), Outcome::Proved);
            assert_eq!(judged(analysis, THERE, &[], Decision::Permit, Strength::Alone), Outcome::Proved);
        });
        // The one value is there, so nobody holds another.
        analysed(&text, dialect, &domain(true, &["DAGL"]), |analysis| {
            assert_eq!(judged(analysis, HERE, &[], Decision::Permit, Strength::WithAnythingElse), Outcome::Proved);
            assert!(analysis.conflicts().is_empty());
        });
    }
}

#[test]
fn what_asker_and_place_both_bring_is_held_twice() {
    let text = policy(&[rule("Permit", "", &only("DAGL"))]);
    let decided = |single, fixed: &[&str], shape, decision| {
        analysed(&text, Dialect::Standard, &domain(single, fixed), |analysis| {
            judged(analysis, shape, &[], decision, Strength::Alone)
        })
    };
    assert_eq!(decided(false, &["DAGL"], HERE, Decision::Permit), Outcome::Proved);
    assert_eq!(decided(false, &["DAGL"], THERE, Decision::Indeterminate), Outcome::Proved);
    assert_eq!(decided(false, &[], THERE, Decision::Permit), Outcome::Proved);
    assert_eq!(decided(false, &["DAGL", "DAGL"], HERE, Decision::Indeterminate), Outcome::Proved);
    assert_eq!(decided(false, &["LEDE"], THERE, Decision::Indeterminate), Outcome::Proved);
    assert_eq!(decided(true, &[], HERE, Decision::Indeterminate), Outcome::Proved, "none is not one");
    // Of a single value, what is counted is one at most.
    analysed(&text, Dialect::Standard, &domain(true, &[]), |analysis| {
        let outcome = judged(analysis, HERE, &["DAGL"], Decision::Permit, Strength::WithAnythingElse);
        assert_eq!(outcome, Outcome::Proved);
    });
    analysed(&text, Dialect::Standard, &domain(false, &[]), |analysis| {
        let outcome = judged(analysis, HERE, &["DAGL"], Decision::Permit, Strength::WithAnythingElse);
        assert!(matches!(outcome, Outcome::Refuted(_)), "{outcome:?}");
    });
    let either = policy(&[rule("Permit", "", &only("DAGL")), rule("Permit", "", &only("LEDE"))]);
    let either = either.replace("deny-overrides", "permit-overrides");
    analysed(&either, Dialect::Standard, &domain(true, &[]), |analysis| {
        for role in ["DAGL", "LEDE"] {
            let outcome = judged(analysis, HERE, &[role], Decision::Permit, Strength::WithAnythingElse);
            assert_eq!(outcome, Outcome::Proved, "{role}");
            let outcome = judged(analysis, HERE, &[role], Decision::Deny, Strength::WithAnythingElse);
            let Outcome::Refuted(witness) = outcome else { panic!("{role}: {outcome:?}") };
            assert_eq!(witness.holds, [held(role)]);
        }
    });
}

#[test]
fn places_that_only_one_of_two_domains_has_are_compared_on_both_sides() {
    let (one, other) = (domain(false, &[]), domain(false, &[]));
    let first = Domain { places: one.places[..1].to_vec(), ..one };
    let second = Domain { places: other.places[1..].to_vec(), ..other };
    let text = policy(&[rule("Permit", &roles(&["LEDE"], false), "")]);
    let changed = policy(&[rule("Permit", &roles(&["LEDE"], false), ""), rule("Permit", &roles(&["DAGL"], false), "")]);
    let binding = Binding::default();
    with_policy(&text, |policy| {
        with_policy(&changed, |changed| {
            let before = Analysis::new(policy, &binding, &first, Dialect::Altinn);
            let after = Analysis::new(changed, &binding, &second, Dialect::Altinn);
            let changes = before.diff(&after).changes;
            let found: Vec<_> = changes.iter().map(|change| (change.shape, change.who.clone())).collect();
            assert_eq!(found, [(HERE, Who::Person(held("DAGL"))), (THERE, Who::Everybody)]);
            for change in &changes {
                before.show_change(&after, change).expect("it replays");
            }
        })
        .expect("a policy");
    })
    .expect("a policy");
}
