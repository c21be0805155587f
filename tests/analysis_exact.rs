//! What `docs/analysis.md` calls exact is: of a policy of each construct, every small request is decided as the plain
//! evaluator does, and none is left undecided.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod analysis_support;

use analysis_support::{alone, context, plain, with_policy};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Dialect, Domain, Judgement, Value};
use notify_lint::xacml::Category;

const ALTINN: [Dialect; 3] = [Dialect::Altinn, Dialect::AltinnInTurn, Dialect::Altinn008];
const ALL: [Dialect; 4] = [Dialect::Altinn, Dialect::AltinnInTurn, Dialect::Altinn008, Dialect::Standard];
const ROLE: &str = "urn:altinn:rolecode";
const F1: &str = "urn:oasis:names:tc:xacml:1.0:function:";
const IGNORE_CASE: &str = "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case";
/// No request of more values is tried.
const MOST: u32 = 3;

fn of_type(name: &str) -> String {
    format!("http://www.w3.org/2001/XMLSchema#{name}")
}

fn literal(of: &str, text: &str) -> String {
    format!("<AttributeValue DataType='{}'>{text}</AttributeValue>", of_type(of))
}

fn designator(category: &Category, id: &str, of: &str, must: bool) -> String {
    format!(
        "<AttributeDesignator AttributeId='{id}' Category='{}' DataType='{}' MustBePresent='{must}'/>",
        category.urn(),
        of_type(of)
    )
}

fn role(of: &str) -> String {
    designator(&Category::Subject, ROLE, of, false)
}

fn apply(function: &str, arguments: &str) -> String {
    let id = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    format!("<Apply FunctionId='{id}'>{arguments}</Apply>")
}

/// A match in an AnyOf of its own.
fn asks(category: &Category, id: &str, function: &str, of: &str, value: &str, must: bool) -> String {
    let function = if function.starts_with("urn:") { function.to_owned() } else { format!("{F1}{function}") };
    let one = literal(of, value) + &designator(category, id, of, must);
    format!("<AnyOf><AllOf><Match MatchId='{function}'>{one}</Match></AllOf></AnyOf>")
}

fn holds(value: &str) -> String {
    asks(&Category::Subject, ROLE, "string-equal", "string", value, false)
}

fn rule(effect: &str, target: &str, condition: &str) -> String {
    let condition = if condition.is_empty() { String::new() } else { format!("<Condition>{condition}</Condition>") };
    format!("<Rule RuleId='r' Effect='{effect}'><Target>{target}</Target>{condition}</Rule>")
        .replace("<Target></Target>", "<Target/>")
}

fn policy(algorithm: &str, target: &str, rules: &[String]) -> String {
    format!(
        "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
         RuleCombiningAlgId='urn:oasis:names:tc:xacml:{algorithm}'><Target>{target}</Target>{}</Policy>",
        rules.concat()
    )
    .replace("<Target></Target>", "<Target/>")
}

fn overriding(rules: &[String]) -> String {
    policy("3.0:rule-combining-algorithm:deny-overrides", "", rules)
}

/// Every request of few classes, one of them perhaps twice.
fn requests(classes: &[Value]) -> Vec<Vec<Value>> {
    let chosen = |bits: u32| (0..classes.len()).filter(move |at| bits >> at & 1 == 1).map(|at| classes[at].clone());
    let few = (0..1_u32 << classes.len()).filter(|bits| bits.count_ones() <= MOST);
    few.flat_map(|bits| {
        let once: Vec<Value> = chosen(bits).collect();
        let twice: Option<Vec<Value>> =
            once.first().map(|first| [once.as_slice(), std::slice::from_ref(first)].concat());
        [Some(once), twice].into_iter().flatten().collect::<Vec<_>>()
    })
    .collect()
}

fn exact(text: &str, dialects: &[Dialect]) {
    exact_with(text, dialects, &[]);
}

