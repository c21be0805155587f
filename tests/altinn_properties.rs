//! The table of all cells and the evaluator of one request were written apart. Here they are held equal, on generated
//! policies and on every policy of the corpus, in every version of the dialect.
//!
//!     NOTIFY_LINT_SEED=7 NOTIFY_LINT_CASES=5000 cargo test --test altinn_properties
//!
//! asks from another seed, and for more policies.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::altinn::requests;
use notify_lint::config::Date;
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::{Binding, Probe, Table, Version, evaluate_as};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Policy, Root};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const XS: &str = "http://www.w3.org/2001/XMLSchema#";
const SUBJECT: &str = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
const RESOURCE: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:resource";
const ACTION: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:action";
const ENVIRONMENT: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:environment";
const FOREIGN: &str = "urn:eksempel:kategori";

const ALGORITHMS: [&str; 9] = [
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides",
    "urn:oasis:names:tc:xacml:3.0:policy-combining-algorithm:ordered-deny-overrides",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-overrides",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-unless-permit",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:permit-unless-deny",
    "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable",
    "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:deny-overrides",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:first-applicable",
    "urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:ordered-permit-overrides",
];
/// The functions of matches; the first ones are drawn more often.
const FUNCTIONS: [&str; 12] = [
    "1.0:function:string-equal",
    "3.0:function:string-equal-ignore-case",
    "1.0:function:string-is-in",
    "1.0:function:string-regexp-match",
    "1.0:function:anyURI-equal",
    "1.0:function:integer-equal",
    "1.0:function:integer-one-and-only",
    "1.0:function:date-equal",
    "1.0:function:dateTime-equal",
    "1.0:function:time-equal",
    "1.0:function:string-equal-ignore-case",
    "1.0:function:not",
];
const INNER: [&str; 7] = [
    "1.0:function:string-one-and-only",
    "1.0:function:integer-one-and-only",
    "1.0:function:date-one-and-only",
    "1.0:function:dateTime-bag-size",
    "1.0:function:time-bag-size",
    "1.0:function:string-bag-size",
    "1.0:function:date-bag-size",
];
const VALUES: [&str; 16] = [
    "DAGL",
    "dagl",
    "A0237",
    "ttd",
    "[ORG]",
    "read",
    "Task_1",
    "7",
    "0",
    "urn:a:b",
    "2026-11-22",
    "^Task_\\d$",
    "(",
    "(?=x)",
    "2",
    "lønn",
];
const TYPES: [&str; 4] = ["string", "string", "integer", "date"];
const ATTRIBUTES: [(&str, &[&str]); 5] = [
    (SUBJECT, &["urn:altinn:rolecode", "urn:altinn:accesspackage", "urn:altinn:org"]),
    (RESOURCE, &["urn:altinn:org", "urn:altinn:task", "urn:altinn:resource"]),
    (ACTION, &["urn:oasis:names:tc:xacml:1.0:action:action-id"]),
    (ENVIRONMENT, &["urn:oasis:names:tc:xacml:1.0:environment:current-date"]),
    (FOREIGN, &["urn:eksempel:attributt"]),
];

#[derive(Clone, Debug)]
struct OneMatch {
    category: usize,
    attribute: usize,
    function: usize,
    value: usize,
    data_type: usize,
    must_be_present: bool,
    selector: bool,
}

#[derive(Clone, Debug)]
enum Argument {
    Value(usize, usize),
    Designator(usize, usize, usize),
    Function,
    Inner(usize, Vec<Argument>),
}

#[derive(Clone, Debug)]
enum Condition {
    Apply(usize, Vec<Argument>),
    Bare(Argument),
}

#[derive(Clone, Debug)]
struct OneRule {
    permits: bool,
    /// AnyOf, AllOf, Match.
    target: Option<Vec<Vec<Vec<OneMatch>>>>,
    condition: Option<Condition>,
}

#[derive(Clone, Debug)]
struct Generated {
    algorithm: usize,
    rules: Vec<OneRule>,
}

