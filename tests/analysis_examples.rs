//! What the analysis says of policies that a person would write.

#![allow(clippy::expect_used, missing_docs)]

mod analysis_support;

use analysis_support::with_policy;
use notify_lint::config::Date;
use notify_lint::pdp::altinn::{Binding, Version};
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Construct, Dialect, Domain, Judgement, Open, Outcome, Point, Shape, Strength, Value, Who,
};
use notify_lint::pdp::{self, Decision};
use notify_lint::xacml::Category;

const ROLE: &str = "urn:altinn:rolecode";
const TASK: &str = "urn:altinn:task";
const ACTION: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const APP: Shape = Shape { asker: 0, place: 0, action: 0 };
const TASK_1: Shape = Shape { asker: 0, place: 1, action: 0 };

fn one(category: Category, id: &str, value: &str, must: bool) -> String {
    format!(
        "<Match MatchId=\"urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case\"><AttributeValue \
         DataType=\"http://www.w3.org/2001/XMLSchema#string\">{value}</AttributeValue><AttributeDesignator \
         AttributeId=\"{id}\" Category=\"{}\" DataType=\"http://www.w3.org/2001/XMLSchema#string\" \
         MustBePresent=\"{must}\"/></Match>",
        category.urn()
    )
}

fn any_of(alternatives: &[String]) -> String {
    let all: String = alternatives.iter().map(|one| format!("<AllOf>{one}</AllOf>")).collect();
    format!("<AnyOf>{all}</AnyOf>")
}

fn roles(roles: &[&str]) -> String {
    any_of(&roles.iter().map(|role| one(Category::Subject, ROLE, role, false)).collect::<Vec<_>>())
}

fn action(name: &str) -> String {
    any_of(&[one(Category::Action, ACTION, name, false)])
}

fn task(name: &str) -> String {
    any_of(&[one(Category::Resource, TASK, name, false)])
}

fn rule(effect: &str, target: &str, rest: &str) -> String {
    format!("<Rule RuleId=\"r\" Effect=\"{effect}\"><Target>{target}</Target>{rest}</Rule>")
}

fn policy(target: &str, rules: &[String]) -> String {
    format!(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"p\" Version=\"1.0\" \
         RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\">{target}{}</Policy>",
        rules.concat()
    )
}

