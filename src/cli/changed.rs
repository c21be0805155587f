//! Which files findings are reported for: everything else is read all the same, for who is notified by one file is
//! decided in another.

use super::args::CheckArgs;
use super::job::Job;
use super::{Result, Trouble};
use crate::finding::{Finding, Label};
use crate::lint::Outcome;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    if since.is_some_and(|rev| rev.starts_with('-')) {
        return Err(Trouble("a revision cannot begin with `-`".to_owned()));
    }
    // Since the branches parted: what others did meanwhile is not this change's doing.
    let base = match since {
        Some(rev) => git(here, &["merge-base", rev, "HEAD"])?.trim().to_owned(),
        None => "HEAD".to_owned(),
    };
    let mut files = listed(here, &["diff", "--name-only", "-z", "--diff-filter=d", &base, "--"])?;
    files.extend(listed(here, &["ls-files", "--others", "--exclude-standard", "-z", "--full-name", ":/"])?);
    Ok(files)
}

/// What the next commit will hold.
fn staged(here: &Path) -> Result<Vec<PathBuf>> {
    listed(here, &["diff", "--cached", "--name-only", "-z", "--diff-filter=d", "--"])
}

/// The paths that a command of git lists from the root of the repository.
fn listed(here: &Path, args: &[&str]) -> Result<Vec<PathBuf>> {
    let root = PathBuf::from(git(here, &["rev-parse", "--show-toplevel"])?.trim_end_matches(['\n', '\r']));
    let list = git(here, args)?;
    Ok(list.split('\0').filter(|path| !path.is_empty()).map(|path| root.join(path)).collect())
}

fn git(here: &Path, args: &[&str]) -> Result<String> {
    let run = Command::new("git").current_dir(here).args(args).output();
    let output = run.map_err(|error| Trouble(format!("`git` cannot be run: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Trouble(format!("`git {}` failed: {}", args.first().unwrap_or(&""), said.trim())))
}
