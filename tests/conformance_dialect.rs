//! The standard dialect from outside: whole policies, whole requests, and what is answered.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, missing_docs)]

use notify_lint::pdp::standard::value::{DataType, Value};
use notify_lint::pdp::standard::{Evaluable, Options, Outcome, Potential, Repository, Verdict, evaluate, evaluate_any};
use notify_lint::pdp::{Context, Decision, Request, StatusCode};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category, Root};
use std::sync::Arc;
use std::time::{Duration, Instant};

const XMLNS: &str = "xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const F1: &str = "urn:oasis:names:tc:xacml:1.0:function:";

/// A policy around some content, with the algorithm of a name and version.
fn policy(algorithm: &str, content: &str) -> String {
    policy_named("eksempel", "1.0", algorithm, content)
}

fn policy_named(id: &str, version: &str, algorithm: &str, content: &str) -> String {
    let xacml = if algorithm == "first-applicable" { "1.0" } else { "3.0" };
    format!(
        "<Policy {XMLNS} PolicyId='{id}' Version='{version}' RuleCombiningAlgId=\
         'urn:oasis:names:tc:xacml:{xacml}:rule-combining-algorithm:{algorithm}'><Target/>{content}</Policy>"
    )
}

fn set(id: &str, algorithm: &str, content: &str) -> String {
    let xacml = if algorithm == "only-one-applicable" { "1.0" } else { "3.0" };
    format!(
        "<PolicySet {XMLNS} PolicySetId='{id}' Version='1.0' PolicyCombiningAlgId=\
         'urn:oasis:names:tc:xacml:{xacml}:policy-combining-algorithm:{algorithm}'><Target/>{content}</PolicySet>"
    )
}

/// A rule whose condition is an expression.
fn rule(effect: &str, condition: &str) -> String {
    format!("<Rule RuleId='r' Effect='{effect}'><Condition>{condition}</Condition></Rule>")
}

fn apply(function: &str, arguments: &str) -> String {
    let id = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    format!("<Apply FunctionId='{id}'>{arguments}</Apply>")
}

fn value(data_type: &str, text: &str) -> String {
    format!("<AttributeValue DataType='{data_type}'>{text}</AttributeValue>")
}

fn text(text: &str) -> String {
    value(STRING, text)
}

/// The values of an attribute of the subject.
fn subject(id: &str, must: bool) -> String {
    let category = Category::Subject.urn();
    format!(
        "<AttributeDesignator Category='{category}' AttributeId='{id}' DataType='{STRING}' MustBePresent='{must}'/>"
    )
}

fn ask_all(texts: &[&str], context: &Context, options: &Options) -> Outcome {
    let documents: Vec<_> = texts.iter().map(|text| Document::parse(text)).collect();
    for document in &documents {
        assert!(document.problems().is_empty(), "{:?}", document.problems());
    }
    let roots: Vec<Root<'_>> = documents.iter().map(xacml::read).collect();
    let repository = Repository::new(roots.iter().filter_map(Evaluable::of));
    evaluate(&repository, 0, context, options)
}

fn ask(text: &str, context: &Context) -> Outcome {
    ask_all(&[text], context, &Options::default())
}

fn decide(text: &str) -> Decision {
    ask(text, &Context::default()).answer.decision
}

fn with_role(role: &str) -> Context {
    Context::from(&Request::new().with(Category::Subject, "urn:altinn:rolecode", role))
}

/// Whether a condition holds; none if it fails.
fn holds(condition: &str) -> Option<bool> {
    let outcome = ask(&policy("deny-unless-permit", &rule("Permit", condition)), &Context::default());
    let failed = ask(&policy("deny-overrides", &rule("Permit", condition)), &Context::default());
    match (outcome.answer.decision, failed.answer.decision) {
        (_, Decision::Indeterminate) => None,
        (decision, _) => Some(decision == Decision::Permit),
    }
}

