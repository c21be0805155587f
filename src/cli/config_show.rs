//! `notify-lint config show`: what a run goes by, and where each value comes from.

use super::job::{self, Named};
use super::learn::{ConfigCommand, ConfigShowArgs, ShowFormat};
use super::settings::Settings;
use super::{Result, Status, Trouble, args, check, terminal};
use crate::config::{Config, Level, Preset, Purpose, WordChange};
use crate::finding::Severity;
use crate::report::effective::{self, Effective, Entry, Origin, Weight};
use crate::rules::Setting;
use crate::source::{Location, Span, Spanned};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of an app that has the name of the command.
const FOLDER: &str = "config";

pub(super) fn run(what: Option<&ConfigCommand>, out: &mut dyn Write) -> Result<Status> {
    match what {
        Some(ConfigCommand::Show(args)) => show(args, out),
        // Every app has a folder of that name, and its name alone has always meant to check it.
        None => match args::check_of(FOLDER).filter(|_| Path::new(FOLDER).is_dir()) {
            Some(args) => check::run(&args, out),
            None => Err(Trouble("`notify-lint config show` shows the configuration that holds here".into())),
        },
    }
}

fn show(args: &ConfigShowArgs, out: &mut dyn Write) -> Result<Status> {
    let here = super::here()?;
    let paths = if args.paths.is_empty() { vec![PathBuf::from(".")] } else { args.paths.clone() };
    let settings = Settings::find(&args.common, &here, &paths)?;
    // Names that are none are said, as a run says them.
    job::selection(&args.rules, &settings)?;
    let effective = Effective {
        file: settings.file.as_ref().map(|file| file.display().to_string()),
        entries: entries(args, &settings),
        weights: weights(args, &settings),
        rules: settings.book.metas().count(),
    };
    match args.format {
        ShowFormat::Human => effective::human(&effective, terminal::screen(args.common.color), out)?,
        ShowFormat::Json => effective::json(&effective, out)?,
    }
    Ok(Status::Clean)
}

/// What one line of the file is called.
fn origin(at: &Location) -> Origin {
    let line = at.source.position(at.span.start).line;
    Origin::File { path: at.source.path().display().to_string(), line: usize::try_from(line).unwrap_or(usize::MAX) }
}

/// The places of a configuration.
struct Places<'c>(&'c Config);

impl Places<'_> {
    /// The key of the first level, else the default.
    fn key(&self, key: &str) -> Origin {
        self.0.place_of(key).map_or(Origin::Default, |at| origin(&at))
    }

    fn span(&self, span: Span) -> Origin {
        self.0.source.as_ref().map_or(Origin::Default, |source| origin(&Location::new(source, span)))
    }
}

/// Gathers values.
struct Entries(Vec<Entry>);

impl Entries {
    fn push(&mut self, key: &[&str], value: Value, origin: Origin) {
        self.0.push(Entry { key: key.iter().map(|part| (*part).to_owned()).collect(), value, origin });
    }
}

fn texts(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|one| one.value.as_str()).collect()
}

fn entries(args: &ConfigShowArgs, settings: &Settings) -> Vec<Entry> {
    let config = &settings.config;
    let places = Places(config);
    let mut all = Entries(Vec::new());
    all.push(&["dialect"], json!(config.dialect.name()), places.key("dialect"));
    let as_of = if args.common.as_of.is_some() { Origin::CommandLine("--as-of") } else { places.key("as-of") };
    all.push(&["as-of"], json!(settings.as_of.to_string()), as_of);
    let named = args.rules.preset.map(Preset::from);
    let preset = named.unwrap_or(config.preset);
    let preset_origin = if named.is_some() { Origin::CommandLine("--preset") } else { places.key("preset") };
    all.push(&["preset"], json!(preset.name()), preset_origin);
    let (fail_on, fail_origin) = match (args.fail_on.map(Severity::from), config.fail_on.filter(|_| named.is_none())) {
        (Some(severity), _) => (severity, Origin::CommandLine("--fail-on")),
        (None, Some(severity)) => (severity, places.key("fail-on")),
        (None, None) if preset == Preset::Default => (preset.fails_on(), Origin::Default),
        (None, None) => (preset.fails_on(), Origin::Preset(preset.name())),
    };
    all.push(&["fail-on"], json!(fail_on.name()), fail_origin);
    let is_audit = preset == Preset::Audit;
    match &config.baseline {
        Some(_) if is_audit => all.push(&["baseline"], json!([]), Origin::Preset(preset.name())),
        Some(file) => all.push(&["baseline"], json!(file.value), places.span(file.span)),
        None => all.push(&["baseline"], json!([]), Origin::Default),
    }
    if config.ignore.is_empty() {
        all.push(&["ignore"], json!([]), Origin::Default);
    }
    for glob in &config.ignore {
        all.push(&["ignore"], json!(glob.value), places.span(glob.span));
    }
    for one in config.exceptions.iter().filter(|one| !is_audit && one.wrong.is_none()) {
        let mut value = json!({ "rule": texts(&one.rules), "path": one.path.as_ref().map(|path| path.glob().glob()) });
        let further = [
            ("anchor", one.anchor.clone()),
            ("until", one.until.as_ref().map(|day| day.value.to_string())),
            ("reason", one.reason.clone()),
        ];
        for (name, text) in further {
            if let (Some(object), Some(text)) = (value.as_object_mut(), text) {
                object.insert(name.to_owned(), text.into());
            }
        }
        all.push(&["ignore"], value, places.span(one.span));
    }
    all.push(&["sender-names"], json!(config.sender_names), places.key("sender-names"));
    all.push(&["approved-urls"], json!(config.approved_urls), places.key("approved-urls"));
    all.push(&["own-domains"], json!(config.own_domains), places.key("own-domains"));
    if config.rule_packs.is_empty() {
        all.push(&["rule-packs"], json!([]), Origin::Default);
    }
    for pack in &config.rule_packs {
        all.push(&["rule-packs"], json!(pack.value), places.span(pack.span));
    }
    let documents: Vec<&str> = config.documents.iter().map(|glob| glob.glob().glob()).collect();
    all.push(&["documents"], json!(documents), places.key("documents"));
    tables(config, &places, &mut all);
    all.0
}

