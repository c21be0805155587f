//! The examples of rule files, executed: a bad one yields exactly what it marks, a good one yields nothing, a repair
//! repairs.

use super::Repository;
use crate::config::{Config, Date, FILE_NAME};
use crate::finding::{Finding, Fix, Safety};
use crate::rules::{Context, FixKind, Meta, Selection};
use crate::source::Source;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// An example that does not do what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the example in the text behind the front matter, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
    /// What was found in it, a line each.
    pub found: Vec<String>,
}

struct Example {
    file: PathBuf,
    text: String,
    verdict: Verdict,
    as_of: Option<Date>,
    /// Other rules that speak of the same example.
    beside: Vec<String>,
    line: usize,
}

#[derive(PartialEq)]
enum Verdict {
    Given,
    Bad(Vec<String>),
    Good,
}

/// Executes the examples of a rule against the rules of a selection, judged as on `day` where they do not say otherwise.
pub fn run(meta: &Meta, selection: &Selection, day: Date) -> Vec<Failure> {
    let mut failures = Vec::new();
    let examples = read(meta, &mut failures);
    let has = |wanted: fn(&Verdict) -> bool| examples.iter().any(|example| wanted(&example.verdict));
    if !has(|verdict| matches!(verdict, Verdict::Bad(_))) || !has(|verdict| *verdict == Verdict::Good) {
        failures.push(Failure {
            line: 1,
            message: "the rule needs a bad and a good example".into(),
            found: Vec::new(),
        });
    }
    let given: Files = examples.iter().filter(|example| example.verdict == Verdict::Given).map(file).collect();
    let mut offered = None;
    for example in examples.iter().filter(|example| example.verdict != Verdict::Given) {
        let mut files = given.clone();
        files.extend([file(example)]);
        match lint(&files, example.as_of, selection, day) {
            Ok(findings) => {
                let judged = Judged { meta, example, files: &files, findings, selection, day };
                offered = offered.max(judged.against(&mut failures));
            }
            Err(message) => failures.push(Failure { line: example.line, message, found: Vec::new() }),
        }
    }
    if failures.is_empty() && offered != promised(meta.fix) {
        let word = |safety: Option<Reverse<Safety>>| match safety {
            None => "none",
            Some(Reverse(Safety::Unsafe)) => "unsafe",
            Some(Reverse(Safety::Safe)) => "safe",
        };
        let message = format!(
            "the front matter says `fix = \"{}\"`, and the best repair of the examples is \"{}\"",
            word(promised(meta.fix)),
            word(offered)
        );
        failures.push(Failure { line: 1, message, found: Vec::new() });
    }
    failures
}

fn file(example: &Example) -> (PathBuf, Vec<u8>) {
    (example.file.clone(), example.text.clone().into_bytes())
}

/// An example with what was found in it.
struct Judged<'a> {
    meta: &'a Meta,
    example: &'a Example,
    files: &'a Files,
    findings: Vec<Finding>,
    selection: &'a Selection,
    day: Date,
}

impl Judged<'_> {
    /// Notes where the example fails, and says what the best repair is that it shows.
    fn against(&self, failures: &mut Vec<Failure>) -> Option<Reverse<Safety>> {
        let (meta, example) = (self.meta, self.example);
        let mut fail = |message: &str| {
            let found = self.findings.iter().map(shown).collect();
            failures.push(Failure { line: example.line, message: message.to_owned(), found });
        };
        if example.beside.iter().any(|rule| self.findings.iter().all(|finding| finding.rule != rule)) {
            fail("a rule that is said to speak of it too does not");
        }
        let is_beside = |finding: &&Finding| example.beside.iter().any(|rule| rule == finding.rule);
        let findings: Vec<&Finding> = self.findings.iter().filter(|finding| !is_beside(finding)).collect();
        let Verdict::Bad(marks) = &example.verdict else {
            if !findings.is_empty() {
                fail("a good example yields findings");
            }
            return None;
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
            fail(&format!("nothing is found at `{}`", open.join("` and `")));
        }
        findings.iter().map(|finding| self.repair(finding, &mut fail)).max().flatten()
    }

    /// Makes the repair of a finding, and says how safe it is.
    fn repair(&self, finding: &Finding, fail: &mut impl FnMut(&str)) -> Option<Reverse<Safety>> {
        let fix = finding.fix.as_ref()?;
        let offered = Some(Reverse(fix.safety));
        if offered > promised(self.meta.fix) {
            fail("the repair is more than the rule promises");
        }
        let Some(after) = repaired(self.files, fix) else {
            fail("the edits of the repair overlap, or lie in a file that is not there");
            return offered;
        };
        let Ok(after) = lint(&after, self.example.as_of, self.selection, self.day) else { return offered };
        if after.iter().any(|other| other.rule == finding.rule && other.message == finding.message) {
            fail("the repair leaves the finding as it is");
        }
        let was_there =
            |other: &Finding| self.findings.iter().any(|one| one.rule == other.rule && one.message == other.message);
        let is_graver = |other: &Finding| other.severity > finding.severity && !was_there(other);
        if fix.safety == Safety::Safe && after.iter().any(is_graver) {
            fail("a safe repair brings graver findings");
        }
        offered
    }
}

