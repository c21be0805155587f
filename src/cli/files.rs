//! Which files are looked at, and their bytes.

use super::{Result, Trouble};
use crate::anchor::{Root, flattened};
use crate::config::{self, Config, Template};
use crate::lint::Files;
use crate::setup;
use crate::source::MAX_BYTES;
use crate::workspace::{app_root, may_concern};
use globset::{GlobSet, GlobSetBuilder};
use ignore::{WalkBuilder, WalkState};
use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use walkdir::WalkDir;

/// Folders that hold what was built or fetched, never what was written.
pub(super) const BUILT: [&str; 3] = ["node_modules", "bin", "obj"];

/// The files found under some paths.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) files: Vec<PathBuf>,
    /// Links to files.
    links: Vec<PathBuf>,
    /// Folders and files that could not be looked into, in words.
    pub(super) unread: Vec<String>,
    /// The same, by their paths.
    pub(super) closed: Vec<PathBuf>,
}

impl Found {
    /// Notes a place that could not be looked into.
    fn close(&mut self, path: &Path, error: &dyn std::fmt::Display) {
        let path = tidy(path);
        self.unread.push(format!("cannot read `{}`: {error}, so nothing in it was checked", path.display()));
        self.closed.push(path);
    }
}

/// Folders whose names start with a dot and that are looked into all the same: Bruno keeps its requests there.
pub(super) const HIDDEN: [&str; 1] = [".bruno"];

/// Files that are not looked at, and files that are beside the usual ones, by the configuration.
pub(super) struct Ignored<'c> {
    globs: GlobSet,
    folder: PathBuf,
    config: &'c Config,
}

impl<'c> Ignored<'c> {
    /// Reads the globs of the configuration, which are relative to its `folder`.
    pub(super) fn new(config: &'c Config, folder: Option<&Path>) -> Result<Self> {
        let mut set = GlobSetBuilder::new();
        for glob in &config.ignore {
            set.add(config::glob(&glob.value).map_err(|error| Trouble(format!("in `ignore`: {error}")))?);
        }
        let too_many =
            |_| Trouble("the patterns of `ignore` are too many to be looked for; name folders instead".into());
        let globs = set.build().map_err(too_many)?;
        Ok(Self { globs, folder: folder.map_or_else(PathBuf::new, Path::to_owned), config })
    }

    /// Whether a file may concern the linter, by its name or because the configuration says so.
    pub(super) fn wants(&self, path: &Path) -> bool {
        may_concern(path) || !self.config.templates_of(path).is_empty() || self.config.is_document(path)
    }

    /// Whether a path is to be left out.
    pub(super) fn contains(&self, here: &Path, path: &Path) -> bool {
        let absolute = here.join(path.strip_prefix(".").unwrap_or(path));
        !self.globs.is_empty() && absolute.strip_prefix(&self.folder).is_ok_and(|inside| self.globs.is_match(inside))
    }
}

/// Every file under the paths that may concern the linter. Files that are named are always taken, and bring the other
/// files of their app or resource with them.
pub(super) fn find(here: &Path, paths: &[PathBuf], ignored: &Ignored<'_>) -> Result<Found> {
    let mut found = Found::default();
    for path in paths {
        let path = &seen_from_outside(here, path);
        let kind = path.metadata().map_err(|error| {
            let meant = command_meant(path);
            Trouble(format!("cannot open `{}`: {error}{meant}", path.display()))
        })?;
        if kind.is_dir() {
            walk(here, path, ignored, &mut found);
        } else {
            neighbours(path, &mut found);
            found.files.push(tidy(path));
        }
    }
    each_once(here, &mut found);
    Ok(found)
}

/// Leaves out what was found twice: by two names on the command line, or by a link beside the file that it leads to. A link
/// under a name that a file of an app or resource must have stays, for it is one.
fn each_once(here: &Path, found: &mut Found) {
    // Of two names of a file, the one that was told from here is the shorter.
    found.files.sort_by(|one, other| (one.is_absolute(), one).cmp(&(other.is_absolute(), other)));
    let mut seen = HashSet::new();
    found.files.retain(|file| seen.insert(flattened(&here.join(file))));
    found.files.sort();
    let is_part = |link: &PathBuf| app_root(link).is_some() || is_resource_part(link);
    let (parts, links): (Vec<PathBuf>, Vec<PathBuf>) = found.links.drain(..).partition(is_part);
    if !links.is_empty() {
        let whole = |path: &PathBuf| path.canonicalize().ok();
        let mut known: HashSet<PathBuf> = found.files.iter().filter_map(whole).collect();
        found.files.extend(links.into_iter().filter(|link| whole(link).is_none_or(|target| known.insert(target))));
    }
    found.files.extend(parts);
    found.files.sort();
    found.files.dedup();
}

