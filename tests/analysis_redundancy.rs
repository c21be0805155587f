//! Which rules and alternatives change nothing, and which others they are covered or overridden by.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;

use analysis_support::with_policy;
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Dialect, Domain, Judgement, Open, Point, Redundancy, Shape, Strength, Value,
};
use notify_lint::xacml::Category;

const ROLE: &str = "urn:altinn:rolecode";
const TASK: &str = "urn:altinn:task";
const ACTION: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const BOTH: [Dialect; 2] = [Dialect::Altinn, Dialect::Standard];

fn one(category: &Category, id: &str, value: &str, must: bool) -> String {
    format!(
        "<Match MatchId='urn:oasis:names:tc:xacml:1.0:function:string-equal'><AttributeValue DataType='{STRING}'>{value}\
         </AttributeValue><AttributeDesignator AttributeId='{id}' Category='{}' DataType='{STRING}' \
         MustBePresent='{must}'/></Match>",
        category.urn()
    )
}

/// Who has all roles of one of these.
fn roles(alternatives: &[&[&str]]) -> String {
    let all_of = |all: &&[&str]| {
        let matches: String = all.iter().map(|role| one(&Category::Subject, ROLE, role, false)).collect();
        format!("<AllOf>{matches}</AllOf>")
    };
    format!("<AnyOf>{}</AnyOf>", alternatives.iter().map(all_of).collect::<String>())
}

fn any_of(category: &Category, id: &str, values: &[&str]) -> String {
    let all: String =
        values.iter().map(|value| format!("<AllOf>{}</AllOf>", one(category, id, value, false))).collect();
    format!("<AnyOf>{all}</AnyOf>")
}

fn tasks(names: &[&str]) -> String {
    any_of(&Category::Resource, TASK, names)
}

fn actions(names: &[&str]) -> String {
    any_of(&Category::Action, ACTION, names)
}

fn rule(effect: &str, target: &str) -> String {
    format!("<Rule RuleId='r' Effect='{effect}'><Target>{target}</Target></Rule>")
        .replace("<Target></Target>", "<Target/>")
}

fn policy(algorithm: &str, rules: &[String]) -> String {
    format!(
        "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
         RuleCombiningAlgId='urn:oasis:names:tc:xacml:{algorithm}'><Target/>{}</Policy>",
        rules.concat()
    )
}

const DENY_OVERRIDES: &str = "3.0:rule-combining-algorithm:deny-overrides";

/// Two tasks, two actions.
fn domain() -> Domain {
    let point = |category, id: &'static str, text: &str| Point {
        name: text.to_owned(),
        values: vec![Value::string(category, id, text)],
    };
    Domain {
        askers: vec![Asker {
            name: "a person".to_owned(),
            fixed: Vec::new(),
            open: vec![Open::strings(Category::Subject, ROLE)],
        }],
        places: vec![point(Category::Resource, TASK, "Task_1"), point(Category::Resource, TASK, "Task_2")],
        actions: vec![point(Category::Action, ACTION, "read"), point(Category::Action, ACTION, "sign")],
        people: Vec::new(),
    }
}

fn analysed<T>(text: &str, dialect: Dialect, ask: impl FnOnce(&Analysis<'_, '_>) -> T) -> T {
    let (domain, binding) = (domain(), Binding::default());
    with_policy(text, |policy| ask(&Analysis::new(policy, &binding, &domain, dialect))).expect("a policy")
}

fn redundant(text: &str, dialect: Dialect) -> Vec<(usize, Redundancy)> {
    analysed(text, dialect, |analysis| analysis.redundant().into_iter().map(|one| (one.rule, one.why)).collect())
}

fn values(text: &str, dialect: Dialect) -> Vec<(usize, (usize, usize))> {
    analysed(text, dialect, |analysis| analysis.redundant_values().iter().map(|one| (one.rule, one.at)).collect())
}

#[test]
fn a_rule_that_changes_nothing_is_listed_with_what_makes_up_for_it() {
    let rules = [
        rule("Permit", &roles(&[&["A"]])),
        rule("Permit", &roles(&[&["A", "B"]])),
        rule("Deny", &roles(&[&["C"]])),
        rule("Permit", &roles(&[&["C", "D"]])),
        rule("Permit", &(roles(&[&["E"]]) + &tasks(&["Task_9"]))),
        rule("Permit", &roles(&[&["A", "E"], &["C", "E"]])),
    ];
    for dialect in BOTH {
        let found = redundant(&policy(DENY_OVERRIDES, &rules), dialect);
        assert_eq!(
            found,
            [
                (1, Redundancy::Covered(vec![0])),
                (3, Redundancy::Overridden(vec![2])),
                (4, Redundancy::Dead),
                (5, Redundancy::Overridden(vec![2, 0])),
            ],
            "{dialect:?}"
        );
        let default = policy("3.0:rule-combining-algorithm:deny-unless-permit", &rules);
        let found = redundant(&default, dialect);
        assert!(found.contains(&(2, Redundancy::Covered(Vec::new()))), "{dialect:?} {found:?}");
        assert!(!found.iter().any(|one| one.0 == 3), "{dialect:?} {found:?}");
    }
}

