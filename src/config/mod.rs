//! `notify-lint.toml`: who is meant to be notified, and how much each rule weighs.

mod date;
mod entries;
mod glob;
mod keys;
mod path;
mod read;
mod read_ignore;
mod read_templates;
mod schema;
mod templates;

use crate::finding::Severity;
use crate::source::{Location, Source, Span, Spanned};
use globset::GlobMatcher;
use std::path::Path;
use std::sync::Arc;

pub use date::Date;
pub use entries::same_but_for;
pub use glob::glob;
pub use keys::{DIALECTS, EXCEPTION, KEYS, Key, LEVELS, PER_PATH, PRESETS, PURPOSES, SEVERITIES, Shape, WORD_CHANGE};
pub use path::{FieldPath, PathError, PathStep};
pub use schema::{SeverityName, schema};
pub use templates::{
    CHANNELS, FORMATS, LANGUAGES, RECIPIENTS, Standing, Template, TemplateChannel, TemplateFormat, TemplateLanguage,
    TemplateRecipient, TemplateText,
};

/// The name of the configuration file.
pub const FILE_NAME: &str = "notify-lint.toml";

/// A configuration, each value with its place.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file; none for the built-in configuration.
    pub source: Option<Arc<Source>>,
    /// `dialect`.
    pub dialect: Dialect,
    /// `as-of`: the day for which is judged, instead of today.
    pub as_of: Option<Date>,
    /// The globs of `ignore`: paths that are not looked at, relative to the configuration's folder.
    pub ignore: Vec<Spanned<String>>,
    /// The tables of `ignore`: findings that are not heard of.
    pub exceptions: Vec<Exception>,
    /// `baseline`: the file of findings that were there before, relative to the configuration's folder.
    pub baseline: Option<Spanned<String>>,
    /// `preset`: how strict a run is.
    pub preset: Preset,
    /// `per-path`: what rules weigh in some files only; the last that speaks of a file and a rule holds.
    pub per_path: Vec<PerPath>,
    /// `fail-on`: from which severity on the exit status is 1.
    pub fail_on: Option<Severity>,
    /// `sender-names`: how the service owner names itself in notices.
    pub sender_names: Vec<String>,
    /// `approved-urls`: addresses that a notice may hold.
    pub approved_urls: Vec<String>,
    /// `own-domains`: the domains of the service owner.
    pub own_domains: Vec<String>,
    /// `rule-packs`: folders of rules of the house, relative to the configuration's folder.
    pub rule_packs: Vec<Spanned<String>>,
    /// `documents`: documents whose examples are looked at, relative to the configuration's folder.
    pub documents: Vec<GlobMatcher>,
    /// `[words]`: lists of words, and what is changed in them.
    pub words: Vec<WordChange>,
    /// `[severity]`: rule, catalogue id or family, and what it weighs.
    pub severities: Vec<(Spanned<String>, Level)>,
    /// `[recipients]`: resource id (or `*`) and who is meant to be notified.
    pub recipients: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    /// `[[templates]]`: texts of the user's own.
    pub templates: Vec<Template>,
    /// Where the paths that are looked at stand, seen from the file.
    pub standing: Standing,
}

/// Findings that are not heard of, and why.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The table.
    pub span: Span,
    /// What is to be deleted to be rid of it.
    pub whole: Span,
    /// `rule`: rules, catalogue ids or families.
    pub rules: Vec<Spanned<String>>,
    /// For each of them, what is to be deleted to take it out.
    pub cuts: Vec<Span>,
    /// `path`: a glob, relative to the configuration's folder; none where it is not understood.
    pub path: Option<GlobMatcher>,
    /// `anchor`: the part of the file.
    pub anchor: Option<String>,
    /// `until`: the last day on which it is heeded.
    pub until: Option<Spanned<Date>>,
    /// `reason`.
    pub reason: Option<String>,
    /// What keeps the table from being understood.
    pub wrong: Option<Wrong>,
}

/// What keeps a table of `ignore` from being understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What to write there, where that can be told.
    pub meant: Option<&'static str>,
}

/// What rules weigh in some files.
#[derive(Clone, Debug)]
pub struct PerPath {
    /// `paths`: globs, relative to the configuration's folder.
    pub paths: Vec<GlobMatcher>,
    /// `severity`: rule, catalogue id or family, and what it weighs.
    pub severities: Vec<(Spanned<String>, Level)>,
    /// `purpose`: what the notices in these files are for.
    pub purpose: Option<Spanned<Purpose>>,
}

/// What notices are for, where that changes what they may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Warnings of danger to life or health, which may press, and come at any hour.
    Emergency,
}

/// How strict a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// As the rules have it.
    #[default]
    Default,
    /// Warnings make a run fail too.
    Strict,
    /// Everything makes a run fail, and nothing is silenced.
    Audit,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 3] = [Self::Default, Self::Strict, Self::Audit];

    /// The name in the configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Strict => "strict",
            Self::Audit => "audit",
        }
    }

    /// From which severity on a run fails.
    pub const fn fails_on(self) -> Severity {
        match self {
            Self::Default => Severity::Error,
            Self::Strict => Severity::Warning,
            Self::Audit => Severity::Info,
        }
    }
}

/// Whose decision point is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Altinn's own, as it answers today.
    #[default]
    Altinn,
    /// Altinn's own in version 0.0.8, which LocalTest and Altinn Studio run.
    Altinn008,
    /// XACML 3.0 as OASIS wrote it.
    Standard,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 3] = [Self::Altinn, Self::Altinn008, Self::Standard];

    /// The name in configuration and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altinn => "altinn",
            Self::Altinn008 => "altinn@0.0.8",
            Self::Standard => "standard",
        }
    }
}

