//! Small policies, every request: the analysis against the plain evaluators, and the laws of both.
//!
//! The seed is fixed and printed; a failure is shrunk to a small policy.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/generate.rs"]
mod generate;

use analysis_support::{ROOT, alone, context, plain, with_policy};
use generate::{ACTION_ID, OF_ALTINN, Odds, PACKAGE, PLAIN, ROLE, SUBJECT, Spec, TASK, WILD, a_policy};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{
    Analysis, Asker, Claim, Dialect, Domain, Judgement, Open, Outcome, Point, Shape, Strength, Value,
};
use notify_lint::xacml::{Category, Policy};
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::cell::Cell;

/// Of policies with more classes of values, every request is not tried.
const MAX_CLASSES: usize = 7;
const SEED: u64 = 20_261_125;
const BOTH: [Dialect; 2] = [Dialect::Altinn, Dialect::Standard];
const VERSIONS: [Dialect; 3] = [Dialect::Altinn, Dialect::AltinnInTurn, Dialect::Altinn008];

fn run(name: &str, cases: u32, spec: impl proptest::strategy::Strategy<Value = Spec>, test: impl Fn(&Spec) -> usize) {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(SEED),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let pairs = Cell::new(0_usize);
    let result = TestRunner::new(config).run(&spec, |spec| {
        let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| test(&spec)));
        match tried {
            Ok(count) => {
                pairs.set(pairs.get() + count);
                Ok(())
            }
            Err(why) => {
                let text = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "a panic".to_owned());
                Err(TestCaseError::fail(format!("{text}\n{}", spec.xml())))
            }
        }
    });
    println!("{name}: {} pairs of policy and request, seed {SEED}", pairs.get());
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Subsets of values, by the bits of a number.
fn subset(values: &[Value], bits: usize) -> Vec<Value> {
    (0..values.len()).filter(|at| bits >> at & 1 == 1).map(|at| values[at].clone()).collect()
}

#[test]
fn every_abstract_request_of_a_small_policy_is_decided_as_the_plain_evaluators_do() {
    every_abstract_request("both dialects", 120, WILD, &BOTH);
    every_abstract_request("the versions of Altinn's engine", 150, OF_ALTINN, &VERSIONS);
}

fn every_abstract_request(name: &str, cases: u32, odds: Odds, dialects: &[Dialect]) {
    let undecided = Cell::new(0);
    run(&format!("every abstract request, {name}"), cases, a_policy(odds, 1..5), |spec| {
        let text = spec.xml();
        with_policy(&text, |policy| {
            let domain = Domain::unshaped([policy]);
            let mut count = 0;
            for dialect in dialects.iter().copied() {
                let binding = Binding::default();
                let analysis = Analysis::new(policy, &binding, &domain, dialect);
                let classes = analysis.classes(0);
                if classes.len() > 12 {
                    continue;
                }
                let mut claims = Vec::new();
                for bits in 0..1_usize << classes.len() {
                    let mut values = subset(&classes, bits);
                    if bits % 7 == 3
                        && let Some(first) = values.first().cloned()
                    {
                        values.push(first);
                        values.reverse();
                    }
                    let decision = plain(policy, dialect, &context(&values));
                    if decision != Decision::Undecided {
                        claims.push(alone(values, decision));
                    }
                }
                count += claims.len();
                for (claim, judged) in claims.iter().zip(analysis.judge(&claims)) {
                    match judged {
                        Judgement::Proved => {}
                        Judgement::Undecided(_) => undecided.set(undecided.get() + 1),
                        Judgement::Refuted(_) => {
                            panic!("{dialect:?} does not say {} of {:?}", claim.decision.name(), claim.who)
                        }
                    }
                }
            }
            count
        })
        .expect("a policy")
    });
    println!("undecided {}", undecided.get());
}

