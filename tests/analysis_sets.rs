//! Policy sets: every request of small ones against the plain evaluator, references followed, and a set around one policy.

#![allow(clippy::print_stdout, clippy::expect_used, missing_docs)]

mod analysis_support;
#[path = "analysis_support/generate.rs"]
mod generate;

use analysis_support::{alone, context};
use generate::{Odds, Spec, WILD, a_policy, target_xml};
use notify_lint::pdp::Decision;
use notify_lint::pdp::analysis::{Analysis, Change, Domain, Judgement, Value};
use notify_lint::pdp::standard::{self, Evaluable, Options, Repository};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use std::cell::Cell;

const SEED: u64 = 20_261_127;
/// Without conditions that a version of XACML does not take, which are not worked out within sets.
const ODDS: Odds = Odds { policy_target: 50, must: 10, ..WILD };
const ALGORITHMS: [&str; 8] = [
    "3.0:policy-combining-algorithm:deny-overrides",
    "3.0:policy-combining-algorithm:permit-overrides",
    "3.0:policy-combining-algorithm:deny-unless-permit",
    "3.0:policy-combining-algorithm:permit-unless-deny",
    "1.0:policy-combining-algorithm:first-applicable",
    "1.0:policy-combining-algorithm:only-one-applicable",
    "1.0:policy-combining-algorithm:deny-overrides",
    "1.1:policy-combining-algorithm:ordered-permit-overrides",
];

#[derive(Clone, Debug)]
struct SetSpec {
    algorithm: usize,
    inner_algorithm: usize,
    /// The first policy lends its target to the set, and the last one to the set within.
    outer: Vec<Spec>,
    inner: Vec<Spec>,
    elsewhere: Spec,
    /// Refers to nothing, to the other document, or not at all.
    reference: u8,
}

fn a_set() -> impl Strategy<Value = SetSpec> {
    let policies = |count| vec(a_policy(ODDS, 1..3), count);
    (0..8_usize, 0..8_usize, policies(1..3), policies(0..3), a_policy(ODDS, 1..3), 0..6_u8).prop_map(
        |(algorithm, inner_algorithm, outer, inner, elsewhere, reference)| SetSpec {
            algorithm,
            inner_algorithm,
            outer,
            inner,
            elsewhere,
            reference,
        },
    )
}

fn set(id: &str, algorithm: usize, target: &Spec, members: &str) -> String {
    format!(
        "<PolicySet xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicySetId=\"{id}\" Version=\"1.0\" \
         PolicyCombiningAlgId=\"urn:oasis:names:tc:xacml:{}\">{}{members}</PolicySet>",
        ALGORITHMS[algorithm],
        target_xml(&target.target)
    )
}

fn named(spec: &Spec, id: &str) -> String {
    spec.xml().replace("PolicyId=\"p\"", &format!("PolicyId=\"{id}\""))
}

impl SetSpec {
    fn documents(&self) -> [String; 2] {
        let policies = |all: &[Spec], id: &str| -> String {
            all.iter().enumerate().map(|(number, spec)| named(spec, &format!("{id}{number}"))).collect()
        };
        let mut members = policies(&self.outer, "ute");
        if let Some(last) = self.inner.last() {
            members += &set("inne", self.inner_algorithm, last, &policies(&self.inner, "inne"));
        }
        members += match self.reference {
            0 => "<PolicyIdReference>borte</PolicyIdReference>",
            1 | 2 => "<PolicyIdReference>andre</PolicyIdReference>",
            _ => "",
        };
        [set("ytterst", self.algorithm, &self.outer[0], &members), named(&self.elsewhere, "andre")]
    }
}

fn check(name: &str, cases: u32, test: impl Fn(&SetSpec) -> Result<usize, String>) {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(SEED),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let count = Cell::new(0);
    let result = TestRunner::new(config).run(&a_set(), |spec| {
        let tried = test(&spec).map_err(|text| TestCaseError::fail(format!("{text}\n{}", spec.documents().join("\n"))));
        count.set(count.get() + tried?);
        Ok(())
    });
    println!("{name}: {} pairs of documents and request, seed {SEED}", count.get());
    if let Err(failure) = result {
        panic!("{failure}");
    }
    assert!(count.get() > 1000, "too few are worked out");
}

