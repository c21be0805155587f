//! What `docs/analysis.md` calls exact is: of a policy of each construct, every small request is decided as the plain
//! evaluator does, and none is left undecided.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/exact.rs"]
mod exact;

use analysis_support::{alone, with_policy};
use exact::{
    ALL, ALTINN, IGNORE_CASE, ROLE, apply, asks, exact, exact_with, holds, literal, never_wrong, of_type, overriding,
    policy, role, rule,
};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Dialect, Domain, Judgement, Value};
use notify_lint::xacml::Category;

#[test]
fn all_algorithms_combine_rules_in_whatever_order() {
    let package = |effect: &str, value: &str| {
        rule(effect, &asks(&Category::Subject, "urn:altinn:accesspackage", "string-equal", "string", value, true), "")
    };
    let mut rules = vec![
        rule("Deny", &holds("REVI"), ""),
        rule("Permit", &holds("DAGL"), ""),
        package("Deny", "a"),
        package("Permit", "b"),
    ];
    for _ in 0..2 {
        rules.rotate_left(2);
        for algorithm in [
            "3.0:rule-combining-algorithm:deny-overrides",
            "3.0:rule-combining-algorithm:permit-overrides",
            "3.0:rule-combining-algorithm:deny-unless-permit",
            "3.0:rule-combining-algorithm:permit-unless-deny",
            "3.0:rule-combining-algorithm:ordered-deny-overrides",
            "3.0:rule-combining-algorithm:ordered-permit-overrides",
            "1.0:rule-combining-algorithm:first-applicable",
            "1.0:rule-combining-algorithm:deny-overrides",
            "1.0:rule-combining-algorithm:permit-overrides",
            "1.1:rule-combining-algorithm:ordered-deny-overrides",
            "1.1:rule-combining-algorithm:ordered-permit-overrides",
            "3.0:rule-combining-algorithm:finnes-ikke",
        ] {
            exact(&policy(algorithm, "", &rules), &ALL);
            exact(&policy(algorithm, "", &rules[..3]), &ALL);
        }
    }
}

#[test]
fn the_first_that_applies_decides_though_nothing_can_fail() {
    let first = "1.0:rule-combining-algorithm:first-applicable";
    let (permit, deny) = (rule("Permit", &holds("DAGL"), ""), rule("Deny", &holds("REVI"), ""));
    let everybody = rule("Deny", "", "");
    for rules in [
        vec![permit.clone(), deny.clone()],
        vec![deny.clone(), permit.clone()],
        vec![permit.clone(), rule("Permit", &holds("LEDE"), "")],
        vec![permit, everybody.clone()],
        vec![everybody, deny],
    ] {
        exact(&policy(first, "", &rules), &ALL);
        exact(&overriding(&rules), &ALL);
    }
}

#[test]
fn resource_and_action_that_must_be_there_stop_what_altinn_stops() {
    let action = |value: &str, must| asks(&Category::Action, "urn:action", "string-equal", "string", value, must);
    let resource = |value: &str, must| asks(&Category::Resource, "urn:resource", "string-equal", "string", value, must);
    for (first, second) in [(true, false), (false, true), (true, true)] {
        let rules = [
            rule("Permit", &(holds("DAGL") + &action("read", first) + &resource("a", second)), ""),
            rule("Deny", &(holds("REVI") + &action("sign", second)), ""),
            rule("Permit", &resource("b", first), ""),
        ];
        exact(&overriding(&rules), &ALL);
        exact(&policy("1.0:rule-combining-algorithm:first-applicable", "", &rules), &ALL);
    }
    // One AllOf about both, and two AnyOf about one.
    let both = format!(
        "<AnyOf><AllOf>{}{}</AllOf></AnyOf>",
        action("read", true).replace("<AnyOf><AllOf>", "").replace("</AllOf></AnyOf>", ""),
        resource("a", false).replace("<AnyOf><AllOf>", "").replace("</AllOf></AnyOf>", "")
    );
    exact(&overriding(&[rule("Permit", &(both + &holds("DAGL")), "")]), &ALL);
    exact(&overriding(&[rule("Permit", &(holds("DAGL") + &holds("LEDE")), "")]), &ALL);
    let missing = |value: &str| asks(&Category::Subject, ROLE, "string-equal", "string", value, true);
    exact(&overriding(&[rule("Permit", &(missing("DAGL") + &holds("LEDE")), "")]), &ALL);
}

