//! What the policy rules say of the public policies, held to what was found there by hand and by other means.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs, unreachable_pub)]

mod support;

use notify_lint::config::Config;
use notify_lint::finding::{Finding, Fix, Severity};
use notify_lint::lint::{Outcome, Repository, Seen};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::{Files, files_below, lint, subjects};

const DAY: &str = "2026-11-25";

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

fn files(corpus: &Path, folders: &[&str]) -> Files {
    folders.iter().flat_map(|folder| files_below(corpus, folder)).collect()
}

const ALL: [&str; 4] = ["apps", "apps-history", "policies", "resources"];

/// The policies in which read is granted on a task or end event and not on the app, and to whom. Each was read.
const READ_ONLY_ON_TASK: [(&str, &[&str]); 27] = [
    ("apps/Altinn+altinn-studio/Altinn.App.Api.Tests__Data__apps__tdd__contributer-restriction", &["DAGL", "REGNA"]),
    ("apps/Altinn+altinn-studio/Altinn.App.Api.Tests__Data__apps__tdd__permissive-app", &["DAGL", "REGNA"]),
    ("apps/Altinn+altinn-studio/signing-test", &["A0237", "A0238"]),
    ("apps/Altinn+app-lib-dotnet/Altinn.App.Api.Tests__Data__apps__tdd__contributer-restriction", &["DAGL", "REGNA"]),
    ("apps/Altinn+app-lib-dotnet/Altinn.App.Api.Tests__Data__apps__tdd__permissive-app", &["DAGL", "REGNA"]),
    // dihe/omsetningsoppgave-for-alkohol
    ("policies/Altinn+altinn-authorization-tmp/2b467ace", &["A0237", "A0238", "REVI"]),
    // skd/taxreport2
    ("policies/Altinn+altinn-authorization-tmp/8925d290", &["DAGL", "REGNA"]),
    // org1/singlecomplexrule
    ("policies/Altinn+altinn-authorization-tmp/d514778c", &["20001337", "dagl", "regna"]),
    // ssb_ra1000-01, and the same as it was before and as the editor converted it
    ("policies/Altinn+altinn-studio/ccafe7cd", &["A0237", "A0239", "A0240", "UTINN"]),
    ("policies/Altinn+altinn-studio/hist-02c602bd", &["A0237", "A0239", "A0240", "UTINN"]),
    ("policies/Altinn+altinn-studio/hist-268b3252", &["A0237", "A0239", "A0240", "UTINN"]),
    ("policies/Altinn+altinn-studio/hist-4b3a903e", &["A0237", "A0239", "A0240", "UTINN"]),
    ("policies/Altinn+altinn-studio/hist-f2f9867e", &["A0237", "A0239", "A0240", "UTINN"]),
    // older states of test apps
    ("policies/Altinn+altinn-studio/hist-0a4657e7", &["A0237", "A0238"]),
    ("policies/Altinn+altinn-studio/hist-2c41ca8b", &["dagl", "regna"]),
    ("policies/Altinn+altinn-studio/hist-3d2d06a5", &["A0237", "A0238", "A0239", "A0240", "A0241", "DAGL"]),
    ("policies/Altinn+altinn-studio/hist-526cfb95", &["DAGL", "REGNA", "REVAI"]),
    ("policies/Altinn+altinn-studio/hist-60912abf", &["A0237", "A0238"]),
    ("policies/Altinn+altinn-studio/hist-63c20167", &["dagl", "utinn"]),
    ("policies/Altinn+altinn-studio/hist-67163d62", &["DAGL", "UTINN"]),
    ("policies/Altinn+altinn-studio/hist-75650b37", &["DAGL", "REGNA"]),
    ("policies/Altinn+altinn-studio/hist-7964d409", &["DAGL", "REGNA"]),
    ("policies/Altinn+altinn-studio/hist-8d9c9c99", &["A0237", "A0238"]),
    ("policies/Altinn+altinn-studio/hist-8de3e9cf", &["A0237", "A0238"]),
    ("policies/Altinn+altinn-studio/hist-99e4f627", &["A0237", "DAGL", "REGNA"]),
    ("policies/Altinn+altinn-studio/hist-a265b34a", &["A0237", "A0238", "revisormedarbeider"]),
    ("policies/Altinn+altinn-studio/hist-c8fc11ba", &["dagl", "utinn"]),
];