fn point(name: &str, category: Category, values: &[(&'static str, &str)]) -> Point {
    let value = |(id, text): &(&'static str, &str)| Value::string(category, *id, *text);
    Point { name: name.to_owned(), values: values.iter().map(value).collect() }
}

/// Three places, three actions, people with roles and packages.
fn shaped() -> Domain {
    let open = |id| Open::strings(Category::Subject, id);
    Domain {
        askers: vec![Asker { name: "a person".into(), fixed: Vec::new(), open: vec![open(ROLE), open(PACKAGE)] }],
        places: vec![
            point("on the app", Category::Resource, &[]),
            point("on task Task_1", Category::Resource, &[(TASK, "Task_1")]),
            point("on task Task_3", Category::Resource, &[(TASK, "Task_3")]),
        ],
        actions: vec![
            point("read", Category::Action, &[(ACTION_ID, "read")]),
            point("sign", Category::Action, &[(ACTION_ID, "sign")]),
        ],
        people: Vec::new(),
    }
}

/// Every request of a shaped domain with what the plain evaluator says: by cell, then by the bits of what is held.
struct Brute {
    classes: Vec<Value>,
    cells: Vec<(Shape, Vec<Decision>)>,
}

impl Brute {
    fn new(policy: &Policy<'_>, domain: &Domain, dialect: Dialect, classes: &[Value]) -> Self {
        let mut cells = Vec::new();
        for place in 0..domain.places.len() {
            for action in 0..domain.actions.len() {
                let decide = |bits: usize| {
                    let fixed = domain.places[place].values.iter().chain(&domain.actions[action].values);
                    let all: Vec<Value> = fixed.cloned().chain(subset(classes, bits)).collect();
                    plain(policy, dialect, &context(&all))
                };
                let decisions = (0..1_usize << classes.len()).map(decide).collect();
                cells.push((Shape { asker: 0, place, action }, decisions));
            }
        }
        Self { classes: classes.to_vec(), cells }
    }

    fn count(&self) -> usize {
        self.cells.iter().map(|(_, decisions)| decisions.len()).sum()
    }

    fn bits(&self, values: &[Value]) -> usize {
        let at = |value: &Value| self.classes.iter().position(|class| class == value).expect("a class");
        values.iter().map(|value| 1_usize << at(value)).sum()
    }
}

fn claims_agree(policy: &Policy<'_>, dialect: Dialect, exact: bool) -> usize {
    let (domain, binding) = (shaped(), Binding::default());
    let analysis = Analysis::new(policy, &binding, &domain, dialect);
    let classes = analysis.classes(0);
    if classes.len() > MAX_CLASSES {
        return 0;
    }
    let brute = Brute::new(policy, &domain, dialect, &classes);
    for (shape, decisions) in &brute.cells {
        for bits in 0..decisions.len() {
            if bits.count_ones() > 2 {
                continue;
            }
            for decision in [Decision::Permit, Decision::Deny, Decision::NotApplicable] {
                for strength in [Strength::Alone, Strength::WithAnythingElse] {
                    let claim = Claim { shape: *shape, who: subset(&classes, bits), decision, strength };
                    let meant = |other: &usize| match strength {
                        Strength::Alone => *other == bits,
                        Strength::WithAnythingElse => other & bits == bits,
                    };
                    // Where the plain evaluator cannot tell, nothing is held against a claim.
                    let is_against = |at: &usize| ![decision, Decision::Undecided].contains(&decisions[*at]);
                    let against = (0..decisions.len()).filter(meant).filter(is_against);
                    let smallest = against.map(usize::count_ones).min();
                    match (analysis.claim(&claim).outcome, smallest) {
                        (Outcome::Proved, None) | (Outcome::Undecided(_), _) => {}
                        (Outcome::Refuted(witness), smallest) => {
                            // A value that is held twice is beyond what is tried here, and may need fewer others.
                            let subject = witness.request.entity(SUBJECT).map_or(0, |entity| entity.attributes.len());
                            let twice = subject > witness.holds.len();
                            let size = u32::try_from(witness.holds.len()).expect("few values");
                            // Where what a value comes to is open, a larger example may be the first that is sure.
                            let right = if !exact {
                                smallest.is_some_and(|smallest| twice || size >= smallest)
                            } else if twice {
                                smallest.is_none_or(|smallest| size <= smallest)
                            } else {
                                smallest == Some(size)
                            };
                            assert!(right, "{dialect:?} {claim:?} {witness:?} against {smallest:?}");
                            assert_ne!(witness.answer.decision, decision);
                            assert!(claim.who.iter().all(|value| witness.holds.contains(value)));
                        }
                        (outcome, _) => panic!("{dialect:?} {claim:?}: {outcome:?} against {smallest:?}"),
                    }
                }
            }
        }
    }
    brute.count()
}

#[test]
fn claims_are_proved_and_refuted_by_the_smallest_as_brute_force_finds() {
    for (name, cases, odds, dialects, exact) in [
        ("plain", 15, PLAIN, &BOTH[..], true),
        ("wild", 15, WILD, &BOTH, true),
        ("Altinn", 12, OF_ALTINN, &VERSIONS, false),
    ] {
        run(&format!("claims, {name}"), cases, a_policy(odds, 1..6), |spec| {
            let agree =
                |policy: &Policy<'_>| dialects.iter().map(|dialect| claims_agree(policy, *dialect, exact)).sum();
            with_policy(&spec.xml(), agree).expect("a policy")
        });
    }
}

fn redundancy_agrees(spec: &Spec, dialect: Dialect, exact: bool) -> usize {
    let (domain, binding) = (shaped(), Binding::default());
    let text = spec.xml();
    with_policy(&text, |policy| {
        let analysis = Analysis::new(policy, &binding, &domain, dialect);
        if analysis.broken().is_some() {
            return 0;
        }
        let classes = analysis.classes(0);
        if classes.len() > MAX_CLASSES {
            return 0;
        }
        let whole = Brute::new(policy, &domain, dialect, &classes);
        let redundant: Vec<usize> = analysis.redundant().iter().map(|one| one.rule).collect();
        let mut count = 0;
        // The last rule of a policy cannot be taken out: Altinn refuses a policy without rules.
        for rule in (0..spec.rules.len()).filter(|_| spec.rules.len() > 1) {
            let without = spec.without(rule).xml();
            let other =
                with_policy(&without, |policy| Brute::new(policy, &domain, dialect, &classes)).expect("a policy");
            count += other.count();
            let same = whole.cells.iter().zip(&other.cells).all(|(one, other)| one.1 == other.1);
            let listed = redundant.contains(&rule);
            assert!(!listed || same, "{dialect:?}: rule {rule} is called redundant");
            assert!(listed || !same || !exact, "{dialect:?}: rule {rule} is not called redundant");
        }
        for value in analysis.redundant_values() {
            let mut other = spec.clone();
            other.rules[value.rule].target[value.at.0].remove(value.at.1);
            let other = other.xml();
            let other = with_policy(&other, |policy| Brute::new(policy, &domain, dialect, &classes)).expect("a policy");
            let same = whole.cells.iter().zip(&other.cells).all(|(one, other)| one.1 == other.1);
            assert!(same, "{dialect:?}: {value:?} is called redundant");
            count += other.count();
        }
        count
    })
    .expect("a policy")
}

#[test]
fn what_is_called_redundant_changes_nothing_and_what_changes_nothing_is_called_redundant() {
    run("redundancy, plain", 12, a_policy(PLAIN, 1..7), |spec| {
        BOTH.map(|dialect| redundancy_agrees(spec, dialect, true)).iter().sum()
    });
    run("redundancy, wild", 14, a_policy(WILD, 1..6), |spec| {
        BOTH.map(|dialect| redundancy_agrees(spec, dialect, false)).iter().sum()
    });
    run("redundancy, plain, in turn", 12, a_policy(PLAIN, 1..7), |spec| {
        redundancy_agrees(spec, Dialect::Altinn008, true)
    });
    run("redundancy, versions of Altinn's engine", 14, a_policy(OF_ALTINN, 1..6), |spec| {
        VERSIONS.map(|dialect| redundancy_agrees(spec, dialect, false)).iter().sum()
    });
}

fn difference_agrees(one: &Policy<'_>, other: &Policy<'_>, dialects: [Dialect; 2]) -> usize {
    let (domain, binding) = (shaped(), Binding::default());
    let first = Analysis::new(one, &binding, &domain, dialects[0]);
    let second = Analysis::new(other, &binding, &domain, dialects[1]);
    let changes = first.diff(&second);
    let mut classes = first.classes(0);
    for class in second.classes(0) {
        if !classes.contains(&class) {
            classes.push(class);
        }
    }
    if classes.len() > MAX_CLASSES {
        return 0;
    }
    let before = Brute::new(one, &domain, dialects[0], &classes);
    let after = Brute::new(other, &domain, dialects[1], &classes);
    let shown = first.show_changes(&second, &changes.changes);
    let mut held = Vec::new();
    for (change, shown) in changes.changes.iter().zip(shown) {
        let [left, right] = shown.unwrap_or_else(|doubt| panic!("{dialects:?} {change:?}: {doubt:?}"));
        assert_eq!((left.answer.decision, right.answer.decision), (change.before, change.after));
        let known = left.holds.iter().all(|value| classes.contains(value));
        let kind = (change.before == Decision::Permit, change.after == Decision::Permit);
        held.push((change.shape, kind, if known { Some(before.bits(&left.holds)) } else { None }));
    }
    for ((shape, one), (_, other)) in before.cells.iter().zip(&after.cells) {
        if changes.undecided.iter().any(|(open, _)| open == shape) {
            continue;
        }
        for bits in (0..one.len()).filter(|bits| one[*bits] != other[*bits]) {
            let kind = (one[bits] == Decision::Permit, other[bits] == Decision::Permit);
            let fits = |held: Option<usize>| held.is_none_or(|held| held & bits == held);
            let explained = held.iter().any(|(of, how, held)| of == shape && *how == kind && fits(*held));
            assert!(explained, "{dialects:?}: {} to {} is not listed", one[bits].name(), other[bits].name());
        }
    }
    let back = second.diff(&first);
    assert_eq!(changes.changes.len(), back.changes.len(), "a difference is the same both ways");
    assert!(first.diff(&first).changes.is_empty());
    before.count() + after.count()
}

#[test]
fn differences_are_all_listed_and_all_replay() {
    let versions = [Dialect::Altinn, Dialect::Altinn008];
    for (name, odds, both) in [("plain", PLAIN, BOTH), ("wild", WILD, BOTH), ("versions", OF_ALTINN, versions)] {
        run(&format!("differences, {name}"), 10, a_policy(odds, 2..6), |spec| {
            let mut changed = spec.without(0);
            if let Some(rule) = changed.rules.last_mut() {
                rule.permit = !rule.permit;
            }
            let (one, other) = (spec.xml(), changed.xml());
            let compare = |policy: &Policy<'_>, changed: &Policy<'_>| {
                let across = difference_agrees(policy, policy, both);
                both.map(|dialect| difference_agrees(policy, changed, [dialect; 2])).iter().sum::<usize>() + across
            };
            with_policy(&one, |policy| with_policy(&other, |changed| compare(policy, changed)).expect("a policy"))
                .expect("a policy")
        });
    }
}

#[test]
fn conflicts_and_what_is_open_to_all_replay() {
    run("conflicts", 60, a_policy(WILD, 2..6), |spec| {
        with_policy(&spec.xml(), |policy| {
            let (domain, binding) = (shaped(), Binding::default());
            let mut count = 0;
            for dialect in BOTH {
                let analysis = Analysis::new(policy, &binding, &domain, dialect);
                for conflict in analysis.conflicts() {
                    assert!(spec.rules[conflict.permit].permit && !spec.rules[conflict.deny].permit);
                    analysis
                        .show(&conflict.example)
                        .unwrap_or_else(|doubt| panic!("{dialect:?} {conflict:?} {doubt:?}"));
                    count += 1;
                }
                let open = analysis.open_to_all();
                let brute = Brute::new(policy, &domain, dialect, &[]);
                for (shape, decisions) in &brute.cells {
                    let listed = open.iter().any(|open| open.shape == *shape);
                    assert_eq!(listed, decisions[0] == Decision::Permit, "{dialect:?} {shape:?}");
                }
                count += brute.count();
                for difference in analysis.differs_between_dialects().0 {
                    let decisions = (difference.change.before, difference.change.after);
                    assert_ne!(decisions.0, decisions.1);
                }
            }
            count
        })
        .expect("a policy")
    });
}

#[test]
fn a_budget_that_is_too_small_leaves_claims_undecided() {
    run("budget", 30, a_policy(WILD, 3..6), |spec| {
        with_policy(&spec.xml(), |policy| {
            let (domain, binding) = (shaped(), Binding::default());
            let large = Analysis::new(policy, &binding, &domain, Dialect::Altinn);
            let small = large.clone().with_budget(3);
            for who in large.classes(0) {
                let who = vec![who];
                let claim =
                    Claim { shape: ROOT, who, decision: Decision::Permit, strength: Strength::WithAnythingElse };
                match (large.claim(&claim).outcome, small.claim(&claim).outcome) {
                    (_, Outcome::Undecided(_)) => {}
                    (one, other) => assert_eq!(one, other),
                }
            }
            1
        })
        .expect("a policy")
    });
}
