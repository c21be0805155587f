//! `notify-lint diff`: who gains and who loses between two states.

pub(super) mod git;
mod pairs;

use super::args::{DiffArgs, DiffFormat, LossOrGain};
use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::{Result, Status, Trouble, terminal};
use crate::lint::{Files, Repository, Seen};
use crate::pdp::Dialect;
use crate::report::changes::{self, ChangesFormat, ChangesView};
use crate::workspace::{Access, Asked, Changes, FileKind, Service, Turn};
use pairs::{Found, Pair};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// One of the two states that are compared.
pub(super) struct Side {
    files: Vec<PathBuf>,
    bytes: Box<dyn Files>,
    /// What paths are told apart by: the folder that was named.
    root: PathBuf,
    /// The file that was named, if it was one.
    named: Option<PathBuf>,
    /// What is put before a path to name it.
    prefix: String,
}

/// The policies of one state.
struct Policies {
    found: Vec<Found>,
    /// Those that cannot be read, by their paths below what was named.
    unreadable: Vec<PathBuf>,
}

impl Policies {
    /// Takes out of the other state what cannot be read in this one, and so cannot be compared.
    fn leave_out(&self, other: &mut Self) {
        let is_alone = self.found.is_empty() && self.unreadable.len() == 1 && other.found.len() == 1;
        other.found.retain(|found| !is_alone && !self.unreadable.contains(&found.relative));
    }
}

pub(super) fn run(args: &DiffArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let on_disk = [&args.old, &args.new].into_iter().filter(|name| git::parts(name).is_none()).map(PathBuf::from);
    let settings = Settings::find(&args.common, &here, &on_disk.collect::<Vec<_>>())?;
    let dialect = settings.dialect(args.dialect).on(settings.as_of);
    let old = Side::find(&args.old, &here, &settings)?;
    let new = Side::find(&args.new, &here, &settings)?;
    let mut troubles = Vec::new();
    let mut before = old.policies(&settings, &mut troubles);
    let mut after = new.policies(&settings, &mut troubles);
    before.leave_out(&mut after);
    after.leave_out(&mut before);
    let (before, after) = (before.found, after.found);
    for trouble in &troubles {
        terminal::complain(trouble);
    }
    if before.is_empty() && after.is_empty() {
        return if troubles.is_empty() {
            Err(Trouble("nothing to compare: there is no policy on either side".into()))
        } else {
            Ok(Status::Trouble)
        };
    }
    let pairs = pairs::pairs(before, after);
    let matrices = [(&old, 0), (&new, 1)].map(|(side, of)| side.matrices(&settings, dialect, &pairs, of));
    let mut views: Vec<ChangesView> = pairs.iter().map(|pair| view(pair, [&old, &new], &matrices)).collect();
    views.sort_by(|a, b| a.new.as_ref().or(a.old.as_ref()).cmp(&b.new.as_ref().or(b.old.as_ref())));
    let format = match args.format {
        DiffFormat::Human => ChangesFormat::Human,
        DiffFormat::Json => ChangesFormat::Json,
        DiffFormat::Markdown => ChangesFormat::Markdown,
    };
    let screen = terminal::screen(args.common.color);
    changes::changes(format, &views, dialect.name(), &settings.as_of.to_string(), screen, out)?;
    Ok(status(args.fail_on, &views, !troubles.is_empty()))
}

fn view(pair: &Pair, sides: [&Side; 2], matrices: &[BTreeMap<PathBuf, Access>; 2]) -> ChangesView {
    let found = [&pair.old, &pair.new];
    let access = |of: usize| found[of].as_ref().and_then(|one| matrices[of].get(&one.path));
    let path = |of: usize| found[of].as_ref().map(|one| sides[of].shown(&one.path));
    ChangesView {
        old: path(0),
        new: path(1),
        resource: found[1].as_ref().or(found[0].as_ref()).and_then(|one| one.resource.clone()),
        changes: Changes::between(access(0), access(1)),
    }
}

fn status(fail_on: Option<LossOrGain>, views: &[ChangesView], is_trouble: bool) -> Status {
    let has = |turn| views.iter().any(|view| view.has(turn));
    let fails = match fail_on {
        None => false,
        Some(LossOrGain::Loss) => has(Turn::Loss),
        Some(LossOrGain::Gain) => has(Turn::Gain),
        Some(LossOrGain::Any) => views.iter().any(|view| !view.is_unchanged()),
    };
    match (is_trouble, fails) {
        (true, _) => Status::Trouble,
        (false, true) => Status::Findings,
        (false, false) => Status::Clean,
    }
}

