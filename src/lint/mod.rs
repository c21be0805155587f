//! From the files of a repository to what is said of them: plan, read, join, ask.
//!
//! Nothing here opens a file or looks at a clock: both come from the caller, so that the same engine runs in the command
//! line, a test or an editor.

pub mod baseline;
mod counts;
pub mod examples;
mod findings;
mod read;
mod silence;

use crate::altinn::Person;
use crate::anchor::Root;
use crate::config::Config;
use crate::notice::{Notice, SigningKey};
use crate::setup::{self, Setup};
use crate::source::{Location, Source};
use crate::suppression::Suppression;
use crate::workspace::{self, CodeFiles, Loose, LooseFile, Obstacle, Outside, Parts, Service, ServiceKind, Unit};
use baseline::Baseline;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use counts::{Counts, Stage, Stopwatch, Times};
pub use findings::Outcome;
pub use read::{Files, Unread};

/// What there is to see in a repository, one thing at a time.
pub enum Seen<'a, 't> {
    /// An app, a resource, a policy of its own, or a file that was recognised and could not be read.
    Service(&'a Service<'t>),
    /// A file of notices.
    Notices(&'a LooseFile),
    /// What a file says of scopes, calls and packages; it may be seen as something else too.
    Setup(&'a Setup),
}

/// A repository, planned from its paths and read when it is visited.
pub struct Repository<'a> {
    config: &'a Config,
    files: &'a dyn Files,
    stopwatch: &'a dyn Stopwatch,
    units: Vec<Unit>,
    actions: Vec<String>,
    is_heeding: bool,
    baseline: Option<(Baseline, Root)>,
}

/// What a visit brought.
pub struct Visit<T> {
    /// What the visitor made of everything there was to see, in the order of the paths.
    pub seen: Vec<T>,
    /// The work it took.
    pub counts: Counts,
    /// Where the time went, summed over all threads.
    pub times: Times,
    /// Files that could not be opened.
    pub unread: Vec<Unread>,
    /// The comments of the files that speak to this program.
    pub suppressions: Vec<Suppression>,
    /// The files that there was something to see in, or that could not be opened.
    pub files: Vec<PathBuf>,
}

/// What one unit came to, or what it takes to get there.
enum Step {
    Service(ServiceKind, Parts),
    Notices(Vec<LooseFile>),
    Code(CodeFiles),
    Nothing,
}

impl<'a> Repository<'a> {
    /// Plans which of the files belong together.
    pub fn new(paths: Vec<PathBuf>, config: &'a Config, files: &'a dyn Files, stopwatch: &'a dyn Stopwatch) -> Self {
        Self::of(workspace::units(paths), config, files, stopwatch)
    }

    /// The same of files that were put together already.
    pub fn of(units: Vec<Unit>, config: &'a Config, files: &'a dyn Files, stopwatch: &'a dyn Stopwatch) -> Self {
        Self { config, files, stopwatch, units, actions: Vec::new(), is_heeding: true, baseline: None }
    }

    /// Also asks for these actions, whether a policy names them or not.
    #[must_use]
    pub fn asking(mut self, actions: &[String]) -> Self {
        self.actions = actions.to_vec();
        self
    }

    /// Heeds no comment and no entry that silences findings.
    #[must_use]
    pub fn hearing_everything(mut self) -> Self {
        self.is_heeding = false;
        self
    }

    /// Knows the findings of a baseline, whose paths are told from `root`.
    #[must_use]
    pub fn knowing(mut self, baseline: Baseline, root: Root) -> Self {
        self.baseline = Some((baseline, root));
        self
    }

    /// Reads everything, on all threads, and lets the visitor look at it.
    pub fn visit<T: Send>(&self, visitor: impl Fn(Seen<'_, '_>) -> T + Sync) -> Visit<T> {
        // Notices first: a service is asked for what the notices that name it will ask for.
        let early: Vec<Worked<Step>> = self
            .units
            .par_iter()
            .map(|unit| if may_name_resources(unit) { self.worked(|w| self.open(unit, w)) } else { Worked::none() })
            .collect();
        let orders = Orders::of(early.iter().map(|worked| &worked.value));
        let seen: Vec<Worked<Vec<T>>> =
            self.units.par_iter().zip(early).map(|(unit, early)| self.look(unit, early, &orders, &visitor)).collect();
        let mut visit = Visit {
            seen: Vec::new(),
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
            suppressions: Vec::new(),
            files: Vec::new(),
        };
        for worked in seen {
            visit.seen.extend(worked.value);
            visit.counts += worked.counts;
            visit.times += worked.times;
            visit.unread.extend(worked.unread);
            visit.suppressions.extend(worked.suppressions);
            visit.files.extend(worked.files);
        }
        visit
    }

