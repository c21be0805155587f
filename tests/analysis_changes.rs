//! What changes between two policies, or between two dialects, is listed in full, and for what does it.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;

use analysis_support::with_policy;
use notify_lint::pdp::Decision::{self, Deny, Indeterminate, NotApplicable, Permit};
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{
    Analysis, Asker, Changes, Claim, Dialect, Domain, Open, Outcome, Point, Shape, Strength, Value, Who,
};
use notify_lint::xacml::Category;

const ROLE: &str = "urn:altinn:rolecode";
const TASK: &str = "urn:altinn:task";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const DENY_OVERRIDES: &str = "3.0:rule-combining-algorithm:deny-overrides";
const PERMIT_OVERRIDES: &str = "3.0:rule-combining-algorithm:permit-overrides";
const FIRST: &str = "1.0:rule-combining-algorithm:first-applicable";
const BOTH: [Dialect; 2] = [Dialect::Altinn, Dialect::Standard];

fn literal(text: &str) -> String {
    format!("<AttributeValue DataType='{STRING}'>{text}</AttributeValue>")
}

fn one(category: &Category, id: &str, value: &str, must: bool) -> String {
    format!(
        "<Match MatchId='urn:oasis:names:tc:xacml:1.0:function:string-equal'>{}<AttributeDesignator AttributeId='{id}' \
         Category='{}' DataType='{STRING}' MustBePresent='{must}'/></Match>",
        literal(value),
        category.urn()
    )
}

/// Who has all of these roles.
fn roles(all: &[&str]) -> String {
    let matches: String = all.iter().map(|role| one(&Category::Subject, ROLE, role, false)).collect();
    format!("<AnyOf><AllOf>{matches}</AllOf></AnyOf>")
}

fn task(name: &str, must: bool) -> String {
    format!("<AnyOf><AllOf>{}</AllOf></AnyOf>", one(&Category::Resource, TASK, name, must))
}

fn rule(effect: &str, target: &str) -> String {
    format!("<Rule RuleId='r' Effect='{effect}'><Target>{target}</Target></Rule>")
        .replace("<Target></Target>", "<Target/>")
}

/// The rule under a condition on how many roles there are.
fn if_roles(relation: &str, number: u32, rule: &str) -> String {
    let size = format!(
        "<Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:string-bag-size'><AttributeDesignator \
         AttributeId='{ROLE}' Category='{}' DataType='{STRING}' MustBePresent='false'/></Apply>",
        Category::Subject.urn()
    );
    let condition = format!(
        "<Condition><Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:integer-{relation}'>{size}<AttributeValue \
         DataType='http://www.w3.org/2001/XMLSchema#integer'>{number}</AttributeValue></Apply></Condition></Rule>"
    );
    rule.replace("</Rule>", &condition)
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
    policy(DENY_OVERRIDES, "", rules)
}

fn held(role: &str) -> Value {
    Value::string(Category::Subject, ROLE, role)
}

fn domain() -> Domain {
    let point = |name: &str, values: Vec<Value>| Point { name: name.to_owned(), values };
    Domain {
        askers: vec![Asker {
            name: "a person".to_owned(),
            fixed: Vec::new(),
            open: vec![Open::strings(Category::Subject, ROLE)],
        }],
        places: vec![point("on the task", vec![Value::string(Category::Resource, TASK, "Task_1")])],
        actions: vec![point("this", Vec::new())],
        people: Vec::new(),
    }
}

fn changes(one: &str, other: &str, dialect: Dialect) -> Changes {
    let (domain, binding) = (domain(), Binding::default());
    with_policy(one, |one| {
        with_policy(other, |other| {
            let before = Analysis::new(one, &binding, &domain, dialect);
            let after = Analysis::new(other, &binding, &domain, dialect);
            let changes = before.diff(&after);
            assert!(changes.more.is_empty(), "{:?}", changes.more);
            for change in &changes.changes {
                before.show_change(&after, change).expect("it replays");
            }
            changes
        })
        .expect("a policy")
    })
    .expect("a policy")
}

/// Who is answered differently, and how; nothing is left open.
fn listed(one: &str, other: &str, dialect: Dialect) -> Vec<(Vec<&'static str>, Decision, Decision)> {
    let changes = changes(one, other, dialect);
    assert!(changes.undecided.is_empty(), "{:?}", changes.undecided);
    let names = ["A", "B", "C"];
    let who = |who: &Who| {
        let values = match who {
            Who::Everybody => Vec::new(),
            Who::Person(value) => vec![value.clone()],
            Who::Together(values) => values.clone(),
        };
        let name = |value: &Value| names.into_iter().find(|name| *name == value.text).unwrap_or("another");
        values.iter().map(name).collect()
    };
    changes.changes.iter().map(|change| (who(&change.who), change.before, change.after)).collect()
}

