//! From TOML to the configuration, every mistake with its place.

use super::keys::{DIALECTS, KEYS, LEVELS, PER_PATH, PRESETS, PURPOSES, SEVERITIES, WORD_CHANGE};
use super::{Config, ConfigError, Date, Dialect, Level, PerPath, Preset, Purpose, WordChange};
use crate::finding::Severity;
use crate::source::{Location, Source, Span, Spanned};
use globset::GlobMatcher;
use serde_spanned::Spanned as TomlSpanned;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

pub(super) fn read(source: &Arc<Source>, rules: &[&str]) -> Result<Config, Vec<ConfigError>> {
    let mut reader = Reader { source, rules, errors: Vec::new() };
    let (table, broken) = DeTable::parse_recoverable(source.text());
    for error in &broken {
        let span = error.span().unwrap_or_default();
        let message = match error.message().trim() {
            // Two caps of the TOML reader, which speaks of its own stack.
            cap if cap.contains("recurs") => "values or keys are nested more deeply than is read".to_owned(),
            message => lower_start(message),
        };
        reader.error(span, message, "repair the TOML");
    }
    // Of broken TOML the values are guesses, about which nothing more is said.
    let config = if broken.is_empty() { reader.config(table.get_ref()) } else { Config::default() };
    reader.errors.sort_by_key(|error| error.at.span);
    if reader.errors.is_empty() { Ok(config) } else { Err(reader.errors) }
}

/// The folders under `rule-packs`; what is wrong with them is said when everything is read.
pub(super) fn rule_packs(source: &Arc<Source>) -> Vec<Spanned<String>> {
    let (table, _) = DeTable::parse_recoverable(source.text());
    let mut reader = Reader { source, rules: &[], errors: Vec::new() };
    let named = table.get_ref().iter().find(|(key, _)| key.get_ref() == "rule-packs");
    named.map(|(_, value)| reader.texts(value)).unwrap_or_default()
}

/// The keys of the file's first level, each with its place.
pub(super) fn keys(source: &Arc<Source>) -> Vec<Spanned<String>> {
    let (table, _) = DeTable::parse_recoverable(source.text());
    let place = |key: &TomlSpanned<Cow<'_, str>>| Spanned::new(key.get_ref().to_string(), Span::of(key.span()));
    table.get_ref().iter().map(|(key, _)| place(key)).collect()
}

pub(super) type Value<'i> = TomlSpanned<DeValue<'i>>;

pub(super) struct Reader<'a> {
    pub(super) source: &'a Arc<Source>,
    rules: &'a [&'a str],
    pub(super) errors: Vec<ConfigError>,
}

