//! Which policies some paths mean.

use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::{Result, Trouble};
use crate::lint::{Repository, Seen};
use crate::workspace::{FileKind, Service};
use std::path::{Path, PathBuf};

/// The files under some paths, and the folder one stands in.
pub(super) struct Meant {
    files: Vec<PathBuf>,
    /// The file that was named, if it was one.
    named: Option<PathBuf>,
    shown: String,
}

/// A policy that was found.
struct Candidate {
    path: PathBuf,
    resource: Option<String>,
    is_named: bool,
}

impl Meant {
    pub(super) fn find(here: &Path, path: &Path, settings: &Settings) -> Result<Self> {
        let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
        let found = files::find(here, &[path.to_owned()], &ignored)?;
        if let Some(unread) = found.unread.first() {
            return Err(Trouble(unread.clone()));
        }
        let named = path.is_file().then(|| path.strip_prefix(".").unwrap_or(path).to_owned());
        Ok(Self { files: found.files, named, shown: path.display().to_string() })
    }

    /// What `look` makes of the service whose policy is meant.
    pub(super) fn one<T: Send>(
        &self,
        settings: &Settings,
        look: impl Fn(&Service<'_>) -> Result<T> + Sync,
    ) -> Result<T> {
        let disk = Disk::default();
        let repository = Repository::new(self.files.clone(), &settings.config, &disk, &());
        let visit = repository.visit(|seen| match seen {
            Seen::Service(service) => (self.candidate(service), obstacle(service)),
            Seen::Notices(_) | Seen::Setup(_) => (None, None),
        });
        if let Some(unread) = visit.unread.first() {
            return Err(Trouble(unread.to_string()));
        }
        let (candidates, obstacles): (Vec<_>, Vec<_>) = visit.seen.into_iter().unzip();
        let mut candidates: Vec<Candidate> = candidates.into_iter().flatten().collect();
        if candidates.iter().any(|candidate| candidate.is_named) {
            candidates.retain(|candidate| candidate.is_named);
        }
        let chosen = match candidates.as_slice() {
            [only] => &only.path,
            [] => {
                let why = obstacles.into_iter().flatten().next();
                return Err(Trouble(why.unwrap_or_else(|| format!("there is no policy in `{}`", self.shown))));
            }
            several => return Err(Trouble(which(several))),
        };
        let visit = repository.visit(|seen| match seen {
            Seen::Service(service) if policy_path(service) == Some(chosen) => Some(look(service)),
            Seen::Service(_) | Seen::Notices(_) | Seen::Setup(_) => None,
        });
        let gone = || Trouble(format!("`{}` was changed while it was read", chosen.display()));
        visit.seen.into_iter().flatten().next().ok_or_else(gone)?
    }

    fn candidate(&self, service: &Service<'_>) -> Option<Candidate> {
        let path = policy_path(service)?.to_owned();
        let is_part = |named: &Path| {
            let process = service.process.as_ref().map(|(source, _)| source);
            let metadata = service.metadata.as_ref().map(|(source, _)| source);
            let resource = service.resource.as_ref().map(|(source, _)| source);
            path == named || [process, metadata, resource].into_iter().flatten().any(|source| source.path() == named)
        };
        let is_named = self.named.as_deref().is_some_and(is_part);
        Some(Candidate { path, resource: service.id.resource_id(), is_named })
    }
}

fn policy_path<'s>(service: &'s Service<'_>) -> Option<&'s Path> {
    service.policy.as_ref().map(|file| file.source.path())
}

/// Why a policy cannot be read.
fn obstacle(service: &Service<'_>) -> Option<String> {
    let one = service.obstacles.iter().find(|obstacle| obstacle.kind == FileKind::Policy)?;
    let help = if one.help.is_empty() { String::new() } else { format!("\n{}", one.help) };
    Some(format!("no policy in `{}`: {}{help}", one.at.source.path().display(), one.message))
}

fn which(candidates: &[Candidate]) -> String {
    const MOST: usize = 20;
    let mut text = format!("one policy must be meant, and here are {}; name one of them:", candidates.len());
    for one in candidates.iter().take(MOST) {
        let resource = one.resource.as_ref().map_or_else(String::new, |id| format!("  ({id})"));
        text.push_str(&format!("\n  {}{resource}", one.path.display()));
    }
    if candidates.len() > MOST {
        text.push_str(&format!("\n  and {} more", candidates.len() - MOST));
    }
    text
}