    fn look<T>(
        &self,
        unit: &Unit,
        early: Worked<Step>,
        orders: &Orders,
        visitor: &impl Fn(Seen<'_, '_>) -> T,
    ) -> Worked<Vec<T>> {
        let mut worked = early;
        let mut step = std::mem::replace(&mut worked.value, Step::Nothing);
        if !may_name_resources(unit) {
            step = self.open(unit, &mut worked);
        }
        let mut value = Vec::new();
        for setup in std::mem::take(&mut worked.setups) {
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Setup(&setup))));
        }
        let mut parts_of = None;
        match step {
            Step::Nothing => {}
            Step::Service(kind, parts) => parts_of = Some((kind, parts)),
            Step::Notices(files) | Step::Code(CodeFiles { files, .. }) => {
                let mut obstacles = Vec::new();
                for file in &files {
                    worked.counts.notices += file.notices().count();
                    value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Notices(file))));
                    obstacles.extend(file.obstacles());
                }
                parts_of = (!obstacles.is_empty()).then(|| only(obstacles));
            }
        }
        if let Some((kind, parts)) = parts_of {
            let service = worked.timed(self.stopwatch, Stage::Model, || self.service(kind, &parts, orders));
            worked.counts.see(&service);
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Service(&service))));
        }
        worked.with(value)
    }

    fn service<'t>(&self, kind: ServiceKind, parts: &'t Parts, orders: &Orders) -> Service<'t> {
        let declared = |id: Option<&str>| declared(self.config, id);
        let asked = |id: &str| orders.naming(id);
        let signing = orders.signing_in(parts);
        let outside = Outside { declared: &declared, orders: &asked, actions: &self.actions, signing: &signing };
        Service::read(kind, parts, &outside)
    }

    fn worked(&self, work: impl FnOnce(&mut Worked<Step>) -> Step) -> Worked<Step> {
        let mut worked = Worked::none();
        worked.value = work(&mut worked);
        worked
    }

    /// Reads the bytes of a unit and says what it is.
    fn open(&self, unit: &Unit, worked: &mut Worked<Step>) -> Step {
        let mut loader = read::Loader::new(self.files, self.stopwatch);
        let step = match unit {
            Unit::App(app) => Step::Service(ServiceKind::App, loader.app(app)),
            Unit::Resource(resource) => Step::Service(ServiceKind::Resource, loader.resource(resource)),
            Unit::Loose(path) => match loader.loose(path) {
                Some(source) => {
                    let setup = worked.timed(self.stopwatch, Stage::Model, || setup::read(&source));
                    worked.setups.extend(setup);
                    let step = self.recognise(&source, worked);
                    let is_ours = !worked.setups.is_empty() || !matches!(step, Step::Nothing);
                    worked.counts.recognised += usize::from(is_ours);
                    step
                }
                None => Step::Nothing,
            },
            Unit::Code(paths) => {
                let opened: Vec<(Option<Arc<Source>>, read::Loader<'_>)> =
                    paths.par_iter().map(|path| read::Loader::new(self.files, self.stopwatch).code(path)).collect();
                let mut sources = Vec::new();
                for (source, other) in opened {
                    sources.extend(source);
                    loader.join(other);
                }
                let setups = || sources.iter().filter_map(setup::read).collect::<Vec<Setup>>();
                worked.setups = worked.timed(self.stopwatch, Stage::Model, setups);
                let code = worked.timed(self.stopwatch, Stage::Model, || workspace::code(&sources));
                worked.counts.nodes += code.tokens;
                Step::Code(code)
            }
        };
        let step = match (step, loader.take_obstacles()) {
            (step, obstacles) if obstacles.is_empty() => step,
            (Step::Service(kind, parts), obstacles) => Step::Service(kind, Parts { obstacles, ..parts }),
            (_, obstacles) => only(obstacles).into(),
        };
        let step = match step {
            Step::Service(kind, parts) if !loader.unread.is_empty() => {
                Step::Service(kind, Parts { is_incomplete: true, ..parts })
            }
            step => step,
        };
        worked.counts += loader.counts;
        worked.times += loader.times;
        worked.unread.append(&mut loader.unread);
        if !matches!(step, Step::Nothing) {
            worked.suppressions.append(&mut loader.suppressions);
            worked.files.append(&mut loader.seen);
        }
        step
    }

    fn recognise(&self, source: &Arc<Source>, worked: &mut Worked<Step>) -> Step {
        // What the configuration says of a file goes before what it looks like.
        let templates = self.config.templates_of(source.path());
        if !templates.is_empty() {
            let own = worked.timed(self.stopwatch, Stage::Model, || workspace::own(source, &templates));
            return own.map_or(Step::Nothing, |file| Step::Notices(vec![file]));
        }
        match worked.timed(self.stopwatch, Stage::Model, || workspace::loose(source)) {
            Loose::Policy(parts) => Step::Service(ServiceKind::LoosePolicy, parts),
            Loose::Resource(parts) => Step::Service(ServiceKind::Resource, parts),
            Loose::Unreadable(obstacle) => only(vec![obstacle]).into(),
            Loose::Notices(file) => Step::Notices(vec![file]),
            Loose::Foreign => Step::Nothing,
        }
    }
}

