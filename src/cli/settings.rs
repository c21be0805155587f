//! Which configuration holds, and for which day.

use super::args::{Common, DialectName, When};
use super::{Result, Trouble, terminal};
use crate::config::{self, Config, Date, FILE_NAME, Standing};
use crate::pdp::Dialect;
use crate::pdp::altinn::Version;
use crate::rules::{METAS, Meta, Setting};
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a run goes by.
pub(super) struct Settings {
    pub(super) config: Config,
    /// The folder that the globs of the configuration are relative to.
    pub(super) folder: Option<PathBuf>,
    /// The day for which is judged: as asked for, else as configured, else today.
    pub(super) as_of: Date,
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
        let folder = file.map(|file| here.join(file)).and_then(|file| file.parent().map(Path::to_owned));
        let standing = Standing { here: here.to_owned(), folder: folder.clone().unwrap_or_default() };
        let config = Config { standing, ..config };
        Ok(Self { config, folder, as_of })
    }

    /// Whose decision point answers: the one that was named, else the one of the configuration.
    pub(super) fn dialect(&self, named: Option<DialectName>) -> Dialect {
        let configured = Version::of_dialect(self.config.dialect).map_or(Dialect::Standard(None), Dialect::Altinn);
        named.map_or(configured, Dialect::from)
    }

    /// What the configuration says of a rule.
    pub(super) fn of_rule(&self, meta: &Meta) -> Setting {
        match self.config.level_of(meta.id, meta.catalogue) {
            None => Setting::Default,
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

/// The path as one would type it from here.
fn shorten(file: PathBuf, here: &Path) -> PathBuf {
    file.strip_prefix(here).map(Path::to_owned).unwrap_or(file)
}
