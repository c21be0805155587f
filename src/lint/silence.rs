//! Findings are held against what people have decided not to hear of.

use super::reach::{self, Reach};
use crate::anchor::{Anchors, Root};
use crate::config::{Date, Level};
use crate::finding::{Finding, Silence, Silenced};
use crate::rules::{Judged, Selection, is_about_silence};
use crate::suppression::{Scope, Suppression};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Findings, in the order given, each with what silences it, and what became of the suppressions.
pub(super) struct Heard {
    pub(super) findings: Vec<(Finding, Option<Silence>)>,
    pub(super) judged: Vec<Judged>,
}

/// What was looked at.
pub(super) struct Sight<'a> {
    /// The files that there was something to see in.
    pub(super) seen: &'a [PathBuf],
    /// The folder of the configuration.
    pub(super) root: &'a Root,
    pub(super) reach: &'a Reach,
    /// Whether there is no file of that name, told from the root.
    pub(super) is_gone: &'a dyn Fn(&str) -> bool,
}

/// Holds findings against suppressions. `selection` are the rules that were asked.
pub(super) fn hear(
    findings: Vec<Finding>,
    suppressions: Vec<Suppression>,
    as_of: Date,
    sight: &Sight<'_>,
    selection: &Selection,
) -> Heard {
    let mut used: Vec<Vec<bool>> = suppressions.iter().map(|one| vec![false; one.rules.len()]).collect();
    let by_file = ByFile::of(&suppressions);
    let mut anchors = Anchors::default();
    let mut heard = Heard { findings: Vec::new(), judged: Vec::new() };
    for finding in findings {
        let mut silence = None;
        if !is_about_silence(finding.rule) {
            for &number in by_file.speaking_of(&finding) {
                let one = &suppressions[number];
                let Some(word) = one.rules.iter().position(|name| names(&name.value, &finding)) else { continue };
                if speaks_of(one, &finding, sight.root, &mut anchors) && one.holds(as_of) {
                    used[number][word] = true;
                    silence = silence.or_else(|| Some(why(one)));
                }
            }
        }
        heard.findings.push((finding, silence));
    }
    heard.judged = suppressions
        .into_iter()
        .zip(used)
        .map(|(suppression, used)| {
            let is_in_sight = sight.has(&suppression);
            let idle = suppression
                .rules
                .iter()
                .zip(used)
                .map(|(name, used)| is_in_sight && !used && selection.ran(&name.value));
            let idle = idle.collect();
            let unknown = unknown(&suppression, selection);
            Judged { idle, is_sure: sight.reach.is_whole(), unknown, moved: None, suppression }
        })
        .collect();
    heard
}

/// Parts what is heard from what is not.
pub(super) fn part(findings: Vec<(Finding, Option<Silence>)>) -> (Vec<Finding>, Vec<Silenced>) {
    let (mut heard, mut silenced) = (Vec::new(), Vec::new());
    for (finding, silence) in findings {
        match silence {
            Some(silence) => silenced.push(Silenced { finding, silence }),
            None => heard.push(finding),
        }
    }
    (heard, silenced)
}

/// Leaves out, or weighs otherwise, what the configuration says of single paths.
pub(super) fn weigh(findings: &mut Vec<Finding>, root: &Root, level: impl Fn(&str, &Finding) -> Option<Level>) {
    findings.retain_mut(|finding| match level(&root.path(finding.at.source.path()), finding) {
        None => true,
        Some(Level::Off) => false,
        Some(Level::On(severity)) => {
            finding.severity = severity;
            true
        }
    });
}

/// Suppressions by the file that they stand in; those of the configuration speak of many.
struct ByFile<'s> {
    files: HashMap<&'s Path, Vec<usize>>,
    everywhere: Vec<usize>,
}

impl<'s> ByFile<'s> {
    fn of(suppressions: &'s [Suppression]) -> Self {
        let mut by_file = Self { files: HashMap::new(), everywhere: Vec::new() };
        for (number, one) in suppressions.iter().enumerate() {
            match one.scope {
                Scope::Files { .. } => by_file.everywhere.push(number),
                _ => by_file.files.entry(one.at.source.path()).or_default().push(number),
            }
        }
        by_file
    }

    fn speaking_of(&self, finding: &Finding) -> impl Iterator<Item = &usize> {
        self.files.get(finding.at.source.path()).into_iter().flatten().chain(&self.everywhere)
    }
}

/// Whether a name is that of the rule, of its defect in the catalogue, or of its family.
fn names(name: &str, finding: &Finding) -> bool {
    let family = finding.rule.split('/').next().unwrap_or_default();
    [Some(finding.rule), finding.catalogue, Some(family)]
        .into_iter()
        .flatten()
        .any(|one| one.eq_ignore_ascii_case(name))
}

fn speaks_of(suppression: &Suppression, finding: &Finding, root: &Root, anchors: &mut Anchors) -> bool {
    match &suppression.scope {
        Scope::File => true,
        Scope::Nothing => false,
        Scope::Stretch(span) => span.start <= finding.at.span.start && finding.at.span.start < span.end,
        Scope::Files { glob, anchor } => {
            glob.is_match(root.path(finding.at.source.path()))
                && anchor.as_ref().is_none_or(|anchor| *anchor == anchors.of(&finding.at))
        }
    }
}

/// The names that are no rule's.
fn unknown(suppression: &Suppression, selection: &Selection) -> Vec<(usize, Option<&'static str>)> {
    let book = selection.book();
    let names = suppression.rules.iter().enumerate();
    names
        .filter(|(_, name)| !book.knows(&name.value))
        .map(|(number, name)| (number, book.nearest(&name.value)))
        .collect()
}

impl Sight<'_> {
    /// Whether all that a suppression speaks of was looked at, or is no more.
    fn has(&self, suppression: &Suppression) -> bool {
        let Scope::Files { glob, .. } = &suppression.scope else { return true };
        let written = glob.glob().glob();
        self.reach.covers(written, &self.root.whole(""))
            && (self.seen.iter().any(|path| glob.is_match(self.root.path(path)))
                || (reach::is_file(written) && (self.is_gone)(written)))
    }
}

fn why(suppression: &Suppression) -> Silence {
    Silence {
        by: suppression.by,
        reason: suppression.reason.clone().unwrap_or_default(),
        at: Some(crate::source::Location::new(&Arc::clone(&suppression.at.source), suppression.at.span)),
    }
}
