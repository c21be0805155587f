//! The standard dialect from outside: whole policies, whole requests, and what is answered.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::standard::value::{DataType, Value};
use notify_lint::pdp::standard::{Evaluable, Options, Potential, Repository, Verdict, evaluate_any};
use notify_lint::pdp::{Context, Decision, Request, StatusCode};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category};

#[test]
fn every_answer_has_its_reason_and_place() {
    let role = apply("string-is-in", &format!("{}{}", text("DAGL"), subject("urn:altinn:rolecode", false)));
    let whole = policy("deny-overrides", &rule("Permit", &role));
    let permitted = ask(&whole, &with_role("DAGL"));
    assert_eq!((permitted.answer.decision, because(&permitted)), (Decision::Permit, "this rule permits it"));
    let span = permitted.answer.because.as_ref().unwrap().span;
    assert!(whole[span.range()].starts_with("<Rule"));
    let refused = ask(&whole, &with_role("REVI"));
    assert_eq!((refused.answer.decision, because(&refused)), (Decision::NotApplicable, "no rule applies"));
    let denied = ask(&policy("deny-unless-permit", &rule("Permit", &role)), &with_role("REVI"));
    assert_eq!(because(&denied), "nothing permits it, which denies it here");
}

#[test]
fn a_missing_attribute_is_named() {
    let role = apply("string-is-in", &format!("{}{}", text("DAGL"), subject("urn:altinn:rolecode", true)));
    let outcome = ask(&policy("deny-overrides", &rule("Permit", &role)), &Context::default());
    assert_eq!(outcome.verdict, Some(Verdict::Indeterminate(Potential::Only(xacml::Effect::Permit))));
    assert_eq!(outcome.answered.status.code, StatusCode::MissingAttribute);
    let missing = &outcome.answered.status.missing;
    assert_eq!((missing.len(), missing[0].id.as_str()), (1, "urn:altinn:rolecode"));
    assert!(because(&outcome).contains("urn:altinn:rolecode"));
}

#[test]
fn wrong_types_spoil_the_policy_and_unknown_functions_the_set_too() {
    let good = policy_named("god", "1.0", "deny-overrides", "<Rule RuleId='r' Effect='Permit'/>");
    let mistyped = policy("deny-overrides", &rule("Permit", &apply("string-equal", &text("a").repeat(3))));
    let unknown = policy("deny-overrides", &rule("Permit", &apply("finnes-ikke", "")));
    assert_eq!(decide(&mistyped), Decision::Indeterminate);
    assert_eq!(decide(&set("s", "permit-overrides", &format!("{mistyped}{good}"))), Decision::Permit);
    assert_eq!(decide(&set("s", "permit-overrides", &format!("{unknown}{good}"))), Decision::Indeterminate);
    // A rule that nobody reaches is enough.
    let unreached = format!("<Rule RuleId='x' Effect='Permit'/>{}", rule("Permit", &apply("string-equal", &text("a"))));
    assert_eq!(decide(&policy("first-applicable", &unreached)), Decision::Indeterminate);
    let by_reference = set(
        "s",
        "permit-overrides",
        "<PolicyIdReference>god</PolicyIdReference><PolicyIdReference>eksempel</PolicyIdReference>",
    );
    let outcome = ask_all(&[&by_reference, &good, &unknown], &Context::default(), &Options::default());
    assert_eq!(outcome.answer.decision, Decision::Permit);
    assert_eq!(outcome.document, 1);
}

#[test]
fn an_algorithm_for_policies_is_none_for_rules() {
    let text = "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
                RuleCombiningAlgId='urn:oasis:names:tc:xacml:3.0:policy-combining-algorithm:deny-overrides'>\
                <Target/><Rule RuleId='r' Effect='Permit'/></Policy>";
    let outcome = ask(text, &Context::default());
    assert_eq!(outcome.answer.decision, Decision::Indeterminate);
    assert!(because(&outcome).ends_with("it combines policies"), "{}", because(&outcome));
}

#[test]
fn a_policy_with_an_issuer_is_not_trusted() {
    let plain = policy("deny-overrides", "<Rule RuleId='r' Effect='Permit'/>");
    let issued = plain.replacen("<Target/>", "<PolicyIssuer/><Target/>", 1);
    assert_eq!(decide(&plain), Decision::Permit);
    assert_eq!(decide(&issued), Decision::Indeterminate);
}