impl Reader<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config { source: Some(Arc::clone(self.source)), ..Config::default() };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "dialect" => config.dialect = self.dialect(value),
                "as-of" => config.as_of = self.date(value),
                "ignore" => self.ignore(value, &mut config),
                "baseline" => config.baseline = self.text(value),
                "preset" => config.preset = self.preset(value),
                "per-path" => config.per_path = self.per_paths(value),
                "fail-on" => {
                    config.fail_on = self.one_of(value, SEVERITIES).map(severity);
                }
                "sender-names" => {
                    config.sender_names = self.texts(value).into_iter().map(|name| name.value).collect();
                }
                "approved-urls" => {
                    config.approved_urls = self.texts(value).into_iter().map(|url| url.value).collect();
                }
                "own-domains" => {
                    config.own_domains = self.texts(value).into_iter().map(|domain| domain.value).collect();
                }
                "rule-packs" => config.rule_packs = self.texts(value),
                "documents" => {
                    let globs = self.texts(value);
                    config.documents = globs.iter().filter_map(|glob| self.glob(glob)).collect();
                }
                "words" => config.words = self.word_lists(value),
                "severity" => config.severities = self.severities(value),
                "recipients" => config.recipients = self.recipients(value),
                "templates" => config.templates = self.templates(value),
                other => {
                    let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
                    self.unknown(key.span(), other, "key", &names);
                }
            }
        }
        config
    }

    fn dialect(&mut self, value: &Value<'_>) -> Dialect {
        let named = self.one_of(value, DIALECTS);
        Dialect::ALL.into_iter().find(|dialect| Some(dialect.name()) == named).unwrap_or_default()
    }

    fn preset(&mut self, value: &Value<'_>) -> Preset {
        let named = self.one_of(value, PRESETS);
        Preset::ALL.into_iter().find(|preset| Some(preset.name()) == named).unwrap_or_default()
    }

    fn per_paths(&mut self, value: &Value<'_>) -> Vec<PerPath> {
        let Some(items) = value.get_ref().as_array() else {
            self.error(value.span(), "a list of tables is expected here".into(), "write it under `[[per-path]]`");
            return Vec::new();
        };
        let mut all = Vec::new();
        for item in items {
            let Some(table) = self.table(item, "`paths`, with `severity` or `purpose`") else { continue };
            let mut one = PerPath { paths: Vec::new(), severities: Vec::new(), purpose: None };
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "paths" => {
                        let globs = self.texts(value);
                        one.paths = globs.iter().filter_map(|glob| self.glob(glob)).collect();
                    }
                    "severity" => one.severities = self.severities(value),
                    "purpose" => {
                        let named = self.one_of(value, PURPOSES);
                        one.purpose = named.map(|_| Spanned::new(Purpose::Emergency, Span::of(value.span())));
                    }
                    other => self.unknown(key.span(), other, "key", PER_PATH),
                }
            }
            let says = table.contains_key("severity") || table.contains_key("purpose");
            for (is_there, name) in [(table.contains_key("paths"), "paths"), (says, "severity")] {
                if !is_there {
                    let help = "say which files, and what rules weigh there, or what the notices there are for";
                    self.error(item.span(), format!("`{name}` is missing here"), help);
                }
            }
            all.push(one);
        }
        all
    }

    pub(super) fn glob(&mut self, glob: &Spanned<String>) -> Option<GlobMatcher> {
        match super::glob(&glob.value) {
            Ok(compiled) => Some(compiled.compile_matcher()),
            Err(error) => {
                let message = format!("this is no glob: {}", error.kind());
                self.error(glob.span.range(), message, "`**` stands for any folders, `*` for any part of a name");
                None
            }
        }
    }

    pub(super) fn text(&mut self, value: &Value<'_>) -> Option<Spanned<String>> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.error(value.span(), "a text is expected here".into(), "put it in quotes");
        }
        text.map(|text| Spanned::new(text.to_owned(), Span::of(value.span())))
    }

    pub(super) fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => String::new(),
        };
        let date = Date::parse(&text);
        if date.is_none() {
            self.error(value.span(), "this is no day of the calendar".into(), "write it as \"2026-12-31\"");
        }
        date
    }

    fn severities(&mut self, value: &Value<'_>) -> Vec<(Spanned<String>, Level)> {
        let mut all = Vec::new();
        for (key, value) in self.table(value, "a rule or family and its severity").into_iter().flatten() {
            let name = key.get_ref().as_ref();
            if !self.rules.iter().any(|rule| rule.eq_ignore_ascii_case(name)) {
                let rules = self.rules;
                self.unknown(key.span(), name, "rule or family", rules);
                continue;
            }
            self.not_again(all.iter().map(|(name, _)| name), key);
            if let Some(word) = self.one_of(value, LEVELS) {
                let level = if word == "off" { Level::Off } else { Level::On(severity(word)) };
                all.push((Spanned::new(name.to_owned(), Span::of(key.span())), level));
            }
        }
        all
    }

    fn word_lists(&mut self, value: &Value<'_>) -> Vec<WordChange> {
        let mut all: Vec<WordChange> = Vec::new();
        for (key, value) in self.table(value, "the name of a list and its words").into_iter().flatten() {
            let name = Spanned::new(key.get_ref().to_string(), Span::of(key.span()));
            let mut change = WordChange { name, ..WordChange::default() };
            match value.get_ref() {
                DeValue::Table(table) => self.word_change(table, &mut change),
                _ => change.add = self.texts(value),
            }
            all.push(change);
        }
        all
    }

    /// What a table changes in a list of words.
    fn word_change(&mut self, table: &DeTable<'_>, change: &mut WordChange) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "add" => change.add = self.texts(value),
                "nb" => change.in_language[0] = self.texts(value),
                "nn" => change.in_language[1] = self.texts(value),
                "en" => change.in_language[2] = self.texts(value),
                "remove" => change.remove = self.texts(value),
                "ours" => match value.get_ref().as_bool() {
                    Some(keeps) => change.keeps_ours = keeps,
                    None => {
                        self.error(value.span(), "`true` or `false` is expected here".into(), "take the quotes away")
                    }
                },
                "instead" => {
                    for (word, to) in self.table(value, "a word and what to write instead").into_iter().flatten() {
                        let word = Spanned::new(word.get_ref().to_string(), Span::of(word.span()));
                        change.instead.extend(self.text(to).map(|to| (word, to.value)));
                    }
                }
                other => self.unknown(key.span(), other, "key", WORD_CHANGE),
            }
        }
    }

    fn recipients(&mut self, value: &Value<'_>) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
        let mut all: Vec<(Spanned<String>, _)> = Vec::new();
        for (key, value) in self.table(value, "a resource id and its recipients").into_iter().flatten() {
            self.not_again(all.iter().map(|(id, _)| id), key);
            let people = self.texts(value);
            for person in people.iter().filter(|person| person.value.trim().is_empty()) {
                let help = "write a role code, an access package or a URN";
                self.error(person.span.range(), "a recipient has no name".into(), help);
            }
            all.push((Spanned::new(key.get_ref().to_string(), Span::of(key.span())), people));
        }
        all
    }

    /// Notes a name that is there in another letter case: the two mean the same, and only one could be heeded.
    fn not_again<'n>(&mut self, mut names: impl Iterator<Item = &'n Spanned<String>>, key: &TomlSpanned<Cow<'_, str>>) {
        let name = key.get_ref();
        if let Some(other) = names.find(|other| other.value.eq_ignore_ascii_case(name)) {
            let message = format!("`{name}` and `{}` are the same; letter case makes no difference here", other.value);
            self.error(key.span(), message, "keep one of the two");
        }
    }

    pub(super) fn table<'v, 'i>(&mut self, value: &'v Value<'i>, what: &str) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.error(value.span(), format!("a table is expected here: {what}"), "write it under `[name]`");
        }
        table
    }

    pub(super) fn texts(&mut self, value: &Value<'_>) -> Vec<Spanned<String>> {
        let Some(items) = value.get_ref().as_array() else {
            self.error(value.span(), "a list of texts is expected here".into(), "write `[\"…\", \"…\"]`");
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Spanned::new(text.to_owned(), Span::of(item.span()))),
                None => self.error(item.span(), "a text is expected here".into(), "put it in quotes"),
            }
        }
        texts
    }

    pub(super) fn one_of<'w>(&mut self, value: &Value<'_>, words: &[&'w str]) -> Option<&'w str> {
        let text = value.get_ref().as_str().unwrap_or_default();
        let found = words.iter().find(|word| **word == text);
        if found.is_none() {
            let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            self.error(value.span(), "this value is not known".into(), &format!("write one of {list}"));
        }
        found.copied()
    }

    pub(super) fn unknown(&mut self, at: Range<usize>, name: &str, what: &str, known: &[&str]) {
        let help = match meant(name, known) {
            Some(candidate) => format!("did you mean `{candidate}`?"),
            _ if known.len() <= KEYS.len() => format!("known are {}", known.join(", ")),
            _ => "`notify-lint rules` lists them".to_owned(),
        };
        self.error(at, format!("the {what} `{name}` is not known"), &help);
    }

    pub(super) fn error(&mut self, at: Range<usize>, message: String, help: &str) {
        self.errors.push(ConfigError { at: Location::new(self.source, Span::of(at)), message, help: help.to_owned() });
    }
}

