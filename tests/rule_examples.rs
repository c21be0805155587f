//! Every rule file is executed: a bad example yields exactly what it marks, a good one yields nothing, a repair repairs.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::config::{Config, Date, FILE_NAME};
use notify_lint::finding::{Finding, Fix, Safety};
use notify_lint::lint::Repository;
use notify_lint::rules::{self, Context, FixKind, METAS, Meta, Selection, Setting};
use notify_lint::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Examples are judged as on a day on which the Altinn 2 roles still give access and there is time left.
const USUAL_DAY: &str = "2026-10-01";

type Files = BTreeMap<PathBuf, Vec<u8>>;

#[derive(Clone, Debug)]
struct Example {
    file: PathBuf,
    text: String,
    verdict: Verdict,
    as_of: Option<Date>,
    /// Other rules that speak of the same example.
    beside: Vec<String>,
    number: usize,
}

#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Given,
    Bad(Vec<String>),
    Good,
}

/// The fenced blocks of a rule file that name the file they stand for.
fn examples(meta: &Meta) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = meta.body.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| info.contains("file=")) else { continue };
        let mut example = Example { number: number + 1, ..read_info(meta, info) };
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != "```") {
            example.text.push_str(line);
            example.text.push('\n');
        }
        examples.push(example);
    }
    examples
}

fn read_info(meta: &Meta, info: &str) -> Example {
    let mut example = Example {
        file: PathBuf::new(),
        text: String::new(),
        verdict: Verdict::Given,
        as_of: None,
        beside: Vec::new(),
        number: 0,
    };
    let mut at = Vec::new();
    let mut rest = info;
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        if let Some(quoted) = rest.strip_prefix("at=\"") {
            let end = quoted.find('"').unwrap_or_else(|| panic!("{}: at=\"… is not closed: {info}", meta.id));
            at.push(quoted[..end].to_owned());
            rest = &quoted[end + 1..];
            continue;
        }
        if let Some(quoted) = rest.strip_prefix("beside=\"") {
            let end = quoted.find('"').unwrap_or_else(|| panic!("{}: beside=\"… is not closed: {info}", meta.id));
            example.beside = quoted[..end].split(' ').map(str::to_owned).collect();
            rest = &quoted[end + 1..];
            continue;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        rest = &rest[word.len()..];
        match word.split_once('=') {
            Some(("file", file)) => example.file = file.into(),
            Some(("as-of", day)) => example.as_of = Some(Date::parse(day).expect("a day")),
            None if word == "bad" => example.verdict = Verdict::Bad(Vec::new()),
            None if word == "good" => example.verdict = Verdict::Good,
            None if matches!(word, "xml" | "json" | "toml" | "yaml" | "text") => {}
            _ => panic!("{}: `{word}` means nothing in `{info}`", meta.id),
        }
    }
    if let Verdict::Bad(marks) = &mut example.verdict {
        assert!(!at.is_empty(), "{}: a bad example says where: at=\"…\"", meta.id);
        *marks = at;
    } else {
        assert!(at.is_empty(), "{}: only bad examples are marked", meta.id);
    }
    example
}

fn lint(files: &Files, as_of: Option<Date>) -> Vec<Finding> {
    let config = match files.get(&PathBuf::from(FILE_NAME)) {
        Some(bytes) => {
            let source = Source::from_text(FILE_NAME, String::from_utf8(bytes.clone()).expect("UTF-8"));
            Config::read(&source, &[]).unwrap_or_else(|errors| panic!("{errors:?}"))
        }
        None => Config::default(),
    };
    let usual = Date::parse(USUAL_DAY).expect("a day");
    let as_of = as_of.or(config.as_of).unwrap_or(usual);
    let paths = files.keys().filter(|path| !path.ends_with(FILE_NAME)).cloned().collect();
    let context = Context { as_of, sender_names: &config.sender_names };
    Repository::new(paths, &config, files, &()).check(&Selection::new(|_| Setting::Default), &context).findings
}

fn apply(files: &Files, fix: &Fix) -> Files {
    let mut fixed = files.clone();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.span.start));
    for pair in edits.windows(2) {
        assert!(
            pair[1].at.span.end <= pair[0].at.span.start || pair[0].at.source.path() != pair[1].at.source.path(),
            "edits overlap"
        );
    }
    for edit in edits {
        let bytes = fixed.get_mut(edit.at.source.path()).expect("the edited file is there");
        bytes.splice(edit.at.span.range(), edit.text.bytes());
    }
    fixed
}