#[test]
fn each_way_to_be_answered_differently_is_listed_for_the_fewest() {
    let (a, b, ab) = (roles(&["A"]), roles(&["B"]), roles(&["A", "B"]));
    let (permit_ab, deny_a) = (overriding(&[rule("Permit", &ab)]), overriding(&[rule("Deny", &a)]));
    let permit_a = overriding(&[rule("Permit", &a)]);
    for dialect in BOTH {
        let lost = [(vec!["A"], NotApplicable, Deny), (vec!["A", "B"], Permit, Deny)];
        assert_eq!(listed(&permit_ab, &deny_a, dialect), lost);
        let gained = [(vec!["A"], Deny, NotApplicable), (vec!["A", "B"], Deny, Permit)];
        assert_eq!(listed(&deny_a, &permit_ab, dialect), gained);
        assert_eq!(listed(&permit_a, &deny_a, dialect), [(vec!["A"], Permit, Deny)]);
        assert_eq!(listed(&permit_a, &permit_a, dialect), []);
        // The same rules, of which another one wins.
        let rules = [rule("Permit", &a), rule("Deny", &b)];
        let (one, other) = (overriding(&rules), policy(PERMIT_OVERRIDES, "", &rules));
        assert_eq!(listed(&one, &other, dialect), [(vec!["A", "B"], Deny, Permit)]);
        // Taken away where another rule of the same effect is in the way of a third.
        let before = overriding(&[rule("Permit", &a), rule("Permit", &b), rule("Deny", &ab)]);
        let after = overriding(&[rule("Permit", &a), rule("Deny", &ab)]);
        assert_eq!(listed(&before, &after, dialect), [(vec!["B"], Permit, NotApplicable)]);
    }
}

#[test]
fn what_differs_beside_the_targets_of_rules_makes_a_difference() {
    let standard = Dialect::Standard;
    let rules = [rule("Permit", &roles(&["A"]))];
    // The target of the policy.
    let (one, other) = (policy(DENY_OVERRIDES, &roles(&["A"]), &rules), policy(DENY_OVERRIDES, &roles(&["B"]), &rules));
    assert_eq!(listed(&one, &other, standard), [(vec!["A"], Permit, NotApplicable)]);
    assert_eq!(listed(&one, &one, standard), []);
    // The condition, and a rule under the same condition.
    let more = |number| overriding(&[if_roles("greater-than", number, &rules[0])]);
    assert_eq!(listed(&more(0), &more(0), standard), []);
    let found = listed(&more(0), &more(1), standard);
    assert_eq!(found, [(vec!["A"], Permit, NotApplicable)]);
    let other = overriding(&[if_roles("greater-than", 0, &rule("Permit", &roles(&["B"])))]);
    let found = listed(&more(0), &other, standard);
    assert_eq!(found, [(vec!["A"], Permit, NotApplicable), (vec!["B"], NotApplicable, Permit)]);
    // The same for the asker, and at the place one matches and the other fails.
    let missing = format!("<AnyOf><AllOf>{}</AllOf></AnyOf>", one_missing());
    let (plain, fails) = (
        overriding(&[rule("Permit", &(roles(&["A"]) + &task("Task_1", false)))]),
        overriding(&[rule("Permit", &(roles(&["A"]) + &missing))]),
    );
    assert_eq!(listed(&plain, &fails, standard), [(vec!["A"], Permit, Indeterminate)]);
    // A policy that is refused, and one that is not for this place.
    let refused = policy("3.0:rule-combining-algorithm:finnes-ikke", "", &rules);
    let elsewhere = policy(DENY_OVERRIDES, &task("Task_2", false), &rules);
    assert_eq!(listed(&refused, &elsewhere, standard), [(vec![], Indeterminate, NotApplicable)]);
    assert_eq!(listed(&elsewhere, &elsewhere, standard), []);
}

fn one_missing() -> String {
    one(&Category::Resource, "urn:finnes-ikke", "x", true)
}

#[test]
fn what_is_not_worked_out_is_said_not_to_be_compared() {
    let plain = overriding(&[rule("Permit", &roles(&["A"]))]);
    let integer = "<AttributeValue DataType='http://www.w3.org/2001/XMLSchema#integer'>1</AttributeValue>";
    let sum =
        format!("<Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:integer-add'>{integer}{integer}</Apply>");
    let condition = format!(
        "<Condition><Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:integer-equal'>{sum}{integer}</Apply></Condition></Rule>"
    );
    let opaque = plain.replace("</Rule>", &condition);
    for (one, other) in [(&plain, &opaque), (&opaque, &plain)] {
        let changes = changes(one, other, Dialect::Standard);
        assert_eq!((changes.changes.len(), changes.undecided.len()), (0, 1));
        assert!(changes.undecided[0].1.reason.contains("integer-add"), "{:?}", changes.undecided);
        assert!(!changes.is_none());
    }
    assert!(changes(&plain, &plain, Dialect::Standard).is_none());
    assert!(!changes(&plain, &overriding(&[rule("Permit", &roles(&["B"]))]), Dialect::Standard).is_none());
}