/// What is changed in a list of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordChange {
    /// The name of the list.
    pub name: Spanned<String>,
    /// `add`: words that are added, in every language.
    pub add: Vec<Spanned<String>>,
    /// `nb`, `nn` and `en`: words that are added in one language.
    pub in_language: [Vec<Spanned<String>>; 3],
    /// `remove`: words of ours that are taken out.
    pub remove: Vec<Spanned<String>>,
    /// `instead`: what is written instead of a word.
    pub instead: Vec<(Spanned<String>, String)>,
    /// `ours`: whether our own words stay.
    pub keeps_ours: bool,
}

impl Default for WordChange {
    fn default() -> Self {
        let name = Spanned::new(String::new(), Span::default());
        let (add, in_language, remove, instead) = Default::default();
        Self { name, add, in_language, remove, instead, keeps_ours: true }
    }
}

/// How much a rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing at all.
    Off,
    /// As a finding of that severity.
    On(Severity),
}

/// A configuration that cannot be used, with the place that is wrong.
#[derive(Clone, Debug)]
pub struct ConfigError {
    /// Where.
    pub at: Location,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Config {
    /// Reads a configuration. `rules` are the names a severity may be given to: rule ids, catalogue ids, families.
    ///
    /// # Errors
    /// Every key and value that cannot be used.
    pub fn read(source: &Arc<Source>, rules: &[&str]) -> Result<Self, Vec<ConfigError>> {
        read::read(source, rules)
    }

    /// The folders of rules of the house that a configuration names. They are read before the rest, which may name those
    /// rules.
    pub fn rule_packs(source: &Arc<Source>) -> Vec<Spanned<String>> {
        read::rule_packs(source)
    }

    /// Where the file says something by a key of the first level, such as `fail-on`.
    pub fn place_of(&self, key: &str) -> Option<Location> {
        let source = self.source.as_ref()?;
        let named = read::keys(source).into_iter().find(|one| one.value == key)?;
        Some(Location::new(source, named.span))
    }

    /// Who is meant to be notified for a resource id: its own entry before `*`. An id that is not known is asked as `*`.
    pub fn recipients_for(&self, resource_id: Option<&str>) -> &[Spanned<String>] {
        let named = |wanted: &str| self.recipients.iter().find(|(id, _)| id.value.eq_ignore_ascii_case(wanted));
        resource_id.and_then(named).or_else(|| named("*")).map_or(&[], |(_, people)| people)
    }

    /// The entries of `[[templates]]` that a file belongs to.
    pub fn templates_of(&self, path: &Path) -> Vec<&Template> {
        if self.templates.is_empty() {
            return Vec::new();
        }
        let Some(seen) = self.standing.seen(path) else { return Vec::new() };
        self.templates.iter().filter(|template| template.matcher.is_match(&seen)).collect()
    }

    /// Whether a file is a document whose examples are looked at.
    pub fn is_document(&self, path: &Path) -> bool {
        if self.documents.is_empty() {
            return false;
        }
        self.standing.seen(path).is_some_and(|seen| self.documents.iter().any(|glob| glob.is_match(&seen)))
    }

    /// What the notices of a file are for, where the configuration says it; the last table that speaks of the file holds.
    pub fn purpose_of(&self, path: &Path) -> Option<Purpose> {
        if self.per_path.iter().all(|one| one.purpose.is_none()) {
            return None;
        }
        let seen = self.standing.seen(path)?;
        let of_path = |one: &&PerPath| one.paths.iter().any(|glob| glob.is_match(&seen));
        self.per_path.iter().rev().filter(of_path).find_map(|one| one.purpose.as_ref()).map(|purpose| purpose.value)
    }

    /// What the configuration says of a rule; its own id before its family.
    pub fn level_of(&self, id: &str, catalogue: Option<&str>) -> Option<Level> {
        level_in(&self.severities, id, catalogue)
    }

    /// The name under which the configuration speaks of a rule: its own id, that of the catalogue, or its family.
    pub fn speaking_of(&self, id: &str, catalogue: Option<&str>) -> Option<&Spanned<String>> {
        entry_in(&self.severities, id, catalogue).map(|(name, _)| name)
    }

    /// What the configuration says of a rule in one file, told from the configuration's folder, where it says something
    /// of that file in particular.
    pub fn level_at(&self, path: &str, id: &str, catalogue: Option<&str>) -> Option<Level> {
        let of_path = |one: &&PerPath| one.paths.iter().any(|glob| glob.is_match(path));
        let mut speaking = self.per_path.iter().rev().filter(of_path);
        speaking.find_map(|one| level_in(&one.severities, id, catalogue))
    }

    /// Whether a rule that is off elsewhere is on in some files.
    pub fn is_on_somewhere(&self, id: &str, catalogue: Option<&str>) -> bool {
        self.per_path.iter().any(|one| matches!(level_in(&one.severities, id, catalogue), Some(Level::On(_))))
    }
}

/// What a table of severities says of a rule; its own id before the catalogue's, and that before its family.
fn level_in(severities: &[(Spanned<String>, Level)], id: &str, catalogue: Option<&str>) -> Option<Level> {
    entry_in(severities, id, catalogue).map(|(_, level)| *level)
}

fn entry_in<'s>(
    severities: &'s [(Spanned<String>, Level)],
    id: &str,
    catalogue: Option<&str>,
) -> Option<&'s (Spanned<String>, Level)> {
    let family = id.split('/').next().unwrap_or_default();
    let named = |wanted: &str| severities.iter().find(|(name, _)| name.value.eq_ignore_ascii_case(wanted));
    named(id).or_else(|| catalogue.and_then(named)).or_else(|| named(family))
}