fn show(findings: &[Finding]) -> String {
    let one = |finding: &Finding| {
        let at = finding.at.source.position(finding.at.span.start);
        format!("  {} at {}:{} {}", finding.rule, at.line, at.column, finding.message)
    };
    findings.iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The text that a finding points at and everything after it, so that a mark may be its beginning.
fn pointed_at(finding: &Finding) -> &str {
    &finding.at.source.text()[finding.at.span.start as usize..]
}

fn run(meta: &'static Meta, failures: &mut Vec<String>) {
    let all = examples(meta);
    let given: Files = all
        .iter()
        .filter(|example| example.verdict == Verdict::Given)
        .map(|example| (example.file.clone(), example.text.clone().into_bytes()))
        .collect();
    let is_bad = |example: &&Example| matches!(example.verdict, Verdict::Bad(_));
    if !all.iter().any(|example| is_bad(&example)) || !all.iter().any(|example| example.verdict == Verdict::Good) {
        failures.push(format!("{}: needs a bad and a good example", meta.id));
    }
    let mut offered = None;
    for example in all.iter().filter(|example| example.verdict != Verdict::Given) {
        let mut files = given.clone();
        files.insert(example.file.clone(), example.text.clone().into_bytes());
        let findings = lint(&files, example.as_of);
        let mut fail = |what: &str| {
            failures.push(format!("{} line {}: {what}\n{}", meta.id, example.number, show(&findings)));
        };
        let is_beside = |finding: &&Finding| example.beside.iter().any(|rule| rule == finding.rule);
        if example.beside.iter().any(|rule| findings.iter().all(|finding| finding.rule != rule)) {
            fail("a rule that is said to speak of it too does not");
        }
        let findings: Vec<&Finding> = findings.iter().filter(|finding| !is_beside(finding)).collect();
        let Verdict::Bad(marks) = &example.verdict else {
            if !findings.is_empty() {
                fail("a good example yields findings");
            }
            continue;
        };
        let mut open: Vec<&str> = marks.iter().map(String::as_str).collect();
        for finding in &findings {
            let mark = open.iter().position(|mark| pointed_at(finding).starts_with(mark));
            match mark.filter(|_| finding.rule == meta.id) {
                Some(mark) => drop(open.remove(mark)),
                None => fail("a bad example yields something that is not marked"),
            }
        }
        if !open.is_empty() {
            fail(&format!("nothing is found at {open:?}"));
        }
        for finding in &findings {
            offered = offered.max(check_fix(meta, example, &files, finding, &mut fail));
        }
    }
    if offered != promised(meta.fix) {
        failures.push(format!(
            "{}: promises {:?} as its best repair, and the examples show {offered:?}",
            meta.id, meta.fix
        ));
    }
}

/// The best repair that a rule file promises; an unsafe one is less than a safe one.
fn promised(fix: FixKind) -> Option<std::cmp::Reverse<Safety>> {
    match fix {
        FixKind::None => None,
        FixKind::Unsafe => Some(std::cmp::Reverse(Safety::Unsafe)),
        FixKind::Safe => Some(std::cmp::Reverse(Safety::Safe)),
    }
}

fn check_fix(
    meta: &Meta,
    example: &Example,
    files: &Files,
    finding: &Finding,
    fail: &mut impl FnMut(&str),
) -> Option<std::cmp::Reverse<Safety>> {
    let fix = finding.fix.as_ref()?;
    let offered = Some(std::cmp::Reverse(fix.safety));
    if offered > promised(meta.fix) {
        fail("the repair is more than the rule promises");
    }
    let after = lint(&apply(files, fix), example.as_of);
    let same = |other: &Finding| other.rule == finding.rule && other.message == finding.message;
    if after.iter().any(same) {
        fail("the repair leaves the finding as it is");
    }
    if fix.safety == Safety::Safe && after.iter().any(|other| other.severity > finding.severity) {
        fail("a safe repair brings graver findings");
    }
    offered
}

#[test]
fn examples_do_what_they_say() {
    let mut failures = Vec::new();
    let only = std::env::var("NOTIFY_LINT_RULE").ok();
    for meta in METAS.iter().filter(|meta| only.as_deref().is_none_or(|only| meta.id == only)) {
        run(meta, &mut failures);
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_rule_has_a_file_and_every_file_a_rule() {
    let rules: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let files: BTreeSet<&str> = METAS.iter().map(|meta| meta.id).collect();
    assert_eq!(rules, files, "left: src/rules, right: rules/");
    assert_eq!(rules.len(), rules::all().count(), "a rule is registered twice");
}

#[test]
fn rule_files_have_all_their_sections() {
    for meta in METAS {
        let headings: Vec<&str> = meta.body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, ["What it finds", "Why it matters", "What to do", "Examples"], "{}", meta.id);
        assert!(!meta.sources.is_empty(), "{} names no source", meta.id);
        assert!(!meta.summary.ends_with('.'), "{}", meta.id);
        assert!(meta.summary.chars().next().is_some_and(|first| !first.is_uppercase()), "{}", meta.id);
    }
}
