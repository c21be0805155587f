//! Repairs of what silences findings: comments, and entries of the configuration.
//!
//! They are made last and over everything, for only a look at everything tells that nothing is silenced. One that is taken
//! out changes nothing that another hangs on, so they are tried together first, and one by one where that fails.

use super::apply::{Bytes, Overlay};
use super::{Done, MAX_TRIES, Proof, Refusal, Refused, Wanted, Workshop, brought, key, numbered, proof};
use crate::config::{Config, same_but_for};
use crate::finding::{Edit, Effect, Finding, Fix, Safety};
use crate::lint::{Outcome, Repository};
use crate::rules::{Context, is_about_silence};
use crate::source::{Source, Span};
use crate::workspace::Unit;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files, with the configuration that stands in them and what is found then.
pub(super) struct Stand<'a> {
    pub(super) files: Overlay<'a>,
    pub(super) config: Cow<'a, Config>,
    pub(super) outcome: Outcome,
}

/// What silences, under repair.
pub(super) struct Silences<'a> {
    pub(super) shop: &'a Workshop<'a>,
    pub(super) wanted: &'a Wanted,
    /// The files that are looked at together.
    pub(super) islands: &'a [Vec<Unit>],
}

/// What came of it.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) done: Vec<Done>,
    pub(super) refused: Vec<Refused>,
}

impl Settled {
    pub(super) fn join(&mut self, later: Self) {
        let is_done = |refused: &Refused| later.done.iter().any(|done| key(&done.finding) == key(&refused.finding));
        // What was refused at first and tried again is told once.
        let is_again = |one: &Refused| later.refused.iter().any(|other| key(&other.finding) == key(&one.finding));
        self.refused.retain(|refused| !is_done(refused) && !is_again(refused));
        self.done.extend(later.done);
        self.refused.extend(later.refused);
    }
}

impl<'a> Stand<'a> {
    /// The same after changes of some files; `check` tells what is found then.
    pub(super) fn with(self, changed: BTreeMap<PathBuf, Bytes>, check: impl Fn(&Self) -> Outcome) -> Self {
        if changed.is_empty() {
            return self;
        }
        let mut after = Self { files: self.files.with(changed), ..self };
        after.outcome = check(&after);
        after
    }
}

/// A finding with its repair, and the how manieth of its kind it is.
type Task = (Finding, Fix, (super::Key, usize));

/// Whether a finding is one of a comment or an entry that silences.
pub(super) fn is_of_silence(finding: &Finding) -> bool {
    is_about_silence(finding.rule)
}

impl<'a> Silences<'a> {
    /// Puts slips right, of names and words, so that what is meant to be silent is.
    pub(super) fn put_right(&self, stand: Stand<'a>) -> (Stand<'a>, Settled) {
        self.work(stand, |fix| fix.edits.iter().all(|edit| !edit.text.is_empty()))
    }

    /// Makes every repair that is wanted and proves itself.
    pub(super) fn repair(&self, stand: Stand<'a>) -> (Stand<'a>, Settled) {
        self.work(stand, |_| true)
    }

    fn work(&self, mut stand: Stand<'a>, is_meant: impl Fn(&Fix) -> bool) -> (Stand<'a>, Settled) {
        let mut settled = Settled::default();
        let mut passed: BTreeSet<(super::Key, usize)> = BTreeSet::new();
        let (mut tries, mut alone) = (0, false);
        loop {
            let mut tasks = self.tasks(&stand, &passed);
            tasks.retain(|(_, fix, _)| is_meant(fix));
            let batch = if alone { tasks.get(..1).unwrap_or_default() } else { apart(&tasks) };
            let Some((finding, fix, number)) = batch.first() else { break };
            if tries == MAX_TRIES {
                settled.refused.push(Refused { finding: finding.clone(), fix: fix.clone(), why: Refusal::Enough });
                break;
            }
            tries += 1;
            match self.attempt(&stand, batch) {
                Ok((after, proofs)) => {
                    let done = batch.iter().zip(proofs);
                    let done = done.map(|((finding, fix, _), proof)| Done {
                        finding: finding.clone(),
                        fix: fix.clone(),
                        proof,
                    });
                    settled.done.extend(done);
                    stand = after;
                }
                Err(_) if batch.len() > 1 => alone = true,
                Err(why) => {
                    passed.insert(number.clone());
                    settled.refused.push(Refused { finding: finding.clone(), fix: fix.clone(), why });
                }
            }
        }
        (stand, settled)
    }

    fn tasks(&self, stand: &Stand<'_>, passed: &BTreeSet<(super::Key, usize)>) -> Vec<Task> {
        let findings = &stand.outcome.findings;
        let task = |(finding, number): (&Finding, (super::Key, usize))| {
            let fix = self.wanted.repair_of(finding).filter(|_| is_of_silence(finding) && !passed.contains(&number))?;
            Some((finding.clone(), fix.clone(), number))
        };
        findings.iter().zip(numbered(findings)).filter_map(task).collect()
    }