fn because(outcome: &Outcome) -> &str {
    outcome.answer.because.as_ref().map_or("", |reason| reason.text.as_str())
}

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
fn functions_that_take_functions() {
    let f3 = "urn:oasis:names:tc:xacml:3.0:function:";
    let bag = |numbers: &[i32]| {
        let all: String = numbers.iter().map(|number| value(INTEGER, &number.to_string())).collect();
        apply("integer-bag", &all)
    };
    let greater = format!("<Function FunctionId='{F1}integer-greater-than'/>");
    let both = |function: &str, one: &[i32], other: &[i32]| {
        holds(&apply(function, &format!("{greater}{}{}", bag(one), bag(other))))
    };
    let any_of_any = format!("{f3}any-of-any");
    assert_eq!(both(&any_of_any, &[1, 5], &[4, 9]), Some(true));
    assert_eq!(both(&any_of_any, &[1, 5], &[]), Some(false));
    assert_eq!(both("all-of-any", &[3, 5], &[1, 4]), Some(true));
    assert_eq!(both("all-of-any", &[1, 5], &[1, 4]), Some(false));
    assert_eq!(both("any-of-all", &[3, 5], &[1, 4]), Some(true));
    assert_eq!(both("any-of-all", &[3, 4], &[1, 4]), Some(false));
    assert_eq!(both("all-of-all", &[6, 5], &[1, 4]), Some(true));
    assert_eq!(both("all-of-all", &[], &[1, 4]), Some(true));
    let one = |function: &str| {
        holds(&apply(&format!("{f3}{function}"), &format!("{greater}{}{}", value(INTEGER, "3"), bag(&[1, 4]))))
    };
    assert_eq!((one("any-of"), one("all-of")), (Some(true), Some(false)));
    let mapped = apply(&format!("{f3}map"), &format!("<Function FunctionId='{F1}integer-abs'/>{}", bag(&[-2, 2])));
    let equal = apply("integer-set-equals", &format!("{mapped}{}", bag(&[2])));
    assert_eq!(holds(&equal), Some(true));
    // The function that is passed must fit, and may not take one itself.
    let unfit = format!("<Function FunctionId='{F1}string-equal'/>{}{}", value(INTEGER, "3"), bag(&[1]));
    assert_eq!(holds(&apply(&format!("{f3}any-of"), &unfit)), None);
    let nested = format!("<Function FunctionId='{f3}any-of'/>{}{}", value(INTEGER, "3"), bag(&[1]));
    assert_eq!(holds(&apply(&format!("{f3}any-of"), &nested)), None);
}

#[test]
fn texts_and_values_are_converted() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let there_and_back = |data_type: DataType, written: &str, canonical: &str| {
        let name = data_type.name();
        let there = apply(&f3(&format!("string-from-{name}")), &value(data_type.uri(), written));
        assert_eq!(holds(&apply("string-equal", &format!("{there}{}", text(canonical)))), Some(true), "{written}");
        let back = apply(&f3(&format!("{name}-from-string")), &text(written));
        let again = apply(&f3(&format!("string-from-{name}")), &back);
        assert_eq!(holds(&apply("string-equal", &format!("{again}{}", text(canonical)))), Some(true), "{written}");
        let wrong = apply(&f3(&format!("{name}-from-string")), &text("???"));
        let wrong = apply(&f3(&format!("string-from-{name}")), &wrong);
        let failed = holds(&apply("string-equal", &format!("{wrong}{}", text("???"))));
        assert_eq!(failed, (data_type == DataType::AnyUri).then_some(true), "{name}");
    };
    there_and_back(DataType::Boolean, " 1 ", "true");
    there_and_back(DataType::Integer, "+007", "7");
    there_and_back(DataType::Double, "150", "1.5E2");
    there_and_back(DataType::Time, "08:30:00.500+01:00", "08:30:00.5+01:00");
    there_and_back(DataType::Date, "2026-11-25+00:00", "2026-11-25Z");
    there_and_back(DataType::DateTime, "2026-11-25T24:00:00", "2026-11-26T00:00:00");
    there_and_back(DataType::AnyUri, " urn:altinn:rolecode ", "urn:altinn:rolecode");
    there_and_back(DataType::DayTimeDuration, "P1DT36H", "P2DT12H");
    there_and_back(DataType::YearMonthDuration, "P30M", "P2Y6M");
    there_and_back(DataType::X500Name, "CN=Kari Nordmann,C=NO", "CN=Kari Nordmann,C=NO");
    there_and_back(DataType::Rfc822Name, "kari@example.com", "kari@example.com");
    there_and_back(DataType::IpAddress, "10.0.0.1/255.0.0.0", "10.0.0.1/255.0.0.0");
    there_and_back(DataType::DnsName, "*.example.com:443", "*.example.com:443");
}

