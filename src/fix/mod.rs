//! Repairs, made on a copy and proved before anybody's file is touched.
//!
//! A repair is applied to the bytes of the file, the file is parsed and checked again, and every request that anybody
//! can make on the policy is decided before and after. What the finding did not name must not change. Nothing here opens
//! or writes a file: bytes come in, bytes go out.

mod apply;
mod islands;
mod obligations;
mod proof;
mod silences;
mod touched;
mod universe;

use crate::config::Config;
use crate::finding::{Effect, Finding, Fix, Safety};
use crate::lint::{self, Files, Reach, Repository};
use crate::rules::{Context, Selection};
use crate::source::Source;
use crate::workspace::Unit;
use apply::{Bytes, Overlay};
use rayon::prelude::*;
use silences::{Settled, Silences, Stand, is_of_silence};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use apply::Misfit;
pub use proof::{Proof, Refusal};
pub use universe::{ANY_OTHER, Change, Somebody};

/// Which repairs are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Also those that a person must judge.
    pub unsafe_too: bool,
    /// Of these rules only, by id; of all where none is named.
    pub rules: BTreeSet<&'static str>,
    /// Where a person must choose between several: this one, counted from one.
    pub choice: Option<usize>,
    /// In these files only; in all where none is given.
    pub files: Option<BTreeSet<PathBuf>>,
}

/// A repair that was made on the copy.
#[derive(Clone, Debug)]
pub struct Done {
    /// What it repairs.
    pub finding: Finding,
    /// How.
    pub fix: Fix,
    /// What it did to who may do what.
    pub proof: Proof,
}

/// A repair that was not made.
#[derive(Clone, Debug)]
pub struct Refused {
    /// What it would have repaired.
    pub finding: Finding,
    /// How.
    pub fix: Fix,
    /// Why it was not made.
    pub why: Refusal,
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The file.
    pub path: PathBuf,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes as they should be.
    pub after: Vec<u8>,
}

/// What repairing came to.
pub struct Repaired {
    /// The files to be written, by path.
    pub files: Vec<Rewritten>,
    /// Repairs that were made, in the order in which they were.
    pub done: Vec<Done>,
    /// Repairs that were not made.
    pub refused: Vec<Refused>,
    /// Findings with a repair that are gone without it, for another repair came first.
    pub gone: Vec<Finding>,
    /// What is found in the files as they should be.
    pub left: lint::Outcome,
}

/// What repairs are made with.
pub struct Workshop<'a> {
    /// The files of the repository.
    pub paths: Vec<PathBuf>,
    /// The configuration.
    pub config: &'a Config,
    /// Where bytes come from.
    pub files: &'a dyn Files,
    /// The rules.
    pub selection: &'a Selection,
    /// The circumstances.
    pub context: Context<'a>,
    /// How much of the repository the files are.
    pub reach: Reach,
    /// Reads the configuration anew, from a file of its name; none where that file is not to be repaired.
    pub reread: Option<Reread<'a>>,
}

/// Reads a configuration, if it can be used.
pub type Reread<'a> = &'a (dyn Fn(&Arc<Source>) -> Option<Config> + Sync);

/// What came of the files that are looked at together.
struct Part {
    changed: BTreeMap<PathBuf, Bytes>,
    done: Vec<Done>,
    refused: Vec<Refused>,
    gone: Vec<Finding>,
}

/// The most repairs that are tried in files that are looked at together; each reads and decides them anew.
pub const MAX_TRIES: usize = 100;

