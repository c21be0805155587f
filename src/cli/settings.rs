//! Which configuration holds, and for which day.

use super::args::{Common, DialectName, When};
use super::{Result, Trouble, terminal};
use crate::anchor::Root;
use crate::config::{self, Config, Date, FILE_NAME};
use crate::pdp::Dialect;
use crate::pdp::altinn::Version;
use crate::rules::{METAS, Meta, Setting};
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a run goes by.
pub(super) struct Settings {
    pub(super) config: Config,
    /// The file of the configuration.
    pub(super) file: Option<PathBuf>,
    /// The folder that the globs of the configuration are relative to.
    pub(super) folder: Option<PathBuf>,
    /// The day for which is judged: as asked for, else as configured, else today.
    pub(super) as_of: Date,
    /// The folder that paths are told from where another machine reads them.
    pub(super) root: Root,
}

impl Settings {
    /// Looks for the configuration that holds for these paths and reads it.
    pub(super) fn find(common: &Common, here: &Path, paths: &[PathBuf]) -> Result<Self> {
        let file = match &common.config {
            Some(file) => Some(file.clone()),
            None if common.no_config => None,
            None => look_upwards(&common_folder(here, paths)).map(|file| shorten(file, here)),
        };
        let config = file.as_deref().map(|file| read(file, common.color)).transpose()?.unwrap_or_default();
        let as_of = common.as_of.or(config.as_of).unwrap_or_else(super::stopwatch::today);
        let folder = file.as_ref().map(|file| here.join(file)).and_then(|file| file.parent().map(Path::to_owned));
        let root = Root::new(here, repository(&common_folder(here, paths)).unwrap_or_else(|| here.to_owned()));
        Ok(Self { config, file, folder, as_of, root })
    }

    /// Whose decision point answers: the one that was named, else the one of the configuration.
    pub(super) fn dialect(&self, named: Option<DialectName>) -> Dialect {
        let configured = Version::of_dialect(self.config.dialect).map_or(Dialect::Standard(None), Dialect::Altinn);
        named.map_or(configured, Dialect::from)
    }

    /// The folder that the globs of the configuration are told from.
    pub(super) fn globs_from(&self, here: &Path) -> Root {
        Root::new(here, self.folder.as_deref().unwrap_or(here))
    }

    /// What the configuration says of a rule; one that the command line names is on, whatever the configuration says.
    pub(super) fn of_rule(&self, meta: &Meta, is_named: bool) -> Setting {
        let is_on = is_named || self.config.is_on_somewhere(meta.id, meta.catalogue);
        match self.config.level_of(meta.id, meta.catalogue) {
            None => Setting::Default,
            Some(config::Level::Off) if is_on => Setting::Default,
            Some(config::Level::Off) => Setting::Off,
            Some(config::Level::On(severity)) => Setting::Severity(severity),
        }
    }
}

#[allow(clippy::disallowed_methods)]
fn read(file: &Path, color: When) -> Result<Config> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(|error| Trouble(format!("cannot read `{name}`: {error}")))?;
    let source = Source::decode(file, bytes).map_err(|undecoded| Trouble(format!("{name}: {}", undecoded.error)))?;
    let names: Vec<&str> = rule_names().into_iter().collect();
    Config::read(&source, &names).map_err(|errors| {
        let mut text = Vec::new();
        let written = crate::report::problems::config_errors(&errors, terminal::error_screen(color), &mut text);
        let text = String::from_utf8_lossy(&text);
        Trouble(match written {
            Ok(()) => format!("the configuration cannot be used\n\n{}", text.trim_end()),
            Err(error) => error.to_string(),
        })
    })
}

/// Everything that a severity can be given to: rules, their catalogue ids, and families.
fn rule_names() -> BTreeSet<&'static str> {
    METAS.iter().flat_map(|meta| [Some(meta.id), meta.catalogue, Some(meta.family())]).flatten().collect()
}

/// Says so where a name is neither a rule, nor a catalogue id, nor a family.
pub(super) fn rule_or_family(name: &str) -> Result<()> {
    if rule_names().iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    let nearest = crate::rules::grammar::nearest(name, rule_names()).or_else(|| Meta::nearest(name));
    let nearest = nearest.map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
    Err(Trouble(format!("there is no rule or family `{name}`{nearest}\n`notify-lint rules` lists them all")))
}

/// The innermost folder that holds all paths.
fn common_folder(here: &Path, paths: &[PathBuf]) -> PathBuf {
    let absolute = |path: &PathBuf| {
        let path = here.join(path);
        let path = path.canonicalize().unwrap_or(path);
        if path.is_dir() { path } else { path.parent().unwrap_or(&path).to_owned() }
    };
    let mut folders = paths.iter().map(absolute);
    let first = folders.next().unwrap_or_else(|| here.to_owned());
    folders.fold(first, |common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(a, b)| a == b).map(|(a, _)| a);
        shared.collect()
    })
}

/// The nearest configuration, from a folder upwards to the root of the git repository.
fn look_upwards(folder: &Path) -> Option<PathBuf> {
    for folder in folder.ancestors() {
        let file = folder.join(FILE_NAME);
        if file.is_file() {
            return Some(file);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

/// The root of the git repository that a folder lies in.
fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// The path as one would type it from here.
fn shorten(file: PathBuf, here: &Path) -> PathBuf {
    file.strip_prefix(here).map(Path::to_owned).unwrap_or(file)
}
