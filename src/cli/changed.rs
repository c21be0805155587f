//! Which files findings are reported for: everything else is read all the same, for who is notified by one file is
//! decided in another.

use super::args::CheckArgs;
use super::job::Job;
use super::{Result, Trouble};
use crate::finding::{Finding, Label};
use crate::lint::Outcome;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Asks git for what it does not know.
pub(super) const UNTRACKED: [&str; 6] = ["ls-files", "--others", "--exclude-standard", "-z", "--full-name", ":/"];

/// The files that are spoken of, told from the root of the repository.
pub(super) struct Reported<'j> {
    job: &'j Job,
    files: HashSet<String>,
}

/// The files that were asked for: those that were named, those that changed, or, where neither was asked for, all.
pub(super) fn reported<'j>(args: &CheckArgs, job: &'j Job) -> Result<Option<Reported<'j>>> {
    let files: Vec<PathBuf> = if args.named_only {
        let is_meant = |path: &&PathBuf| !path.is_dir() && !job.is_ignored(path);
        job.paths.iter().filter(is_meant).cloned().collect()
    } else if args.changed || args.since.is_some() {
        changed(&job.here, args.since.as_deref())?
    } else if args.staged {
        staged(&job.here)?
    } else {
        return Ok(None);
    };
    let files = files.iter().map(|path| job.settings.root.path(path)).collect();
    Ok(Some(Reported { job, files }))
}

impl Reported<'_> {
    /// Keeps what is said of the files: a finding that stands in one, or has a label there.
    pub(super) fn keep(&self, outcome: &mut Outcome) {
        outcome.findings.retain(|finding| self.speaks_of(finding));
        outcome.silenced.retain(|silenced| self.speaks_of(&silenced.finding));
    }

    fn speaks_of(&self, finding: &Finding) -> bool {
        let holds = |path: &Path| self.files.contains(&self.job.settings.root.path(path));
        let label = |label: &Label| holds(label.at.source.path());
        holds(finding.at.source.path()) || finding.labels.iter().any(label)
    }
}

/// What differs from a commit, or from the last one, and what git does not know yet.
fn changed(here: &Path, since: Option<&str>) -> Result<Vec<PathBuf>> {
    let base = match since {
        // Since the branches parted: what others did meanwhile is not this change's doing.
        Some(revision) => parting(here, revision)?,
        // Before the first commit, all that git knows is new.
        None if says_no(here, &["rev-parse", "--verify", "--quiet", "HEAD"])? => {
            let mut files = listed(here, &["ls-files", "-z", "--full-name", ":/"])?;
            files.extend(listed(here, &UNTRACKED)?);
            return Ok(files);
        }
        None => "HEAD".to_owned(),
    };
    let mut files = listed(here, &["diff", "--no-relative", "--name-only", "-z", "--diff-filter=d", &base, "--"])?;
    files.extend(listed(here, &UNTRACKED)?);
    Ok(files)
}

/// The commit at which a revision and the branch that one is on parted.
fn parting(here: &Path, revision: &str) -> Result<String> {
    if revision.starts_with('-') {
        return Err(Trouble("a revision cannot begin with `-`".to_owned()));
    }
    root(here)?;
    let output = run(here, &["merge-base", revision, "HEAD"])?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let commit = format!("{revision}^{{commit}}");
    let what = match says_no(here, &["rev-parse", "--verify", "--quiet", &commit])? {
        true => format!("there is no revision `{revision}` here"),
        false => format!("`{revision}` and the commit one stands on have no commit in common"),
    };
    let is_shallow = git(here, &["rev-parse", "--is-shallow-repository"])?.trim() == "true";
    let help = match is_shallow {
        true => {
            "\nonly the end of the history was fetched; fetch all of it: `fetch-depth: 0` in GitHub Actions, \
             `GIT_DEPTH: 0` in GitLab, `fetchDepth: 0` in Azure Pipelines, `git fetch --unshallow` by hand"
        }
        false => "",
    };
    Err(Trouble(format!("{what}{help}")))
}

/// What the next commit will hold.
fn staged(here: &Path) -> Result<Vec<PathBuf>> {
    listed(here, &["diff", "--no-relative", "--cached", "--name-only", "-z", "--diff-filter=d", "--"])
}

/// The paths that a command of git lists from the root of the repository.
fn listed(here: &Path, args: &[&str]) -> Result<Vec<PathBuf>> {
    let root = root(here)?;
    let list = git(here, args)?;
    Ok(list.split('\0').filter(|path| !path.is_empty()).map(|path| root.join(path)).collect())
}

pub(super) fn root(here: &Path) -> Result<PathBuf> {
    let output = run(here, &["rev-parse", "--show-toplevel"])?;
    if output.status.success() {
        return Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r'])));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ");
    Err(Trouble(format!("git is to say which files were changed, and cannot: {said}")))
}

/// Whether git answers a question with no.
fn says_no(here: &Path, args: &[&str]) -> Result<bool> {
    root(here)?;
    Ok(!run(here, args)?.status.success())
}

pub(super) fn git(here: &Path, args: &[&str]) -> Result<String> {
    let output = run(here, args)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble(format!("`git {}` failed: {}", args.first().unwrap_or(&""), said.trim())))
}

fn run(here: &Path, args: &[&str]) -> Result<Output> {
    let output = Command::new("git").current_dir(here).args(args).output();
    output.map_err(|error| Trouble(format!("`git` cannot be run: {error}")))
}
