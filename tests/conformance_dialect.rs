//! The standard dialect from outside: whole policies, whole requests, and what is answered.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

#[path = "conformance/ask.rs"]
mod ask;

use ask::*;
use notify_lint::pdp::standard::value::{DataType, Value};
use notify_lint::pdp::standard::{Evaluable, Options, Potential, Repository, Verdict, evaluate_any};
use notify_lint::pdp::{Context, ContextAttribute, ContextValue, Decision, Request, StatusCode};
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
    let allowed = ask(&policy("permit-unless-deny", &rule("Deny", &role)), &with_role("REVI"));
    assert_eq!(because(&allowed), "nothing denies it, which is enough here");
    let nobody = format!(
        "<Target><AnyOf><AllOf><Match MatchId='{F1}string-equal'>{}{}</Match></AllOf></AnyOf></Target>",
        text("DAGL"),
        subject("urn:altinn:rolecode", false)
    );
    let targeted = whole.replacen("<Target/>", &nobody, 1);
    assert_eq!(because(&ask(&targeted, &with_role("REVI"))), "the target of the policy does not match");
    let targeted = set("s", "deny-overrides", &whole).replacen("<Target/>", &nobody, 1);
    assert_eq!(because(&ask(&targeted, &with_role("REVI"))), "the target of the policy set does not match");
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
    // Of several, the first.
    let one = |id: &str| format!("<Match MatchId='{F1}string-equal'>{}{}</Match>", text("x"), subject(id, true));
    let target = format!("<Target><AnyOf><AllOf>{}{}</AllOf></AnyOf></Target>", one("urn:a"), one("urn:b"));
    let permit = policy("deny-overrides", "<Rule RuleId='r' Effect='Permit'/>").replacen("<Target/>", &target, 1);
    let outcome = ask(&permit, &Context::default());
    assert_eq!(outcome.answered.status.missing[0].id, "urn:a");
}