#[test]
fn what_the_schema_forbids_is_indeterminate_and_what_only_altinn_refuses_is_not() {
    let rule = "<Rule RuleId='r' Effect='Permit'/>";
    let plain = policy("deny-overrides", rule);
    let decide_with = |from: &str, to: &str| decide(&plain.replacen(from, to, 1));
    assert_eq!(decide_with("<Target/>", "<Target></Target>"), Decision::Permit);
    assert_eq!(decide_with("<Target/>", ""), Decision::Indeterminate);
    assert_eq!(decide_with(rule, ""), Decision::NotApplicable);
    assert_eq!(decide_with(rule, "<Regel/>"), Decision::Indeterminate);
    assert_eq!(decide_with("Effect='Permit'", "Effect='Kanskje'"), Decision::Indeterminate);
    assert_eq!(decide_with("<Target/>", "<Target><AnyOf/></Target>"), Decision::Indeterminate);
    // One broken policy of a set leaves the others alone.
    let good = policy_named("god", "1.0", "deny-overrides", rule);
    let broken = plain.replacen("<Target/>", "", 1);
    assert_eq!(decide(&set("s", "permit-overrides", &format!("{broken}{good}"))), Decision::Permit);
    assert_eq!(decide(&set("s", "deny-overrides", &format!("{broken}{good}"))), Decision::Indeterminate);
}

#[test]
fn references_take_the_latest_version_that_fits() {
    let member = |version: &str, effect: &str| {
        policy_named("p", version, "deny-overrides", &format!("<Rule RuleId='r' Effect='{effect}'/>"))
    };
    let (old, new) = (member("1.9", "Deny"), member("1.10", "Permit"));
    let ask = |reference: &str| {
        let set = set("s", "deny-overrides", &format!("<PolicyIdReference {reference}>p</PolicyIdReference>"));
        ask_all(&[&set, &old, &new], &Context::default(), &Options::default()).answer.decision
    };
    assert_eq!(ask(""), Decision::Permit);
    assert_eq!(ask("Version='1.9'"), Decision::Deny);
    assert_eq!(ask("LatestVersion='1.9'"), Decision::Deny);
    assert_eq!(ask("EarliestVersion='1.10'"), Decision::Permit);
    assert_eq!(ask("Version='2.*'"), Decision::Indeterminate);
}

#[test]
fn only_one_policy_may_apply() {
    let member = |id: &str| policy_named(id, "1.0", "deny-overrides", "<Rule RuleId='r' Effect='Permit'/>");
    assert_eq!(decide(&set("s", "only-one-applicable", &member("a"))), Decision::Permit);
    assert_eq!(decide(&set("s", "only-one-applicable", &(member("a") + &member("b")))), Decision::Indeterminate);
    assert_eq!(decide(&set("s", "only-one-applicable", "")), Decision::NotApplicable);
    let documents = [member("a"), member("b")];
    let parsed: Vec<_> = documents.iter().map(|text| Document::parse(text)).collect();
    let roots: Vec<_> = parsed.iter().map(xacml::read).collect();
    let both = Repository::new(roots.iter().filter_map(Evaluable::of));
    let outcome = evaluate_any(&both, &Context::default(), &Options::default());
    assert_eq!((outcome.answer.decision, because(&outcome)), (Decision::Indeterminate, "more than one policy applies"));
}