fn of_rule<'o>(outcome: &'o Outcome, rule: &str) -> Vec<&'o Finding> {
    outcome.findings.iter().filter(|finding| finding.rule == rule).collect()
}

#[test]
fn read_only_on_a_task_is_found_with_exactly_these_people() {
    let Some(corpus) = corpus() else { return };
    let outcome = lint(&files(&corpus, &["apps", "policies"]), DAY);
    let found = of_rule(&outcome, "access/read-only-on-task");
    let mut seen = BTreeSet::new();
    for finding in &found {
        let path = finding.at.source.path().to_string_lossy().into_owned();
        let wanted = READ_ONLY_ON_TASK.iter().find(|(start, _)| path.starts_with(start));
        let (start, wanted) = wanted.unwrap_or_else(|| panic!("not known: {path}: {}", finding.message));
        let mut people = subjects(finding);
        people.sort_unstable();
        assert_eq!(people, *wanted, "{path}");
        assert!(seen.insert(start), "two findings in {path}");
    }
    assert_eq!(seen.len(), READ_ONLY_ON_TASK.len(), "missed: {:?}", missed(&seen));
    assert!(!found.iter().any(|finding| finding.at.source.path().starts_with("apps/Altinn+app-template-dotnet")));
}

fn missed(seen: &BTreeSet<&&str>) -> Vec<&'static str> {
    READ_ONLY_ON_TASK.iter().map(|(start, _)| *start).filter(|start| !seen.contains(&start)).collect()
}

/// A file whose root is a policy of any version, or whose name says that it is one.
fn is_policy(path: &Path, text: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let named = name == "policy.xml" || name == "resourcepolicy.xml" || name.ends_with("_policy.xml");
    let without_comments = text.split("<!--").enumerate().map(|(number, part)| match number {
        0 => part,
        _ => part.split_once("-->").map_or("", |(_, rest)| rest),
    });
    let markup: String = without_comments.collect();
    let first = markup.split('<').skip(1).find(|tag| !tag.starts_with('?') && !tag.starts_with('!'));
    let element = first.and_then(|tag| tag.split(|end: char| end.is_whitespace() || end == '>' || end == '/').next());
    let root = element.and_then(|name| name.rsplit(':').next());
    named || (matches!(root, Some("Policy" | "PolicySet")) && text.contains(":xacml:"))
}

#[test]
fn no_policy_is_passed_in_silence() {
    let Some(corpus) = corpus() else { return };
    let files = files(&corpus, &ALL);
    let config = Config::default();
    let repository = Repository::new(files.keys().cloned().collect(), &config, &files, &());
    let read = repository.visit(|seen| match seen {
        Seen::Service(service) => service.policy.as_ref().map(|file| file.source.path().to_owned()),
        Seen::Notices(_) | Seen::Setup(_) => None,
    });
    let read: BTreeSet<PathBuf> = read.seen.into_iter().flatten().collect();
    let outcome = lint(&files, DAY);
    let unreadable = of_rule(&outcome, "policy/unreadable");
    let told: BTreeSet<&Path> = unreadable.iter().map(|finding| finding.at.source.path()).collect();
    let mut silent = Vec::new();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        if !is_policy(path, &text) {
            continue;
        }
        let is_told = told.contains(path.as_path());
        if !read.contains(path) && !is_told {
            silent.push(path.display().to_string());
        }
        let start = text.trim_start_matches('\u{feff}').trim_start();
        let after_root = text.split("</xacml:Policy>").nth(1).is_some_and(|rest| !rest.trim().is_empty());
        let odd = match () {
            () if start.starts_with('{') && text.contains("\"content\"") => "a git host's answer",
            () if after_root => "stale bytes after the root",
            () if text.contains("urn:oasis:names:tc:xacml:2.0:policy:schema") => "XACML 2.0",
            () => continue,
        };
        *kinds.entry(odd).or_default() += 1;
        assert!(is_told, "{odd}, and nothing is said: {}", path.display());
    }
    // The only text in XACML 2.0's namespace stands among the conformance tests.
    let older = corpus.join("xacml-conformance/altinn-ct/IIA003mvbPolicy.txt");
    let older = Files::from([("policy.xml".into(), std::fs::read(older).expect("the test can be read"))]);
    assert_eq!(of_rule(&lint(&older, DAY), "policy/unreadable").len(), 1, "XACML 2.0");
    assert!(silent.is_empty(), "{} policies passed in silence:\n{}", silent.len(), silent.join("\n"));
    println!("policies read {}, not readable {}, of these {kinds:?}", read.len(), told.len());
    assert!(kinds.contains_key("a git host's answer") && kinds.contains_key("stale bytes after the root"), "{kinds:?}");
}