/// The command that a path which is not there may have been meant for.
fn command_meant(path: &Path) -> String {
    let command = super::args::command();
    let names = command.get_subcommands().filter(|one| !one.is_hide_set()).map(clap::Command::get_name);
    let typed = path.to_str().filter(|typed| !typed.contains(['/', '\\', '.']));
    let meant = typed.and_then(|typed| crate::rules::grammar::nearest(typed, names));
    meant.map_or_else(String::new, |name| format!("\ndid you mean the command `notify-lint {name}`?"))
}

/// What to say of entries of `[[templates]]` that no file fits, where the whole folder of the configuration was looked at.
pub(super) fn unused(here: &Path, paths: &[PathBuf], config: &Config, files: &[PathBuf]) -> Vec<String> {
    let covers = |path: &PathBuf| config.standing.folder.starts_with(here.join(path.strip_prefix(".").unwrap_or(path)));
    let Some(source) = config.source.as_ref().filter(|_| paths.iter().any(covers)) else { return Vec::new() };
    let is_used = |template: &Template| {
        let fits = |file: &PathBuf| config.templates_of(file).iter().any(|one| one.files.span == template.files.span);
        files.iter().any(fits)
    };
    let unused = config.templates.iter().filter(|template| !is_used(template));
    let said = unused.map(|template| {
        let line = source.position(template.files.span.start).line;
        let (name, glob) = (source.path().display(), &template.files.value);
        format!("{name}, line {line}: no file fits `{glob}`, so this entry of `[[templates]]` checks nothing")
    });
    said.collect()
}

/// A file that is not, or need not be, on the disk, with the other files of its app or resource.
pub(super) fn around(here: &Path, name: &Path) -> Found {
    let name = seen_from_outside(here, name);
    let mut found = Found::default();
    neighbours(&name, &mut found);
    found.files.push(tidy(&name));
    found.files.sort();
    found.files.dedup();
    found
}

fn walk(here: &Path, root: &Path, ignored: &Ignored<'_>, found: &mut Found) {
    let together = Mutex::new((Vec::new(), Vec::new(), Vec::new()));
    let is_written = |entry: &ignore::DirEntry| {
        let is = |names: &[&str]| names.iter().any(|name| entry.file_name() == OsStr::new(name));
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let is_hidden = is_hidden(entry.file_name()) && !is(&HIDDEN);
        entry.depth() == 0 || !(is_hidden || (is_folder && is(&BUILT)))
    };
    let walker = WalkBuilder::new(root).hidden(false).require_git(false).filter_entry(is_written).build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            let mut together = together.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) if ignored.wants(entry.path()) && (is_file(&entry) || should_be_file(&entry)) => {
                    let is_link = entry.file_type().is_some_and(|kind| kind.is_symlink());
                    let list = if is_link { &mut together.2 } else { &mut together.0 };
                    if !ignored.contains(here, entry.path()) {
                        list.push(tidy(entry.path()));
                    }
                }
                Ok(_) => {}
                Err(error) => together.1.push(error),
            }
            WalkState::Continue
        })
    });
    let (files, mut errors, links) = together.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    found.files.extend(files);
    found.links.extend(links);
    errors.sort_by_key(ToString::to_string);
    for error in errors {
        match (place(&error), error.io_error()) {
            (Some(path), Some(why)) => found.close(path, why),
            _ => found.unread.push(error.to_string()),
        }
    }
}

/// The folder or file that the walk could not look into.
fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}

/// A file, or a link to one. Links to folders are not followed: what they lead to is found where it stands.
fn is_file(entry: &ignore::DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file() || (kind.is_symlink() && entry.path().is_file()))
}

/// Whether a name with a dot in front is passed over: all but those under which scopes are asked for.
pub(super) fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_str().unwrap_or_default();
    name.starts_with('.') && name != ".nais" && !setup::is_variables(name)
}