#[test]
fn wrong_types_spoil_the_policy_and_unknown_functions_the_set_too() {
    let good = policy_named("god", "1.0", "deny-overrides", "<Rule RuleId='r' Effect='Permit'/>");
    let mistyped = policy("deny-overrides", &rule("Permit", &apply("string-equal", &text("a").repeat(3))));
    let unknown = policy("deny-overrides", &rule("Permit", &apply("finnes-ikke", "")));
    assert_eq!(decide(&mistyped), Decision::Indeterminate);
    assert_eq!(decide(&set("s", "permit-overrides", &format!("{mistyped}{good}"))), Decision::Permit);
    assert_eq!(decide(&set("s", "permit-overrides", &format!("{unknown}{good}"))), Decision::Indeterminate);
    // Wherever it stands, in what comes with a decision as well.
    let permit = "<Rule RuleId='r' Effect='Permit'/>";
    for on in ["Permit", "Deny"] {
        let unknown = obligation(on, &apply("finnes-ikke", ""));
        let of_policy = policy("deny-overrides", &(permit.to_owned() + &unknown));
        let of_rule = policy("deny-overrides", &format!("<Rule RuleId='r' Effect='Permit'>{unknown}</Rule>"));
        let of_set = set("i", "deny-overrides", &(good.clone() + &unknown));
        for one in [of_policy, of_rule, of_set] {
            assert_eq!(
                decide(&set("s", "permit-overrides", &format!("{one}{good}"))),
                Decision::Indeterminate,
                "{one}"
            );
        }
    }
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
fn wrong_types_count_even_where_no_request_comes() {
    let permit = "<Rule RuleId='x' Effect='Permit'/>";
    let number = apply("integer-abs", &value(INTEGER, "1"));
    // A condition that is a number, behind a rule that applies to everybody.
    let unreached = policy("first-applicable", &format!("{permit}{}", rule("Deny", &number)));
    let outcome = ask(&unreached, &Context::default());
    assert_eq!(
        (outcome.answer.decision, because(&outcome)),
        (Decision::Indeterminate, "a condition is one integer, not one boolean")
    );
    // Duties of the other effect, in a rule, a policy and a policy set.
    let mistyped = apply("string-equal", &text("a"));
    let of_rule = format!("<Rule RuleId='x' Effect='Permit'>{}</Rule>", obligation("Deny", &mistyped));
    assert_eq!(decide(&policy("deny-overrides", &of_rule)), Decision::Indeterminate);
    assert_eq!(
        decide(&policy("deny-overrides", &(permit.to_owned() + &obligation("Deny", &mistyped)))),
        Decision::Indeterminate
    );
    let advised = obligation("Deny", &mistyped).replace("Obligation", "Advice").replace("FulfillOn", "AppliesTo");
    assert_eq!(decide(&policy("deny-overrides", &(permit.to_owned() + &advised))), Decision::Indeterminate);
    let member = policy("deny-overrides", permit);
    assert_eq!(
        decide(&set("s", "deny-overrides", &(member.clone() + &obligation("Deny", &text("x"))))),
        Decision::Permit
    );
    assert_eq!(
        decide(&set("s", "deny-overrides", &(member.clone() + &obligation("Deny", &mistyped)))),
        Decision::Indeterminate
    );
    // The target of a set.
    let target = format!(
        "<Target><AnyOf><AllOf><Match MatchId='{F1}integer-equal'>{}{}</Match></AllOf></AnyOf></Target>",
        text("DAGL"),
        subject("urn:altinn:rolecode", false)
    );
    let around = set("s", "deny-overrides", &member).replacen("<Target/>", &target, 1);
    assert_eq!(ask(&around, &Context::default()).verdict, Some(Verdict::Indeterminate(Potential::Both)));
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
fn what_is_referred_to_is_looked_at_as_a_whole() {
    let permit = "<Rule RuleId='r' Effect='Permit'/>";
    let good = policy_named("god", "1.0", "deny-overrides", permit);
    let unknown = policy_named("ukjent", "1.0", "deny-overrides", &rule("Permit", &apply("finnes-ikke", "")));
    let inner = set("indre", "permit-overrides", &format!("{unknown}{good}"));
    let outer = set("ytre", "permit-overrides", "<PolicySetIdReference>indre</PolicySetIdReference>");
    let outcome = ask_all(&[&outer, &inner], &Context::default(), &Options::default());
    assert_eq!(outcome.answer.decision, Decision::Indeterminate, "{}", because(&outcome));
    assert!(because(&outcome).ends_with("is none that is supported"), "{}", because(&outcome));
}

#[test]
fn where_one_policy_may_apply_a_failed_target_is_indeterminate() {
    let target = format!(
        "<Target><AnyOf><AllOf><Match MatchId='{F1}string-equal'>{}{}</Match></AllOf></AnyOf></Target>",
        text("DAGL"),
        subject("urn:altinn:rolecode", true)
    );
    let member = policy("deny-overrides", "<Rule RuleId='r' Effect='Permit'/>").replacen("<Target/>", &target, 1);
    let whole = set("s", "only-one-applicable", &member);
    let outcome = ask(&whole, &Context::default());
    assert_eq!(outcome.verdict, Some(Verdict::Indeterminate(Potential::Both)));
    assert_eq!(outcome.answered.status.code, StatusCode::MissingAttribute);
    assert_eq!(ask(&whole, &with_role("DAGL")).answer.decision, Decision::Permit);
    assert_eq!(ask(&whole, &with_role("REVI")).answer.decision, Decision::NotApplicable);
}

#[test]
fn what_cannot_be_told_is_never_an_answer() {
    // A reference back to a group, which no linear engine can follow.
    let pattern = format!("{}{}", text(r"(a)\1"), subject("urn:altinn:rolecode", false));
    let target = format!(
        "<Target><AnyOf><AllOf><Match MatchId='{F1}string-regexp-match'>{pattern}</Match></AllOf></AnyOf></Target>"
    );
    let permit = "<Rule RuleId='r' Effect='Permit'/>";
    let plain = policy("deny-overrides", permit);
    let open = plain.replacen("<Target/>", &target, 1);
    let undecided = |text: &str| assert_eq!(ask(text, &with_role("aa")).answer.decision, Decision::Undecided, "{text}");
    undecided(&open);
    undecided(&set("s", "only-one-applicable", &open));
    undecided(&set("s", "permit-overrides", &(plain.clone() + &open)).replacen("<Target/>", &target, 1));
    let matched = apply("string-regexp-match", &(text(r"(a)\1") + &text("aa")));
    undecided(&policy("deny-overrides", &(permit.to_owned() + &obligation("Permit", &matched))));
    undecided(&policy("deny-overrides", &rule("Permit", &matched)));
}

#[test]
fn a_failure_beside_the_other_effect_might_have_been_either() {
    let fails = apply("string-equal", &format!("{}{}", apply("string-one-and-only", &subject("x", false)), text("")));
    let rules = rule("Deny", &fails) + "<Rule RuleId='p' Effect='Permit'/>";
    let outcome = ask(&policy("deny-overrides", &rules), &Context::default());
    assert_eq!(outcome.verdict, Some(Verdict::Indeterminate(Potential::Both)));
    // So a policy set around it that lets Permit override cannot be sure of Deny either.
    let deny = policy_named("nei", "1.0", "deny-overrides", "<Rule RuleId='d' Effect='Deny'/>");
    let around = set("s", "permit-overrides", &(deny + &policy("deny-overrides", &rules)));
    assert_eq!(decide(&around), Decision::Indeterminate);
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
    // Of policies side by side, one that cannot be looked at is a failure too, and no gap in what is known.
    let broken = Document::parse("<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'/>");
    let root = xacml::read(&broken);
    let alone = Repository::new(Evaluable::of(&root));
    let outcome = evaluate_any(&alone, &Context::default(), &Options::default());
    assert_eq!(outcome.verdict, Some(Verdict::Indeterminate(Potential::Both)));
}

#[test]
fn duties_come_with_the_effect_they_are_for() {
    let duty = obligation;
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
    // What the request says of the time counts alone, even where it is not what is asked for.
    let Ok(Value::DateTime(now)) = Value::read(DataType::DateTime, "2026-12-31T12:00:00Z") else { panic!() };
    let told = |category: &str, policy: &str, attribute: ContextAttribute| {
        let mut context = Context::default();
        context.add(category, attribute);
        ask_all(&[policy], &context, &Options { now: Some(now) }).answer.decision
    };
    let says = |data_type: &str, text: &str| ContextAttribute {
        id: id.to_owned(),
        values: vec![ContextValue { data_type: data_type.to_owned(), text: text.to_owned(), xpath: None }],
        issuer: None,
        include_in_result: false,
    };
    let environment = Category::Environment.urn();
    assert_eq!(told(environment, &whole, says(date, "2027-02-01Z")), Decision::Deny);
    assert_eq!(told(environment, &whole, says(STRING, "2026-02-01Z")), Decision::Deny);
    assert_eq!(told(Category::Subject.urn(), &whole, says(date, "2027-02-01Z")), Decision::Permit);
    let elsewhere = whole.replace(environment, Category::Resource.urn());
    assert_eq!(told(environment, &elsewhere, says(date, "2026-02-01Z")), Decision::Deny);
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
