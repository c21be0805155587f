//! From the files of a repository to what is said of them: plan, read, join, ask.
//!
//! Nothing here opens a file or looks at a clock: both come from the caller, so that the same engine runs in the command
//! line, a test or an editor.

pub mod baseline;
mod carried;
mod counts;
pub mod examples;
mod findings;
mod orders;
mod progress;
mod reach;
mod read;
mod share;
mod silence;
mod work;

use crate::altinn::Person;
use crate::anchor::{Root, Shard};
use crate::config::Config;
use crate::setup::{self, Setup};
use crate::source::{Location, Source};
use crate::suppression::Suppression;
use crate::workspace::{self, CodeFiles, Loose, LooseFile, Obstacle, Outside, Parts, Service, ServiceKind, Unit};
use baseline::Baseline;
use orders::{Orders, may_name_resources};
use rayon::prelude::*;
use share::Share;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use work::Worked;

pub use counts::{Counts, Stage, Stopwatch, Times};
pub use findings::Outcome;
pub use progress::{Planned, Progress};
pub use reach::Reach;
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
    share: Option<Share>,
    progress: &'a dyn Progress,
    is_packing: bool,
    reach: Reach,
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
        Self {
            config,
            files,
            stopwatch,
            units,
            actions: Vec::new(),
            is_heeding: true,
            baseline: None,
            share: None,
            progress: &(),
            is_packing: false,
            reach: Reach::default(),
        }
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

    /// Speaks only of what belongs to a shard, by paths told from `root`. Of everything else no more is read than is needed for
    /// the same to be said as without shards.
    #[must_use]
    pub fn sharded(mut self, shard: Shard, root: Root) -> Self {
        self.share = Some(Share::new(shard, root, &self.units));
        self
    }

    /// Knows that the files may be but a part of what there is.
    #[must_use]
    pub fn reaching(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// Packs what it finds, for whoever keeps much of it and opens one finding after another.
    #[must_use]
    pub fn packing(mut self) -> Self {
        self.is_packing = true;
        self
    }

    /// Tells somebody who waits how far it has come.
    #[must_use]
    pub fn watched(mut self, progress: &'a dyn Progress) -> Self {
        self.progress = progress;
        self
    }

    /// Reads everything, on all threads, and lets the visitor look at it.
    pub fn visit<T: Send>(&self, visitor: impl Fn(Seen<'_, '_>) -> T + Sync) -> Visit<T> {
        let visit = self.visit_share(|seen, _| visitor(seen), |_| false);
        let Visit { seen, counts, times, unread, suppressions, files } = visit;
        let seen = seen.into_iter().map(|(_, seen)| seen).collect();
        Visit { seen, counts, times, unread, suppressions, files }
    }

    /// The same for a shard. The visitor is also told whether to ask every question, or whether what it sees belongs to another
    /// shard and only what is joined counts; of apps and resources elsewhere it is told only where `is_joined` says of something
    /// that was seen that they matter. What was seen comes with the number of its unit.
    fn visit_share<T: Send>(
        &self,
        visitor: impl Fn(Seen<'_, '_>, bool) -> T + Sync,
        is_joined: impl Fn(&T) -> bool,
    ) -> Visit<(usize, T)> {
        let planned = Planned::of(self.units.iter().filter(|unit| self.has_unit(unit)));
        self.progress.begins(planned);
        // Notices first: a service is asked for what the notices that name it will ask for.
        let early: Vec<Worked<Step>> = self
            .units
            .par_iter()
            .map(|unit| if may_name_resources(unit) { self.worked(|w| self.open(unit, w)) } else { Worked::none() })
            .collect();
        let orders = Orders::of(early.iter().map(|worked| &worked.value), |file| self.asks_all(file));
        let look = |number: usize, early: Worked<Step>| self.look(&self.units[number], early, &orders, &visitor);
        let is_elsewhere = |unit: &Unit| matches!(unit, Unit::App(_) | Unit::Resource(_)) && !self.has_unit(unit);
        let mut seen: Vec<(usize, Worked<Vec<T>>)> = early
            .into_par_iter()
            .enumerate()
            .filter(|(number, _)| !is_elsewhere(&self.units[*number]))
            .map(|(number, early)| {
                let looked = look(number, early);
                let unit = &self.units[number];
                if planned.counts(unit) && self.has_unit(unit) {
                    self.progress.done();
                }
                (number, looked)
            })
            .collect();
        let joins = || seen.iter().flat_map(|(_, worked)| &worked.value).any(&is_joined);
        if self.share.is_some() && (self.judges_entries() || !orders.named.is_empty() || joins()) {
            let elsewhere = (0..self.units.len()).into_par_iter().filter(|number| is_elsewhere(&self.units[*number]));
            let more: Vec<_> = elsewhere.map(|number| (number, look(number, Worked::none()))).collect();
            seen.extend(more);
            seen.sort_by_key(|(number, _)| *number);
        }
        let mut visit = Visit {
            seen: Vec::new(),
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
            suppressions: Vec::new(),
            files: Vec::new(),
        };
        for (number, worked) in seen {
            visit.seen.extend(worked.value.into_iter().map(|seen| (number, seen)));
            visit.counts += worked.counts;
            visit.times += worked.times;
            visit.unread.extend(worked.unread.into_iter().filter(|unread| self.speaks_of(&unread.path)));
            visit.suppressions.extend(worked.suppressions);
            visit.files.extend(worked.files);
        }
        visit
    }

    /// Whether what stands in a file is spoken of: it is in the shard, if there is one.
    pub fn speaks_of(&self, file: &Path) -> bool {
        self.share.as_ref().is_none_or(|share| share.has(file))
    }

    /// The folder that the globs of the configuration are told from.
    fn globs_from(&self) -> Root {
        Root::new(&self.config.standing.here, &self.config.standing.folder)
    }

    fn has_unit(&self, unit: &Unit) -> bool {
        self.share.as_ref().is_none_or(|share| share.has_unit(unit))
    }

    /// Whether it is for this shard to say what the configuration silences in vain, wherever it would.
    fn judges_entries(&self) -> bool {
        let source = self.config.source.as_ref().filter(|_| !self.config.exceptions.is_empty());
        self.share.is_some() && source.is_some_and(|source| self.speaks_of(source.path()))
    }

    /// Whether every question is to be asked of a file: it is spoken of, or an entry of the configuration is judged by it.
    fn asks_all(&self, file: &Path) -> bool {
        let globs = || self.config.exceptions.iter().filter_map(|entry| entry.path.as_ref());
        let is_named = |path: &str| globs().any(|glob| glob.is_match(path));
        self.speaks_of(file) || (self.judges_entries() && is_named(&self.globs_from().path(file)))
    }

    fn look<T>(
        &self,
        unit: &Unit,
        early: Worked<Step>,
        orders: &Orders,
        visitor: &impl Fn(Seen<'_, '_>, bool) -> T,
    ) -> Worked<Vec<T>> {
        let mut worked = early;
        let mut step = std::mem::replace(&mut worked.value, Step::Nothing);
        if !may_name_resources(unit) {
            step = self.open(unit, &mut worked);
        }
        let mut value = Vec::new();
        for setup in std::mem::take(&mut worked.setups) {
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Setup(&setup), true)));
        }
        let mut parts_of = None;
        match step {
            Step::Nothing => {}
            Step::Service(kind, parts) => parts_of = Some((kind, parts)),
            Step::Notices(files) | Step::Code(CodeFiles { files, .. }) => {
                let mut obstacles = Vec::new();
                for file in &files {
                    let path = file.source.path();
                    let asks_all = self.asks_all(path);
                    worked.counts.notices += if self.speaks_of(path) { file.notices().count() } else { 0 };
                    value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Notices(file), asks_all)));
                    obstacles.extend(file.obstacles());
                }
                parts_of = (!obstacles.is_empty()).then(|| only(obstacles));
            }
        }
        if let Some((kind, parts)) = parts_of {
            let file = parts.obstacles.first().map_or_else(|| first_file(unit), |obstacle| obstacle.at.source.path());
            let asks_all = unit.files().into_iter().any(|file| self.asks_all(file));
            let (service, asks_all) =
                worked.timed(self.stopwatch, Stage::Model, || self.service(kind, &parts, orders, asks_all));
            worked.counts.see(&service, self.speaks_of(file));
            value.push(worked.timed(self.stopwatch, Stage::Rules, || visitor(Seen::Service(&service), asks_all)));
        }
        if !self.has_unit(unit) {
            worked.counts.recognised = 0;
        }
        worked.with(value)
    }

    /// A service, and whether every question is to be asked of it. One of another shard of which no file here speaks is read in
    /// outline.
    fn service<'t>(&self, kind: ServiceKind, parts: &'t Parts, orders: &Orders, asks_all: bool) -> (Service<'t>, bool) {
        if !asks_all {
            let outline = Service::outlined(kind, parts, &[]);
            let is_named = outline.id.resource_id().is_some_and(|id| orders.named.contains(&id));
            if !is_named {
                return (outline, false);
            }
        }
        let declared = |id: Option<&str>| declared(self.config, id);
        let asked = |id: &str| orders.naming(id);
        let signing = orders.signing_in(parts);
        let outside = Outside { declared: &declared, orders: &asked, actions: &self.actions, signing: &signing };
        (Service::read(kind, parts, &outside), true)
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
            Step::Service(kind, parts) if !loader.unread.is_empty() || self.may_have_more(unit) => {
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

    /// Whether a file of an app or resource may lie in a folder that could not be looked into.
    fn may_have_more(&self, unit: &Unit) -> bool {
        let first = first_file(unit);
        let mut closed = self.files.closed().iter();
        match unit {
            Unit::App(_) => {
                let config = workspace::app_root(first).unwrap_or_default().join("config");
                closed.any(|closed| closed.starts_with(&config))
            }
            Unit::Resource(_) => {
                closed.any(|closed| [Some(closed.as_path()), closed.parent()].contains(&first.parent()))
            }
            Unit::Loose(_) | Unit::Code(_) => false,
        }
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

/// The file by which a unit is known.
fn first_file(unit: &Unit) -> &Path {
    unit.files().first().copied().unwrap_or(Path::new(""))
}

/// Who the configuration declares a recipient of a service, each with the place that says so.
fn declared(config: &Config, id: Option<&str>) -> Vec<(Person, Location)> {
    let Some(source) = &config.source else { return Vec::new() };
    let named = config.recipients_for(id);
    named.iter().map(|name| (Person::from_name(name.value.trim()), Location::new(source, name.span))).collect()
}