#[test]
fn dates_are_reckoned_with_the_calendar() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let typed = |data_type: DataType, text: &str| value(data_type.uri(), text);
    let reckon = |function: &str, from: &str, by: (DataType, &str), want: &str| {
        let data_type = if function.starts_with("dateTime") { DataType::DateTime } else { DataType::Date };
        let shifted = apply(&f3(function), &format!("{}{}", typed(data_type, from), typed(by.0, by.1)));
        let equal = apply(&format!("{}-equal", data_type.name()), &format!("{shifted}{}", typed(data_type, want)));
        assert_eq!(holds(&equal), Some(true), "{function} {from} {}", by.1);
    };
    let (days, months) = (DataType::DayTimeDuration, DataType::YearMonthDuration);
    reckon("dateTime-add-dayTimeDuration", "2028-02-28T23:00:00Z", (days, "PT2H"), "2028-02-29T01:00:00Z");
    reckon("dateTime-subtract-dayTimeDuration", "2028-03-01T00:00:00Z", (days, "PT0.5S"), "2028-02-29T23:59:59.5Z");
    reckon("dateTime-add-yearMonthDuration", "2027-01-31T08:00:00", (months, "P1M"), "2027-02-28T08:00:00");
    reckon("dateTime-subtract-yearMonthDuration", "2028-02-29T08:00:00", (months, "P1Y"), "2027-02-28T08:00:00");
    reckon("date-add-yearMonthDuration", "2027-12-31", (months, "-P1M"), "2027-11-30");
    reckon("date-subtract-yearMonthDuration", "2027-01-01+01:00", (months, "P1M"), "2026-12-01+01:00");
    let far = format!("{}{}", typed(DataType::Date, "9999-12-31"), typed(months, "P1M"));
    let far = apply(
        "date-equal",
        &format!("{}{}", apply(&f3("date-add-yearMonthDuration"), &far), typed(DataType::Date, "2027-01-01")),
    );
    assert_eq!(holds(&far), None);
}

#[test]
fn a_part_is_looked_for_in_the_second_argument() {
    let f3 = |name: &str| format!("urn:oasis:names:tc:xacml:3.0:function:{name}");
    let uri = |text: &str| value(DataType::AnyUri.uri(), text);
    let urn = "urn:altinn:resource:skatt";
    for (function, part) in [("starts-with", "urn:altinn"), ("ends-with", ":skatt"), ("contains", "resource")] {
        assert_eq!(
            holds(&apply(&f3(&format!("anyURI-{function}")), &format!("{}{}", text(part), uri(urn)))),
            Some(true)
        );
        assert_eq!(
            holds(&apply(&f3(&format!("string-{function}")), &format!("{}{}", text(urn), text(part)))),
            Some(false)
        );
    }
    let part = apply(&f3("anyURI-substring"), &format!("{}{}{}", uri(urn), value(INTEGER, "4"), value(INTEGER, "10")));
    assert_eq!(holds(&apply("string-equal", &format!("{part}{}", text("altinn")))), Some(true));
    let concatenated = apply(
        "urn:oasis:names:tc:xacml:2.0:function:uri-string-concatenate",
        &format!("{}{}", uri("urn:altinn:"), text("org")),
    );
    assert_eq!(holds(&apply("anyURI-equal", &format!("{concatenated}{}", uri("urn:altinn:org")))), Some(true));
}