#[test]
fn of_the_template_of_today_one_note_is_made() {
    let Some(corpus) = corpus() else { return };
    let outcome = lint(&files(&corpus, &["apps/Altinn+app-template-dotnet"]), DAY);
    let found: Vec<&str> = outcome.findings.iter().map(|one| one.rule).collect();
    assert_eq!((found, outcome.worst()), (vec!["policy/template-untouched"], Some(Severity::Info)));
}

#[test]
fn two_runs_say_the_same_and_are_counted() {
    let Some(corpus) = corpus() else { return };
    let files = files(&corpus, &ALL);
    let told = |outcome: &Outcome| -> Vec<String> {
        let words = |one: &Finding| {
            let labels: Vec<_> = one.labels.iter().map(|label| (label.at.span, &label.text)).collect();
            let fix = one.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (edit.at.span, &edit.text));
            let told = (&one.message, &one.help, &one.notes, labels, fix.collect::<Vec<_>>());
            format!("{:?} {:?} {told:?} {:?} {:?}", one.order(), one.severity, one.subjects, one.witness)
        };
        outcome.findings.iter().map(words).collect()
    };
    let (first, second) = (lint(&files, DAY), lint(&files, DAY));
    assert_eq!(told(&first), told(&second));
    assert_eq!(first.counts, second.counts);
    let mut by_rule: BTreeMap<&str, (usize, BTreeSet<&Path>)> = BTreeMap::new();
    for finding in &first.findings {
        let (count, paths) = by_rule.entry(finding.rule).or_default();
        *count += 1;
        paths.insert(finding.at.source.path());
    }
    for (rule, (count, paths)) in by_rule {
        println!("{rule:36} {count:5} findings in {:5} files", paths.len());
    }
}

/// The text of a file with the edits of a fix made.
fn edited(finding: &Finding, fix: &Fix) -> String {
    let mut text = finding.at.source.text().to_owned();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.span.start));
    for edit in edits {
        assert_eq!(edit.at.source.path(), finding.at.source.path(), "a repair of another file");
        text.replace_range(edit.at.span.range(), &edit.text);
    }
    text
}

#[test]
fn every_repair_repairs_and_breaks_nothing() {
    let Some(corpus) = corpus() else { return };
    let files = files(&corpus, &["apps", "policies"]);
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in lint(&files, DAY).findings {
        let Some(fix) = &finding.fix else { continue };
        *tried.entry(finding.rule).or_default() += 1;
        let path = finding.at.source.path();
        let folder = path.ancestors().find(|folder| folder.ends_with("config"));
        let is_beside = |other: &Path| other == path || folder.is_some_and(|folder| other.starts_with(folder));
        let beside = files.iter().filter(|(other, _)| is_beside(other));
        let mut unit: Files = beside.map(|(other, bytes)| (other.clone(), bytes.clone())).collect();
        unit.insert(path.to_owned(), edited(&finding, fix).into_bytes());
        for after in lint(&unit, DAY).findings {
            let same = after.rule == finding.rule && after.message == finding.message;
            assert!(!same && after.rule != "policy/unreadable", "{}: {}: {}", path.display(), fix.title, after.message);
        }
    }
    println!("repairs tried: {tried:?}");
    assert!(tried.get("access/read-only-on-task").is_some_and(|&count| count > 20), "{tried:?}");
}
