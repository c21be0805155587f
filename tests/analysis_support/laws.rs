//! What laws have in common: generated policies, and what differs between two texts.

#![allow(dead_code, unreachable_pub, clippy::print_stdout, clippy::expect_used, missing_docs)]

use crate::analysis_support::with_policy;
use crate::generate::{ALGORITHMS, Odds, Spec, WILD, a_policy};
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Changes, Dialect, Domain};
use notify_lint::xacml::Policy;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};

pub const SEED: u64 = 20_261_126;
pub const BOTH: [Dialect; 2] = [Dialect::Altinn, Dialect::Standard];
/// Without conditions, most of which one of the dialects does not take.
pub const TARGETS: Odds = Odds { condition: 0, ..WILD };

pub fn check(cases: u32, odds: Odds, law: impl Fn(&Spec) -> Result<(), String>) {
    println!("{cases} policies, seed {SEED}");
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(SEED),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&a_policy(odds, 1..6), |spec| {
        law(&spec).map_err(|text| TestCaseError::fail(format!("{text}\n{}", spec.xml())))
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Every difference between two texts, over all requests of any shape.
pub fn differences(one: &str, other: &str, dialect: Dialect) -> Changes {
    let compare = |one: &Policy<'_>, other: &Policy<'_>| {
        let (domain, binding) = (Domain::unshaped([one, other]), Binding::default());
        let first = Analysis::new(one, &binding, &domain, dialect);
        first.diff(&Analysis::new(other, &binding, &domain, dialect))
    };
    with_policy(one, |one| with_policy(other, |other| compare(one, other)).expect("a policy")).expect("a policy")
}

pub fn same(one: &str, other: &str, dialect: Dialect) -> Result<(), String> {
    let changes = differences(one, other, dialect);
    match changes.changes.first() {
        None => Ok(()),
        Some(change) => Err(format!("{dialect:?}: {} to {}", change.before.name(), change.after.name())),
    }
}

pub fn with_algorithm(spec: &Spec, algorithm: &str) -> Spec {
    let algorithm = ALGORITHMS.iter().position(|id| id.ends_with(algorithm)).expect("an algorithm");
    Spec { algorithm, ..spec.clone() }
}