/// The name that is nearest to one that is not known, if it is near enough to be meant.
pub(super) fn meant<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = name.to_lowercase();
    let distance = |candidate: &str| strsim::osa_distance(&lower, &candidate.to_lowercase());
    let (distance, candidate) = known.iter().map(|candidate| (distance(candidate), *candidate)).min()?;
    (distance <= 3 && distance < name.chars().count()).then_some(candidate)
}

/// The text with its first letter in lower case; words of the user stay as they are.
fn lower_start(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

fn severity(word: &str) -> Severity {
    match word {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Config, Vec<(String, String, String)>> {
        let source = Source::from_text("notify-lint.toml", text);
        Config::read(&source, &["access", "access/end-not-readable", "POL106", "content"]).map_err(|errors| {
            errors
                .into_iter()
                .map(|error| (source.slice(error.at.span).to_owned(), error.message, error.help))
                .collect()
        })
    }

    #[test]
    fn a_whole_configuration() {
        let config = read_text(
            "dialect = \"altinn\"\nas-of = 2026-12-01\nignore = [\"tests/**\"]\nfail-on = \"warning\"\n\
             sender-names = [\"Eksempelkommune\"]\n[severity]\nPOL106 = \"warning\"\ncontent = \"off\"\n\
             [recipients]\n\"app_ttd_løyve\" = [\"DAGL\"]\n\"*\" = [\"LEDE\"]\n",
        )
        .expect("valid");
        assert_eq!(config.as_of, Date::parse("2026-12-01"));
        assert_eq!(config.level_of("access/end-not-readable", Some("POL106")), Some(Level::On(Severity::Warning)));
        assert_eq!(config.level_of("content/link-in-sms", None), Some(Level::Off));
        assert_eq!(config.recipients_for(Some("APP_ttd_løyve"))[0].value, "DAGL");
        assert_eq!(config.recipients_for(Some("other"))[0].value, "LEDE");
        let source = config.source.as_ref().expect("a file");
        assert_eq!(source.slice(config.recipients_for(Some("app_ttd_løyve"))[0].span), "\"DAGL\"");
    }

    #[test]
    fn a_slip_is_named_where_it_stands() {
        let errors = read_text("# æøå\nas_of = \"2026-12-01\"\n[severity]\n\"access/end-not-redable\" = \"error\"\n")
            .expect_err("two slips");
        assert_eq!(errors[0].0, "as_of");
        assert_eq!(errors[0].2, "did you mean `as-of`?");
        assert_eq!(errors[1].2, "did you mean `access/end-not-readable`?");
    }

    #[test]
    fn wrong_values_are_named() {
        let errors = read_text("as-of = \"2026-02-30\"\nfail-on = \"off\"\nignore = \"x\"\n").expect_err("three");
        assert_eq!(
            errors.iter().map(|error| error.0.as_str()).collect::<Vec<_>>(),
            ["\"2026-02-30\"", "\"off\"", "\"x\""]
        );
        assert!(!read_text("as-of = ").expect_err("broken").is_empty());
    }
}