/// As [`exact`], and of some values more, whatever classes the analysis has made.
fn exact_with(text: &str, dialects: &[Dialect], more: &[Value]) {
    for dialect in dialects {
        with_policy(text, |policy| {
            let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
            let analysis = Analysis::new(policy, &binding, &domain, *dialect);
            let classes = analysis.classes(0);
            assert!(classes.len() <= 18, "{} classes: {text}", classes.len());
            let known = requests(&classes)
                .into_iter()
                .chain(more.iter().map(|value| vec![value.clone()]))
                .map(|values| (plain(policy, *dialect, &context(&values)), values))
                .filter(|(decision, _)| *decision != Decision::Undecided);
            let claims: Vec<_> = known.map(|(decision, values)| alone(values, decision)).collect();
            assert!(!claims.is_empty(), "{dialect:?}: the plain evaluator cannot tell anything of {text}");
            for (claim, judged) in claims.iter().zip(analysis.judge(&claims)) {
                assert_eq!(
                    judged,
                    Judgement::Proved,
                    "{dialect:?}: {} of {:?}\n{text}",
                    claim.decision.name(),
                    claim.who
                );
            }
        })
        .expect("a policy");
    }
}

/// Nothing is proved of some requests that the plain evaluator denies, and nothing refuted that it says.
fn never_wrong(text: &str, dialect: Dialect, requests: &[Vec<Value>]) {
    with_policy(text, |policy| {
        let (domain, binding) = (Domain::unshaped([policy]), Binding::default());
        let analysis = Analysis::new(policy, &binding, &domain, dialect);
        for who in requests {
            let decision = plain(policy, dialect, &context(who));
            let judge = |decision| analysis.judge(&[alone(who.clone(), decision)]).remove(0);
            assert!(
                !matches!(judge(decision), Judgement::Refuted(_)),
                "{dialect:?} {who:?} {}: {text}",
                decision.name()
            );
            for other in [Decision::Permit, Decision::Deny, Decision::NotApplicable, Decision::Indeterminate] {
                let proved = judge(other) == Judgement::Proved;
                assert!(other == decision || !proved, "{dialect:?} {who:?} {}: {text}", other.name());
            }
        }
    })
    .expect("a policy");
}

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
fn conditions_are_worked_out_where_they_ask_for_one_attribute() {
    let only = |of: &str| apply(&format!("{of}-one-and-only"), &role(of));
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let package = designator(&Category::Subject, "urn:altinn:accesspackage", "string", true);
    let missing = apply("string-is-in", &(literal("string", "a") + &package));
    let bag = apply("string-bag", &(literal("string", "DAGL") + &literal("string", "LEDE")));
    let any_of = format!("<Function FunctionId='{IGNORE_CASE}'/>{}{}", literal("string", "dagl"), role("string"));
    let mut conditions = vec![
        apply("and", &(has("DAGL") + &missing)),
        apply("and", &(missing.clone() + &has("DAGL"))),
        apply("or", &(has("DAGL") + &missing)),
        apply("or", &(missing.clone() + &has("DAGL"))),
        apply("not", &missing),
        apply("not", &apply("and", &(has("DAGL") + &has("LEDE")))),
        apply("and", ""),
        apply("or", ""),
        only("boolean"),
        literal("boolean", "1"),
        literal("boolean", "false"),
        apply("string-equal", &(only("string") + &literal("string", "DAGL"))),
        apply("string-equal", &(literal("string", "DAGL") + &only("string"))),
        apply("string-equal", &(literal("string", "DAGL") + &literal("string", "DAGL"))),
        apply("string-equal", &(literal("string", "DAGL") + &literal("string", "LEDE"))),
        apply("urn:oasis:names:tc:xacml:3.0:function:any-of", &any_of),
        apply("string-at-least-one-member-of", &(role("string") + &bag)),
        apply("string-at-least-one-member-of", &(bag.clone() + &role("string"))),
        apply("string-subset", &(bag + &role("string"))),
    ];
    for relation in ["equal", "greater-than", "greater-than-or-equal", "less-than", "less-than-or-equal"] {
        let compare = |one: &str, other: &str| apply(&format!("integer-{relation}"), &format!("{one}{other}"));
        let size = apply("string-bag-size", &role("string"));
        for number in ["0", "1"] {
            let number = literal("integer", number);
            conditions.extend([compare(&size, &number), compare(&number, &size)]);
        }
        // Whether there are two or more is known, and not how many more.
        let two = literal("integer", "2");
        match relation {
            "greater-than-or-equal" | "less-than" => conditions.push(compare(&size, &two)),
            "greater-than" | "less-than-or-equal" => conditions.push(compare(&two, &size)),
            _ => {}
        }
        conditions.push(compare(&only("integer"), &literal("integer", "3")));
        conditions.push(compare(&literal("integer", "3"), &only("integer")));
    }
    // Values that the domain must have found in the conditions by itself.
    let more = ["DAGL", "dagl", "REVI"].map(|text| Value::string(Category::Subject, ROLE, text));
    for condition in conditions {
        exact_with(&overriding(&[rule("Permit", "", &condition)]), &[Dialect::Standard], &more);
        let rules = [rule("Deny", &holds("REVI"), &condition), rule("Permit", &holds("DAGL"), "")];
        exact(&overriding(&rules), &[Dialect::Standard]);
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
fn conditions_that_are_not_worked_out_are_left_open() {
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let bag =
        |values: &[&str]| apply("string-bag", &values.iter().map(|value| literal("string", value)).collect::<String>());
    let only = |bag: &str| apply("string-one-and-only", bag);
    let is = |value: &str, one: &str| apply("string-equal", &(literal("string", value) + one));
    let missing = designator(&Category::Subject, "urn:b", "string", true);
    let selector = format!(
        "<AttributeSelector Category='{}' Path='/a/text()' DataType='{}' MustBePresent='false'/>",
        Category::Subject.urn(),
        of_type("string")
    );
    let more_than = |number: &str| {
        apply("integer-greater-than", &(apply("string-bag-size", &role("string")) + &literal("integer", number)))
    };
    let texts = ["DAGL", "LEDE", "REVI", "REGN", "KONT"];
    let requests: Vec<Vec<Value>> = (0..=texts.len())
        .flat_map(|count| [&texts[..count], &texts[texts.len() - count..]])
        .map(|held| held.iter().map(|text| Value::string(Category::Subject, ROLE, *text)).collect())
        .collect();
    let any_of = format!("<Function FunctionId='{F1}integer-equal'/>{}{}", literal("string", "DAGL"), role("string"));
    for condition in [
        apply("n-of", &(literal("integer", "1") + &has("DAGL") + &has("LEDE"))),
        apply("n-of", &(literal("integer", "2") + &has("DAGL") + &has("LEDE"))),
        is("DAGL", &only(&apply("string-union", &(role("string") + &bag(&["DAGL"]))))),
        is("DAGL", &only(&apply("string-intersection", &(role("string") + &bag(&["DAGL"]))))),
        apply("boolean-one-and-only", &apply("boolean-bag", &literal("boolean", "true"))),
        apply("string-set-equals", &(role("string") + &bag(&["DAGL"]))),
        apply("string-subset", &(role("string") + &bag(&["DAGL", "LEDE"]))),
        apply("string-subset", &(bag(&[]) + &missing)),
        apply("string-at-least-one-member-of", &(missing.clone() + &bag(&[]))),
        apply("urn:oasis:names:tc:xacml:3.0:function:any-of", &any_of),
        apply("string-is-in", &(only(&role("string")) + &missing)),
        is("DAGL", &only(&selector)),
        more_than("2"),
        more_than("3"),
        apply("not", &more_than("3")),
    ] {
        never_wrong(&overriding(&[rule("Permit", "", &condition)]), Dialect::Standard, &requests);
    }
    let selected = holds("DAGL");
    let start = selected.find("<AttributeDesignator").expect("a designator");
    let end = selected.find("</Match>").expect("a match");
    let selected = selected.replace(&selected[start..end], &selector);
    for rules in [
        vec![rule("Permit", &selected, "")],
        vec![rule("Deny", &(holds("REVI") + &selected), ""), rule("Permit", &holds("DAGL"), "")],
    ] {
        never_wrong(&overriding(&rules), Dialect::Standard, &requests);
    }
}

#[test]
fn what_does_not_fit_a_function_breaks_the_policy() {
    let (text, texts, number) = (literal("string", "a"), role("string"), literal("integer", "1"));
    let truth = apply("string-is-in", &(text.clone() + &texts));
    let sizes = apply("string-bag-size", &texts);
    for condition in [
        text.clone(),
        texts.clone(),
        apply("string-equal", &(text.clone() + &texts)),
        apply("string-equal", &(text.clone() + &number)),
        apply("string-equal", &text),
        apply("and", &(truth.clone() + &text)),
        apply("or", &(truth.clone() + &texts)),
        apply("not", &text),
        apply("not", &truth.repeat(2)),
        apply("n-of", &truth),
        apply("n-of", &(number.clone() + &text)),
        apply("integer-equal", &(number.clone() + &apply("string-one-and-only", &texts))),
        apply("string-equal", &(text.clone() + &apply("string-one-and-only", &text))),
        apply("integer-equal", &(number.clone() + &apply("string-bag-size", &text))),
        apply("integer-equal", &(number.clone() + &apply("string-bag-size", &role("integer")))),
        apply("string-is-in", &(texts.clone() + &text)),
        apply("string-is-in", &(number.clone() + &texts)),
        apply("string-is-in", &(text.clone() + &apply("string-bag", &(text.clone() + &number)))),
        apply("string-set-equals", &(texts.clone() + &text)),
        apply("string-subset", &(texts.clone() + &role("integer"))),
        apply("string-is-in", &(text.clone() + &apply("string-union", &texts))),
        apply("string-is-in", &(text.clone() + &apply("string-union", &(texts.clone() + &text)))),
        apply("string-is-in", &(text.clone() + &apply("string-intersection", &texts.repeat(3)))),
        apply("integer-greater-than", &(sizes + &text)),
        "<VariableReference VariableId='finnes-ikke'/>".to_owned(),
    ] {
        exact(&overriding(&[rule("Permit", &holds("DAGL"), &condition)]), &[Dialect::Standard]);
    }
}

#[test]
fn a_variable_stands_for_what_it_is_defined_as() {
    let variable =
        |id: &str, content: &str| format!("<VariableDefinition VariableId='{id}'>{content}</VariableDefinition>");
    let reference = |id: &str| format!("<VariableReference VariableId='{id}'/>");
    let has = |value: &str| apply("string-is-in", &(literal("string", value) + &role("string")));
    let variables =
        variable("a", &has("DAGL")) + &variable("b", &apply("not", &reference("a"))) + &variable("c", &has("REVI"));
    for id in ["a", "b", "c", "d"] {
        exact(&overriding(&[variables.clone(), rule("Permit", "", &reference(id))]), &[Dialect::Standard]);
    }
    let circle = variable("a", &reference("b")) + &variable("b", &reference("a"));
    exact(&overriding(&[circle, rule("Permit", &holds("DAGL"), "")]), &[Dialect::Standard]);
}

#[test]
fn a_type_that_is_wrong_breaks_the_policy_wherever_it_stands() {
    let obligation = "<ObligationExpressions><ObligationExpression ObligationId='o' FulfillOn='Deny'>\
        <AttributeAssignmentExpression AttributeId='a'>EXPRESSION</AttributeAssignmentExpression>\
        </ObligationExpression></ObligationExpressions>";
    let permit = rule("Permit", &holds("DAGL"), "");
    let mistyped = apply("string-equal", &literal("string", "a"));
    let missing = designator(&Category::Subject, "urn:b", "string", true);
    for on in ["Permit", "Deny"] {
        for expression in [&mistyped, &literal("string", "a"), &role("string"), &missing] {
            let obligation = obligation.replace("Deny", on).replace("EXPRESSION", expression);
            let advice = obligation.replace("Obligation", "Advice").replace("FulfillOn", "AppliesTo");
            for duty in [obligation, advice] {
                let of_policy = overriding(&[permit.clone(), duty.clone()]);
                let of_rule = overriding(&[permit.replace("</Rule>", &format!("{duty}</Rule>"))]);
                // Whether it can be computed counts only with the effect that it comes with.
                match (expression == &missing, on) {
                    (false, _) => [of_policy, of_rule].iter().for_each(|text| exact(text, &[Dialect::Standard])),
                    (true, "Deny") => exact(&of_rule, &[Dialect::Standard]),
                    (true, _) => {
                        let held = vec![Value::string(Category::Subject, ROLE, "DAGL")];
                        [of_policy, of_rule].iter().for_each(|text| {
                            never_wrong(text, Dialect::Standard, &[Vec::new(), held.clone()]);
                        });
                    }
                }
            }
        }
    }
    let variable = format!("<VariableDefinition VariableId='v'>{mistyped}</VariableDefinition>");
    exact(&overriding(&[variable, permit]), &[Dialect::Standard]);
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