fn domain() -> Domain {
    let point = |name: &str, category, values: &[(&'static str, &str)]| Point {
        name: name.to_owned(),
        values: values.iter().map(|(id, text)| Value::string(category, *id, *text)).collect(),
    };
    Domain {
        askers: vec![Asker {
            name: "a person".into(),
            fixed: vec![Value::string(Category::Subject, "urn:altinn:userid", "20001001")],
            open: vec![Open::strings(Category::Subject, ROLE)],
        }],
        places: vec![
            point("on the app", Category::Resource, &[]),
            point("on task Task_1", Category::Resource, &[(TASK, "Task_1")]),
        ],
        actions: vec![point("read", Category::Action, &[(ACTION, "read")])],
        people: Vec::new(),
    }
}

fn held(role: &str) -> Value {
    Value::string(Category::Subject, ROLE, role)
}

fn claim(shape: Shape, role: &str, strength: Strength) -> Claim {
    Claim { shape, who: vec![held(role)], decision: Decision::Permit, strength }
}

fn analysed<T>(text: &str, dialect: Dialect, domain: &Domain, ask: impl FnOnce(&Analysis<'_, '_>) -> T) -> T {
    let binding = Binding::default();
    with_policy(text, |policy| ask(&Analysis::new(policy, &binding, domain, dialect))).expect("a policy")
}

#[test]
fn a_managing_director_is_notified_unless_she_is_also_the_auditor() {
    let text = policy(
        "<Target/>",
        &[rule("Permit", &(roles(&["DAGL", "LEDE"]) + &action("read")), ""), rule("Deny", &roles(&["REVI"]), "")],
    );
    for dialect in [Dialect::Altinn, Dialect::Standard] {
        analysed(&text, dialect, &domain(), |analysis| {
            assert_eq!(analysis.claim(&claim(APP, "dagl", Strength::Alone)).outcome, Outcome::Proved);
            let verdict = analysis.claim(&claim(APP, "DAGL", Strength::WithAnythingElse));
            let Outcome::Refuted(witness) = verdict.outcome else { panic!("{verdict:?}") };
            assert_eq!(witness.holds, [held("DAGL"), held("REVI")]);
            assert_eq!(witness.answer.decision, Decision::Deny);
            assert!(witness.request.entity(Category::Subject.urn()).is_some());
            assert_eq!(
                verdict.shape.describe(analysis.domain()),
                "a person asks for read on the app; open: any values of `urn:altinn:rolecode`"
            );
            let conflicts = analysis.conflicts();
            assert_eq!((conflicts.len(), conflicts[0].permit, conflicts[0].deny), (1, 0, 1));
            assert!(analysis.redundant().is_empty());
            assert!(analysis.open_to_all().is_empty());
        });
    }
}

#[test]
fn who_loses_access_when_roles_end_is_named() {
    let text = policy("<Target/>", &[rule("Permit", &roles(&["DAGL", "regna"]), "")]);
    let (now, mut later) = (domain(), domain());
    later.askers[0].open[0].ended = vec!["REGNA".into()];
    let binding = Binding::default();
    with_policy(&text, |policy| {
        let today = Analysis::new(policy, &binding, &now, Dialect::Altinn);
        let next_year = Analysis::new(policy, &binding, &later, Dialect::Altinn);
        let changes = today.diff(&next_year);
        assert_eq!(changes.changes.len(), 2, "on the app and on the task");
        for change in &changes.changes {
            assert_eq!(change.who, Who::Person(held("regna")));
            assert_eq!((change.before, change.after), (Decision::Permit, Decision::NotApplicable));
            let [before, after] = today.show_change(&next_year, change).expect("it replays");
            assert_eq!((before.holds.len(), after.holds.len()), (1, 0));
        }
    })
    .expect("a policy");
}

#[test]
fn a_rule_that_asks_nothing_is_open_to_all() {
    let text = policy(
        "<Target/>",
        &[
            rule("Permit", &(roles(&["DAGL"]) + &action("read")), ""),
            rule("Permit", &(task("Task_1") + &action("read")), ""),
        ],
    );
    analysed(&text, Dialect::Altinn, &domain(), |analysis| {
        let open = analysis.open_to_all();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].shape, open[0].rules.as_slice()), (TASK_1, [1].as_slice()));
        assert_eq!(open[0].to_everyone, Judgement::Proved);
    });
}

#[test]
fn what_is_open_to_all_may_be_closed_to_some() {
    let must = any_of(&[one(Category::Subject, ROLE, "LEDE", true)]);
    let plain = [
        rule("Permit", &(roles(&["DAGL"]) + &action("read")), ""),
        rule("Deny", &roles(&["REVI"]), ""),
        rule("Permit", &(task("Task_1") + &action("read")), ""),
    ];
    // By pieces, and by diagrams.
    let failing = [plain.as_slice(), &[rule("Permit", &must, "")]].concat();
    let overriding = policy("<Target/>", &failing).replace("deny-overrides", "permit-overrides");
    for (text, decision) in [(policy("<Target/>", &plain), Some(Decision::Deny)), (overriding, None)] {
        analysed(&text, Dialect::Standard, &domain(), |analysis| {
            let open = analysis.open_to_all();
            assert_eq!(open.len(), 1, "{text}");
            assert_eq!((open[0].shape, open[0].rules.as_slice()), (TASK_1, [2].as_slice()));
            match (&open[0].to_everyone, decision) {
                (Judgement::Proved, None) => {}
                (Judgement::Refuted(example), Some(decision)) => {
                    let witness = analysis.show(example).expect("it replays");
                    assert_eq!((witness.holds, witness.answer.decision), (vec![held("REVI")], decision));
                }
                (judged, _) => panic!("{judged:?}"),
            }
        });
    }
}