fn often(few: std::ops::Range<usize>, all: usize) -> impl Strategy<Value = usize> {
    prop_oneof![6 => few, 1 => 0..all]
}

fn one_match() -> impl Strategy<Value = OneMatch> {
    let kind = (prop_oneof![12 => 0..3_usize, 1 => 3..5_usize], 0..3_usize, often(0..3, FUNCTIONS.len()));
    let value = (0..VALUES.len(), 0..TYPES.len(), prop::bool::weighted(0.08), prop::bool::weighted(0.01));
    (kind, value).prop_map(|((category, attribute, function), (value, data_type, must_be_present, selector))| {
        OneMatch { category, attribute, function, value, data_type, must_be_present, selector }
    })
}

fn argument() -> impl Strategy<Value = Argument> {
    let leaf = prop_oneof![
        4 => (0..VALUES.len(), 0..TYPES.len()).prop_map(|(value, data_type)| Argument::Value(value, data_type)),
        4 => (0..5_usize, 0..3_usize, 0..TYPES.len())
            .prop_map(|(category, attribute, data_type)| Argument::Designator(category, attribute, data_type)),
        1 => Just(Argument::Function),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        (0..INNER.len(), prop::collection::vec(inner, 0..3)).prop_map(|(name, inner)| Argument::Inner(name, inner))
    })
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        8 => (often(0..4, FUNCTIONS.len()), prop::collection::vec(argument(), 0..4))
            .prop_map(|(function, arguments)| Condition::Apply(function, arguments)),
        1 => argument().prop_map(Condition::Bare),
    ]
}

fn generated() -> impl Strategy<Value = Generated> {
    let all_of = prop::collection::vec(one_match(), 1..3);
    let any_of = prop::collection::vec(all_of, 1..3);
    let target = prop::option::weighted(0.9, prop::collection::vec(any_of, 0..4));
    let rule = (prop::bool::weighted(0.65), target, prop::option::weighted(0.35, condition()))
        .prop_map(|(permits, target, condition)| OneRule { permits, target, condition });
    (often(0..6, ALGORITHMS.len()), prop::collection::vec(rule, 1..5))
        .prop_map(|(algorithm, rules)| Generated { algorithm, rules })
}

/// Writes a policy in the way that Altinn's reader takes.
fn write(policy: &Generated) -> String {
    let mut xml = format!(
        "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"urn:eksempel:1\" Version=\"1.0\" \
         RuleCombiningAlgId=\"{}\"><Target/>",
        ALGORITHMS[policy.algorithm]
    );
    for (number, rule) in policy.rules.iter().enumerate() {
        let effect = if rule.permits { "Permit" } else { "Deny" };
        write!(xml, "<Rule RuleId=\"{number}\" Effect=\"{effect}\">").expect("a string");
        match rule.target.as_deref() {
            None => {}
            Some([]) => xml.push_str("<Target/>"),
            Some(target) => {
                xml.push_str("<Target>");
                for any_of in target {
                    xml.push_str("<AnyOf>");
                    for all_of in any_of {
                        let matches: String = all_of.iter().map(write_match).collect();
                        write!(xml, "<AllOf>{matches}</AllOf>").expect("a string");
                    }
                    xml.push_str("</AnyOf>");
                }
                xml.push_str("</Target>");
            }
        }
        if let Some(condition) = &rule.condition {
            let inner = match condition {
                Condition::Bare(argument) => write_argument(argument),
                Condition::Apply(function, arguments) => write_apply(FUNCTIONS[*function], arguments),
            };
            write!(xml, "<Condition>{inner}</Condition>").expect("a string");
        }
        xml.push_str("</Rule>");
    }
    xml + "</Policy>"
}

fn write_value(value: usize, data_type: usize) -> String {
    format!("<AttributeValue DataType=\"{XS}{}\">{}</AttributeValue>", TYPES[data_type], VALUES[value])
}

