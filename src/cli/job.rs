//! What `check`, `baseline` and `--add-ignore` have in common: the files, the rules, and one look at everything.

use super::args::{Common, Rules};
use super::files::{self, Disk, Found, Ignored, Staged};
use super::settings::{Settings, shorten};
use super::staged::Index;
use super::{Result, Trouble, unknown};
use crate::anchor::Shard;
use crate::config::Preset;
use crate::lint::baseline::Baseline;
use crate::lint::{Outcome, Repository, Stopwatch};
use crate::rules::{Context, Meta, Selection, Setting};
use crate::source::Source;
use std::path::{Path, PathBuf};

/// The name of a file from standard input that was given none.
const STANDARD_INPUT: &str = "<stdin>";

/// Everything that a run needs to know before it looks.
pub(super) struct Job {
    pub(super) here: PathBuf,
    pub(super) paths: Vec<PathBuf>,
    pub(super) settings: Settings,
    pub(super) found: Found,
    pub(super) selection: Selection,
    pub(super) preset: Preset,
    disk: Disk,
}

impl Job {
    /// `named` are the paths as typed, `stdin` the name that a file from standard input goes by.
    pub(super) fn new(named: &[PathBuf], stdin: Option<&Path>, rules: &Rules, common: &Common) -> Result<Self> {
        let here = super::here()?;
        let input = input(named, stdin)?;
        let paths = match (&input, named.is_empty()) {
            (Some((name, _)), _) => vec![name.clone()],
            (None, true) => vec![PathBuf::from(".")],
            (None, false) => named.to_vec(),
        };
        let settings = Settings::find(common, &here, &paths)?;
        let ignored = Ignored::new(&settings.config, settings.folder.as_deref())?;
        let found = match &input {
            Some((name, _)) => files::around(&here, name),
            None => files::find(&here, &paths, &ignored)?,
        };
        let disk = Disk::of(&found, input);
        let selection = selection(rules, &settings)?;
        let preset = rules.preset.map_or(settings.config.preset, Preset::from);
        Ok(Self { here, paths, settings, found, selection, preset, disk })
    }

    /// Looks at the files that the next commit will have, as they were staged.
    ///
    /// # Errors
    /// Why git does not give them.
    pub(super) fn read_staged(&mut self) -> Result<()> {
        let root = self.settings.root.clone();
        let ignored = Ignored::new(&self.settings.config, self.settings.folder.as_deref())?;
        let index = Index::read(&self.here, |path| ignored.wants(&root.whole(path)))?;
        index.settle(&mut self.found, &root, &self.here, &self.paths, &ignored);
        self.disk.staged = Some(Staged { root, files: index.files });
        Ok(())
    }

    /// The repository, with everything silenced that is to be.
    pub(super) fn repository<'j>(
        &'j self,
        baseline: Option<Baseline>,
        heeding: bool,
        clock: &'j dyn Stopwatch,
        shard: Option<Shard>,
    ) -> Repository<'j> {
        let repository = Repository::new(self.found.files.clone(), &self.settings.config, &self.disk, clock);
        let reach = self.settings.reach(&self.here, &self.paths, &self.found);
        let repository = repository.reaching(reach);
        let repository = if heeding { repository } else { repository.hearing_everything() };
        let repository = match shard {
            Some(shard) => repository.sharded(shard, self.settings.root.clone()),
            None => repository,
        };
        match baseline {
            Some(baseline) => repository.knowing(baseline, self.settings.root.clone()),
            None => repository,
        }
    }

    /// What to say of entries of `[[templates]]` that no file fits, where the whole folder of the configuration was looked at.
    pub(super) fn unused_templates(&self) -> Vec<String> {
        match self.disk.input {
            None => files::unused(&self.here, &self.paths, &self.settings.config, &self.found.files),
            Some(_) => Vec::new(),
        }
    }

    /// What to say of names under `[recipients]` that nobody has.
    pub(super) fn unknown_recipients(&self, outcome: &Outcome) -> Vec<String> {
        let is_whole = self.disk.input.is_none()
            && outcome.unread.is_empty()
            && unknown::is_whole(&self.settings, &self.here, &self.paths, &self.found);
        unknown::recipients(&self.settings, is_whole.then_some(outcome.services.as_slice()))
    }

    /// Whether the configuration leaves a file out.
    pub(super) fn is_ignored(&self, path: &Path) -> bool {
        let ignored = Ignored::new(&self.settings.config, self.settings.folder.as_deref());
        ignored.is_ok_and(|ignored| ignored.contains(&self.here, path))
    }

    /// Asks every rule that is on.
    pub(super) fn outcome(&self, repository: &Repository<'_>) -> Outcome {
        let context = Context::of(&self.settings.config, self.settings.as_of);
        repository.check(&self.selection, &context)
    }

    /// The file that the baseline stands in, if one is meant: as named, else as configured.
    pub(super) fn baseline_file(&self, named: Option<&Path>) -> Option<PathBuf> {
        let configured = || {
            let file = self.settings.config.baseline.as_ref()?;
            let file = self.settings.folder.as_deref().unwrap_or(Path::new("")).join(&file.value);
            Some(shorten(file, &self.here))
        };
        named.map(Path::to_owned).or_else(configured)
    }
}

