//! Which configuration holds, and for which day.

use super::args::{Common, DialectName, When};
use super::files::Found;
use super::{Result, Trouble, packs, terminal};
use crate::anchor::{Root, flattened};
use crate::config::{self, Config, ConfigError, Date, FILE_NAME, Standing};
use crate::lint::Reach;
use crate::pdp::Dialect;
use crate::pdp::altinn::Version;
use crate::report::problems::Problem;
use crate::rules::{ALLOWED, Book, Meta, Setting};
use crate::source::{Location, Source};
use crate::text::{self, WordMistake};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The variable of the environment that may name the configuration.
const VARIABLE: &str = "NOTIFY_LINT_CONFIG";

/// What a run goes by.
pub(super) struct Settings {
    pub(super) config: Config,
    /// The file of the configuration.
    pub(super) file: Option<PathBuf>,
    /// Who named the file, in words.
    pub(super) origin: &'static str,
    /// The rules: ours, and those of the packs that the configuration names.
    pub(super) book: Book,
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
        let (file, origin) = file(common, here, paths);
        let (config, book) = match &file {
            Some(file) => read(file, common.color)?,
            None => (Config::default(), Book::ours()),
        };
        let as_of = common.as_of.or(config.as_of).unwrap_or_else(super::stopwatch::today);
        let folder = file.as_ref().map(|file| here.join(file)).and_then(|file| file.parent().map(Path::to_owned));
        let root = Root::new(here, repository(&common_folder(here, paths)).unwrap_or_else(|| here.to_owned()));
        let standing = Standing { here: here.to_owned(), folder: folder.clone().unwrap_or_default() };
        let config = Config { standing, ..config };
        Ok(Self { config, book, file, origin, folder, as_of, root })
    }

    /// The configuration as it would be with another text of its file, of which nothing but `ignore` is another one.
    pub(super) fn anew(&self, source: &Arc<Source>) -> Option<Config> {
        let names: Vec<&str> = rule_names(&self.book).into_iter().collect();
        let config = Config::read(source, &names).ok()?;
        Some(Config { standing: self.config.standing.clone(), ..config })
    }

    /// How much of what the configuration speaks of lies in some folders that were looked into; without a configuration, of the
    /// repository.
    pub(super) fn reach(&self, here: &Path, paths: &[PathBuf], found: &Found) -> Reach {
        let whole = |path: &PathBuf| flattened(&here.join(path));
        let folders: Vec<PathBuf> = paths.iter().map(whole).filter(|path| path.is_dir()).collect();
        let project = self.folder.clone().or_else(|| self.repository(here)).unwrap_or_else(|| here.to_owned());
        let is_whole = folders.iter().any(|folder| project.starts_with(folder)) && found.unread.is_empty();
        Reach::part(if found.unread.is_empty() { folders } else { Vec::new() }, is_whole)
    }

    /// Whose decision point answers: the one that was named, else the one of the configuration.
    pub(super) fn dialect(&self, named: Option<DialectName>) -> Dialect {
        let configured = Version::of_dialect(self.config.dialect).map_or(Dialect::Standard(None), Dialect::Altinn);
        named.map_or(configured, Dialect::from)
    }

    /// Says so where a name is neither a rule, nor a catalogue id, nor a family.
    pub(super) fn rule_or_family(&self, name: &str) -> Result<()> {
        let names = rule_names(&self.book);
        if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return Ok(());
        }
        let nearest = crate::rules::grammar::nearest(name, names).or_else(|| self.book.nearest(name));
        let nearest = nearest.map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
        Err(Trouble(format!("there is no rule or family `{name}`{nearest}\n`notify-lint rules` lists them all")))
    }

    /// The folder that the globs of the configuration are told from.
    pub(super) fn globs_from(&self, here: &Path) -> Root {
        Root::new(here, self.folder.as_deref().unwrap_or(here))
    }

    /// The root of the git repository that the configuration lies in, or else the folder one stands in.
    pub(super) fn repository(&self, here: &Path) -> Option<PathBuf> {
        let folder = self.folder.as_deref().unwrap_or(here);
        repository(&folder.canonicalize().unwrap_or_else(|_| folder.to_owned()))
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

/// The configuration that the environment names; a variable that is empty names none.
#[allow(clippy::disallowed_methods)]
fn named_by_environment() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[allow(clippy::disallowed_methods)]
fn read(file: &Path, color: When) -> Result<(Config, Book)> {
    let name = file.display();
    let bytes = std::fs::read(file).map_err(|error| Trouble(format!("cannot read `{name}`: {error}")))?;
    let source = Source::decode(file, bytes).map_err(|undecoded| Trouble(format!("{name}: {}", undecoded.error)))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    let book = packs::of(&source, &Config::rule_packs(&source), folder, color)?;
    let names: Vec<&str> = rule_names(&book).into_iter().collect();
    let unusable = |errors: Vec<ConfigError>| {
        let problem = |error: ConfigError| Problem {
            at: error.at,
            message: error.message,
            notes: Vec::new(),
            help: Some(error.help),
        };
        let problems: Vec<Problem> = errors.into_iter().map(problem).collect();
        terminal::problems("the configuration cannot be used", &problems, color)
    };
    let config = Config::read(&source, &names).map_err(unusable)?;
    let mistakes = text::mistakes(&config.words, &[ALLOWED]);
    let told =
        |one: WordMistake| ConfigError { at: Location::new(&source, one.span), message: one.message, help: one.help };
    let unknown: Vec<ConfigError> = mistakes.into_iter().map(told).collect();
    if unknown.is_empty() { Ok((config, book)) } else { Err(unusable(unknown)) }
}

/// Everything that a severity can be given to: rules, their catalogue ids, and families.
fn rule_names(book: &Book) -> BTreeSet<&'static str> {
    book.metas().flat_map(|meta| [Some(meta.id), meta.catalogue, Some(meta.family())]).flatten().collect()
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

/// The file of the configuration that holds for some paths, and who says so: the one that is named, else the nearest.
pub(super) fn file(common: &Common, here: &Path, paths: &[PathBuf]) -> (Option<PathBuf>, &'static str) {
    match (&common.config, named_by_environment()) {
        (Some(file), _) => (Some(file.clone()), "command line"),
        (None, _) if common.no_config => (None, "command line"),
        (None, Some(file)) => (Some(file), VARIABLE),
        (None, None) => (look_upwards(&common_folder(here, paths)).map(|file| shorten(file, here)), "looked for"),
    }
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

/// The configuration that holds in a folder which has none of its own.
pub(super) fn holding_above(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    if folder.join(".git").exists() {
        return None;
    }
    look_upwards(folder.parent()?)
}

/// The root of the git repository that a folder lies in.
fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

/// The path as one would type it from here.
pub(super) fn shorten(file: PathBuf, here: &Path) -> PathBuf {
    file.strip_prefix(here).map(Path::to_owned).unwrap_or(file)
}