#[test]
fn an_attribute_of_one_category_is_none_of_another() {
    let asked = |category: Category, value: &str| asks(&category, "urn:x", "string-equal", "string", value, false);
    let rules = [
        rule("Permit", &asked(Category::Subject, "a"), ""),
        rule("Deny", &asked(Category::Resource, "a"), ""),
        rule("Deny", &(asked(Category::Action, "b") + &asked(Category::Subject, "b")), ""),
    ];
    exact(&overriding(&rules), &ALL);
}

#[test]
fn what_ends_the_search_keeps_what_would_stop_it_from_being_reached() {
    let stops = asks(&Category::Subject, "urn:a", "string-contains", "string", "x", false);
    let (deny, permit) = (rule("Deny", &holds("REVI"), ""), rule("Permit", &stops, ""));
    for rules in [[deny.clone(), permit.clone()], [permit, deny]] {
        exact(&overriding(&rules), &ALTINN);
        exact(&policy("3.0:rule-combining-algorithm:permit-overrides", "", &rules), &ALTINN);
    }
}

#[test]
fn the_target_of_a_policy_counts_where_it_does() {
    let missing = asks(&Category::Subject, "urn:a", "string-equal", "string", "x", true);
    for target in [holds("DAGL"), holds("DAGL") + &missing, missing] {
        for algorithm in
            ["3.0:rule-combining-algorithm:deny-overrides", "3.0:rule-combining-algorithm:deny-unless-permit"]
        {
            let fails = asks(&Category::Subject, "urn:b", "string-equal", "string", "y", true);
            let rules = [rule("Permit", &holds("LEDE"), ""), rule("Deny", &fails, "")];
            exact(&policy(algorithm, &target, &rules), &ALL);
        }
    }
}

#[test]
fn values_are_compared_as_each_function_does() {
    let subject = |function: &str, of: &str, value: &str| asks(&Category::Subject, "urn:a", function, of, value, false);
    let permitted = |targets: &[String]| {
        let rules: Vec<String> = targets.iter().map(|target| rule("Permit", target, "")).collect();
        overriding(&rules)
    };
    exact(&permitted(&[subject("string-equal", "string", "FFØR"), subject(IGNORE_CASE, "string", "ffør")]), &ALL);
    exact(&permitted(&[subject("string-equal", "string", "Dagl"), subject(IGNORE_CASE, "string", "DAGLIG")]), &ALL);
    exact(&permitted(&[subject(IGNORE_CASE, "string", "DAGL"), subject(IGNORE_CASE, "string", "dagl")]), &ALL);
    exact(&permitted(&[subject("integer-equal", "integer", "7"), subject("integer-equal", "integer", "8")]), &ALL);
    exact(&permitted(&[subject("anyURI-equal", "anyURI", "urn:a:b")]), &[Dialect::Standard]);
    exact(&permitted(&[subject("boolean-equal", "boolean", "true")]), &ALL);
    // What Altinn's engine does not know, and comes to only where there is a value.
    let stopping =
        overriding(&[rule("Permit", &holds("DAGL"), ""), rule("Deny", &subject("string-contains", "string", "x"), "")]);
    exact(&stopping, &ALTINN);
}