fn write_designator(category: usize, attribute: usize, data_type: &str, must_be_present: bool) -> String {
    let (urn, names) = ATTRIBUTES[category];
    format!(
        "<AttributeDesignator AttributeId=\"{}\" Category=\"{urn}\" DataType=\"{XS}{data_type}\" \
         MustBePresent=\"{must_be_present}\"/>",
        names[attribute % names.len()]
    )
}

fn write_match(one: &OneMatch) -> String {
    let source = if one.selector {
        format!("<AttributeSelector Path=\"/a\" DataType=\"{XS}string\"/>")
    } else {
        write_designator(one.category, one.attribute, TYPES[one.data_type], one.must_be_present)
    };
    let function = FUNCTIONS[one.function];
    let value = write_value(one.value, one.data_type);
    format!("<Match MatchId=\"urn:oasis:names:tc:xacml:{function}\">{value}{source}</Match>")
}

fn write_apply(function: &str, arguments: &[Argument]) -> String {
    let arguments: String = arguments.iter().map(write_argument).collect();
    format!("<Apply FunctionId=\"urn:oasis:names:tc:xacml:{function}\">{arguments}</Apply>")
}

fn write_argument(argument: &Argument) -> String {
    match argument {
        Argument::Value(value, data_type) => write_value(*value, *data_type),
        Argument::Designator(category, attribute, data_type) => {
            write_designator(*category, *attribute, TYPES[*data_type], false)
        }
        Argument::Function => "<Function FunctionId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"/>".into(),
        Argument::Inner(name, arguments) => write_apply(INNER[*name], arguments),
    }
}

fn probe(values: &[(&'static str, &'static str)]) -> Probe {
    Probe { values: values.iter().map(|(id, value)| (Cow::Borrowed(*id), Cow::Borrowed(*value))).collect() }
}

/// Subjects, places and actions that between them have, lack and repeat what the generated policies name.
fn probes() -> [Vec<Probe>; 3] {
    const ROLE: &str = "urn:altinn:rolecode";
    const PACKAGE: &str = "urn:altinn:accesspackage";
    const ORG: &str = "urn:altinn:org";
    const TASK: &str = "urn:altinn:task";
    const ACT: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
    [
        vec![
            probe(&[]),
            probe(&[(ROLE, "DAGL")]),
            probe(&[(ROLE, "A0237"), (ROLE, "dagl")]),
            probe(&[(PACKAGE, "lønn"), (ROLE, "xDAGLx")]),
            probe(&[(ROLE, "7"), (ROLE, "urn:a:b"), (PACKAGE, "2026-11-22"), (ORG, "ttd")]),
        ],
        vec![
            probe(&[(ORG, "[ORG]"), ("urn:altinn:resource", "urn:a:b")]),
            probe(&[(ORG, "ttd"), (TASK, "Task_1")]),
            probe(&[(TASK, "2026-11-22"), (TASK, "7")]),
            probe(&[]),
        ],
        vec![probe(&[(ACT, "read")]), probe(&[(ACT, "READ"), (ACT, "2026-11-22T10:00:00Z")]), probe(&[])],
    ]
}

fn versions() -> [Version; 4] {
    let on = |day| Version { as_of: Date::parse(day), ..Version::CLOUD };
    let lower = Version { lower_case_roles: true, ..on("2027-01-01") };
    [Version::CLOUD, Version::LOCAL_TEST, on("2026-08-19"), lower]
}