#[test]
fn names_and_addresses_are_matched() {
    let two = "urn:oasis:names:tc:xacml:2.0:function:";
    let typed = |data_type: DataType, text: &str| value(data_type.uri(), text);
    let matched =
        |function: &str, pattern: String, asked: String| holds(&apply(function, &format!("{pattern}{asked}")));
    let name = |text: &str| typed(DataType::X500Name, text);
    assert_eq!(matched("x500Name-match", name("O=Eksempel,C=NO"), name("CN=Kari,O=eksempel,C=no")), Some(true));
    let mail = |text: &str| typed(DataType::Rfc822Name, text);
    assert_eq!(matched("rfc822Name-match", text(".example.com"), mail("kari@post.example.com")), Some(true));
    let address = typed(DataType::IpAddress, "10.0.0.1");
    assert_eq!(matched(&format!("{two}ipAddress-regexp-match"), text(r"^10\."), address), Some(true));
    let host = typed(DataType::DnsName, "www.example.com");
    assert_eq!(matched(&format!("{two}dnsName-regexp-match"), text("example"), host.clone()), Some(true));
    let size = apply(&format!("{two}dnsName-bag-size"), &apply(&format!("{two}dnsName-bag"), &host.repeat(2)));
    assert_eq!(holds(&apply("integer-equal", &format!("{size}{}", value(INTEGER, "2")))), Some(true));
}

#[test]
fn logic_stops_when_it_knows() {
    let (yes, no) = (apply("and", ""), apply("or", ""));
    let fails = apply("string-equal", &format!("{}{}", apply("string-one-and-only", &subject("x", false)), text("")));
    assert_eq!(holds(&apply("or", &format!("{yes}{fails}"))), Some(true));
    assert_eq!(holds(&apply("or", &format!("{fails}{yes}"))), None);
    assert_eq!(holds(&apply("and", &format!("{no}{fails}"))), Some(false));
    let n_of =
        |n: i32, arguments: &str| holds(&apply("n-of", &format!("{}{arguments}", value(INTEGER, &n.to_string()))));
    assert_eq!(n_of(0, &fails), Some(true));
    assert_eq!(n_of(2, &format!("{yes}{yes}{fails}")), Some(true));
    assert_eq!(n_of(2, &format!("{no}{no}{fails}")), Some(false));
    assert_eq!(n_of(2, &yes), None);
    assert_eq!(n_of(-1, &yes), None);
}