#[test]
fn integers_are_told_apart_by_their_order() {
    let subject = |function: &str, value: &str| {
        asks(&Category::Subject, "urn:a", &format!("integer-{function}"), "integer", value, false)
    };
    let numbers: Vec<Value> = (-1..8)
        .map(|number| Value {
            data_type: of_type("integer").into(),
            ..Value::string(Category::Subject, "urn:a", number.to_string())
        })
        .collect();
    for (one, other) in [("greater-than", "less-than"), ("greater-than-or-equal", "less-than-or-equal")] {
        for (low, high) in [("3", "3"), ("3", "5"), ("5", "3")] {
            let rules = [rule("Permit", &subject(one, low), ""), rule("Deny", &subject(other, high), "")];
            exact_with(&overriding(&rules), &[Dialect::Standard], &numbers);
        }
        for function in [one, other, "equal"] {
            exact_with(&overriding(&[rule("Permit", &subject(function, "3"), "")]), &[Dialect::Standard], &numbers);
        }
    }
}

#[test]
fn parts_of_texts_are_looked_for_where_the_engine_does() {
    let subject = |function: &str, value: &str| asks(&Category::Subject, "urn:a", function, "string", value, false);
    let permitted = |targets: &[String]| {
        let rules: Vec<String> = targets.iter().map(|target| rule("Permit", target, "")).collect();
        overriding(&rules)
    };
    let (is_in, pattern) = ("string-is-in", "string-regexp-match");
    let texts = ["AG", "XAGX", "DAGL", "DAGLIG", "AG LEDE", "lede", "Dag", "a b", "b a", "AGENT", "AGENTUR"];
    let texts = texts.map(|text| Value::string(Category::Subject, "urn:a", text));
    let exact = |text: &str, dialects: &[Dialect]| exact_with(text, dialects, &texts);
    exact(&permitted(&[subject(is_in, "DAGL"), subject(is_in, "AG")]), &[Dialect::Altinn, Dialect::Altinn008]);
    exact(&permitted(&[subject(pattern, "DAGL"), subject(pattern, "AG"), subject("string-equal", "AGENT")]), &ALTINN);
    exact(&permitted(&[subject(is_in, "AG"), subject(IGNORE_CASE, "LEDE")]), &[Dialect::Altinn, Dialect::Altinn008]);
}

#[test]
fn parts_that_may_stand_beside_each_other_are_told_apart() {
    let subject = |function: &str, value: &str| asks(&Category::Subject, ROLE, function, "string", value, false);
    let texts = ["AB", "CD", "AB CD", "CDAB", "ABC", "A", "ACBD", "XX", "ABCDE"];
    let texts = texts.map(|text| Value::string(Category::Subject, ROLE, text));
    let both = |function: &str| {
        let rules = [rule("Permit", &subject(function, "AB"), ""), rule("Deny", &subject(function, "CD"), "")];
        [overriding(&rules), overriding(&rules[..1])]
    };
    for text in both("string-is-in") {
        exact_with(&text, &[Dialect::Altinn, Dialect::Altinn008], &texts);
    }
    for text in both("string-regexp-match") {
        exact_with(&text, &ALTINN, &texts);
    }
    // In a condition, the request's text is part of the policy's.
    let part_of = apply("string-is-in", &(literal("string", "ABCD") + &role("string")));
    let rules = [rule("Permit", "", &part_of), rule("Permit", &subject("string-equal", "XX"), "")];
    exact_with(&overriding(&rules[..1]), &[Dialect::Altinn, Dialect::Altinn008], &texts);
    let requests: Vec<Vec<Value>> = texts.iter().map(|value| vec![value.clone()]).collect();
    for dialect in ALTINN {
        never_wrong(&overriding(&rules), dialect, &requests);
    }
    // Where it is not known whether a part is enough, the whole is.
    with_policy(&both("string-is-in")[1], |policy| {
        let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
        let analysis = Analysis::new(policy, &binding, &domain, Dialect::AltinnInTurn);
        let judge = |text: &str| {
            analysis.judge(&[alone(vec![Value::string(Category::Subject, ROLE, text)], Decision::Permit)]).remove(0)
        };
        assert_eq!(judge("AB"), Judgement::Proved);
        assert!(matches!(judge("ABC"), Judgement::Undecided(_)));
    })
    .expect("a policy");
    // So many as are told apart.
    let six = ["a", "b", "c", "d", "e", "f"].map(|part| rule("Permit", &subject("string-is-in", part), ""));
    with_policy(&overriding(&six), |policy| {
        let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
        let analysis = Analysis::new(policy, &binding, &domain, Dialect::Altinn008);
        for (text, decision) in
            [("xax", Decision::Permit), ("bad fe", Decision::Permit), ("g", Decision::NotApplicable)]
        {
            let claim = alone(vec![Value::string(Category::Subject, ROLE, text)], decision);
            assert_eq!(analysis.judge(&[claim]), [Judgement::Proved], "{text}");
        }
    })
    .expect("a policy");
}