/// What makes a finding the same one before and after a repair.
type Key = (&'static str, PathBuf, String);

impl Workshop<'_> {
    fn repository<'f>(&'f self, files: &'f dyn Files) -> Repository<'f> {
        Repository::new(self.paths.clone(), self.config, files, &()).reaching(self.reach.clone())
    }

    /// Makes every repair that is wanted and proves itself, one after the other, in the order of the findings. Of what silences,
    /// slips are put right before anything is repaired that was meant to be silent, and the rest when all else is done.
    pub fn repair(&self, wanted: &Wanted) -> Repaired {
        let first = self.check();
        if !first.findings.iter().any(|finding| wanted.repair_of(finding).is_some()) {
            return Repaired {
                files: Vec::new(),
                done: Vec::new(),
                refused: Vec::new(),
                gone: Vec::new(),
                left: first,
            };
        }
        let islands = islands::of(&self.paths, self.config, self.files);
        let silent_at_first: Vec<Finding> = first.findings.iter().filter(|one| is_of_silence(one)).cloned().collect();
        let files = Overlay::new(self.files, BTreeMap::new());
        let stand = Stand { files, config: Cow::Borrowed(self.config), outcome: first };
        let silences = Silences { shop: self, wanted, islands: &islands };
        let (stand, mut settled) = silences.put_right(stand);
        let (mut done, mut refused, mut gone) = (Vec::new(), Vec::new(), Vec::new());
        let mut changed = BTreeMap::new();
        for part in self.standing(&stand).parts(&stand.outcome, wanted, &islands) {
            changed.extend(part.changed);
            done.extend(part.done);
            refused.extend(part.refused);
            gone.extend(part.gone);
        }
        let stand = stand.with(changed, |stand| self.standing(stand).check());
        let (stand, last) = silences.repair(stand);
        settled.join(last);
        gone.extend(wanted.gone(silent_at_first, &settled, &stand.outcome));
        done.extend(settled.done);
        refused.extend(settled.refused);
        let rewritten = |(path, Bytes { before, after })| Rewritten { path, before, after };
        let files = stand.files.into_changed().into_iter().map(rewritten).collect();
        Repaired { files, done, refused, gone, left: stand.outcome }
    }

    /// The same with other files and another configuration.
    fn standing<'s>(&'s self, stand: &'s Stand<'_>) -> Workshop<'s> {
        Workshop {
            paths: self.paths.clone(),
            config: &stand.config,
            files: &stand.files,
            selection: self.selection,
            context: Context::of(&stand.config, self.context.as_of),
            reach: self.reach.clone(),
            reread: self.reread,
        }
    }

    fn check(&self) -> lint::Outcome {
        self.repository(self.files).check(self.selection, &self.context)
    }

    /// Repairs what is looked at together, all such parts at the same time.
    fn parts(&self, found: &lint::Outcome, wanted: &Wanted, islands: &[Vec<Unit>]) -> Vec<Part> {
        let repairs = found.findings.iter().filter_map(|finding| wanted.repair_of(finding));
        let edits = repairs.flat_map(|fix| &fix.edits);
        let touched: BTreeSet<&Path> = edits.map(|edit| edit.at.source.path()).collect();
        islands
            .par_iter()
            .filter(|units| units.iter().flat_map(Unit::files).any(|file| touched.contains(file)))
            .map(|units| Bench { shop: self, units, wanted }.repair())
            .collect()
    }
}

impl Wanted {
    /// The repair of a finding, if it is wanted.
    fn repair_of<'f>(&self, finding: &'f Finding) -> Option<&'f Fix> {
        let chosen = || finding.choices.get(self.choice?.checked_sub(1)?);
        let fix = finding.fix.as_ref().or_else(chosen)?;
        let is_in = |files: &BTreeSet<PathBuf>| fix.edits.iter().all(|edit| files.contains(edit.at.source.path()));
        let is_fine = (fix.safety == Safety::Safe || self.unsafe_too) && self.files.as_ref().is_none_or(is_in);
        (is_fine && (self.rules.is_empty() || self.rules.contains(finding.rule))).then_some(fix)
    }

    /// Of findings about what silences: those that had a wanted repair, and are gone without it.
    fn gone(&self, at_first: Vec<Finding>, settled: &Settled, left: &lint::Outcome) -> Vec<Finding> {
        let done = settled.done.iter().map(|done| &done.finding);
        let known: BTreeSet<Key> = done.chain(&left.findings).map(key).collect();
        let is_gone = |finding: &Finding| self.repair_of(finding).is_some() && !known.contains(&key(finding));
        at_first.into_iter().filter(is_gone).collect()
    }
}

/// Decides everything before and after a repair, and holds the difference to what the repair says of itself.
///
/// # Errors
/// Why it must not be made: above all, the request that it would change without saying so.
pub fn prove(paths: Vec<PathBuf>, config: &Config, files: &dyn Files, fix: &Fix) -> Result<Proof, Refusal> {
    let before = Overlay::new(files, BTreeMap::new());
    let after = before.after(fix).map_err(Refusal::Misfit)?;
    let repository = |paths, files| Repository::new(paths, config, files, &());
    proof::compare(&repository(paths.clone(), &before), &repository(paths, &after), fix)
}

/// The files that must be looked at together, under repair.
struct Bench<'a> {
    shop: &'a Workshop<'a>,
    units: &'a [Unit],
    wanted: &'a Wanted,
}