#[test]
fn a_placeholder_means_what_it_is_bound_to() {
    let app = |value: &str| any_of(&[one(Category::Resource, TASK, value, false)]);
    let text = policy("<Target/>", &[rule("Permit", &(roles(&["DAGL"]) + &app("[APP]")), "")]);
    let binding = Binding { app: "Task_1".to_owned(), ..Binding::default() };
    with_policy(&text, |policy| {
        let domain = domain();
        for dialect in [Dialect::Altinn, Dialect::Standard] {
            let analysis = Analysis::new(policy, &binding, &domain, dialect);
            assert_eq!(analysis.claim(&claim(TASK_1, "DAGL", Strength::Alone)).outcome, Outcome::Proved);
            let claim = Claim { decision: Decision::Deny, ..claim(TASK_1, "DAGL", Strength::Alone) };
            let Outcome::Refuted(witness) = analysis.claim(&claim).outcome else { panic!("not refuted") };
            assert_eq!(witness.answer.decision, Decision::Permit);
        }
    })
    .expect("a policy");
}

#[test]
fn each_version_of_the_engine_is_a_dialect_of_its_own_and_answers_for_itself() {
    let cloud = |day| Version { as_of: Date::parse(day), ..Version::CLOUD };
    for (point, dialect, name) in [
        (pdp::Dialect::Standard(None), Dialect::Standard, "standard"),
        (pdp::Dialect::Altinn(Version::CLOUD), Dialect::Altinn, "altinn"),
        (pdp::Dialect::Altinn(cloud("2026-08-20")), Dialect::Altinn, "altinn"),
        (pdp::Dialect::Altinn(cloud("2026-08-19")), Dialect::AltinnInTurn, "altinn"),
        (pdp::Dialect::Altinn(Version::LOCAL_TEST), Dialect::Altinn008, "altinn@0.0.8"),
    ] {
        assert_eq!((Dialect::of(point), dialect.name()), (dialect, name), "{point:?}");
    }
    // Nobody was denied by an engine that combined rules in turn, and now is.
    let text = policy("<Target/>", &[rule("Deny", &roles(&["DAGL"]), "")]);
    for (dialect, decision) in [(Dialect::Altinn, Decision::Deny), (Dialect::AltinnInTurn, Decision::NotApplicable)] {
        analysed(&text, dialect, &domain(), |analysis| {
            let outcome = analysis.claim(&claim(APP, "DAGL", Strength::Alone)).outcome;
            let Outcome::Refuted(witness) = outcome else { panic!("{outcome:?}") };
            assert_eq!(witness.answer.decision, decision, "{dialect:?}");
        });
    }
}

#[test]
fn alternatives_that_say_nothing_new_are_found() {
    let text = policy(
        "<Target/>",
        &[
            rule("Permit", &(roles(&["DAGL", "LEDE", "dagl"]) + &action("read")), ""),
            rule("Permit", &(roles(&["LEDE", "REVI"]) + &task("Task_1")), ""),
        ],
    );
    for dialect in [Dialect::Altinn, Dialect::Standard] {
        let found = analysed(&text, dialect, &domain(), |analysis| analysis.redundant_values());
        let at: Vec<_> = found.iter().map(|value| (value.rule, value.at)).collect();
        assert_eq!(at, [(0, (0, 0)), (0, (0, 2)), (1, (0, 0))], "{dialect:?}");
        assert!(text[found[0].span.range()].contains("DAGL"));
    }
}

#[test]
fn what_is_not_worked_out_is_undecided_and_says_what_it_hangs_on() {
    let condition = "<Condition><Apply FunctionId=\"urn:oasis:names:tc:xacml:1.0:function:string-regexp-match\">\
        <AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">D.*</AttributeValue>\
        <Apply FunctionId=\"urn:oasis:names:tc:xacml:1.0:function:string-one-and-only\"><AttributeDesignator \
        AttributeId=\"urn:altinn:rolecode\" Category=\"urn:oasis:names:tc:xacml:1.0:subject-category:access-subject\" \
        DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></Apply></Apply></Condition>";
    let text = policy(
        "<Target/>",
        &[rule("Permit", &roles(&["DAGL"]), condition), rule("Permit", &(roles(&["LEDE"]) + &action("read")), "")],
    );
    analysed(&text, Dialect::Standard, &domain(), |analysis| {
        let verdict = analysis.claim(&claim(APP, "DAGL", Strength::Alone)).outcome;
        let Outcome::Undecided(doubt) = verdict else { panic!("{verdict:?}") };
        assert!(doubt.reason.contains("`D.*`"), "{doubt:?}");
        // What does not hang on it is proved all the same.
        let chair = claim(APP, "LEDE", Strength::WithAnythingElse);
        assert_eq!(analysis.claim(&chair).outcome, Outcome::Proved);
    });
    // And refuted, by a request whose answer does not hang on it.
    let text = text.replace("</Policy>", &(rule("Deny", &roles(&["REVI"]), "") + "</Policy>"));
    analysed(&text, Dialect::Standard, &domain(), |analysis| {
        let outcome = analysis.claim(&claim(APP, "DAGL", Strength::WithAnythingElse)).outcome;
        let Outcome::Refuted(witness) = outcome else { panic!("{outcome:?}") };
        assert_eq!((witness.holds, witness.answer.decision), (vec![held("DAGL"), held("REVI")], Decision::Deny));
    });
}