#[test]
fn times_of_a_day_wrap_round_midnight() {
    let time = |text: &str| value("http://www.w3.org/2001/XMLSchema#time", text);
    let within = |asked: &str, lower: &str, upper: &str| {
        let id = "urn:oasis:names:tc:xacml:2.0:function:time-in-range";
        holds(&apply(id, &format!("{}{}{}", time(asked), time(lower), time(upper))))
    };
    assert_eq!(within("23:30:00Z", "22:00:00Z", "06:00:00Z"), Some(true));
    assert_eq!(within("06:00:00Z", "22:00:00Z", "06:00:00Z"), Some(true));
    assert_eq!(within("12:00:00Z", "22:00:00Z", "06:00:00Z"), Some(false));
    // Bounds without a zone have that of the time.
    assert_eq!(within("09:00:00+09:00", "08:00:00", "10:00:00"), Some(true));
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

/// Runs hostile input, which must end soon.
fn soon(work: impl FnOnce() -> Decision) -> Decision {
    let start = Instant::now();
    let decision = work();
    assert!(start.elapsed() < Duration::from_secs(20), "it took {:?}", start.elapsed());
    decision
}

#[test]
fn deep_expressions_end() {
    let nested = |depth: usize| {
        format!(
            "{}{}{}",
            format!("<Apply FunctionId='{F1}not'>").repeat(depth),
            apply("and", ""),
            "</Apply>".repeat(depth)
        )
    };
    assert_eq!(soon(|| decide(&policy("deny-overrides", &rule("Permit", &nested(400))))), Decision::Permit);
    // Deeper than any text is read, by variables: each is defined by the next.
    let variable = |number: usize, content: &str| {
        format!("<VariableDefinition VariableId='v{number}'>{content}</VariableDefinition>")
    };
    let chain: String = (0..2000)
        .map(|number| variable(number, &format!("<VariableReference VariableId='v{}'/>", number + 1)))
        .collect();
    let end = variable(2000, &apply("and", ""));
    let deep = policy("deny-overrides", &format!("{chain}{end}{}", rule("Permit", &apply("and", ""))));
    assert_eq!(soon(|| decide(&deep)), Decision::Indeterminate);
}

#[test]
fn references_in_circles_and_in_doubling_chains_end() {
    let refer = |id: &str| format!("<PolicySetIdReference>{id}</PolicySetIdReference>");
    let circle = set("a", "deny-overrides", &refer("a"));
    assert_eq!(soon(|| decide(&circle)), Decision::Indeterminate);
    let sets: Vec<_> = (0..60)
        .map(|number| {
            let next = refer(&format!("s{}", number + 1));
            set(&format!("s{number}"), "deny-overrides", &format!("{next}{next}"))
        })
        .chain([set("s60", "deny-overrides", "")])
        .collect();
    let texts: Vec<_> = sets.iter().map(String::as_str).collect();
    let decision = soon(|| ask_all(&texts, &Context::default(), &Options::default()).answer.decision);
    assert_eq!(decision, Decision::Undecided);
}

#[test]
fn texts_and_bags_do_not_explode() {
    let concatenate = "urn:oasis:names:tc:xacml:2.0:function:string-concatenate";
    let mut chain = format!("<VariableDefinition VariableId='v0'>{}</VariableDefinition>", text("abcdefgh"));
    for number in 1..200 {
        let before = format!("<VariableReference VariableId='v{}'/>", number - 1);
        let doubled = apply(concatenate, &before.repeat(2));
        chain.push_str(&format!("<VariableDefinition VariableId='v{number}'>{doubled}</VariableDefinition>"));
    }
    let equal = apply("string-equal", &format!("<VariableReference VariableId='v199'/>{}", text("x")));
    let bomb = policy("deny-overrides", &format!("{chain}{}", rule("Permit", &equal)));
    assert_eq!(soon(|| decide(&bomb)), Decision::Indeterminate);
    let falses = apply("boolean-bag", &value("http://www.w3.org/2001/XMLSchema#boolean", "false").repeat(60));
    let product = format!("<Function FunctionId='{F1}or'/>{}", falses.repeat(8));
    let any = apply("urn:oasis:names:tc:xacml:3.0:function:any-of-any", &product);
    assert_eq!(soon(|| decide(&policy("deny-overrides", &rule("Permit", &any)))), Decision::Undecided);
}

#[test]
fn a_pattern_takes_linear_time() {
    let pattern =
        apply("string-regexp-match", &format!("{}{}", text("^(a+)+$"), text(&format!("{}b", "a".repeat(50_000)))));
    assert_eq!(soon(|| decide(&policy("deny-overrides", &rule("Permit", &pattern)))), Decision::NotApplicable);
    let back = apply("string-regexp-match", &format!("{}{}", text(r"(a)\1"), text("aa")));
    assert_eq!(decide(&policy("deny-overrides", &rule("Permit", &back))), Decision::Undecided);
}

#[test]
fn xpath_of_another_version_is_undecided() {
    let path = "<AttributeValue DataType='urn:oasis:names:tc:xacml:3.0:data-type:xpathExpression' \
                XPathCategory='urn:oasis:names:tc:xacml:3.0:attribute-category:resource'>//*</AttributeValue>";
    let count = apply("urn:oasis:names:tc:xacml:3.0:function:xpath-node-count", path);
    let one = apply("integer-equal", &format!("{count}{}", value(INTEGER, "2")));
    let whole = policy("deny-overrides", &rule("Permit", &one));
    let mut context = Context::default();
    let resource = |content: &str| {
        Arc::new(notify_lint::pdp::Entity {
            category: Category::Resource.urn().to_owned(),
            content: Some(content.to_owned()),
            ..Default::default()
        })
    };
    context.entities.push(resource("<a><b/></a>"));
    assert_eq!(ask(&whole, &context).answer.decision, Decision::Permit);
    let defaults = "<PolicyDefaults><XPathVersion>http://www.w3.org/TR/2007/REC-xpath20-20070123</XPathVersion></PolicyDefaults><Target/>";
    let other = whole.replacen("<Target/>", defaults, 1);
    assert_eq!(ask(&other, &context).answer.decision, Decision::Undecided);
    assert_eq!(ask(&whole, &Context::default()).answer.decision, Decision::Indeterminate);
    let flat = format!("<a>{}</a>", "<b/>".repeat(2_000));
    context.entities[0] = resource(&flat);
    let long = whole.replace("//*", "//*[//*[//*]]");
    assert_eq!(soon(|| ask(&long, &context).answer.decision), Decision::Undecided);
    context.entities[0] = resource("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
    assert_eq!(ask(&whole, &context).answered.status.code, StatusCode::SyntaxError);
}
