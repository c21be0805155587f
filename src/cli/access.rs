//! `notify-lint access`: who may do what, and where.

use super::args::{AccessArgs, AccessFormat, Against};
use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::{Result, Status, terminal};
use crate::altinn::register;
use crate::lint::{Repository, Seen};
use crate::pdp::Dialect;
use crate::report::access::{self as matrix, AccessView};
use crate::workspace::{self, Access, Loss, Others, READ, Service};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One policy with its matrix, and why there is none.
struct Matrix {
    path: PathBuf,
    resource: Option<String>,
    access: Access,
    losses: Option<Vec<Loss>>,
    against: Option<Access>,
    others: Option<Others>,
}

/// What other holdings do to the actions that are shown.
fn others(service: &Service<'_>, access: &Access, dialect: Dialect, args: &AccessArgs) -> Option<Others> {
    let shown: Vec<usize> = match (args.action.as_slice(), args.format) {
        ([], AccessFormat::Json) => (0..access.named_actions).collect(),
        ([], _) => access.action(READ).into_iter().collect(),
        (named, _) => named.iter().filter_map(|action| access.action(action)).collect(),
    };
    workspace::against_others(service, access, dialect, &shown)
}

pub(super) fn run(args: &AccessArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
    let dialect = settings.dialect(args.dialect).on(settings.as_of);
    let against = args.against.and_then(Against::dialect).map(|dialect| dialect.on(settings.as_of));
    let with_others = args.against == Some(Against::OtherPeople);
    let is_over = register::altinn2_has_ended(settings.as_of);
    let found = files::find(&here, &paths, &ignored)?;
    let disk = Disk::of(&found, None);
    let repository = Repository::new(found.files, &settings.config, &disk, &()).asking(&args.action);
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let obstacles =
                service.obstacles.iter().filter(|obstacle| obstacle.kind == crate::workspace::FileKind::Policy);
            let closed =
                obstacles.map(|obstacle| (obstacle.at.source.path().to_owned(), obstacle.message.clone())).collect();
            let matrix = service.policy.as_ref().zip(service.decide_by(dialect)).map(|(file, access)| Matrix {
                path: file.source.path().to_owned(),
                resource: service.id.resource_id(),
                losses: is_over.then(|| workspace::losses(service, &access, dialect)),
                against: against.and_then(|other| service.decide_by(other)),
                others: with_others.then(|| others(service, &access, dialect, args)).flatten(),
                access,
            });
            (matrix, closed)
        }
        Seen::Notices(_) | Seen::Setup(_) => (None, Vec::new()),
    });
    let mut unread = found.unread;
    unread.extend(visit.unread.iter().map(ToString::to_string));
    let mut matrices = Vec::new();
    for (matrix, closed) in visit.seen {
        matrices.extend(matrix);
        unread.extend(closed.into_iter().map(|(path, why)| format!("no policy in `{}`: {why}", path.display())));
    }
    for trouble in &unread {
        terminal::complain(trouble);
    }
    let views: Vec<AccessView<'_>> = matrices
        .iter()
        .map(|one| AccessView {
            losses: one.losses.as_deref(),
            others: one.others.as_ref(),
            against: against.zip(one.against.as_ref()).map(|(dialect, access)| (dialect.name(), access)),
            ..AccessView::new(&one.path, one.resource.clone(), &one.access)
        })
        .collect();
    let read = Some(vec![READ.to_owned()]);
    let (format, default) = match args.format {
        AccessFormat::Json => (matrix::AccessFormat::Json, None),
        AccessFormat::Human => (matrix::AccessFormat::Human, read),
        AccessFormat::Markdown => (matrix::AccessFormat::Markdown, read),
        AccessFormat::Svg => (matrix::AccessFormat::Svg, read),
        AccessFormat::Html => (matrix::AccessFormat::Html, read),
    };
    let actions = if args.action.is_empty() { default } else { Some(args.action.clone()) };
    if views.is_empty() && format != matrix::AccessFormat::Json {
        terminal::complain("nothing to show: no policy was found");
    } else {
        let as_of = settings.as_of.to_string();
        let screen = terminal::screen(args.common.color);
        matrix::access(format, &views, dialect.name(), &as_of, actions.as_deref(), screen, out)?;
    }
    Ok(match (unread.is_empty(), views.is_empty()) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Nothing,
        (true, false) => Status::Clean,
    })
}

/// Policies of which the matrix stands in the summary of a job.
const MOST_IN_SUMMARY: usize = 20;

/// The policies that come first by their paths, so that no matrix is kept that is not shown.
#[derive(Default)]
struct First(Mutex<BTreeSet<PathBuf>>);

impl First {
    /// Whether one that is seen now is among the first of those that were seen.
    fn admits(&self, path: &Path) -> bool {
        let mut paths = self.paths();
        paths.insert(path.to_owned());
        if paths.len() > MOST_IN_SUMMARY {
            paths.pop_last();
        }
        paths.contains(path)
    }

    /// Whether it still is.
    fn has(&self, path: &Path) -> bool {
        self.paths().contains(path)
    }

    fn paths(&self) -> MutexGuard<'_, BTreeSet<PathBuf>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who may read where, in Markdown, for the summary of a job.
pub(super) fn summary(repository: &Repository<'_>, settings: &Settings) -> Result<String> {
    let dialect = settings.dialect(None).on(settings.as_of);
    let first = First::default();
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let path = service.policy.as_ref()?.source.path();
            let access = service.decide_by(dialect)?;
            Some(first.admits(path).then(|| (path.to_owned(), service.id.resource_id(), access)))
        }
        Seen::Notices(_) | Seen::Setup(_) => None,
    });
    let matrices: Vec<_> = visit.seen.into_iter().flatten().collect();
    let shown = matrices.iter().flatten().filter(|(path, ..)| first.has(path));
    let views: Vec<AccessView<'_>> =
        shown.map(|(path, resource, access)| AccessView::new(path, resource.clone(), access)).collect();
    let mut page = Vec::new();
    if !views.is_empty() {
        let read = [READ.to_owned()];
        let as_of = settings.as_of.to_string();
        let screen = terminal::screen(super::args::When::Never);
        matrix::access(matrix::AccessFormat::Markdown, &views, dialect.name(), &as_of, Some(&read), screen, &mut page)?;
    }
    let mut page = String::from_utf8_lossy(&page).into_owned();
    if let Some(left) = matrices.len().checked_sub(views.len()).filter(|&left| left > 0) {
        page.push_str(&format!("\n{left} more policies are left out here; `notify-lint access` shows them.\n"));
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_order_the_first_by_their_paths_are_shown() {
        let paths: Vec<PathBuf> = (0..50).map(|number| PathBuf::from(format!("app-{number:02}"))).collect();
        for order in [paths.clone(), paths.iter().rev().cloned().collect()] {
            let first = First::default();
            let admitted: Vec<&PathBuf> = order.iter().filter(|path| first.admits(path)).collect();
            assert!(paths.iter().take(MOST_IN_SUMMARY).all(|path| admitted.contains(&path) && first.has(path)));
            assert!(!paths.iter().skip(MOST_IN_SUMMARY).any(|path| first.has(path)));
        }
    }
}