/// Compares every cell in every version; counts the decisions, or says where the two differ.
fn compare(
    policy: &Policy<'_>,
    [subjects, places, actions]: &[Vec<Probe>; 3],
    counts: &mut BTreeMap<Decision, usize>,
) -> Result<(), String> {
    let binding = Binding::default();
    for version in versions() {
        let table = Table::of_version(policy, &binding, version, subjects, places, actions);
        for (who, subject) in subjects.iter().enumerate() {
            for (at, place) in places.iter().enumerate() {
                for (what, action) in actions.iter().enumerate() {
                    let request = requests::request(subject, place, action);
                    let want = evaluate_as(policy, &binding, version, &request);
                    let got = table.decide(who, at, what);
                    *counts.entry(want.decision).or_default() += 1;
                    if got != want.decision {
                        let because = want.because.map(|reason| reason.text).unwrap_or_default();
                        return Err(format!(
                            "{version:?}: the table says {}, the evaluator {} ({because})\n{}",
                            got.name(),
                            want.decision.name(),
                            request.to_json(),
                        ));
                    }
                }
            }
        }
    }
    Ok(())
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn the_table_decides_what_the_evaluator_decides() {
    let seed = number("NOTIFY_LINT_SEED", 20_261_122);
    let cases = u32::try_from(number("NOTIFY_LINT_CASES", 400)).expect("a number of cases");
    println!("seed {seed}, {cases} policies");
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let probes = probes();
    let counts = RefCell::new(BTreeMap::new());
    let outcome = runner.run(&generated(), |policy| {
        let xml = write(&policy);
        let document = Document::parse(&xml);
        prop_assert!(document.problems().is_empty(), "not well-formed: {xml}");
        let Root::Policy(policy) = xacml::read(&document) else {
            return Err(TestCaseError::fail(format!("no policy: {xml}")));
        };
        prop_assert!(policy.irregularities.is_empty(), "{:?}: {xml}", policy.irregularities);
        compare(&policy, &probes, &mut counts.borrow_mut())
            .map_err(|text| TestCaseError::fail(format!("{text}\n{xml}")))
    });
    if let Err(failure) = outcome {
        panic!("seed {seed}: {failure}");
    }
    let counts = counts.into_inner();
    println!("{counts:?}");
    let pairs: usize = counts.values().sum();
    assert!(pairs >= 20_000, "only {pairs} pairs");
    // A generator that never comes to a decision would prove nothing of it.
    assert!(counts.len() == 5 && counts.values().all(|count| count * 200 > pairs), "{counts:?}");
}

fn policies(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            policies(&path, found);
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) {
            found.push(path);
        }
    }
}

/// What a policy names of each category, one probe a value, and one that has it all.
fn own_probes(policy: &Policy<'_>) -> [Vec<Probe>; 3] {
    use xacml::Category::{Action, Resource, Subject};
    [Subject, Resource, Action].map(|category| {
        let mut named: Vec<(Cow<'static, str>, Cow<'static, str>)> = Vec::new();
        for (_, one) in policy.matches().filter(|(_, one)| one.category() == category) {
            let value =
                (Cow::Owned(one.attribute_id().to_owned()), Cow::Owned(one.value.text.value.clone().into_owned()));
            if !named.contains(&value) && named.len() < 12 {
                named.push(value);
            }
        }
        let mut probes: Vec<Probe> = named.iter().map(|value| Probe { values: vec![value.clone()] }).collect();
        probes.push(Probe { values: named });
        probes.push(Probe::default());
        probes
    })
}

#[test]
fn the_table_decides_what_the_evaluator_decides_on_every_policy_of_the_corpus() {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let corpus = named.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus"));
    if !corpus.is_dir() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
        return;
    }
    let mut files = Vec::new();
    for folder in ["apps", "policies", "xacml-conformance/altinn-pdp"] {
        policies(&corpus.join(folder), &mut files);
    }
    files.sort();
    let mut counts = BTreeMap::new();
    let (mut decided, mut seen) = (0, std::collections::BTreeSet::new());
    for path in files {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("the corpus is readable")).into_owned();
        let text = text.trim_start_matches('\u{feff}');
        if !seen.insert(text.to_owned()) {
            continue;
        }
        let document = Document::parse(text);
        let Root::Policy(policy) = xacml::read(&document) else { continue };
        decided += 1;
        if let Err(text) = compare(&policy, &own_probes(&policy), &mut counts) {
            panic!("{}: {text}", path.display());
        }
    }
    println!("{decided} policies, {counts:?}");
    assert!(decided > 100, "only {decided} policies");
}