#[test]
fn by_diagrams_the_same_rules_change_nothing() {
    // An attribute that must be present takes diagrams.
    let missing = |effect: &str, role: &str| {
        rule(effect, &format!("<AnyOf><AllOf>{}</AllOf></AnyOf>", one(&Category::Subject, ROLE, role, true)))
    };
    let rules = [
        rule("Permit", &roles(&[&["A"]])),
        rule("Permit", &roles(&[&["A", "B"]])),
        rule("Deny", &roles(&[&["C"]])),
        rule("Permit", &roles(&[&["C", "D"]])),
        rule("Permit", &(roles(&[&["E"]]) + &tasks(&["Task_9"]))),
        missing("Permit", "F"),
    ];
    for algorithm in [DENY_OVERRIDES, "3.0:rule-combining-algorithm:ordered-deny-overrides"] {
        let found = redundant(&policy(algorithm, &rules), Dialect::Standard);
        let listed: Vec<_> = found.iter().map(|one| one.0).collect();
        assert_eq!(listed, [1, 3, 4], "{found:?}");
        assert_eq!(found[2].1, Redundancy::Dead);
        assert!(matches!(&found[0].1, Redundancy::Overridden(by) if by.contains(&0) && by.contains(&2)), "{found:?}");
        assert!(matches!(&found[1].1, Redundancy::Overridden(by) if by[0] == 2), "{found:?}");
    }
    // The first that applies decides: what stands behind one that takes all changes nothing.
    let first = "1.0:rule-combining-algorithm:first-applicable";
    let rules = [
        rule("Permit", &roles(&[&["A"]])),
        rule("Deny", &roles(&[&["A", "B"]])),
        rule("Deny", &roles(&[&["B"]])),
        rule("Permit", &roles(&[&["A", "C"]])),
        rule("Deny", ""),
        rule("Permit", &roles(&[&["D"]])),
    ];
    for dialect in BOTH {
        let listed: Vec<_> = redundant(&policy(first, &rules), dialect).iter().map(|one| one.0).collect();
        assert_eq!(listed, [1, 2, 3, 5], "{dialect:?}");
    }
    // Only what may fail stands in the way.
    let failing = [rules[0].clone(), missing("Deny", "B"), rules[3].clone()];
    let listed: Vec<_> = redundant(&policy(first, &failing), Dialect::Standard).iter().map(|one| one.0).collect();
    assert_eq!(listed, [2]);
}

#[test]
fn what_is_refused_or_not_worked_out_has_no_rule_that_changes_nothing() {
    let rules = [rule("Permit", &roles(&[&["A"]])), rule("Permit", &roles(&[&["A"], &["A"]]))];
    let whole = policy(DENY_OVERRIDES, &rules);
    let refused = policy("3.0:rule-combining-algorithm:finnes-ikke", &rules);
    let integer = "<AttributeValue DataType='http://www.w3.org/2001/XMLSchema#integer'>1</AttributeValue>";
    let sum =
        format!("<Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:integer-add'>{integer}{integer}</Apply>");
    let condition = format!(
        "<Condition><Apply FunctionId='urn:oasis:names:tc:xacml:1.0:function:integer-equal'>{sum}{integer}</Apply>\
         </Condition></Rule></Policy>"
    );
    let opaque = whole.replace("</Rule></Policy>", &condition);
    assert_eq!(redundant(&whole, Dialect::Standard).len(), 2);
    for text in [&refused, &opaque] {
        assert_eq!((redundant(text, Dialect::Standard), values(text, Dialect::Standard)), (Vec::new(), Vec::new()));
    }
}