/// The keys that are tables: a line for each entry, and one where there is none.
fn tables(config: &Config, places: &Places<'_>, all: &mut Entries) {
    for list in &config.words {
        all.push(&["words", &list.name.value], words(list), places.span(list.name.span));
    }
    for one in &config.per_path {
        let globs: Vec<&str> = one.paths.iter().map(|glob| glob.glob().glob()).collect();
        for (name, level) in &one.severities {
            all.push(&["per-path", &globs.join(", "), &name.value], json!(level_name(*level)), places.span(name.span));
        }
        if let Some(purpose) = &one.purpose {
            let Purpose::Emergency = purpose.value;
            all.push(&["per-path", &globs.join(", "), "purpose"], json!("emergency"), places.span(purpose.span));
        }
    }
    for (id, people) in &config.recipients {
        all.push(&["recipients", &id.value], json!(texts(people)), places.span(id.span));
    }
    for one in &config.templates {
        all.push(&["templates"], json!(one.files.value), places.span(one.files.span));
    }
    for (key, is_empty) in [
        ("words", config.words.is_empty()),
        ("per-path", config.per_path.is_empty()),
        ("recipients", config.recipients.is_empty()),
        ("templates", config.templates.is_empty()),
    ] {
        if is_empty {
            all.push(&[key], json!([]), Origin::Default);
        }
    }
}

/// What is changed in a list of words: the words alone where they are added, else each change by its key.
fn words(list: &WordChange) -> Value {
    let [nb, nn, en] = &list.in_language;
    let instead: Map<String, Value> =
        list.instead.iter().map(|(word, to)| (word.value.clone(), to.clone().into())).collect();
    let mut changes = Map::new();
    for (name, some) in [("add", &list.add), ("nb", nb), ("nn", nn), ("en", en), ("remove", &list.remove)] {
        if !some.is_empty() {
            changes.insert(name.to_owned(), json!(texts(some)));
        }
    }
    if !instead.is_empty() {
        changes.insert("instead".to_owned(), instead.into());
    }
    if !list.keeps_ours {
        changes.insert("ours".to_owned(), false.into());
    }
    match changes.len() {
        0 => json!([]),
        1 => changes.remove("add").unwrap_or_else(|| changes.into()),
        _ => changes.into(),
    }
}

const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::On(severity) => severity.name(),
    }
}

/// The rules that weigh otherwise than their files have it.
fn weights(args: &ConfigShowArgs, settings: &Settings) -> Vec<Weight> {
    let places = Places(&settings.config);
    let weight = |meta: &'static crate::rules::Meta| {
        let level = match job::setting(&args.rules, settings, meta) {
            Setting::Default => return None,
            Setting::Off | Setting::Unasked => "off",
            Setting::Severity(severity) if severity == meta.severity => return None,
            Setting::Severity(severity) => severity.name(),
        };
        let configured = || settings.config.speaking_of(meta.id, meta.catalogue);
        let origin = match job::named(&args.rules, meta) {
            Named::Off(option) => Origin::CommandLine(option),
            Named::On | Named::Not => configured().map_or(Origin::Default, |name| places.span(name.span)),
        };
        Some(Weight { rule: meta.id, level, default: meta.severity.name(), origin })
    };
    let mut weights: Vec<Weight> = settings.book.metas().filter_map(weight).collect();
    weights.sort_by_key(|one| one.rule);
    weights
}
