//! The standard dialect against the conformance suite and against recorded decisions of two engines.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::unwrap_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::conformance::{self, Case, Column, Recorded, Report};
use notify_lint::pdp::Decision;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const RECORDINGS: [&str; 3] = ["real.jsonl", "generated.jsonl", "generated-2.jsonl"];

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

fn suite(root: &Path) -> (Vec<Case>, Report) {
    let paths: Vec<String> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Some(entry.path().strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/")))
        .collect();
    let cases = conformance::cases(&paths);
    let report = conformance::run(&cases, &mut |path| std::fs::read_to_string(root.join(path)).ok());
    (cases, report)
}

fn recording(corpus: &Path, file: &str) -> String {
    std::fs::read_to_string(corpus.join("decisions").join(file)).expect("the recordings are readable")
}

#[derive(Deserialize)]
struct NotPassed {
    test: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    request: String,
    reason: String,
}

#[test]
fn every_test_of_the_suite_passes_but_those_that_are_listed() {
    let Some(corpus) = corpus() else { return };
    let listed: NotPassed = toml::from_str(include_str!("conformance/not-passed.toml")).unwrap();
    assert!(listed.test.iter().all(|one| !one.reason.is_empty()));
    let listed: BTreeSet<_> = listed.test.into_iter().map(|one| one.request).collect();
    let (_, report) = suite(&corpus.join("xacml-conformance"));
    let failed: BTreeSet<_> = report.disagree.iter().map(|one| one.request.clone()).collect();
    let unlisted: Vec<_> = report.disagree.iter().filter(|one| !listed.contains(&one.request)).collect();
    assert!(unlisted.is_empty(), "not passed and not listed: {unlisted:#?}");
    let passed: Vec<_> = listed.difference(&failed).collect();
    assert!(passed.is_empty(), "listed as not passed, and passed: {passed:#?}");
}

#[test]
fn every_test_that_the_manifest_lists_is_found() {
    let Some(corpus) = corpus() else { return };
    let manifest = std::fs::read_to_string(corpus.join("xacml-conformance/MANIFEST.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
    let listed: BTreeSet<_> = manifest
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !text(one, "suite").starts_with("altinn-pdp"))
        .map(|one| text(one, "request"))
        .collect();
    let (cases, _) = suite(&corpus.join("xacml-conformance"));
    let found: BTreeSet<_> = cases.iter().map(|case| case.request.clone()).collect();
    assert_eq!(listed.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
    assert!(found.len() >= listed.len() && listed.len() > 950, "{} found, {} listed", found.len(), listed.len());
}

#[test]
fn both_engines_of_the_standard_agree_and_so_does_this_one() {
    let Some(corpus) = corpus() else { return };
    let mut report = Report::default();
    for file in RECORDINGS {
        report.append(conformance::recorded(&recording(&corpus, file), &[Column::Standard]).unwrap());
    }
    println!("{}", report.to_table());
    assert!(report.disagree.is_empty(), "{:#?}", &report.disagree[..report.disagree.len().min(20)]);
    assert!(report.total() > 15_000, "only {} recorded", report.total());
}

#[derive(Deserialize)]
struct Differences {
    class: Vec<Class>,
}

#[derive(Deserialize)]
struct Class {
    name: String,
    count: usize,
    reason: String,
}

/// The class of an answer where the two engines differ, or where their agreement is doubtful.
fn class(one: &Recorded<'_>) -> &'static str {
    let recorded = |key: &str| one.asked[key].as_str().unwrap_or_default();
    let (first, second, got) = (recorded("standard"), recorded("standard2"), one.got.name());
    let refused = |answer: &str| answer.starts_with("Error");
    let type_error = ["cannot match here", "cannot be applied"].iter().any(|part| one.because.contains(part));
    match () {
        () if one.got == Decision::Undecided => "undecided",
        () if one.because.ends_with("is none that is supported") => "unsupported-function",
        () if type_error => "type-error",
        () if refused(first) => "ill-typed-request",
        () if refused(second) && got == first => "second-refuses",
        () if refused(second) => "type-error-inside-a-set",
        () if first == second && got == first => "doubtful-but-right",
        () if first == second => "failed-target",
        () if got == first => "second-differs",
        () if got == second => "first-differs",
        () => "unexplained",
    }
}

#[test]
fn where_the_engines_differ_the_reason_is_written_down() {
    let Some(corpus) = corpus() else { return };
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for file in RECORDINGS {
        let count = &mut |one: &Recorded<'_>| {
            if one.want.is_none() {
                *found.entry(class(one)).or_default() += 1;
            }
        };
        Recorded::each(&recording(&corpus, file), Column::Standard, count).unwrap();
    }
    let written: Differences = toml::from_str(include_str!("conformance/differences.toml")).unwrap();
    assert!(written.class.iter().all(|class| !class.reason.is_empty()));
    let written: BTreeMap<_, _> = written.class.iter().map(|class| (class.name.as_str(), class.count)).collect();
    assert_eq!(found, written);
}

#[test]
fn the_tables_of_the_documentation_are_fresh() {
    let Some(corpus) = corpus() else { return };
    let (_, report) = suite(&corpus.join("xacml-conformance"));
    let mut recorded = Report::default();
    for file in RECORDINGS {
        recorded.append(conformance::recorded(&recording(&corpus, file), &[Column::Standard]).unwrap());
    }
    let written: Differences = toml::from_str(include_str!("conformance/differences.toml")).unwrap();
    let differences: usize = written.class.iter().map(|class| class.count).sum();
    let differences = format!("On {},{:03} requests more", differences / 1000, differences % 1000);
    let document = include_str!("../docs/conformance.md").replace("\r\n", "\n");
    for part in [report.to_table(), recorded.to_table(), differences] {
        assert!(document.contains(&part), "docs/conformance.md does not have this:\n{part}");
    }
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}

/// The text with some of the values between double quotes exchanged: still XML, but seldom what it was.
fn mangled(text: &str, numbers: &mut Numbers) -> String {
    let mut parts: Vec<&str> = text.split('"').collect();
    let quoted = parts.len() / 2;
    for _ in 0..3 {
        let (one, other) = (2 * numbers.below(quoted) + 1, 2 * numbers.below(quoted) + 1);
        if one < parts.len() && other < parts.len() {
            parts.swap(one, other);
        }
    }
    parts.join("\"")
}

#[test]
fn whatever_is_asked_of_whatever_policy_is_answered() {
    let Some(corpus) = corpus() else { return };
    let root = corpus.join("xacml-conformance");
    let (cases, _) = suite(&root);
    let mut numbers = Numbers(0x5EED);
    for _ in 0..2 {
        let report = conformance::run(&cases, &mut |path| {
            let text = std::fs::read_to_string(root.join(path)).ok()?;
            Some(if path.ends_with("Response.xml") { text } else { mangled(&text, &mut numbers) })
        });
        assert_eq!(report.total(), cases.len());
        assert!(report.agree() < cases.len(), "nothing was mangled");
    }
}