    /// Makes some repairs on a copy of the copy, and proves them.
    fn attempt(&self, before: &Stand<'a>, batch: &[Task]) -> Result<(Stand<'a>, Vec<Proof>), Refusal> {
        let edits: Vec<Edit> = batch.iter().flat_map(|(_, fix, _)| fix.edits.clone()).collect();
        let fix = Fix::new("", Safety::Safe, Effect::Nothing, edits);
        let files = before.files.after(&fix).map_err(Refusal::Misfit)?;
        let config = self.reread(before, &files, &fix.edits)?;
        let proofs = self.decide(before, &files, &config, &fix)?;
        let outcome = {
            let context = Context::of(&config, self.shop.context.as_of);
            let repository = Repository::new(self.shop.paths.clone(), &config, &files, &());
            repository.reaching(self.shop.reach.clone()).check(self.shop.selection, &context)
        };
        hold(&before.outcome, &outcome, batch)?;
        let own = config.source.as_ref().map(|source| source.path());
        let proof = |(finding, ..): &Task| {
            let path = finding.at.source.path();
            let of_configuration = own == Some(path);
            Proof { of_configuration, ..proofs.get(path).cloned().unwrap_or_default() }
        };
        let proofs = batch.iter().map(proof).collect();
        Ok((Stand { files, config, outcome }, proofs))
    }

    /// The configuration after the repairs. Where they are of its file, it must say the same in all else.
    fn reread(&self, before: &Stand<'a>, files: &Overlay<'_>, edits: &[Edit]) -> Result<Cow<'a, Config>, Refusal> {
        let Some(old) = before.config.source.as_ref() else { return Ok(before.config.clone()) };
        let is_own = |edit: &&Edit| edit.at.source.path() == old.path();
        let own: Vec<Span> = edits.iter().filter(is_own).map(|edit| edit.at.span).collect();
        if own.is_empty() {
            return Ok(before.config.clone());
        }
        let read = self.shop.reread.ok_or(Refusal::NotNamed)?;
        let source = files.source(old.path()).ok_or(Refusal::Configuration)?;
        if !same_but_for(old.text(), source.text(), &own) {
            return Err(Refusal::Configuration);
        }
        read(&source).map(Cow::Owned).ok_or(Refusal::Configuration)
    }

    /// Decides every request that has to do with the edited files before and after. Gives what was compared, by file.
    fn decide(
        &self,
        before: &Stand<'a>,
        files: &Overlay<'_>,
        config: &Config,
        fix: &Fix,
    ) -> Result<BTreeMap<PathBuf, Proof>, Refusal> {
        let mut proofs = BTreeMap::new();
        let edited: BTreeSet<&Path> = fix.edits.iter().map(|edit| edit.at.source.path()).collect();
        for units in self.islands {
            let own: Vec<&Path> = units.iter().flat_map(Unit::files).filter(|file| edited.contains(file)).collect();
            if own.is_empty() {
                continue;
            }
            let old = Repository::of(units.to_vec(), &before.config, &before.files, &());
            let proof = proof::compare(&old, &Repository::of(units.clone(), config, files, &()), fix)?;
            let edited = edited.iter().filter(|file| own.contains(file));
            proofs.extend(edited.map(|file| (file.to_path_buf(), proof.clone())));
        }
        Ok(proofs)
    }
}

impl Overlay<'_> {
    fn source(&self, path: &Path) -> Option<Arc<Source>> {
        use crate::lint::Files as _;
        Source::decode(path, self.read(path).ok()??).ok()
    }
}

/// As many of the first tasks as can be done at once, for no edit of one touches an edit of another.
fn apart(tasks: &[Task]) -> &[Task] {
    let mut taken: Vec<&Edit> = Vec::new();
    for (number, (_, fix, _)) in tasks.iter().enumerate() {
        let meets = |one: &&Edit| {
            let same_file = |other: &&&Edit| other.at.source.path() == one.at.source.path();
            let overlaps =
                |other: &&Edit| other.at.span.start < one.at.span.end && one.at.span.start < other.at.span.end;
            taken.iter().filter(same_file).any(overlaps)
        };
        if fix.edits.iter().any(|edit| meets(&edit)) {
            return &tasks[..number];
        }
        taken.extend(&fix.edits);
    }
    tasks
}

/// Holds what is found after some repairs against what was found before: the findings are gone, nothing else is found, and
/// what is found no more is silenced.
fn hold(before: &Outcome, after: &Outcome, batch: &[Task]) -> Result<(), Refusal> {
    let count = |all: &[Finding]| {
        let mut counts: BTreeMap<super::Key, usize> = BTreeMap::new();
        all.iter().for_each(|finding| *counts.entry(key(finding)).or_default() += 1);
        counts
    };
    let (old, new) = (count(&before.findings), count(&after.findings));
    let mut repaired: BTreeMap<super::Key, usize> = BTreeMap::new();
    batch.iter().for_each(|(finding, ..)| *repaired.entry(key(finding)).or_default() += 1);
    let stays = |(key, number): (&super::Key, &usize)| {
        new.get(key).copied().unwrap_or(0) + number > old.get(key).copied().unwrap_or(0)
    };
    if repaired.iter().any(stays) {
        return Err(Refusal::Stays);
    }
    let brings = |(finding, ..): &Task| brought(&before.findings, &after.findings, finding);
    if let Some(new) = batch.iter().find_map(brings) {
        return Err(Refusal::Brings(Box::new((new.rule.to_owned(), new.message.clone()))));
    }
    let heard_or_not = |outcome: &Outcome| {
        let silenced = outcome.silenced.iter().map(|silenced| &silenced.finding);
        let all = outcome.findings.iter().filter(|finding| !is_of_silence(finding)).chain(silenced);
        count(&all.cloned().collect::<Vec<_>>())
    };
    if heard_or_not(before) != heard_or_not(after) { Err(Refusal::Otherwise) } else { Ok(()) }
}
