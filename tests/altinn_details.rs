//! Details of Altinn's decision point, each by a policy of a few lines: what a decision hangs on, which rule is pointed
//! at, and what is taken out of a request before it is decided.

#![allow(clippy::expect_used, missing_docs)]

use notify_lint::config::Date;
use notify_lint::pdp::altinn::{self, Binding, Broken, Form, Probe, Table, Version, evaluate_as};
use notify_lint::pdp::{Context, ContextAttribute, ContextValue, Decision, Dialect, Hinge, Request, bound};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category, Effect, Policy, Root, data_type, function};

const ROLE: &str = "urn:altinn:rolecode";
const ACTION: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const TASK: &str = "urn:altinn:task";
const IS_IN: &str = "urn:oasis:names:tc:xacml:1.0:function:string-is-in";
const LEAST: &str = "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:";

fn category_of(attribute: &str) -> Category {
    match attribute {
        ACTION => Category::Action,
        TASK => Category::Resource,
        _ => Category::Subject,
    }
}

fn designator(attribute: &str, must: bool) -> String {
    let category = category_of(attribute).urn();
    let string = data_type::STRING;
    format!(
        "<AttributeDesignator Category='{category}' AttributeId='{attribute}' DataType='{string}' MustBePresent='{must}'/>"
    )
}

fn value(text: &str) -> String {
    format!("<AttributeValue DataType='{}'>{text}</AttributeValue>", data_type::STRING)
}

/// An AnyOf of one match.
fn by(function: &str, attribute: &str, text: &str, must: bool) -> String {
    let (value, designator) = (value(text), designator(attribute, must));
    format!("<AnyOf><AllOf><Match MatchId='{function}'>{value}{designator}</Match></AllOf></AnyOf>")
}

fn is(attribute: &str, text: &str) -> String {
    by(function::STRING_EQUAL, attribute, text, false)
}

fn rule(effect: &str, any_of: &[String], condition: &str) -> String {
    let target = if any_of.is_empty() { String::new() } else { format!("<Target>{}</Target>", any_of.concat()) };
    format!("<Rule RuleId='r' Effect='{effect}'>{target}{condition}</Rule>")
}

/// A condition that compares an attribute with a value.
fn condition(function: &str, attribute: &str, text: &str) -> String {
    let (value, designator) = (value(text), designator(attribute, false));
    format!("<Condition><Apply FunctionId='{function}'>{value}{designator}</Apply></Condition>")
}

fn policy(algorithm: &str, rules: &[String]) -> String {
    let id = match algorithm {
        "first-applicable" => format!("urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:{algorithm}"),
        other => format!("{LEAST}{other}"),
    };
    let namespace = xacml::NAMESPACE;
    format!(
        "<Policy xmlns='{namespace}' PolicyId='p' Version='1' RuleCombiningAlgId='{id}'><Target/>{}</Policy>",
        rules.concat()
    )
}