/// Reads a baseline.
///
/// # Errors
/// Why there is none in that file.
#[allow(clippy::disallowed_methods)]
pub(super) fn read_baseline(file: &Path) -> Result<Baseline> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(|error| {
        Trouble(format!("cannot read the baseline `{name}`: {error}\n`notify-lint baseline update` makes one"))
    })?;
    let source = Source::decode(file, bytes).map_err(|undecoded| Trouble(format!("{name}: {}", undecoded.error)))?;
    Baseline::read(&source).map_err(|no| {
        let at = no.at.source.position(no.at.span.start);
        Trouble(format!("{name}:{}:{}: {}", at.line, at.column, no.message))
    })
}

/// The rules that are on: as configured, and of these as the command line has it. Of two names that speak of the same rule,
/// the rule's own goes before its family's.
pub(super) fn selection(args: &Rules, settings: &Settings) -> Result<Selection> {
    for name in args.select.iter().chain(&args.ignore) {
        settings.rule_or_family(name)?;
    }
    Ok(Selection::of(&settings.book, |meta| setting(args, settings, meta)))
}

/// What holds for one rule.
pub(super) fn setting(args: &Rules, settings: &Settings, meta: &Meta) -> Setting {
    match named(args, meta) {
        Named::Off(_) => Setting::Unasked,
        Named::On => settings.of_rule(meta, true),
        Named::Not => settings.of_rule(meta, false),
    }
}

/// What the command line says of one rule.
pub(super) enum Named {
    /// That it is off, by this option.
    Off(&'static str),
    /// That it is on, by its own name.
    On,
    /// Nothing, or no more than its family.
    Not,
}

/// What the command line says of one rule.
pub(super) fn named(args: &Rules, meta: &Meta) -> Named {
    let is_own = |name: &String| {
        let own = [Some(meta.id), meta.catalogue];
        own.into_iter().flatten().any(|one| one.eq_ignore_ascii_case(name))
    };
    let is_family = |name: &String| meta.family().eq_ignore_ascii_case(name);
    if args.ignore.iter().any(is_own) {
        Named::Off("--ignore")
    } else if args.select.iter().any(is_own) {
        Named::On
    } else if args.ignore.iter().any(is_family) {
        Named::Off("--ignore")
    } else if args.select.is_empty() || args.select.iter().any(is_family) {
        Named::Not
    } else {
        Named::Off("--select")
    }
}

/// The file from standard input, if one was announced.
fn input(named: &[PathBuf], stdin: Option<&Path>) -> Result<Option<(PathBuf, Vec<u8>)>> {
    let is_dash = |path: &PathBuf| path == Path::new("-");
    let dash = named.iter().any(is_dash);
    if !dash && stdin.is_none() {
        return Ok(None);
    }
    if named.iter().any(|path| !is_dash(path)) {
        return Err(Trouble("standard input is one file, to be checked without other paths".into()));
    }
    let name = stdin.map_or_else(|| STANDARD_INPUT.into(), Path::to_owned);
    Ok(Some((name, files::standard_input()?)))
}