/// Every set of so many classes, or some hundreds where there are more.
fn tried(classes: usize) -> Vec<usize> {
    match classes {
        0..=8 => (0..1 << classes).collect(),
        _ => (0..256_usize).map(|number| (number.wrapping_mul(0x9e37_79b9) >> 7) % (1 << classes.min(20))).collect(),
    }
}

#[test]
fn every_abstract_request_of_a_small_set_is_decided_as_the_plain_evaluator_does() {
    let unread = Cell::new(0);
    check("sets", 40, |spec| {
        let texts = spec.documents();
        let documents = texts.each_ref().map(|text| Document::parse(text));
        let roots = documents.each_ref().map(xacml::read);
        let roots: Vec<Evaluable<'_>> = roots.iter().filter_map(Evaluable::of).collect();
        let repository = Repository::new(roots.iter().copied());
        let domain = Domain::unshaped_documents(&roots);
        let analysis = Analysis::of_documents(&roots, 0, &domain);
        let classes = analysis.classes(0);
        let mut claims = Vec::new();
        for bits in tried(classes.len()) {
            let held = classes.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            let values: Vec<_> = held.map(|(_, value)| value.clone()).collect();
            let decision = standard::evaluate(&repository, 0, &context(&values), &Options::default()).answer.decision;
            if decision != Decision::Undecided {
                claims.push(alone(values, decision));
            }
        }
        let mut known = 0;
        for (claim, judged) in claims.iter().zip(analysis.judge(&claims)) {
            match judged {
                Judgement::Proved => known += 1,
                Judgement::Undecided(_) => {}
                Judgement::Refuted(_) => {
                    return Err(format!("the analysis does not say {} of {:?}", claim.decision.name(), claim.who));
                }
            }
        }
        unread.set(unread.get() + usize::from(known == 0));
        Ok(known)
    });
    println!("not worked out: {} of 40", unread.get());
}

#[test]
fn a_set_around_one_policy_says_what_the_policy_says() {
    check("a set around a policy", 120, |spec| {
        let nothing = Spec { target: Vec::new(), ..spec.outer[0].clone() };
        let policy = spec.outer[0].xml();
        for algorithm in [0, 1, 4, 7] {
            let around = set("rundt", algorithm, &nothing, &policy);
            let documents = [&policy, &around].map(|text| Document::parse(text));
            let roots = documents.each_ref().map(xacml::read);
            let roots: Vec<Evaluable<'_>> = roots.iter().filter_map(Evaluable::of).collect();
            let domain = Domain::unshaped_documents(&roots);
            let alone = Analysis::of_documents(&roots[..1], 0, &domain);
            let changes = alone.diff(&Analysis::of_documents(&roots[1..], 0, &domain));
            if let Some(change) = changes.changes.first() {
                return Err(format!("{}: {} to {}", ALGORITHMS[algorithm], change.before.name(), change.after.name()));
            }
        }
        Ok(4 * 3)
    });
}

const XMLNS: &str = "xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17'";
const ROLE: &str = "urn:altinn:rolecode";

fn any_of(role: &str) -> String {
    format!(
        "<AnyOf><AllOf><Match MatchId='urn:oasis:names:tc:xacml:1.0:function:string-equal'><AttributeValue \
         DataType='http://www.w3.org/2001/XMLSchema#string'>{role}</AttributeValue><AttributeDesignator \
         AttributeId='{ROLE}' Category='{}' DataType='http://www.w3.org/2001/XMLSchema#string' MustBePresent='false'/>\
         </Match></AllOf></AnyOf>",
        Category::Subject.urn()
    )
}