#[test]
fn an_example_against_a_claim_is_the_smallest() {
    let outcome = |rules: &[String], algorithm: &str, who: &[&str], decision| {
        let (domain, binding) = (domain(), Binding::default());
        with_policy(&policy(algorithm, "", rules), |policy| {
            let analysis = Analysis::new(policy, &binding, &domain, Dialect::Standard);
            let shape = Shape { asker: 0, place: 0, action: 0 };
            let who = who.iter().map(|role| held(role)).collect();
            let claim = Claim { shape, who, decision, strength: Strength::WithAnythingElse };
            match analysis.claim(&claim).outcome {
                Outcome::Proved => None,
                Outcome::Refuted(witness) => {
                    assert_ne!(witness.answer.decision, decision);
                    Some(witness.holds.iter().map(|value| value.text.clone()).collect::<Vec<_>>().join(" "))
                }
                Outcome::Undecided(doubt) => panic!("{doubt:?}"),
            }
        })
        .expect("a policy")
    };
    let permits = |all: &[&str]| rule("Permit", &roles(all));
    let denies = |all: &[&str]| rule("Deny", &roles(all));
    // One value more is enough, though another rule asks for fewer in all.
    let rules = [permits(&["A"]), denies(&["B", "C"]), denies(&["A", "D", "E"]), denies(&["A", "D"])];
    assert_eq!(outcome(&rules, DENY_OVERRIDES, &["A"], Permit).as_deref(), Some("A D"));
    let rules = [denies(&["A"]), permits(&["B", "C"]), permits(&["A", "D"])];
    assert_eq!(outcome(&rules, PERMIT_OVERRIDES, &["A"], Deny).as_deref(), Some("A D"));
    // What is stronger stays whatever is added.
    assert_eq!(outcome(&rules[..2], DENY_OVERRIDES, &["A"], Deny), None);
    assert_eq!(outcome(&[permits(&["A"]), denies(&["B"])], PERMIT_OVERRIDES, &["A"], Permit), None);
    // Both at once, where there is no way to one alone.
    let rules = [permits(&["A"]), denies(&["A"])];
    assert_eq!(outcome(&rules, DENY_OVERRIDES, &[], NotApplicable).as_deref(), Some("A"));
    let rules = [permits(&["A", "B"]), permits(&["C"]), denies(&["C"]), denies(&["A", "B"])];
    assert_eq!(outcome(&rules, DENY_OVERRIDES, &[], NotApplicable).as_deref(), Some("C"));
    assert_eq!(outcome(&[permits(&["A"])], DENY_OVERRIDES, &["A"], Permit), None);
    // In turn, the first that applies.
    let rules = [permits(&["A"]), denies(&["B"])];
    assert_eq!(outcome(&rules, FIRST, &["B"], Deny).as_deref(), Some("A B"));
    assert_eq!(outcome(&rules, FIRST, &["A"], Permit), None);
}

#[test]
fn what_fails_at_a_place_counts_only_where_nothing_decides() {
    let (missing, here) = (one_missing(), |name: &str| one(&Category::Resource, TASK, name, false));
    let any = |parts: [&str; 2]| format!("<AnyOf><AllOf>{}</AllOf><AllOf>{}</AllOf></AnyOf>", parts[0], parts[1]);
    let all = |parts: [&str; 2]| format!("<AnyOf><AllOf>{}{}</AllOf></AnyOf>", parts[0], parts[1]);
    for (target, decision) in [
        (any([&missing, &here("Task_1")]), Permit),
        (any([&here("Task_1"), &missing]), Permit),
        (any([&missing, &here("Task_2")]), Indeterminate),
        (any([&here("Task_2"), &missing]), Indeterminate),
        (all([&missing, &here("Task_1")]), Indeterminate),
        (all([&here("Task_1"), &missing]), Indeterminate),
        (all([&missing, &here("Task_2")]), NotApplicable),
        (all([&here("Task_2"), &missing]), NotApplicable),
    ] {
        let whole = overriding(&[rule("Permit", &(roles(&["A"]) + &target))]);
        let nothing = overriding(&[rule("Permit", &task("Task_9", false))]);
        let wanted = if decision == NotApplicable { Vec::new() } else { vec![(vec!["A"], NotApplicable, decision)] };
        assert_eq!(listed(&nothing, &whole, Dialect::Standard), wanted, "{target}");
    }
    // What Altinn's engine cannot compare stops everybody there, whatever the rule asks of them.
    let throws = task("Task_1", false).replace("string-equal", "string-contains");
    let whole = overriding(&[rule("Permit", &(roles(&["A"]) + &throws))]);
    let nothing = overriding(&[rule("Permit", &task("Task_9", false))]);
    assert_eq!(listed(&nothing, &whole, Dialect::Altinn), [(vec![], NotApplicable, Indeterminate)]);
}