/// The best repair that a rule file promises; an unsafe one is less than a safe one.
fn promised(fix: FixKind) -> Option<Reverse<Safety>> {
    match fix {
        FixKind::None => None,
        FixKind::Unsafe => Some(Reverse(Safety::Unsafe)),
        FixKind::Safe => Some(Reverse(Safety::Safe)),
    }
}

fn lint(files: &Files, as_of: Option<Date>, selection: &Selection, day: Date) -> Result<Vec<Finding>, String> {
    let config = match files.get(&PathBuf::from(FILE_NAME)) {
        Some(bytes) => {
            let source = Source::from_text(FILE_NAME, String::from_utf8_lossy(bytes));
            Config::read(&source, &[]).map_err(|errors| {
                let first = errors.first().map_or("", |error| &error.message);
                format!("the configuration of the example cannot be used: {first}")
            })?
        }
        None => Config::default(),
    };
    let as_of = as_of.or(config.as_of).unwrap_or(day);
    let paths = files.keys().filter(|path| !path.ends_with(FILE_NAME)).cloned().collect();
    let repository = Repository::new(paths, &config, files, &());
    let context = Context::of(&config, as_of);
    // The words of a configuration are compiled with the patterns, so an example that has one starts anew.
    let own = config.source.is_some().then(|| selection.anew());
    Ok(repository.check(own.as_ref().unwrap_or(selection), &context).findings)
}

fn repaired(files: &Files, fix: &Fix) -> Option<Files> {
    let mut fixed = files.clone();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| Reverse(edit.at.span.start));
    let overlap = |pair: &[&crate::finding::Edit]| {
        pair[1].at.span.end > pair[0].at.span.start && pair[0].at.source.path() == pair[1].at.source.path()
    };
    if edits.windows(2).any(overlap) {
        return None;
    }
    for edit in edits {
        let bytes = fixed.get_mut(edit.at.source.path())?;
        bytes.splice(edit.at.span.range(), edit.text.bytes());
    }
    Some(fixed)
}

fn shown(finding: &Finding) -> String {
    let at = finding.at.source.position(finding.at.span.start);
    format!("{} at {}:{}: {}", finding.rule, at.line, at.column, finding.message)
}

/// The text that a finding points at and everything after it, so that a mark may be its beginning.
fn pointed_at(finding: &Finding) -> &str {
    finding.at.source.text().get(finding.at.span.range().start..).unwrap_or_default()
}

/// The fenced blocks of a rule file that name the file they stand for.
fn read(meta: &Meta, failures: &mut Vec<Failure>) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = meta.body.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| info.contains("file=")) else { continue };
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| line.trim_end() != "```") {
            text.push_str(line);
            text.push('\n');
        }
        match info_of(info) {
            Ok(info) => examples.push(Example { text, line: number + 1, ..info }),
            Err(message) => failures.push(Failure { line: number + 1, message, found: Vec::new() }),
        }
    }
    examples
}

/// What the words behind the fence say.
fn info_of(info: &str) -> Result<Example, String> {
    let mut example = Example {
        file: PathBuf::new(),
        text: String::new(),
        verdict: Verdict::Given,
        as_of: None,
        beside: Vec::new(),
        line: 0,
    };
    let mut at = Vec::new();
    let mut rest = info.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("at=\"") {
            let (mark, after) = quoted.split_once('"').ok_or("`at=\"…` is not closed")?;
            at.push(mark.to_owned());
            rest = after.trim_start();
            continue;
        }
        if let Some(quoted) = rest.strip_prefix("beside=\"") {
            let (rules, after) = quoted.split_once('"').ok_or("`beside=\"…` is not closed")?;
            example.beside = rules.split(' ').map(str::to_owned).collect();
            rest = after.trim_start();
            continue;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        rest = rest[word.len()..].trim_start();
        match word.split_once('=') {
            Some(("file", file)) => example.file = file.into(),
            Some(("as-of", day)) => {
                example.as_of = Some(Date::parse(day).ok_or_else(|| format!("`{day}` is no day of the calendar"))?);
            }
            None if word == "bad" => example.verdict = Verdict::Bad(Vec::new()),
            None if word == "good" => example.verdict = Verdict::Good,
            None if matches!(word, "xml" | "json" | "toml" | "http" | "csharp" | "yaml" | "text") => {}
            _ => return Err(format!("`{word}` means nothing behind a fence")),
        }
    }
    match &mut example.verdict {
        Verdict::Bad(_) if at.is_empty() => return Err("a bad example says where: `at=\"…\"`".into()),
        Verdict::Bad(marks) => *marks = at,
        _ if !at.is_empty() => return Err("only bad examples are marked".into()),
        _ => {}
    }
    Ok(example)
}