/// A folder, or a link that leads nowhere, under a name that only a file of an app or resource has: reading it says so.
fn should_be_file(entry: &ignore::DirEntry) -> bool {
    let is_part = app_root(entry.path()).is_some() || is_resource_part(entry.path());
    is_part && entry.file_type().is_some_and(|kind| kind.is_dir() || (kind.is_symlink() && !entry.path().exists()))
}

/// Adds the other files of the app or resource that a file belongs to.
fn neighbours(path: &Path, found: &mut Found) {
    let (folder, depth) = match app_root(path) {
        Some(root) => (root.join("config"), 2),
        None if is_resource_part(path) => (path.parent().unwrap_or(Path::new("")).to_owned(), 1),
        None => return,
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
    let belongs = |file: &Path| (depth == 2 && app_root(file).is_some()) || (depth == 1 && is_resource_part(file));
    for entry in WalkDir::new(folder).max_depth(depth) {
        match entry {
            Ok(entry) if belongs(entry.path()) && entry.path().is_file() => found.files.push(tidy(entry.path())),
            Ok(_) => {}
            Err(error) => match (error.path(), error.io_error()) {
                (Some(path), Some(why)) if why.kind() != io::ErrorKind::NotFound => found.close(path, why),
                _ => {}
            },
        }
    }
}

fn is_resource_part(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.ends_with("_resource.json") || name.ends_with("policy.xml")
}

/// Without the `./` that nobody typed.
fn tidy(path: &Path) -> PathBuf {
    path.strip_prefix(".").map_or_else(|_| path.to_owned(), Path::to_owned)
}

/// For one who stands inside the `config` folder of an app: the same path, but so that `config` can be seen in it.
fn seen_from_outside(here: &Path, path: &Path) -> PathBuf {
    let inner: Vec<Component<'_>> = here.components().collect();
    let Some(config) = inner.iter().rposition(|part| part.as_os_str() == "config") else { return path.to_owned() };
    let below = &inner[config..];
    let leaves = path.components().any(|part| matches!(part, Component::ParentDir | Component::RootDir));
    if leaves || below.len() > 2 {
        return path.to_owned();
    }
    let up: PathBuf = below.iter().map(|_| "..").collect();
    tidy(&up.join(below.iter().collect::<PathBuf>()).join(path.strip_prefix(".").unwrap_or(path)))
}

/// The disk, and what stands in for some of its files.
#[derive(Default)]
pub(super) struct Disk {
    /// One file from standard input.
    pub(super) input: Option<(PathBuf, Vec<u8>)>,
    /// Files as the next commit will have them.
    pub(super) staged: Option<Staged>,
    /// What could not be looked into.
    closed: Vec<PathBuf>,
}

impl Disk {
    /// The disk, as far as it could be looked at.
    pub(super) fn of(found: &Found, input: Option<(PathBuf, Vec<u8>)>) -> Self {
        Self { input, staged: None, closed: found.closed.clone() }
    }
}

/// Files that differ from what the next commit will hold.
pub(super) struct Staged {
    /// The root from which their paths are told.
    pub(super) root: Root,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Files for Disk {
    #[allow(clippy::disallowed_methods)]
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        if let Some((name, bytes)) = &self.input
            && name == path
        {
            return Ok(Some(bytes.clone()).filter(|bytes| bytes.len() as u64 <= MAX_BYTES));
        }
        let staged = self.staged.as_ref().and_then(|staged| staged.files.get(&staged.root.path(path)));
        if let Some(bytes) = staged {
            return Ok(Some(bytes.clone()));
        }
        let mut file = std::fs::File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder has the name of the file"));
        }
        let length = metadata.len();
        if length > MAX_BYTES {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
        // A file that grows while it is read, or a pipe that calls itself empty, is cut off at the same limit.
        file.by_ref().take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= MAX_BYTES))
    }

    fn closed(&self) -> &[PathBuf] {
        &self.closed
    }

    fn is_gone(&self, path: &Path) -> bool {
        if self.staged.as_ref().is_some_and(|staged| staged.files.contains_key(&staged.root.path(path))) {
            return false;
        }
        std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    }
}

/// Everything on standard input.
pub(super) fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Trouble(format!("cannot read standard input: {error}")))?;
    Ok(bytes)
}
