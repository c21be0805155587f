//! `notify-lint access`: who may do what, and where.

use super::args::{AccessArgs, AccessFormat};
use super::files::{self, Disk, Ignored};
use super::settings::Settings;
use super::{Result, Status, terminal};
use crate::lint::{Repository, Seen};
use crate::report::access::{self as matrix, AccessView};
use crate::workspace::{Access, READ};
use std::io::Write;
use std::path::PathBuf;

/// One policy with its matrix, and why there is none.
struct Matrix {
    path: PathBuf,
    resource: Option<String>,
    access: Access,
}

pub(super) fn run(args: &AccessArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    let ignored = Ignored::new(&settings.config.ignore, settings.folder.as_deref())?;
    let found = files::find(&here, &paths, &ignored)?;
    let disk = Disk { input: None };
    let repository = Repository::new(found.files, &settings.config, &disk, &()).asking(&args.action);
    let visit = repository.visit(|seen| match seen {
        Seen::Service(service) => {
            let obstacles =
                service.obstacles.iter().filter(|obstacle| obstacle.kind == crate::workspace::FileKind::Policy);
            let closed =
                obstacles.map(|obstacle| (obstacle.at.source.path().to_owned(), obstacle.message.clone())).collect();
            let matrix = service.policy.as_ref().zip(service.access.clone()).map(|(file, access)| Matrix {
                path: file.source.path().to_owned(),
                resource: service.id.resource_id(),
                access,
            });
            (matrix, closed)
        }
        Seen::Notices(_) => (None, Vec::new()),
    });
    let mut unread = found.unread;
    unread.extend(visit.unread.iter().map(|one| format!("cannot read `{}`: {}", one.path.display(), one.reason)));
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
        .map(|one| AccessView { path: &one.path, resource: one.resource.clone(), access: &one.access })
        .collect();
    let (format, default) = match args.format {
        AccessFormat::Human => (matrix::AccessFormat::Human, Some(vec![READ.to_owned()])),
        AccessFormat::Json => (matrix::AccessFormat::Json, None),
    };
    let actions = if args.action.is_empty() { default } else { Some(args.action.clone()) };
    if views.is_empty() && format == matrix::AccessFormat::Human {
        terminal::complain("nothing to show: no policy was found");
    } else {
        let dialect = settings.config.dialect.name();
        let as_of = settings.as_of.to_string();
        let screen = terminal::screen(args.common.color);
        matrix::access(format, &views, dialect, &as_of, actions.as_deref(), screen, out)?;
    }
    Ok(match (unread.is_empty(), views.is_empty()) {
        (false, _) => Status::Trouble,
        (true, true) => Status::Nothing,
        (true, false) => Status::Clean,
    })
}
