//! From the files of a repository to what is said of them: plan, read, join, ask.
//!
//! Nothing here opens a file or looks at a clock: both come from the caller, so that the same engine runs in the command
//! line, a test or an editor.

mod counts;
mod findings;
mod read;

use crate::altinn::Person;
use crate::config::Config;
use crate::notice::Notice;
use crate::setup::{self, Setup};
use crate::source::{Location, Source};
use crate::workspace::{self, Loose, LooseFile, Obstacle, Outside, Parts, Service, ServiceKind, Unit};
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
}

/// What one unit came to, or what it takes to get there.
enum Step {
    Service(ServiceKind, Parts),
    Notices(LooseFile),
    Nothing,
}

impl<'a> Repository<'a> {
    /// Plans which of the files belong together.
    pub fn new(paths: Vec<PathBuf>, config: &'a Config, files: &'a dyn Files, stopwatch: &'a dyn Stopwatch) -> Self {
        Self { config, files, stopwatch, units: workspace::units(paths), actions: Vec::new() }
    }

    /// The same of files that were put together already.
    pub fn of(units: Vec<Unit>, config: &'a Config, files: &'a dyn Files, stopwatch: &'a dyn Stopwatch) -> Self {
        Self { config, files, stopwatch, units, actions: Vec::new() }
    }

    /// Also asks for these actions, whether a policy names them or not.
    #[must_use]
    pub fn asking(mut self, actions: &[String]) -> Self {
        self.actions = actions.to_vec();
        self
    }

    /// Reads everything, on all threads, and lets the visitor look at it.
    pub fn visit<T: Send>(&self, visitor: impl Fn(Seen<'_, '_>) -> T + Sync) -> Visit<T> {
        // Notices first: a service is asked for what the notices that name it will ask for.
        let early: Vec<Worked<Step>> = self
            .units
            .par_iter()
            .map(|unit| if is_json(unit) { self.worked(|w| self.open(unit, w)) } else { Worked::none() })
            .collect();
        let orders = Orders::of(early.iter().map(|worked| &worked.value));
        let seen: Vec<Worked<Vec<T>>> =
            self.units.par_iter().zip(early).map(|(unit, early)| self.look(unit, early, &orders, &visitor)).collect();
        let mut visit =
            Visit { seen: Vec::new(), counts: Counts::default(), times: Times::default(), unread: Vec::new() };
        for worked in seen {
            visit.seen.extend(worked.value);
            visit.counts += worked.counts;
            visit.times += worked.times;
            visit.unread.extend(worked.unread);
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
        if !is_json(unit) {
            step = self.open(unit, &mut worked);
        }
        let mut value = Vec::new();
        if let Some(setup) = worked.setup.take() {
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Setup(&setup))));
        }
        let mut parts_of = None;
        match step {
            Step::Nothing => {}
            Step::Service(kind, parts) => parts_of = Some((kind, parts)),
            Step::Notices(file) => {
                worked.counts.notices += file.notices.len();
                value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Notices(&file))));
                let obstacles = file.obstacles();
                parts_of = (!obstacles.is_empty()).then(|| only(obstacles));
            }
        }
        if let Some((kind, parts)) = parts_of {
            let service = worked.timed(self.stopwatch, Stage::Model, || self.service(kind, &parts, orders));
            worked.counts.see(&service);
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Service(&service))));
        }
        Worked { value, setup: None, counts: worked.counts, times: worked.times, unread: worked.unread }
    }

    fn service<'t>(&self, kind: ServiceKind, parts: &'t Parts, orders: &Orders) -> Service<'t> {
        let declared = |id: Option<&str>| declared(self.config, id);
        let asked = |id: &str| orders.naming(id);
        Service::read(kind, parts, &Outside { declared: &declared, orders: &asked, actions: &self.actions })
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
                    worked.setup = worked.timed(self.stopwatch, Stage::Model, || setup::read(&source));
                    let step = self.recognise(&source, worked);
                    let is_ours = worked.setup.is_some() || !matches!(step, Step::Nothing);
                    worked.counts.recognised += usize::from(is_ours);
                    step
                }
                None => Step::Nothing,
            },
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
        step
    }

    fn recognise(&self, source: &Arc<Source>, worked: &mut Worked<Step>) -> Step {
        match worked.timed(self.stopwatch, Stage::Model, || workspace::loose(source)) {
            Loose::Policy(parts) => Step::Service(ServiceKind::LoosePolicy, parts),
            Loose::Resource(parts) => Step::Service(ServiceKind::Resource, parts),
            Loose::Unreadable(obstacle) => only(vec![obstacle]).into(),
            Loose::Notices(file) => Step::Notices(file),
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
    /// What the file says of the setup, beside what it is.
    setup: Option<Setup>,
    counts: Counts,
    times: Times,
    unread: Vec<Unread>,
}

impl Worked<Step> {
    fn none() -> Self {
        Self {
            value: Step::Nothing,
            setup: None,
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
        }
    }

    fn timed<R>(&mut self, stopwatch: &dyn Stopwatch, stage: Stage, work: impl FnOnce() -> R) -> R {
        let start = stopwatch.now();
        let result = work();
        self.times.add(stage, stopwatch.now().saturating_sub(start));
        result
    }
}

/// Orders live in JSON files of their own.
fn is_json(unit: &Unit) -> bool {
    let is_json = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    matches!(unit, Unit::Loose(path) if is_json(path))
}

/// The notices of the repository by the resource id that they name.
struct Orders {
    by_resource: BTreeMap<String, Vec<Arc<Notice>>>,
}

impl Orders {
    fn of<'s>(steps: impl Iterator<Item = &'s Step>) -> Self {
        let mut by_resource: BTreeMap<String, Vec<Arc<Notice>>> = BTreeMap::new();
        for step in steps {
            let Step::Notices(file) = step else { continue };
            for notice in &file.notices {
                if let Some(id) = notice.resource() {
                    by_resource.entry(id.to_owned()).or_default().push(Arc::new(notice.clone()));
                }
            }
        }
        Self { by_resource }
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