#[test]
fn how_a_policy_is_written_counts_for_the_reader_that_minds() {
    let permit = rule("Permit", &holds("DAGL"), "");
    let plain = overriding(std::slice::from_ref(&permit));
    for (from, to) in [
        ("<Target/>", ""),
        ("<Target/>", "<Target></Target>"),
        ("<Target/>", "<Target><AnyOf/></Target>"),
        ("<Rule ", "<Regel/><Rule "),
        ("Effect='Permit'", "Effect='Kanskje'"),
    ] {
        exact(&plain.replacen(from, to, 1), &ALL);
    }
    exact(&plain.replacen("<Target/>", "<PolicyIssuer/><Target/>", 1), &[Dialect::Standard]);
    exact(&plain.replacen(&permit, "", 1), &[Dialect::Standard]);
}

#[test]
fn what_is_not_exact_is_never_wrong() {
    let subject = |function: &str, value: &str| asks(&Category::Subject, "urn:a", function, "string", value, false);
    let never_wrong = |rules: &[String], dialect: Dialect, texts: &[&str]| {
        let asked = |text: &&str| vec![Value::string(Category::Subject, "urn:a", *text)];
        never_wrong(&overriding(rules), dialect, &texts.iter().map(asked).collect::<Vec<_>>());
    };
    // More parts than there are values for, a part that stands between parts, and a spelling in the way.
    let many: Vec<String> = ["a", "b", "c", "d", "e", "f", "g"]
        .iter()
        .enumerate()
        .map(|(at, part)| rule(if at % 2 == 0 { "Permit" } else { "Deny" }, &subject("string-is-in", part), ""))
        .collect();
    let between =
        [rule("Permit", &subject("string-is-in", "a¤b"), ""), rule("Deny", &subject("string-is-in", "b"), "")];
    let spelt = [rule("Permit", &subject("string-is-in", "AG"), ""), rule("Deny", &subject(IGNORE_CASE, "dagl"), "")];
    let longer =
        [rule("Permit", &subject("string-is-in", "DAGLIG"), ""), rule("Deny", &subject(IGNORE_CASE, "dagl"), "")];
    for dialect in ALTINN {
        never_wrong(&many, dialect, &["a", "b", "ab", "ba", "ace", "xyz", "abcdefg", "c g"]);
        never_wrong(&between, dialect, &["a", "b", "a¤b", "xa¤bx"]);
        never_wrong(&spelt, dialect, &["DAGL", "dagl", "DAGLIG", "dAGl", "AG"]);
        never_wrong(&longer, dialect, &["DAGL", "dagl", "DAGLIG", "xDAGLIGx", "AG"]);
    }
}

#[test]
fn an_issuer_is_part_of_what_is_asked_for() {
    let of = |issuer: &str| {
        holds("DAGL").replace("<AttributeDesignator ", &format!("<AttributeDesignator Issuer='{issuer}' "))
    };
    let rules = [rule("Permit", &of("er"), ""), rule("Deny", &of("annen"), ""), rule("Deny", &holds("REVI"), "")];
    exact(&overriding(&rules), &[Dialect::Standard]);
    exact(&overriding(&[rule("Permit", &holds("DAGL"), ""), rule("Deny", &of("er"), "")]), &[Dialect::Standard]);
}
