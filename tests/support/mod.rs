//! What the tests share: files of a folder in memory, and the engine asked as the command line asks it.

#![allow(dead_code, unreachable_pub, clippy::print_stdout, reason = "each test takes what it needs")]

pub mod saves;

use notify_lint::config::{Config, Date};
use notify_lint::finding::{Finding, Severity};
use notify_lint::lint::{Outcome, Repository};
use notify_lint::rules::{Context, Selection, Setting};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Every file below a folder, by its path from `root`.
pub fn files_below(root: &Path, folder: &str) -> Files {
    let mut files = Files::new();
    for entry in walkdir::WalkDir::new(root.join(folder)) {
        let entry = entry.expect("the folder can be walked");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("below the root").to_owned();
            files.insert(path, std::fs::read(entry.path()).expect("the file can be read"));
        }
    }
    files
}

/// What every rule says of the files on a day, without configuration.
pub fn lint(files: &Files, day: &str) -> Outcome {
    lint_with(files.keys().cloned().collect(), files, &Config::default(), day)
}

/// The same with a configuration, and with files from wherever they come.
pub fn lint_with(paths: Vec<PathBuf>, files: &dyn notify_lint::lint::Files, config: &Config, day: &str) -> Outcome {
    let context = Context::of(config, Date::parse(day).expect("a day"));
    with_every_rule(config, |selection| Repository::new(paths, config, files, &()).check(selection, &context))
}

/// What the rules say of one order on a day: which of them, and how much it weighs.
pub fn told(order: &serde_json::Value, day: &str) -> Vec<(&'static str, Severity)> {
    let file = serde_json::to_string_pretty(order).expect("JSON").into_bytes();
    let findings = lint(&[(PathBuf::from("orders/order.json"), file)].into(), day).findings;
    findings.into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

/// How many mistakes were found of how many, by rule and language.
#[derive(Default)]
pub struct Tally<'t> {
    counts: BTreeMap<(&'t str, &'t str), (usize, usize)>,
    missed: Vec<String>,
}

impl<'t> Tally<'t> {
    pub fn add(&mut self, rule: &'t str, language: &'t str, text: &str, is_found: bool) {
        let row = self.counts.entry((rule, language)).or_default();
        row.0 += 1;
        row.1 += usize::from(is_found);
        if !is_found {
            self.missed.push(format!("{rule} ({language}): {text}"));
        }
    }

    /// Prints the counts; fails where any was missed.
    pub fn assert_all_found(&self) {
        for ((rule, language), (all, found)) in &self.counts {
            println!("{rule} {language}: {found} of {all}");
        }
        let all: usize = self.counts.values().map(|(all, _)| all).sum();
        assert!(self.missed.is_empty(), "{} of {all} missed:\n{}", self.missed.len(), self.missed.join("\n"));
    }
}

/// Lends every rule, as it weighs by default. Patterns are compiled once for all configurations that add no words.
pub fn with_every_rule<T>(config: &Config, ask: impl FnOnce(&Selection) -> T) -> T {
    static PLAIN: OnceLock<Selection> = OnceLock::new();
    let every = || Selection::new(|_| Setting::Default);
    match config.words.is_empty() && config.approved_urls.is_empty() {
        true => ask(PLAIN.get_or_init(every)),
        false => ask(&every()),
    }
}

/// The subjects of a finding, as words.
pub fn subjects(finding: &Finding) -> Vec<&str> {
    finding.subjects.iter().map(|subject| subject.value.as_str()).collect()
}