impl Side {
    fn find(name: &str, here: &Path, settings: &Settings) -> Result<Self> {
        if let Some((revision, path)) = git::parts(name) {
            return git::side(here, revision, path);
        }
        let path = PathBuf::from(name);
        let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
        let found = files::find(here, std::slice::from_ref(&path), &ignored)?;
        if let Some(unread) = found.unread.first() {
            return Err(Trouble(unread.clone()));
        }
        let tidy = path.strip_prefix(".").map_or_else(|_| path.clone(), Path::to_owned);
        let named = path.is_file().then(|| tidy.clone());
        let disk = Disk::of(&found, None);
        let root = if named.is_some() { parent(&tidy) } else { tidy };
        Ok(Self { files: found.files, bytes: Box::new(disk), root, named, prefix: String::new() })
    }

    /// A path as the user may name it.
    fn shown(&self, path: &Path) -> PathBuf {
        PathBuf::from(format!("{}{}", self.prefix, path.display()))
    }

    /// The policies of this state, and what each speaks of.
    fn policies(&self, settings: &Settings, troubles: &mut Vec<String>) -> Policies {
        let repository = Repository::new(self.files.clone(), &settings.config, &*self.bytes, &());
        let visit = repository.visit(|seen| match seen {
            Seen::Service(service) => (self.found(service), self.obstacles(service)),
            Seen::Notices(_) | Seen::Setup(_) => (None, Vec::new()),
        });
        for one in &visit.unread {
            troubles.push(format!("cannot read `{}`: {}", self.shown(&one.path).display(), one.reason));
        }
        let mut policies = Vec::new();
        let mut unreadable = Vec::new();
        for (found, obstacles) in visit.seen {
            policies.extend(found);
            for (path, words) in obstacles {
                unreadable.push(self.relative(&path));
                troubles.push(words);
            }
        }
        // Where one file is named, the files beside it only tell what it is about.
        if policies.iter().any(|found| found.is_named) {
            policies.retain(|found| found.is_named);
        }
        Policies { found: policies, unreadable }
    }

    /// A path below what was named.
    fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.root).unwrap_or(path).to_owned()
    }

    fn found(&self, service: &Service<'_>) -> Option<Found> {
        let path = service.policy.as_ref()?.source.path().to_owned();
        let is_of_app =
            self.named.is_some() && self.files.len() > 1 && service.kind == crate::workspace::ServiceKind::App;
        Some(Found {
            relative: self.relative(&path),
            is_named: self.named.as_ref() == Some(&path) || is_of_app,
            resource: service.id.resource_id(),
            vocabulary: service.vocabulary()?,
            path,
        })
    }

    fn obstacles(&self, service: &Service<'_>) -> Vec<(PathBuf, String)> {
        let closed = service.obstacles.iter().filter(|obstacle| obstacle.kind == FileKind::Policy);
        let words = |obstacle: &crate::workspace::Obstacle| {
            let path = obstacle.at.source.path();
            (path.to_owned(), format!("no policy in `{}`: {}", self.shown(path).display(), obstacle.message))
        };
        closed.map(words).collect()
    }

    /// The matrix of each policy over what either state of it speaks of.
    fn matrices(&self, settings: &Settings, dialect: Dialect, pairs: &[Pair], of: usize) -> BTreeMap<PathBuf, Access> {
        let repository = Repository::new(self.files.clone(), &settings.config, &*self.bytes, &());
        let visit = repository.visit(|seen| {
            let Seen::Service(service) = seen else { return None };
            let path = service.policy.as_ref()?.source.path();
            let pair = pairs.iter().find(|pair| pair.sides()[of].is_some_and(|found| found.path == path))?;
            let vocabulary = pair.vocabulary();
            let actions: Vec<&str> = vocabulary.actions.iter().map(String::as_str).collect();
            let asked = Asked {
                dialect,
                people: &vocabulary.people,
                places: &vocabulary.places,
                actions: &actions,
                by_spelling: true,
                ..Asked::default()
            };
            Some((path.to_owned(), service.decide_also(&asked)?))
        });
        visit.seen.into_iter().flatten().collect()
    }
}

/// The folder that a file is in; the one that holds `App` or `config` where it is a file of an app.
fn parent(file: &Path) -> PathBuf {
    let folder = crate::workspace::app_root(file);
    folder.unwrap_or_else(|| file.parent().map(Path::to_owned).unwrap_or_default())
}