/// A policy of one rule.
fn one_rule(id: &str, effect: &str, role: &str) -> String {
    format!(
        "<Policy {XMLNS} PolicyId='{id}' Version='1.0' RuleCombiningAlgId=\
         'urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides'><Target/><Rule RuleId='r' \
         Effect='{effect}'><Target>{}</Target></Rule></Policy>",
        any_of(role)
    )
}

fn set_of(id: &str, algorithm: &str, target: &str, members: &str) -> String {
    format!(
        "<PolicySet {XMLNS} PolicySetId='{id}' Version='1.0' PolicyCombiningAlgId='urn:oasis:names:tc:xacml:{algorithm}'>\
         <Target>{target}</Target>{members}</PolicySet>"
    )
    .replace("<Target></Target>", "<Target/>")
}

/// Asks something of the analysis of the first of two documents, and of that of the second.
fn of_both<T>(texts: [&str; 2], ask: impl FnOnce([&Analysis<'_, '_>; 2]) -> T) -> T {
    let documents = texts.map(Document::parse);
    let roots = documents.each_ref().map(xacml::read);
    let roots: Vec<Evaluable<'_>> = roots.iter().filter_map(Evaluable::of).collect();
    let domain = Domain::unshaped_documents(&roots);
    let [one, other] = [0, 1].map(|document| Analysis::of_documents(&roots, document, &domain));
    ask([&one, &other])
}

#[test]
fn what_differs_between_two_sets_is_listed() {
    const DENY: &str = "3.0:policy-combining-algorithm:deny-overrides";
    const PERMIT: &str = "3.0:policy-combining-algorithm:permit-overrides";
    let (permit, deny) = (one_rule("ja", "Permit", "DAGL"), one_rule("nei", "Deny", "REVI"));
    let both = permit.clone() + &deny;
    let whole = set_of("s", DENY, "", &both);
    let differs = |other: &str| {
        of_both([&whole, other], |[one, other]| {
            let changes = one.diff(other);
            assert!(changes.undecided.is_empty() && changes.more.is_empty(), "{changes:?}");
            let decisions = |change: &Change| (change.before, change.after);
            changes.changes.iter().map(decisions).collect::<Vec<_>>()
        })
    };
    assert_eq!(differs(&whole.replace("'s'", "'t'")), []);
    let (yes, no, not) = (Decision::Permit, Decision::Deny, Decision::NotApplicable);
    assert_eq!(differs(&set_of("t", PERMIT, "", &both)), [(no, yes)]);
    assert_eq!(differs(&set_of("t", DENY, &any_of("REVI"), &both)), [(yes, not)]);
    assert_eq!(differs(&set_of("t", DENY, "", &(permit + &one_rule("nei", "Deny", "LEDE")))).len(), 4);
    assert_eq!(differs(&set_of("t", DENY, "", &(one_rule("ja", "Permit", "LEDE") + &deny))), [(yes, not), (not, yes)]);
}

