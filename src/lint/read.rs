//! From paths to sources: each file is opened once, and one that is no text becomes a finding.

use super::counts::{Counts, Stage, Stopwatch, Times};
use crate::notice::{CodeUse, code_use};
use crate::setup;
use crate::source::{Location, MAX_BYTES, Source, Undecoded};
use crate::suppression::{self, Suppression};
use crate::workspace::{AppFiles, FileKind, Obstacle, Parts, ResourceFiles, is_recognised};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the bytes come from.
pub trait Files: Sync {
    /// The bytes of a file; none for one of more than [`MAX_BYTES`].
    ///
    /// # Errors
    /// Whatever keeps the file from being read.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;

    /// Folders that could not be looked into: what is not found there may be there all the same, and nobody concludes that
    /// it is missing.
    fn closed(&self) -> &[PathBuf] {
        &[]
    }

    /// Whether there is no such file.
    fn is_gone(&self, path: &Path) -> bool {
        self.read(path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    }
}

/// A file that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub path: PathBuf,
    /// What the system says.
    pub reason: String,
}

impl std::fmt::Display for Unread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot read `{}`: {}", self.path.display(), self.reason)
    }
}

pub(super) struct Loader<'a> {
    files: &'a dyn Files,
    stopwatch: &'a dyn Stopwatch,
    obstacles: Vec<Obstacle>,
    /// The comments that speak to this program.
    pub(super) suppressions: Vec<Suppression>,
    /// The files that were opened.
    pub(super) seen: Vec<PathBuf>,
    pub(super) counts: Counts,
    pub(super) times: Times,
    pub(super) unread: Vec<Unread>,
}

impl<'a> Loader<'a> {
    pub(super) fn new(files: &'a dyn Files, stopwatch: &'a dyn Stopwatch) -> Self {
        Self {
            files,
            stopwatch,
            obstacles: Vec::new(),
            suppressions: Vec::new(),
            seen: Vec::new(),
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
        }
    }

    pub(super) fn app(&mut self, app: &AppFiles) -> Parts {
        Parts {
            policy: self.part(app.policy.as_deref(), FileKind::Policy),
            process: self.part(app.process.as_deref(), FileKind::Config),
            metadata: self.part(app.metadata.as_deref(), FileKind::Config),
            texts: app.texts.iter().filter_map(|path| self.part(Some(path), FileKind::Config)).collect(),
            ..Parts::default()
        }
    }

    pub(super) fn resource(&mut self, resource: &ResourceFiles) -> Parts {
        Parts {
            resource: self.part(resource.resource.as_deref(), FileKind::Config),
            policy: self.part(resource.policy.as_deref(), FileKind::Policy),
            ..Parts::default()
        }
    }

    pub(super) fn take_obstacles(&mut self) -> Vec<Obstacle> {
        std::mem::take(&mut self.obstacles)
    }

    fn part(&mut self, path: Option<&Path>, kind: FileKind) -> Option<Arc<Source>> {
        let path = path?;
        let bytes = self.bytes(path, || Some(kind))?;
        let source = self.decode(path, bytes, |_| Some(kind));
        self.counts.recognised += usize::from(source.is_some());
        source
    }

    /// A file of which only its content tells what it is.
    pub(super) fn loose(&mut self, path: &Path) -> Option<Arc<Source>> {
        let kind_by_name = || is_recognised(path, "");
        let bytes = self.bytes(path, kind_by_name)?;
        self.decode(path, bytes, |undecoded| is_recognised(path, &undecoded.guess()))
    }

    /// A file of code, with what opening it took; none where nothing in it concerns notices.
    pub(super) fn code(mut self, path: &Path) -> (Option<Arc<Source>>, Self) {
        let kind =
            |undecoded: &Undecoded| (code_use(&undecoded.guess()) != CodeUse::Nothing).then_some(FileKind::Order);
        let source = self.bytes(path, || None).and_then(|bytes| self.decode(path, bytes, kind));
        let concerns =
            |source: &Arc<Source>| code_use(source.text()) != CodeUse::Nothing || setup::read(source).is_some();
        (source.filter(concerns), self)
    }

    /// Adds what another loader did.
    pub(super) fn join(&mut self, other: Self) {
        self.obstacles.extend(other.obstacles);
        self.counts += other.counts;
        self.times += other.times;
        self.unread.extend(other.unread);
        self.suppressions.extend(other.suppressions);
        self.seen.extend(other.seen);
    }

    fn bytes(&mut self, path: &Path, kind: impl FnOnce() -> Option<FileKind>) -> Option<Vec<u8>> {
        let start = self.stopwatch.now();
        let read = self.files.read(path);
        self.times.add(Stage::Read, self.stopwatch.now().saturating_sub(start));
        self.counts.files += 1;
        self.seen.push(path.to_owned());
        match read {
            Ok(Some(bytes)) => {
                self.counts.bytes += bytes.len() as u64;
                Some(bytes)
            }
            Ok(None) => {
                let reason = format!("the file is larger than {} MB, more than is read", MAX_BYTES / (1024 * 1024));
                let at = Location::start_of(&Source::unreadable(path));
                match kind() {
                    None => self.unread.push(Unread { path: path.to_owned(), reason }),
                    Some(kind) => self.obstacle(Obstacle::beyond(kind, at, reason)),
                }
                None
            }
            Err(error) => {
                self.unread.push(Unread { path: path.to_owned(), reason: error.to_string() });
                None
            }
        }
    }

    fn decode(
        &mut self,
        path: &Path,
        bytes: Vec<u8>,
        kind: impl FnOnce(&Undecoded) -> Option<FileKind>,
    ) -> Option<Arc<Source>> {
        let start = self.stopwatch.now();
        let decoded = Source::decode(path, bytes);
        self.times.add(Stage::Read, self.stopwatch.now().saturating_sub(start));
        match decoded {
            Ok(source) => {
                self.suppressions.extend(suppression::of_comments(&source));
                Some(source)
            }
            Err(undecoded) => {
                if let Some(kind) = kind(&undecoded) {
                    let at = Source::place_of_error(path, &undecoded);
                    let said = undecoded.error.to_string();
                    let (message, help) = match kind {
                        // For Java nothing may be wrong with it, so nobody is told to change how it is saved.
                        FileKind::Unseen => (
                            format!("{}, so the file was not checked", said.split("; ").next().unwrap_or_default()),
                            "write letters outside ASCII as escapes such as `\\u00E5`",
                        ),
                        _ => (said, "save the file again as UTF-8"),
                    };
                    self.obstacle(Obstacle::new(kind, at, message, help));
                }
                None
            }
        }
    }

    fn obstacle(&mut self, obstacle: Obstacle) {
        self.counts.recognised += 1;
        self.obstacles.push(obstacle);
    }
}

/// Files in memory, as tests and editors have them.
impl Files for std::collections::BTreeMap<PathBuf, Vec<u8>> {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.get(path).cloned().map(Some).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