#[test]
fn a_rule_that_may_stop_decisions_is_never_called_redundant() {
    let missing = format!("<AnyOf><AllOf>{}</AllOf></AnyOf>", one(&Category::Resource, "urn:finnes-ikke", "x", true));
    let rules = [rule("Permit", &roles(&[&["A"]])), rule("Permit", &(roles(&[&["A"]]) + &missing))];
    let listed: Vec<_> = redundant(&policy(DENY_OVERRIDES, &rules), Dialect::Altinn).iter().map(|one| one.0).collect();
    assert!(!listed.contains(&1), "{listed:?}");
    assert_eq!(redundant(&policy(DENY_OVERRIDES, &[rules[0].clone(), rules[0].clone()]), Dialect::Altinn).len(), 2);
}

#[test]
fn alternatives_of_places_and_actions_that_change_nothing_are_found() {
    let rules = [
        rule("Permit", &(roles(&[&["A"]]) + &tasks(&["Task_1", "Task_9"]) + &actions(&["write", "sign"]))),
        rule("Permit", &(roles(&[&["A"]]) + &tasks(&["Task_1", "Task_2"]) + &actions(&["read"]))),
        rule("Permit", &(roles(&[&["B"], &["B", "C"]]) + &actions(&["read", "sign"]))),
    ];
    for dialect in BOTH {
        let found = values(&policy(DENY_OVERRIDES, &rules), dialect);
        // A task and an action that no request names, and a role that another includes.
        for at in [(0, (1, 1)), (0, (2, 0)), (2, (0, 1))] {
            assert!(found.contains(&at), "{dialect:?} {at:?} {found:?}");
        }
        for at in [(0, (1, 0)), (0, (2, 1)), (1, (1, 0)), (1, (1, 1)), (2, (0, 0)), (2, (1, 0)), (2, (1, 1))] {
            assert!(!found.contains(&at), "{dialect:?} {at:?} {found:?}");
        }
    }
    // With an attribute that must be there, an alternative may stop what it does not match.
    let must = |must: bool| {
        let id = format!("AttributeId='{ACTION}'");
        let asked = actions(&["read", "write"]).replace("'false'", if must { "'true'" } else { "'false'" });
        let asked = if must { asked.replace(&id, "AttributeId='urn:handling'") } else { asked };
        values(&policy(DENY_OVERRIDES, &[rule("Permit", &(roles(&[&["B"], &["B", "C"]]) + &asked))]), Dialect::Altinn)
    };
    assert_eq!((must(false), must(true)), (vec![(0, (1, 1)), (0, (0, 1))], Vec::new()));
}

#[test]
fn an_alternative_is_taken_out_only_where_the_rule_stays_one() {
    // Altinn cuts an AllOf apart by category, so what says nothing new of the one may of the other.
    let both = |role: &str, task: &str| {
        let matches = one(&Category::Subject, ROLE, role, false) + &one(&Category::Resource, TASK, task, false);
        format!("<AllOf>{matches}</AllOf>")
    };
    let mixed = format!("<AnyOf>{}{}</AnyOf>", both("A", "Task_1"), both("A", "Task_2"));
    assert_eq!(values(&policy(DENY_OVERRIDES, &[rule("Permit", &mixed)]), Dialect::Altinn), []);
    // Of an AnyOf that has no other alternative, none is taken out.
    let apart = roles(&[&["A"]]) + &roles(&[&["A", "B"]]);
    for dialect in BOTH {
        assert_eq!(values(&policy(DENY_OVERRIDES, &[rule("Permit", &apart)]), dialect), [], "{dialect:?}");
    }
}

#[test]
fn place_and_action_may_stand_in_one_alternative() {
    let both = |task: &str, action: &str| {
        let matches = one(&Category::Resource, TASK, task, false) + &one(&Category::Action, ACTION, action, false);
        format!("<AllOf>{matches}</AllOf>")
    };
    let either = format!("<AnyOf>{}{}</AnyOf>", both("Task_1", "read"), both("Task_2", "sign"));
    let text = policy(DENY_OVERRIDES, &[rule("Permit", &(roles(&[&["A"]]) + &either))]);
    // Altinn takes any place with any action, the standard what stands together.
    for (dialect, wanted) in [(Dialect::Altinn, [true; 4]), (Dialect::Standard, [true, false, false, true])] {
        analysed(&text, dialect, |analysis| {
            let claim = |cell: usize| Claim {
                shape: Shape { asker: 0, place: cell / 2, action: cell % 2 },
                who: vec![Value::string(Category::Subject, ROLE, "A")],
                decision: if wanted[cell] { Decision::Permit } else { Decision::NotApplicable },
                strength: Strength::WithAnythingElse,
            };
            let judged = analysis.judge(&[claim(0), claim(1), claim(2), claim(3)]);
            assert_eq!(judged, vec![Judgement::Proved; 4], "{dialect:?}");
        });
    }
}
