//! A run that keeps little says the same as one that keeps everything, and what it keeps is counted.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::anchor::Root;
use notify_lint::config::{Config, Date};
use notify_lint::finding::Finding;
use notify_lint::lint::{Outcome, Repository};
use notify_lint::report::{Format, Screen, Sheet, Summary, findings};
use notify_lint::rules::{Context, Selection, Setting};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::Files;

const ALL: [Format; 11] = [
    Format::Human,
    Format::Concise,
    Format::Json,
    Format::Ndjson,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Checkstyle,
    Format::Rdjson,
    Format::Markdown,
];

fn check(files: &Files, is_packing: bool) -> Outcome {
    let config = Config::default();
    let context = Context::of(&config, Date::parse("2026-11-25").expect("a day"));
    let repository = Repository::new(files.keys().cloned().collect(), &config, files, &());
    let repository = if is_packing { repository.packing() } else { repository };
    repository.check(&Selection::new(|_| Setting::Default), &context)
}

fn print(format: Format, outcome: &Outcome) -> String {
    let summary = Summary::default();
    let root = Root::new("/repo", "/repo");
    let Outcome { findings: found, silenced, .. } = outcome;
    let sheet =
        Sheet { findings: found, silenced, summary: &summary, unread: &[], rules: &[], root: &root, matrix: "" };
    let mut out = Vec::new();
    findings(format, &sheet, Screen { color: false, unicode: true, width: 100, links: false }, &mut out)
        .expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

fn fixtures() -> Files {
    support::files_below(Path::new(env!("CARGO_MANIFEST_DIR")), "fixtures")
}

/// The bytes of text that findings keep of their files, each file counted once.
fn held(outcome: &Outcome) -> usize {
    let by_file: BTreeMap<&Path, usize> =
        outcome.findings.iter().map(|finding: &Finding| (finding.at.source.path(), finding.at.source.held())).collect();
    by_file.values().sum()
}

#[test]
fn every_format_says_the_same_of_packed_findings() {
    let files = fixtures();
    let (whole, packed) = (check(&files, false), check(&files, true));
    assert!(whole.findings.len() > 10 && whole.findings.iter().any(|one| one.fix.is_some() && one.witness.is_some()));
    for format in ALL {
        let (expected, said) = (print(format, &whole), print(format, &packed));
        let differing = expected.lines().zip(said.lines()).find(|(a, b)| a != b);
        assert!(expected == said, "{format:?}: {differing:#?}");
    }
}

#[test]
fn of_many_apps_little_is_kept_and_reports_keep_no_more() {
    let one = support::files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/apps"), "template-2022");
    let copies = (0..20).flat_map(|number| {
        one.iter().map(move |(path, bytes)| (PathBuf::from(format!("app-{number}")).join(path), bytes.clone()))
    });
    let files: Files = copies.collect();
    let (whole, packed) = (check(&files, false), check(&files, true));
    assert!(held(&packed) * 6 < held(&whole), "{} of {}", held(&packed), held(&whole));
    let texts = |outcome: &Outcome| -> usize {
        let edits = outcome.findings.iter().flat_map(|finding| &finding.fix).flat_map(|fix| &fix.edits);
        edits.map(|edit| edit.text.len()).sum()
    };
    assert!(texts(&whole) > 0);
    assert_eq!(texts(&packed), 0);
    let before = held(&packed);
    for format in ALL {
        print(format, &packed);
        assert_eq!(held(&packed), before, "{format:?}");
    }
}
