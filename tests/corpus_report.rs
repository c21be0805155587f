//! What every rule says of the public files, counted, with findings that somebody has read and judged.
//!
//! `UPDATE_REPORT=1 cargo test --test corpus_report` writes `docs/corpus-report.md`; without it the test compares. The
//! verdicts are a person's and stand in `docs/corpus-verdicts.toml`.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs, unreachable_pub)]

mod support;

use notify_lint::finding::{Finding, Severity};
use notify_lint::rules::METAS;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use support::{Files, files_below, lint};

const DAY: &str = "2026-11-25";
/// Some rules speak only when the Altinn 2 roles have ended.
const AFTER: &str = "2027-01-02";
const FOLDERS: [&str; 5] = ["apps", "apps-history", "policies", "resources", "orders"];
const REPORT: &str = "docs/corpus-report.md";
const VERDICTS: &str = "docs/corpus-verdicts.toml";
/// How many findings of a rule are judged at least, where it has so many.
const JUDGED: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdicts {
    verdict: Vec<Verdict>,
}

/// What a reader of one finding made of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Verdict {
    rule: String,
    path: String,
    line: u32,
    is_true: bool,
    why: String,
}

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

/// The findings of one folder taken as a repository: those of the day, and of the time after only what is new in kind.
fn findings(files: &Files) -> Vec<Finding> {
    let mut all = lint(files, DAY).findings;
    let before: BTreeSet<&str> = all.iter().map(|one| one.rule).collect();
    let new: Vec<Finding> = lint(files, AFTER).findings.into_iter().filter(|one| !before.contains(one.rule)).collect();
    all.extend(new);
    all
}

#[derive(Default)]
struct Row<'f> {
    files: BTreeMap<&'static str, BTreeSet<&'f Path>>,
    weights: BTreeMap<Severity, usize>,
}

fn place(finding: &Finding) -> (&str, String, u32) {
    let path = finding.at.source.path().to_string_lossy().into_owned();
    (finding.rule, path, finding.at.source.position(finding.at.span.start).line)
}

fn report(found: &[(&'static str, Vec<Finding>)], verdicts: &[Verdict]) -> String {
    let mut rows: BTreeMap<&str, Row<'_>> = METAS.iter().map(|meta| (meta.id, Row::default())).collect();
    for (folder, findings) in found {
        for finding in findings {
            let row = rows.get_mut(finding.rule).expect("a rule with a file");
            row.files.entry(folder).or_default().insert(finding.at.source.path());
            *row.weights.entry(finding.severity).or_default() += 1;
        }
    }
    let mut text = String::from(
        "# What the rules say of public files\n\n\
         Written by `UPDATE_REPORT=1 cargo test --test corpus_report`; do not edit. Each folder of the corpus is taken as one\n\
         repository and judged as on 25 November 2026, and rules that speak only when the Altinn 2 roles have ended as on\n\
         2 January 2027. The corpus is not part of this repository: only paths are given here. Much of it is test data of the\n\
         platform's own repositories, so the numbers say what a rule makes of real text, not how common a defect is.\n\n\
         ## How many files each rule fires on\n\n\
         | Rule | apps | apps-history | policies | resources | orders | errors | warnings | notes |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    let mut silent = Vec::new();
    for (rule, row) in &rows {
        if row.files.is_empty() {
            silent.push(format!("`{rule}`"));
            continue;
        }
        let in_folder = |folder: &str| row.files.get(folder).map_or(String::new(), |paths| paths.len().to_string());
        let of = |severity| row.weights.get(&severity).map_or(String::new(), usize::to_string);
        let cells: Vec<String> = FOLDERS.iter().map(|folder| in_folder(folder)).collect();
        let weights = [of(Severity::Error), of(Severity::Warning), of(Severity::Info)];
        writeln!(text, "| `{rule}` | {} | {} |", cells.join(" | "), weights.join(" | ")).expect("a string");
    }
    writeln!(text, "\nNothing is found by {}.\n", silent.join(", ")).expect("a string");
    text.push_str(
        "## What was read\n\nFindings that somebody has read in the file itself, and what they made of it.\n",
    );
    for (rule, _) in rows.iter().filter(|(_, row)| !row.files.is_empty()) {
        let of_rule: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.rule == *rule).collect();
        let right = of_rule.iter().filter(|verdict| verdict.is_true).count();
        write!(text, "\n### `{rule}`: {right} of {} true\n\n", of_rule.len()).expect("a string");
        for verdict in of_rule {
            let word = if verdict.is_true { "true" } else { "false" };
            writeln!(text, "* {word}: `{}`, line {}: {}", verdict.path, verdict.line, verdict.why).expect("a string");
        }
    }
    text
}

#[test]
fn the_report_is_of_today() {
    let Some(corpus) = corpus() else { return };
    let found: Vec<(&'static str, Vec<Finding>)> =
        FOLDERS.iter().map(|folder| (*folder, findings(&files_below(&corpus, folder)))).collect();
    let text = std::fs::read_to_string(VERDICTS).expect("the verdicts are there");
    let verdicts: Verdicts = toml::from_str(&text).expect("verdicts");
    let report = report(&found, &verdicts.verdict);
    if std::env::var_os("UPDATE_REPORT").is_some() {
        std::fs::write(REPORT, &report).expect("the report can be written");
    }
    let there = std::fs::read_to_string(REPORT).expect("the report is there");
    assert!(there == report, "write it anew: UPDATE_REPORT=1 cargo test --test corpus_report");

    let places: BTreeSet<(&str, String, u32)> = found.iter().flat_map(|(_, all)| all).map(place).collect();
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, ..) in &places {
        *left.entry(rule).or_default() += 1;
    }
    let mut judged: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for verdict in &verdicts.verdict {
        let known = places.iter().any(|(rule, path, line)| {
            (*rule, path.as_str(), *line) == (verdict.rule.as_str(), verdict.path.as_str(), verdict.line)
        });
        assert!(known, "{} is no longer found in {} line {}: judge another", verdict.rule, verdict.path, verdict.line);
        let (all, wrong) = judged.entry(verdict.rule.as_str()).or_default();
        *all += 1;
        *wrong += usize::from(!verdict.is_true);
    }
    for (rule, count) in left {
        let (all, wrong) = judged.get(rule).copied().unwrap_or_default();
        assert!(all >= count.min(JUDGED), "{rule}: {all} of its {count} findings were read, {JUDGED} should be");
        assert!(wrong * 20 <= all, "{rule} is wrong {wrong} times in {all}: repair it, or make it a note");
    }
}