#[test]
fn duties_come_with_the_effect_they_are_for() {
    let duty = |on: &str, value: &str| {
        format!(
            "<ObligationExpressions><ObligationExpression ObligationId='varsle' FulfillOn='{on}'>\
             <AttributeAssignmentExpression AttributeId='til'>{value}</AttributeAssignmentExpression>\
             </ObligationExpression></ObligationExpressions>"
        )
    };
    let rule = "<Rule RuleId='r' Effect='Permit'/>";
    let given =
        ask(&policy("deny-overrides", &(rule.to_owned() + &duty("Permit", &text("styreleder")))), &Context::default());
    assert_eq!(given.answered.obligations.len(), 1);
    assert_eq!(given.answered.obligations[0].assignments[0].text, "styreleder");
    let other = ask(&policy("deny-overrides", &(rule.to_owned() + &duty("Deny", &text("x")))), &Context::default());
    assert!(other.answered.obligations.is_empty());
    let roles = duty("Permit", &subject("urn:altinn:rolecode", false));
    let two = Context::from(&Request::new().with(Category::Subject, "urn:altinn:rolecode", "DAGL").with(
        Category::Subject,
        "urn:altinn:rolecode",
        "REVI",
    ));
    let each = ask(&policy("deny-overrides", &(rule.to_owned() + &roles)), &two);
    assert_eq!(each.answered.obligations[0].assignments.len(), 2);
    let failed = duty("Permit", &subject("urn:altinn:rolecode", true));
    let outcome = ask(&policy("deny-overrides", &(rule.to_owned() + &failed)), &Context::default());
    assert_eq!(outcome.verdict, Some(Verdict::Indeterminate(Potential::Only(xacml::Effect::Permit))));
    assert!(outcome.answered.obligations.is_empty());
}

#[test]
fn a_failed_target_matters_only_where_a_rule_applies() {
    let target = format!(
        "<Target><AnyOf><AllOf><Match MatchId='{F1}string-equal'>{}{}</Match></AllOf></AnyOf></Target>",
        text("DAGL"),
        subject("urn:altinn:rolecode", true)
    );
    let with = |rules: &str| policy("deny-overrides", rules).replacen("<Target/>", &target, 1);
    let verdict = |rules: &str| ask(&with(rules), &Context::default()).verdict;
    let never = rule("Deny", &apply("or", ""));
    assert_eq!(verdict(&never), Some(Verdict::NotApplicable));
    let denied = Some(Verdict::Indeterminate(Potential::Only(xacml::Effect::Deny)));
    assert_eq!(verdict("<Rule RuleId='r' Effect='Deny'/>"), denied);
}

#[test]
fn the_time_is_what_it_is_told_to_be() {
    let id = "urn:oasis:names:tc:xacml:1.0:environment:current-date";
    let date = "http://www.w3.org/2001/XMLSchema#date";
    let today = format!(
        "<AttributeDesignator Category='{}' AttributeId='{id}' DataType='{date}' MustBePresent='true'/>",
        Category::Environment.urn()
    );
    let before =
        apply("date-less-than", &format!("{}{}", apply("date-one-and-only", &today), value(date, "2027-01-01Z")));
    let whole = policy("deny-unless-permit", &rule("Permit", &before));
    let at = |now: &str| {
        let Ok(Value::DateTime(now)) = Value::read(DataType::DateTime, now) else { panic!("{now}") };
        ask_all(&[&whole], &Context::default(), &Options { now: Some(now) }).answer.decision
    };
    assert_eq!(at("2026-12-31T23:59:59Z"), Decision::Permit);
    assert_eq!(at("2027-01-01T00:00:00Z"), Decision::Deny);
    let untold = policy("deny-overrides", &rule("Permit", &before));
    assert_eq!(ask(&untold, &Context::default()).answered.status.code, StatusCode::MissingAttribute);
}

#[test]
fn a_variable_is_computed_once_and_not_by_itself() {
    let variable =
        |id: &str, content: &str| format!("<VariableDefinition VariableId='{id}'>{content}</VariableDefinition>");
    let reference = |id: &str| format!("<VariableReference VariableId='{id}'/>");
    let of = |variables: &str, id: &str| {
        decide(&policy("deny-overrides", &format!("{variables}{}", rule("Permit", &reference(id)))))
    };
    // Each of a hundred variables names the one before it twice.
    let mut chain = variable("v0", &apply("and", ""));
    for number in 1..100 {
        let before = reference(&format!("v{}", number - 1));
        chain.push_str(&variable(&format!("v{number}"), &apply("and", &format!("{before}{before}"))));
    }
    assert_eq!(of(&chain, "v99"), Decision::Permit);
    let circle = variable("a", &apply("not", &reference("b"))) + &variable("b", &apply("not", &reference("a")));
    assert_eq!(of(&circle, "a"), Decision::Indeterminate);
    assert_eq!(of("", "finnes-ikke"), Decision::Indeterminate);
}