impl Bench<'_> {
    fn repository<'f>(&'f self, files: &'f Overlay<'_>) -> Repository<'f> {
        Repository::of(self.units.to_vec(), self.shop.config, files, &())
    }

    fn findings(&self, files: &Overlay<'_>) -> Vec<Finding> {
        self.repository(files).check(self.shop.selection, &self.shop.context).findings
    }

    /// Whether a finding has a repair that is wanted here; what silences is repaired when all else is.
    fn has_repair(&self, finding: &Finding) -> bool {
        !is_of_silence(finding) && self.wanted.repair_of(finding).is_some()
    }

    fn repair(&self) -> Part {
        let mut files = Overlay::new(self.shop.files, BTreeMap::new());
        let mut findings = self.findings(&files);
        let wanted_at_first: Vec<Finding> =
            findings.iter().filter(|finding| self.has_repair(finding)).cloned().collect();
        let mut part = Part { changed: BTreeMap::new(), done: Vec::new(), refused: Vec::new(), gone: Vec::new() };
        // How often each finding stood there at most; one that comes back is not repaired for ever.
        let mut most: BTreeMap<Key, usize> = BTreeMap::new();
        let mut made: BTreeMap<Key, usize> = BTreeMap::new();
        let mut passed: BTreeSet<(Key, usize)> = BTreeSet::new();
        loop {
            let numbered = numbered(&findings);
            for (key, number) in &numbered {
                let most = most.entry(key.clone()).or_default();
                *most = (*most).max(number + 1);
            }
            let next = findings.iter().zip(&numbered).find_map(|(finding, number)| {
                let is_next = self.has_repair(finding) && !passed.contains(number);
                let fix = self.wanted.repair_of(finding).filter(|_| is_next)?;
                Some((finding.clone(), fix.clone(), number.clone()))
            });
            let Some((finding, fix, number)) = next else { break };
            if part.done.len() + part.refused.len() == MAX_TRIES {
                part.refused.push(Refused { finding, fix, why: Refusal::Enough });
                break;
            }
            let is_back = made.get(&number.0) >= most.get(&number.0);
            let tried = if is_back { Err(Refusal::Circle) } else { self.attempt(&files, &findings, &finding, &fix) };
            match tried {
                Ok((after, left, proof)) => {
                    *made.entry(number.0).or_default() += 1;
                    (files, findings) = (after, left);
                    part.done.push(Done { finding, fix, proof });
                }
                Err(why) => {
                    passed.insert(number);
                    part.refused.push(Refused { finding, fix, why });
                }
            }
        }
        let mut still: BTreeMap<Key, usize> = BTreeMap::new();
        for known in findings.iter().map(key) {
            *still.entry(known).or_default() += 1;
        }
        // What was refused first and gone in the end was not needed.
        part.refused.retain(|refused| still.contains_key(&key(&refused.finding)));
        for known in part.done.iter().map(|done| key(&done.finding)) {
            *still.entry(known).or_default() += 1;
        }
        part.gone = wanted_at_first;
        part.gone.retain(|finding| match still.get_mut(&key(finding)).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                false
            }
            None => true,
        });
        part.changed = files.into_changed();
        part
    }

    /// Makes a repair on a copy of the copy, and proves it.
    fn attempt<'f>(
        &self,
        files: &Overlay<'f>,
        findings: &[Finding],
        finding: &Finding,
        fix: &Fix,
    ) -> Result<(Overlay<'f>, Vec<Finding>, Proof), Refusal> {
        let after = files.after(fix).map_err(Refusal::Misfit)?;
        let proof = proof::compare(&self.repository(files), &self.repository(&after), fix)?;
        let left = self.findings(&after);
        let count = |all: &[Finding]| all.iter().filter(|other| key(other) == key(finding)).count();
        if count(&left) >= count(findings) {
            return Err(Refusal::Stays);
        }
        if matches!(fix.effect, Effect::Nothing | Effect::Levels)
            && let Some(new) = brought(findings, &left, finding)
        {
            return Err(Refusal::Brings(Box::new((new.rule.to_owned(), new.message.clone()))));
        }
        Ok((after, left, proof))
    }
}

fn key(finding: &Finding) -> Key {
    (finding.rule, finding.at.source.path().to_owned(), finding.message.clone())
}

/// Every finding's key, and the how manieth of that key it is.
fn numbered(findings: &[Finding]) -> Vec<(Key, usize)> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let number = |finding| {
        let key = key(finding);
        let number = seen.entry(key.clone()).or_default();
        *number += 1;
        (key, *number - 1)
    };
    findings.iter().map(number).collect()
}

/// A finding that was not there before the repair and weighs no less than what it repairs. Findings of one rule in one
/// file are counted and not compared by their words, for a repair may change the words of another.
fn brought<'f>(before: &[Finding], after: &'f [Finding], repaired: &Finding) -> Option<&'f Finding> {
    let heavy = |one: &&Finding| one.severity >= repaired.severity;
    let mut left: BTreeMap<(&str, &Path), usize> = BTreeMap::new();
    for one in before.iter().filter(heavy) {
        *left.entry((one.rule, one.at.source.path())).or_default() += 1;
    }
    let mut more: BTreeSet<(&str, &Path)> = BTreeSet::new();
    for one in after.iter().filter(heavy) {
        let like = (one.rule, one.at.source.path());
        match left.get_mut(&like).filter(|left| **left > 0) {
            Some(left) => *left -= 1,
            None => drop(more.insert(like)),
        }
    }
    after.iter().filter(heavy).find(|one| more.contains(&(one.rule, one.at.source.path())))
}