#[test]
fn who_holds_a_value_twice_is_claimed_of_and_shown_so() {
    let only = "<Condition><Apply FunctionId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\">\
        <AttributeValue DataType=\"http://www.w3.org/2001/XMLSchema#string\">DAGL</AttributeValue>\
        <Apply FunctionId=\"urn:oasis:names:tc:xacml:1.0:function:string-one-and-only\"><AttributeDesignator \
        AttributeId=\"urn:altinn:rolecode\" Category=\"urn:oasis:names:tc:xacml:1.0:subject-category:access-subject\" \
        DataType=\"http://www.w3.org/2001/XMLSchema#string\" MustBePresent=\"false\"/></Apply></Apply></Condition>";
    let text = policy("<Target/>", &[rule("Permit", "", only)]);
    analysed(&text, Dialect::Standard, &domain(), |analysis| {
        let judged = |times: usize, decision, strength| {
            let who = vec![held("DAGL"); times];
            analysis.claim(&Claim { shape: APP, who, decision, strength }).outcome
        };
        assert_eq!(judged(1, Decision::Permit, Strength::Alone), Outcome::Proved);
        assert_eq!(judged(2, Decision::Indeterminate, Strength::Alone), Outcome::Proved);
        let Outcome::Refuted(witness) = judged(2, Decision::Permit, Strength::Alone) else { panic!("not refuted") };
        assert_eq!(witness.answer.decision, Decision::Indeterminate);
        assert_eq!(witness.request.entity(Category::Subject.urn()).map(|entity| entity.attributes.len()), Some(3));
        // Whoever holds it twice holds it twice in every example.
        assert_eq!(judged(2, Decision::Indeterminate, Strength::WithAnythingElse), Outcome::Proved);
    });
}