#[test]
fn what_of_a_set_is_not_worked_out_is_undecided() {
    let permit = one_rule("ja", "Permit", "DAGL");
    let algorithm = "3.0:policy-combining-algorithm:deny-overrides";
    let decided = |set: &str, other: &str| {
        of_both([set, other], |[analysis, _]| {
            let claim = |decision| alone(Vec::new(), decision);
            let all = [Decision::Permit, Decision::Deny, Decision::Indeterminate, Decision::NotApplicable];
            let judged = analysis.judge(&all.map(claim));
            judged.iter().position(|judged| *judged == Judgement::Proved).map(|at| all[at])
        })
    };
    let plain = set_of("s", algorithm, "", &permit);
    assert_eq!(decided(&plain, &permit), Some(Decision::NotApplicable));
    for (from, to) in [
        ("<Target/>", ""),
        ("<Target/>", "<PolicyIssuer/><Target/>"),
        ("<Target/>", "<Target/><Regel/>"),
        ("deny-overrides'><Target/><Policy", "finnes-ikke'><Target/><Policy"),
    ] {
        let odd = plain.replacen(from, to, 1);
        assert_ne!(odd, plain);
        assert_eq!(decided(&odd, &permit), None, "{odd}");
    }
    // What only Altinn's reader minds is read.
    assert_eq!(decided(&plain.replacen("<Target/>", "<Target></Target>", 1), &permit), Some(Decision::NotApplicable));
    let refer = |reference: &str| set_of("s", algorithm, "", reference);
    assert_eq!(decided(&refer("<PolicyIdReference>ja</PolicyIdReference>"), &permit), Some(Decision::NotApplicable));
    for version in ["Version", "EarliestVersion", "LatestVersion"] {
        let text = refer(&format!("<PolicyIdReference {version}='1.0'>ja</PolicyIdReference>"));
        assert_eq!(decided(&text, &permit), None, "{version}");
    }
    // A policy is none where a set is referred to, and the other way round.
    let lost = Some(Decision::Indeterminate);
    assert_eq!(decided(&refer("<PolicySetIdReference>ja</PolicySetIdReference>"), &permit), lost);
    assert_eq!(decided(&refer("<PolicyIdReference>nei</PolicyIdReference>"), &permit), lost);
    let inner = set_of("i", algorithm, "", &permit);
    assert_eq!(decided(&refer("<PolicyIdReference>i</PolicyIdReference>"), &inner), lost);
    assert_eq!(decided(&refer("<PolicyIdReference>ja</PolicyIdReference>"), &inner), Some(Decision::NotApplicable));
    let twice = set_of("i", algorithm, "", &permit.repeat(2));
    assert_eq!(decided(&refer("<PolicyIdReference>ja</PolicyIdReference>"), &twice), None);
    let circle = refer("<PolicySetIdReference>s</PolicySetIdReference>");
    assert_eq!(decided(&circle, &permit), None);
}

#[test]
fn all_algorithms_combine_policies_and_their_failures() {
    let failing = |id: &str, effect: &str, role: &str| {
        one_rule(id, effect, role).replace("MustBePresent='false'", "MustBePresent='true'").replace(ROLE, "urn:mangler")
    };
    let old = |text: &str| text.replace("3.0:rule-combining-algorithm", "1.0:rule-combining-algorithm");
    let (permit, deny) = (one_rule("ja", "Permit", "DAGL"), one_rule("nei", "Deny", "REVI"));
    let (might, might_not) = (failing("kanskje", "Permit", "x"), failing("kanskje-ikke", "Deny", "x"));
    let first = "1.0:policy-combining-algorithm:first-applicable";
    let only = "1.0:policy-combining-algorithm:only-one-applicable";
    for algorithm in
        ALGORITHMS.into_iter().chain([first, only, "1.1:policy-combining-algorithm:ordered-deny-overrides"])
    {
        for members in [
            [&permit, &deny, &might, &might_not],
            [&might_not, &permit, &might, &deny],
            [&deny, &old(&might_not), &permit, &permit],
            [&permit, &old(&might), &deny, &deny],
        ] {
            for count in 2..=members.len() {
                let members: String = members[..count].iter().map(|text| text.as_str()).collect();
                let text = set_of("s", algorithm, "", &members);
                let document = Document::parse(&text);
                let root = xacml::read(&document);
                let roots: Vec<Evaluable<'_>> = Evaluable::of(&root).into_iter().collect();
                let domain = Domain::unshaped_documents(&roots);
                let analysis = Analysis::of_documents(&roots, 0, &domain);
                assert!(analysis.redundant().is_empty() && analysis.redundant_values().is_empty(), "{text}");
                for held in [&[][..], &["DAGL"], &["REVI"], &["DAGL", "REVI"]] {
                    let values: Vec<_> =
                        held.iter().map(|role| Value::string(Category::Subject, ROLE, *role)).collect();
                    let repository = Repository::new(roots.iter().copied());
                    let answer = standard::evaluate(&repository, 0, &context(&values), &Options::default()).answer;
                    let judged = analysis.judge(&[alone(values, answer.decision)]);
                    assert_eq!(judged, [Judgement::Proved], "{} {held:?} {text}", answer.decision.name());
                }
            }
        }
    }
}