impl From<(ServiceKind, Parts)> for Step {
    fn from((kind, parts): (ServiceKind, Parts)) -> Self {
        Self::Service(kind, parts)
    }
}

/// A service of which nothing is known but what stands in the way.
fn only(obstacles: Vec<Obstacle>) -> (ServiceKind, Parts) {
    (ServiceKind::LoosePolicy, Parts { obstacles, ..Parts::default() })
}

/// A result with the work it took.
struct Worked<T> {
    value: T,
    /// What the files say of the setup.
    setups: Vec<Setup>,
    counts: Counts,
    times: Times,
    unread: Vec<Unread>,
    suppressions: Vec<Suppression>,
    files: Vec<PathBuf>,
}

impl Worked<Step> {
    fn none() -> Self {
        Self {
            value: Step::Nothing,
            setups: Vec::new(),
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
            suppressions: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The same work, with another result.
    fn with<T>(self, value: T) -> Worked<T> {
        let Self { value: _, setups, counts, times, unread, suppressions, files } = self;
        Worked { value, setups, counts, times, unread, suppressions, files }
    }

    fn timed<R>(&mut self, stopwatch: &dyn Stopwatch, stage: Stage, work: impl FnOnce() -> R) -> R {
        let start = stopwatch.now();
        let result = work();
        self.times.add(stage, stopwatch.now().saturating_sub(start));
        result
    }
}

/// Whether notices may be in it that name a resource: files of their own, which are no policies.
fn may_name_resources(unit: &Unit) -> bool {
    let is_xml = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml"));
    match unit {
        Unit::Loose(path) => !is_xml(path),
        Unit::Code(_) => true,
        Unit::App(_) | Unit::Resource(_) => false,
    }
}

/// The notices of the repository by the resource id that they name, and what its code says of texts.
struct Orders {
    by_resource: BTreeMap<String, Vec<Arc<Notice>>>,
    signing: Vec<SigningKey>,
}

impl Orders {
    fn of<'s>(steps: impl Iterator<Item = &'s Step>) -> Self {
        let mut by_resource: BTreeMap<String, Vec<Arc<Notice>>> = BTreeMap::new();
        let mut signing = Vec::new();
        for step in steps {
            let files = match step {
                Step::Notices(files) => files,
                Step::Code(code) => {
                    signing.extend(code.signing.iter().cloned());
                    &code.files
                }
                _ => continue,
            };
            for notice in files.iter().flat_map(LooseFile::notices) {
                if let Some(id) = notice.resource() {
                    by_resource.entry(id.to_owned()).or_default().push(Arc::new(notice.clone()));
                }
            }
        }
        Self { by_resource, signing }
    }

    /// The keys that the code of an app names.
    fn signing_in(&self, parts: &Parts) -> Vec<SigningKey> {
        let root = parts.texts.first().and_then(|source| workspace::app_root(source.path()));
        let Some(root) = root.filter(|_| !self.signing.is_empty()) else { return Vec::new() };
        self.signing.iter().filter(|one| one.file.starts_with(&root)).cloned().collect()
    }

    fn naming(&self, id: &str) -> Vec<Arc<Notice>> {
        self.by_resource.get(id).cloned().unwrap_or_default()
    }
}

/// Who the configuration declares a recipient of a service, each with the place that says so.
fn declared(config: &Config, id: Option<&str>) -> Vec<(Person, Location)> {
    let Some(source) = &config.source else { return Vec::new() };
    let named = config.recipients_for(id);
    named.iter().map(|name| (Person::from_name(name.value.trim()), Location::new(source, name.span))).collect()
}