fn read<R>(text: &str, then: impl FnOnce(&Policy<'_>) -> R) -> R {
    let document = Document::parse(text);
    let Root::Policy(policy) = xacml::read(&document) else { panic!("a policy: {text}") };
    then(&policy)
}

fn request(attributes: &[(&'static str, &str)]) -> Request {
    attributes.iter().fold(Request::new(), |request, (id, value)| request.with(category_of(id), *id, *value))
}

fn on(day: &str) -> Version {
    Version { as_of: Date::parse(day), ..Version::CLOUD }
}

fn decide(text: &str, version: Version, request: &Request) -> Decision {
    read(text, |policy| evaluate_as(policy, &Binding::default(), version, request).decision)
}

/// The decision of the table for the same request.
fn in_table(text: &str, request: &Request) -> Decision {
    let probe = |category: Category| {
        let of = request.attributes().iter().filter(|one| one.category == category);
        let pair = |id: &str, value: &String| (id.to_owned().into(), value.clone().into());
        [Probe { values: of.flat_map(|one| one.values.iter().map(|value| pair(&one.id, value))).collect() }]
    };
    let (subjects, places, actions) = (probe(Category::Subject), probe(Category::Resource), probe(Category::Action));
    read(text, |policy| Table::new(policy, &Binding::default(), &subjects, &places, &actions).decide(0, 0, 0))
}

fn hinges(text: &str, request: &Request) -> Vec<Hinge> {
    read(text, |policy| evaluate_as(policy, &Binding::default(), Version::CLOUD, request).hinges)
}

#[test]
fn two_versions_answer_alike_where_all_rules_permit_and_none_can_fail() {
    let permit = rule("Permit", &[is(ROLE, "DAGL")], "");
    let alike = |algorithm: &str, rules: &[String]| read(&policy(algorithm, rules), altinn::answers_alike);
    for algorithm in ["deny-overrides", "permit-overrides", "first-applicable"] {
        assert!(alike(algorithm, std::slice::from_ref(&permit)), "{algorithm}");
    }
    assert!(!alike("deny-unless-permit", std::slice::from_ref(&permit)));
    for other in [
        rule("Deny", &[is(ROLE, "LEDE")], ""),
        rule("Permit", &[], &condition(function::STRING_EQUAL, ROLE, "DAGL")),
        rule("Permit", &[by(function::STRING_EQUAL, ROLE, "LEDE", true)], ""),
        rule("Permit", &[by(IS_IN, ROLE, "LEDE", false)], ""),
    ] {
        assert!(!alike("deny-overrides", &[permit.clone(), other.clone()]), "{other}");
    }
    let refused = "<Rule RuleId='r' Effect='Deny'><Target><AnyOf/></Target></Rule>".to_owned();
    assert!(alike("deny-overrides", &[refused]), "neither version reads it");
}

#[test]
fn a_policy_is_broken_by_the_first_refusal_or_by_its_algorithm() {
    let permit = rule("Permit", &[], "");
    read(&policy("deny-overrides", std::slice::from_ref(&permit)), |policy| {
        assert!(altinn::broken(policy).is_none());
    });
    let text = policy("only-one-applicable", std::slice::from_ref(&permit));
    read(&text, |policy| {
        let Some(Broken::UnknownAlgorithm(span)) = altinn::broken(policy) else { panic!("unknown") };
        assert!(text[span.range()].ends_with("only-one-applicable"), "{}", &text[span.range()]);
    });
    let refused = "<Rule RuleId='r' Effect='Deny'><Target><AnyOf/></Target></Rule>".to_owned();
    read(&policy("only-one-applicable", &[refused]), |policy| {
        assert!(matches!(altinn::broken(policy), Some(Broken::Refused(_))));
    });
}

#[test]
fn a_decision_says_what_dated_rule_or_switch_it_hangs_on() {
    let permit = |any_of: String| rule("Permit", &[any_of], "");
    let dagl = request(&[(ROLE, "DAGL")]);
    // A rule that denies was forgotten once.
    let both = policy("deny-overrides", &[permit(is(ROLE, "dagl")), rule("Deny", &[], "")]);
    assert_eq!(hinges(&both, &request(&[(ROLE, "dagl")])), [Hinge::Combining]);
    // What is part of the value was enough once, in a match and in a condition.
    let part = policy("deny-overrides", &[permit(by(IS_IN, ROLE, "dag", false))]);
    assert_eq!(hinges(&part, &request(&[(ROLE, "dagl")])), [Hinge::StringIsIn]);
    let in_condition = policy("deny-overrides", &[rule("Permit", &[], &condition(IS_IN, ROLE, "dagl"))]);
    assert_eq!(hinges(&in_condition, &request(&[(ROLE, "dag")])), [Hinge::StringIsIn]);
    // Roles may be delivered in lower case, and some are over at the end of the year.
    assert_eq!(hinges(&policy("deny-overrides", &[permit(is(ROLE, "DAGL"))]), &dagl), [Hinge::LowerCaseRoles]);
    let ignoring_case = |role: &str| permit(by(function::STRING_EQUAL_IGNORE_CASE, ROLE, role, false));
    let old = policy("deny-overrides", &[ignoring_case("a0237")]);
    assert_eq!(hinges(&old, &request(&[(ROLE, "A0237")])), [Hinge::Altinn2Roles]);
    // Nothing of it touches a role that lasts, another attribute, or what cannot be read.
    let lasting = policy("deny-overrides", &[ignoring_case("dagl")]);
    assert_eq!(hinges(&lasting, &dagl), []);
    let email = "urn:altinn:person:idporten-email";
    let others = [is(email, "Kari@example.no"), is(ACTION, "Read")];
    let others = policy("deny-overrides", &[rule("Permit", &others, "")]);
    assert_eq!(hinges(&others, &request(&[(email, "Kari@example.no"), (ACTION, "Read"), (ROLE, "DAGL")])), []);
    let refused = "<Rule RuleId='r' Effect='Deny'><Target><AnyOf/></Target></Rule>".to_owned();
    assert_eq!(hinges(&policy("deny-overrides", &[permit(is(ROLE, "DAGL")), refused]), &dagl), []);
}

#[test]
fn roles_come_as_the_version_delivers_them_in_a_request_and_in_a_table() {
    let lower = Version { lower_case_roles: true, ..Version::CLOUD };
    for (role, version, expected) in [
        ("A0237", Version::CLOUD, Decision::Permit),
        ("A0237", on("2026-12-31"), Decision::Permit),
        ("A0237", on("2027-01-01"), Decision::NotApplicable),
        ("A0237", lower, Decision::NotApplicable),
        ("DAGL", on("2027-01-01"), Decision::Permit),
        ("DAGL", lower, Decision::NotApplicable),
        ("DAGL", Version { lower_case_roles: true, ..on("2027-01-01") }, Decision::NotApplicable),
    ] {
        let text = policy("deny-overrides", &[rule("Permit", &[is(ROLE, role)], "")]);
        assert_eq!(decide(&text, version, &request(&[(ROLE, role)])), expected, "{role} {version:?}");
        let subject = Probe { values: vec![(ROLE.into(), role.to_owned().into())] };
        let none = [Probe::default()];
        let table = read(&text, |policy| {
            Table::of_version(policy, &Binding::default(), version, &[subject], &none, &none).decide(0, 0, 0)
        });
        assert_eq!(table, expected, "{role} {version:?} in a table");
    }
}

#[test]
fn the_rule_that_decides_is_pointed_at_and_not_one_before_it() {
    let rules = [rule("Permit", &[is(ROLE, "LEDE")], ""), rule("Permit", &[is(ROLE, "DAGL")], "<!-- denne -->")];
    let text = policy("permit-overrides", &rules);
    let answer =
        read(&text, |policy| evaluate_as(policy, &Binding::default(), Version::CLOUD, &request(&[(ROLE, "DAGL")])));
    let span = answer.because.expect("a rule").span;
    assert_eq!((answer.decision, span.start as usize), (Decision::Permit, text.rfind("<Rule").expect("a rule")));
}

#[test]
fn in_turn_a_rule_that_denies_ends_the_search_under_deny_overrides_only() {
    let rules = [rule("Deny", &[], ""), rule("Permit", &[], "")];
    let asked = request(&[(ROLE, "DAGL")]);
    let old = |algorithm| decide(&policy(algorithm, &rules), Version::LOCAL_TEST, &asked);
    assert_eq!(old("deny-overrides"), Decision::NotApplicable);
    assert_eq!(old("permit-overrides"), Decision::Permit);
    let back = [rules[1].clone(), rules[0].clone()];
    assert_eq!(decide(&policy("deny-overrides", &back), Version::LOCAL_TEST, &asked), Decision::Permit);
    assert_eq!(decide(&policy("deny-overrides", &back), Version::CLOUD, &asked), Decision::Deny);
}

#[test]
fn the_tables_of_the_five_algorithms() {
    use Decision::{Deny, Indeterminate, NotApplicable, Permit};
    let permit = rule("Permit", &[], "");
    let deny = rule("Deny", &[], "");
    let none = rule("Permit", &[is(ROLE, "LEDE")], "");
    let fails = |effect| rule(effect, &[by(function::STRING_EQUAL, "urn:altinn:other", "x", true)], "");
    let (bad_permit, bad_deny) = (fails("Permit"), fails("Deny"));
    let asked = request(&[(ROLE, "DAGL")]);
    let columns =
        ["deny-overrides", "permit-overrides", "deny-unless-permit", "permit-unless-deny", "first-applicable"];
    for (rules, expected) in [
        (vec![&none], [NotApplicable, NotApplicable, Deny, Permit, NotApplicable]),
        (vec![&none, &permit], [Permit, Permit, Permit, Permit, Permit]),
        (vec![&none, &deny], [Deny, Deny, Deny, Deny, Deny]),
        (vec![&permit, &deny], [Deny, Permit, Permit, Deny, Permit]),
        (vec![&deny, &permit], [Deny, Permit, Permit, Deny, Deny]),
        (vec![&none, &bad_permit], [Indeterminate, Indeterminate, Deny, Permit, Indeterminate]),
        (vec![&bad_permit, &deny], [Deny, Indeterminate, Deny, Deny, Indeterminate]),
        (vec![&bad_deny, &permit], [Indeterminate, Permit, Permit, Permit, Indeterminate]),
        (vec![&bad_permit, &permit], [Permit, Permit, Permit, Permit, Indeterminate]),
    ] {
        let rules: Vec<String> = rules.into_iter().cloned().collect();
        for (algorithm, expected) in columns.iter().zip(expected) {
            let text = policy(algorithm, &rules);
            let found = decide(&text, Version::CLOUD, &asked);
            assert_eq!((found, in_table(&text, &asked)), (expected, expected), "{algorithm}: {rules:?}");
        }
    }
}

#[test]
fn what_is_returned_of_a_request_needs_a_rule_for_its_resource_and_action() {
    let mut context = Context::default();
    let value = ContextValue { data_type: data_type::STRING.into(), text: "DAGL".into(), xpath: None };
    let role = ContextAttribute { id: ROLE.into(), issuer: None, include_in_result: true, values: vec![value] };
    context.add(Category::Subject.urn(), role);
    let mut silent = context.entities[0].attributes[0].clone();
    silent.include_in_result = false;
    context.add(Category::Action.urn(), ContextAttribute { id: ACTION.into(), ..silent });
    let returned = |version, rules: &[String]| {
        read(&policy("deny-overrides", rules), |policy| {
            altinn::answer(policy, &Binding::default(), version, &context, Form::Json).expect("answered").attributes
        })
    };
    for version in [Version::CLOUD, Version::LOCAL_TEST] {
        let all = returned(version, &[rule("Permit", &[], "")]);
        assert_eq!((all.len(), all[0].category.as_str()), (1, Category::Subject.urn()), "only what was asked back");
        assert!(returned(version, &[rule("Permit", &[is(ACTION, "write")], "")]).is_empty());
        assert_eq!(returned(version, &[rule("Permit", &[is(ROLE, "LEDE")], "")]).len(), 1);
    }
}

#[test]
fn the_first_rule_of_a_cell_fits_in_effect_place_action_and_subject() {
    let open = |effect, role: &str, task: &str, action: &str| {
        rule(effect, &[is(ROLE, role), is(TASK, task), is(ACTION, action)], "")
    };
    let text = policy(
        "deny-overrides",
        &[
            open("Deny", "DAGL", "Task_1", "read"),
            open("Permit", "DAGL", "Task_2", "read"),
            open("Permit", "DAGL", "Task_1", "write"),
            open("Permit", "LEDE", "Task_1", "read"),
            open("Permit", "DAGL", "Task_1", "read"),
        ],
    );
    let probes = |id: &'static str, values: &[&'static str]| -> Vec<Probe> {
        values.iter().map(|value| Probe { values: vec![(id.into(), (*value).into())] }).collect()
    };
    let (roles, tasks, actions) =
        (probes(ROLE, &["DAGL", "REGN"]), probes(TASK, &["Task_1", "Task_2"]), probes(ACTION, &["read", "write"]));
    read(&text, |policy| {
        let table = Table::new(policy, &Binding::default(), &roles, &tasks, &actions);
        assert_eq!(table.first_rule(Effect::Permit, 0, 0, 0), Some(4));
        assert_eq!(table.first_rule(Effect::Deny, 0, 0, 0), Some(0));
        assert_eq!(table.first_rule(Effect::Permit, 0, 1, 0), Some(1));
        assert_eq!(table.first_rule(Effect::Permit, 0, 0, 1), Some(2));
        assert_eq!(table.first_rule(Effect::Permit, 0, 1, 1), None);
        assert_eq!(table.first_rule(Effect::Permit, 1, 0, 0), None);
        // Each AnyOf by itself, those of other categories left out.
        let two = rule("Permit", &[is(ROLE, "DAGL"), is(ACTION, "read"), is(ROLE, "LEDE")], "");
        let probe = &roles[0];
        read(&self::policy("deny-overrides", &[two]), |policy| {
            let each = altinn::each_any_of(&policy.rules[0], Category::Subject, &Binding::default(), probe);
            assert_eq!(each, [true, false]);
        });
    });
}

#[test]
fn the_standard_too_loses_the_roles_that_are_over() {
    let (before, after) = (Dialect::Standard(Date::parse("2026-12-31")), Dialect::Standard(Date::parse("2027-01-01")));
    let asked = request(&[(ROLE, "A0237"), (ROLE, "DAGL"), ("urn:altinn:other", "A0237")]).with(
        Category::Resource,
        ROLE,
        "A0237",
    );
    assert_eq!(before.delivered(&asked).as_ref(), &asked);
    let lasting = request(&[(ROLE, "DAGL"), ("urn:altinn:other", "A0237")]).with(Category::Resource, ROLE, "A0237");
    assert_eq!(after.delivered(&asked).as_ref(), &lasting);
    assert!(matches!(after.delivered(&lasting), std::borrow::Cow::Borrowed(_)), "nothing to take out");
    let whole = Context::from(&asked);
    assert_eq!(before.delivered_context(whole.clone()).to_request(), asked);
    assert_eq!(after.delivered_context(whole).to_request(), lasting);
    // Whoever has no role left has no attribute either.
    let left = after.delivered_context(Context::from(&request(&[(ROLE, "A0237"), ("urn:altinn:other", "A0237")])));
    let left: Vec<&str> = left.entities[0].attributes.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(left, ["urn:altinn:other"]);
}

#[test]
fn placeholders_are_replaced_in_targets_conditions_and_what_is_inside_them() {
    for (text, is) in [("[ORG]", true), ("a [app]", true), ("[Org]", false), ("ORG", false)] {
        assert_eq!(Binding::is_placeholder(text), is, "{text}");
    }
    let same = |one: &str, other: &str| {
        format!("<Apply FunctionId='{}'>{}{}</Apply>", function::STRING_EQUAL, value(one), value(other))
    };
    let not = |inner: &str| format!("<Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:not'>{inner}</Apply>");
    let deep = format!("<Condition>{}</Condition>", not(&not(&same("[ORG]", "ttd"))));
    let text = policy("deny-overrides", &[rule("Permit", &[is(TASK, "[app]")], &deep)]);
    let binding = Binding { org: "ttd".into(), app: "kurs".into() };
    let asked = request(&[(TASK, "kurs")]);
    read(&text, |policy| {
        assert_eq!(Dialect::Standard(None).decide(policy, &binding, &asked).decision, Decision::Permit);
        let bound = bound(policy, &binding);
        assert_eq!(Dialect::Standard(None).decide_bound(&bound, &asked).decision, Decision::Permit);
        assert_eq!(bound.rules[0].start_tag, policy.rules[0].start_tag);
        assert_eq!(Dialect::Standard(None).decide_bound(policy, &asked).decision, Decision::NotApplicable);
    });
}

#[test]
fn a_request_in_json_has_its_three_categories_and_names_types_that_are_no_strings() {
    let level = notify_lint::pdp::Attribute {
        category: Category::Resource,
        id: "urn:altinn:minimum-authenticationlevel".into(),
        data_type: data_type::INTEGER.into(),
        values: vec!["3".into()],
    };
    let asked = request(&[(ROLE, "DAGL"), (ACTION, "read")]).with_attribute(level);
    let expected = serde_json::json!({ "Request": {
        "AccessSubject": [{ "Attribute": [{ "AttributeId": ROLE, "Value": "DAGL" }] }],
        "Action": [{ "Attribute": [{ "AttributeId": ACTION, "Value": "read" }] }],
        "Resource": [{ "Attribute": [{
            "AttributeId": "urn:altinn:minimum-authenticationlevel", "Value": "3", "DataType": data_type::INTEGER,
        }] }],
    } });
    assert_eq!(asked.to_json(), expected);
}

#[test]
fn a_condition_that_fails_is_one_miss() {
    for (role, misses) in [("DAGL", 0), ("LEDE", 1)] {
        let condition = condition(function::STRING_EQUAL, ROLE, role);
        let text = policy("deny-overrides", &[rule("Permit", &[is(ROLE, "DAGL")], &condition)]);
        let traced = read(&text, |policy| {
            Dialect::default().trace(policy, &Binding::default(), &request(&[(ROLE, "DAGL")]))[0].misses()
        });
        assert_eq!(traced, misses, "{role}");
    }
}

/// A pattern of which it is not told here what .NET makes of it.
const OPEN: &str = r"(a)\1";

#[test]
fn what_cannot_be_told_counts_less_than_an_algorithm_that_is_unknown() {
    let pattern = by(function::STRING_REGEXP_MATCH, TASK, OPEN, false);
    let asked = request(&[(TASK, "aa")]);
    let rules = [rule("Permit", &[pattern], "")];
    for (algorithm, version, expected) in [
        ("deny-overrides", Version::CLOUD, Decision::Undecided),
        ("deny-overrides", Version::LOCAL_TEST, Decision::Undecided),
        ("only-one-applicable", Version::CLOUD, Decision::Indeterminate),
        ("only-one-applicable", Version::LOCAL_TEST, Decision::Undecided),
    ] {
        assert_eq!(decide(&policy(algorithm, &rules), version, &asked), expected, "{algorithm} {version:?}");
    }
}

#[test]
fn a_value_that_stops_the_engine_behind_one_that_may_match_is_not_certain_to_be_reached() {
    let text = policy("deny-overrides", &[rule("Permit", &[], &condition(function::STRING_REGEXP_MATCH, ROLE, "aa"))]);
    let roles = |values: &[&str]| {
        let mut request = request(&[(ROLE, "")]).attributes()[0].clone();
        request.values = values.iter().map(|value| (*value).to_owned()).collect();
        Request::new().with_attribute(request)
    };
    assert_eq!(decide(&text, Version::CLOUD, &roles(&[OPEN, "["])), Decision::Undecided);
    assert_eq!(decide(&text, Version::CLOUD, &roles(&["[", OPEN])), Decision::Indeterminate);
    assert_eq!(decide(&text, Version::CLOUD, &roles(&[OPEN, "a+"])), Decision::Undecided);
}

#[test]
fn only_several_values_where_one_is_wanted_are_an_error_of_processing() {
    use notify_lint::pdp::StatusCode;
    let status = |condition: &str, count: usize| {
        let mut context = Context::default();
        let value = ContextValue { data_type: data_type::INTEGER.into(), text: "3".into(), xpath: None };
        let level = ContextAttribute {
            id: "urn:eksempel:nivå".into(),
            issuer: None,
            include_in_result: false,
            values: vec![value; count],
        };
        context.add(Category::Subject.urn(), level);
        read(&policy("deny-overrides", &[rule("Permit", &[], condition)]), |policy| {
            let answered = altinn::answer(policy, &Binding::default(), Version::CLOUD, &context, Form::Xml);
            answered.map(|answered| (answered.decision, answered.status.code)).expect("answered")
        })
    };
    let f1 = "urn:oasis:names:tc:xacml:1.0:function:";
    let integer = data_type::INTEGER;
    let level = designator("urn:eksempel:nivå", false).replace(data_type::STRING, integer);
    let three = format!("<AttributeValue DataType='{integer}'>3</AttributeValue>");
    let one = format!(
        "<Condition><Apply FunctionId='{f1}integer-equal'><Apply FunctionId='{f1}integer-one-and-only'>{level}</Apply>\
         {three}</Apply></Condition>"
    );
    assert_eq!(status(&one, 1), (Decision::Permit, StatusCode::Ok));
    assert_eq!(status(&one, 2), (Decision::Indeterminate, StatusCode::ProcessingError));
    let absent = one.replace("nivå", "annet");
    assert_eq!(status(&absent, 1), (Decision::Indeterminate, StatusCode::Ok));
}

#[test]
fn ten_functions_are_known() {
    let f1 = "urn:oasis:names:tc:xacml:1.0:function:";
    let names = [
        "string-equal",
        "anyURI-equal",
        "integer-equal",
        "integer-one-and-only",
        "string-is-in",
        "string-regexp-match",
        "time-equal",
        "date-equal",
        "dateTime-equal",
    ];
    assert!(names.iter().all(|name| altinn::is_known_function(&format!("{f1}{name}"))));
    assert!(altinn::is_known_function(function::STRING_EQUAL_IGNORE_CASE));
    assert!(!altinn::is_known_function(&format!("{f1}boolean-equal")));
}

#[test]
fn counts_and_comparisons_of_conditions_are_the_same_in_the_table() {
    use Decision::{Deny, Indeterminate, NotApplicable, Permit};
    let f1 = "urn:oasis:names:tc:xacml:1.0:function:";
    let nested = |outer: &str, inner: &str, text: &str, data_type: &str| {
        let (value, designator) = (value(text), designator(ROLE, false).replace(data_type::STRING, data_type));
        format!(
            "<Condition><Apply FunctionId='{f1}{outer}'>{value}<Apply FunctionId='{f1}{inner}'>{designator}</Apply>\
             </Apply></Condition>"
        )
    };
    let flat = |function: &str, text: &str| condition(&format!("{f1}{function}"), ROLE, text);
    let string = data_type::STRING;
    let (two, one) = (&["DAGL", "LEDE"][..], &["DAGL"][..]);
    // Beside a rule that denies, an error of a rule that permits is forgotten, and a throw is not.
    for (condition, roles, expected) in [
        (nested("integer-equal", "date-bag-size", "2", string), two, Permit),
        (nested("integer-equal", "date-bag-size", "2", string), one, Deny),
        (nested("integer-equal", "date-bag-size", "to", string), two, Indeterminate),
        (nested("integer-equal", "date-bag-size", "0", data_type::INTEGER), two, Permit),
        (nested("integer-equal", "date-bag-size", "2", data_type::INTEGER), two, Deny),
        (nested("string-equal", "integer-one-and-only", "DAGL", string), one, Permit),
        (nested("string-equal", "integer-one-and-only", "DAGL", string), two, Deny),
        (nested("string-equal", "string-one-and-only", "DAGL", string), two, Permit),
        (flat("anyURI-equal", "urn:a"), &["URN:a"], Permit),
        (flat("anyURI-equal", "urn:a"), &["urn:b"], NotApplicable),
        (flat("date-equal", "2026-11-22"), &["2026-11-22T10:00:00"], Permit),
        (flat("time-equal", "10:00:00"), &["10:00:00.0"], Permit),
        (flat("integer-equal", "7"), &[" 7 "], Permit),
        (flat("integer-equal", "7"), &["8"], NotApplicable),
        (flat("integer-equal", "sju"), &["sju"], NotApplicable),
        (flat("string-is-in", "dagl"), &["dag"], NotApplicable),
        (flat("boolean-equal", "dagl"), &["dagl"], Indeterminate),
    ] {
        let rules = [rule("Permit", &[], &condition), rule("Deny", &[], "")];
        let rules = if matches!(expected, Deny | Indeterminate) { &rules[..] } else { &rules[..1] };
        let text = policy("deny-overrides", rules);
        let request = roles.iter().fold(Request::new(), |request, role| request.with(Category::Subject, ROLE, *role));
        let found = (decide(&text, Version::CLOUD, &request), in_table(&text, &request));
        assert_eq!(found, (expected, expected), "{condition} {roles:?}");
    }
}

#[test]
fn values_of_several_types_are_several_attributes() {
    let value =
        |data_type: &str, text: &str| ContextValue { data_type: data_type.into(), text: text.into(), xpath: None };
    let values = vec![value(data_type::STRING, "a"), value(data_type::STRING, "b"), value(data_type::INTEGER, "3")];
    let mut context = Context::default();
    let one = ContextAttribute { id: ROLE.into(), issuer: None, include_in_result: false, values };
    context.add(Category::Subject.urn(), one);
    let request = context.to_request();
    let found: Vec<_> = request.attributes().iter().map(|one| (&*one.data_type, one.values.len())).collect();
    assert_eq!(found, [(data_type::STRING, 2), (data_type::INTEGER, 1)]);
}

#[test]
fn the_work_of_a_table_is_a_state_for_each_rule_and_probe() {
    let text = policy("deny-overrides", &[rule("Permit", &[], ""), rule("Deny", &[], "")]);
    let probes = |count| vec![Probe::default(); count];
    let work = read(&text, |policy| Table::new(policy, &Binding::default(), &probes(2), &probes(3), &probes(4)).work());
    assert_eq!(work, 2 * (2 + 3 + 4));
}