#[test]
fn the_construct_that_the_dialects_read_differently_is_named() {
    let both = roles(&["DAGL"]) + &roles(&["LEDE"]);
    let mixed = any_of(&[
        one(Category::Subject, ROLE, "REGNA", false) + &one(Category::Action, ACTION, "read", false),
        one(Category::Subject, ROLE, "DAGL", false) + &one(Category::Action, ACTION, "write", false),
    ]);
    let must = any_of(&[one(Category::Resource, TASK, "Task_1", true)]);
    let environment = any_of(&[one(Category::Environment, "urn:altinn:environment", "prod", false)]);
    let issued = roles(&["DAGL"]).replace("<AttributeDesignator ", "<AttributeDesignator Issuer=\"er\" ");
    let mistyped = roles(&["DAGL"]).replace("XMLSchema#string", "XMLSchema#anyURI");
    let typed = any_of(&[one(Category::Subject, "urn:altinn:uri", "urn:altinn:org", false)])
        .replace("string-equal-ignore-case", "anyURI-equal")
        .replace("xacml:3.0:function:anyURI", "xacml:1.0:function:anyURI")
        .replace("XMLSchema#string", "XMLSchema#anyURI");
    let plain = rule("Permit", &roles(&["DAGL"]), "");
    let targeted = policy(&format!("<Target>{}</Target>", task("Task_1")), std::slice::from_ref(&plain));
    let legacy = policy("<Target/>", std::slice::from_ref(&plain)).replace(
        "xacml:3.0:rule-combining-algorithm:deny-overrides",
        "xacml:1.0:rule-combining-algorithm:deny-overrides",
    );
    for (text, construct) in [
        (policy("<Target/>", &[rule("Permit", &both, "")]), Construct::SeveralAnyOf),
        (policy("<Target/>", &[rule("Permit", &mixed, "")]), Construct::MixedAllOf),
        (policy("<Target/>", &[plain.clone(), rule("Permit", &must, "")]), Construct::MustBePresent),
        (policy("<Target/>", &[rule("Permit", &(roles(&["DAGL"]) + &environment), "")]), Construct::OtherCategory),
        (targeted, Construct::PolicyTarget),
        (legacy.replace("deny-overrides", "permit-overrides"), Construct::Algorithm),
        (legacy, Construct::Algorithm),
        (policy("<Target></Target>", std::slice::from_ref(&plain)), Construct::Writing),
        (policy("<Target/>", &[rule("Permit", &issued, "")]), Construct::Issuer),
        (policy("<Target/>", &[rule("Permit", &mistyped, "")]), Construct::DataType),
    ] {
        analysed(&text, Dialect::Altinn, &domain(), |analysis| {
            let (found, undecided) = analysis.differs_between_dialects();
            assert!(undecided.is_empty() && !found.is_empty(), "{construct:?}");
            for difference in &found {
                assert_eq!(difference.construct, construct, "{difference:?}");
            }
        });
        // A second construct that the dialects read alike here is not taken for the cause.
        let beside = text.replace("</Policy>", &(rule("Permit", &typed, "") + "</Policy>"));
        // Which categories stand together cannot be taken out of a policy, so it is found only where nothing else is.
        let construct = if construct == Construct::MixedAllOf { Construct::Several } else { construct };
        analysed(&beside, Dialect::Altinn, &domain(), |analysis| {
            let (found, undecided) = analysis.differs_between_dialects();
            assert!(undecided.is_empty() && !found.is_empty(), "{construct:?}");
            assert!(found.iter().all(|one| one.construct == construct), "{construct:?} {found:?}");
        });
    }
    // A function that one of them does not have, where there are values of its type.
    let ordered = any_of(&[one(Category::Subject, "urn:altinn:alder", "18", false)])
        .replace("xacml:3.0:function:string-equal-ignore-case", "xacml:1.0:function:integer-less-than")
        .replace("XMLSchema#string", "XMLSchema#integer");
    let mut any = domain();
    any.askers[0].open.push(Open { of_any_type: true, ..Open::strings(Category::Subject, "urn:altinn:alder") });
    let text = policy("<Target/>", &[rule("Permit", &ordered, ""), plain.clone()]);
    analysed(&text, Dialect::Altinn, &any, |analysis| {
        let (found, _) = analysis.differs_between_dialects();
        assert!(!found.is_empty() && found.iter().all(|one| one.construct == Construct::Function), "{found:?}");
    });
    let text = policy("<Target/>", &[plain]);
    analysed(&text, Dialect::Altinn, &domain(), |analysis| {
        assert!(analysis.differs_between_dialects().0.is_empty());
    });
}

#[test]
fn the_work_is_what_it_was() {
    // Three rules of two, three and four roles, in one and in two places.
    let text = policy(
        "<Target/>",
        &[
            rule("Permit", &(roles(&["A", "B"]) + &action("read")), ""),
            rule("Permit", &(roles(&["A", "C", "D"]) + &task("Task_1") + &action("read")), ""),
            rule("Deny", &(roles(&["E", "F", "G", "H"]) + &action("sign")), ""),
        ],
    );
    analysed(&text, Dialect::Altinn, &domain(), |analysis| {
        let size = analysis.size();
        assert_eq!((size.cells, size.rules_in_cells, size.minimal), (2, 3, 7), "{size:?}");
        // Eight roles, a task and two actions, and what they leave over: another text, and another type.
        assert_eq!(size.atoms, 11 + 3 + 3, "{size:?}");
        assert_eq!(analysis.nodes(APP), None, "no diagram is needed");
    });
    let must = any_of(&[one(Category::Subject, ROLE, "A", true)]);
    let text = policy("<Target/>", &[rule("Permit", &must, ""), rule("Deny", &roles(&["B"]), "")]);
    analysed(&text, Dialect::Altinn, &domain(), |analysis| {
        let nodes = analysis.nodes(APP).expect("diagrams");
        assert!(nodes <= 16, "{nodes} nodes");
    });
}
