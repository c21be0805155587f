//! The published schema and the documentation of the configuration say what the reader does.
#![allow(missing_docs, clippy::disallowed_methods, clippy::expect_used)]

use notify_lint::config::{
    CHANNELS, Config, Dialect, FILE_NAME, FORMATS, KEYS, LANGUAGES, LEVELS, RECIPIENTS, SEVERITIES, SeverityName,
    Shape, schema,
};
use notify_lint::rules::METAS;
use notify_lint::source::Source;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

const FILE: &str = "schemas/notify-lint.schema.json";

/// Families, rules and catalogue ids, each with what it stands for.
fn names() -> Vec<SeverityName> {
    let mut families = BTreeMap::new();
    let mut catalogue: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for meta in METAS {
        families.insert(meta.family(), format!("every rule of the family `{}`", meta.family()));
        if let Some(id) = meta.catalogue {
            catalogue.entry(id).or_default().push(meta.id);
        }
    }
    let families = families.into_iter().map(|(family, about)| (family.to_owned(), about));
    let rules = METAS.iter().map(|meta| (meta.id.to_owned(), meta.summary.to_owned()));
    let catalogue =
        catalogue.into_iter().map(|(id, rules)| (id.to_owned(), format!("the same as `{}`", rules.join("`, `"))));
    families.chain(rules).chain(catalogue).map(|(name, about)| SeverityName { name, about }).collect()
}

#[test]
fn the_published_schema_is_fresh() {
    let text = serde_json::to_string_pretty(&schema(&names())).expect("serialisable") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(FILE, &text).expect("writable");
    }
    let found = fs::read_to_string(FILE).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == text, "{FILE} is stale; refresh it with\n\n    UPDATE_SCHEMA=1 cargo test --test config_schema\n");
}

/// TOML as a JSON Schema validator of an editor sees it: dates are texts.
fn as_json(toml: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, plain(value))).collect(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Datetime(day) => day.to_string().into(),
            other => serde_json::to_value(other).expect("plain"),
        }
    }
    plain(toml::Value::Table(toml.parse().expect("valid TOML")))
}

fn reads(toml: &str) -> Result<Config, Vec<String>> {
    let names = names();
    let names: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
    Config::read(&Source::from_text(FILE_NAME, toml), &names)
        .map_err(|errors| errors.into_iter().map(|error| error.message).collect())
}

#[test]
fn schema_and_reader_agree() {
    let published = schema(&names());
    jsonschema::meta::validate(&published).expect("a schema of draft 2020-12");
    let validator = jsonschema::validator_for(&published).expect("a usable schema");
    let rule = METAS[0].id;
    let family = METAS[0].family();
    let good = [
        String::new(),
        "dialect = \"altinn\"".into(),
        "as-of = \"2026-12-31\"\nfail-on = \"info\"".into(),
        "as-of = 2026-12-31".into(),
        "ignore = []\nsender-names = [\"Blåbærtilsynet\"]".into(),
        format!("severity = {{ \"{rule}\" = \"off\", {family} = \"warning\" }}"),
        "approved-urls = [\"https://eksempel.no\"]\nrule-packs = [\"lint/\"]\ndocuments = [\"docs/**/*.md\"]\nwords = { allowed = [\"QR\"] }".into(),
        "[recipients]\n\"*\" = [\"DAGL\"]\n\"app_ttd_løyve\" = []".into(),
        "[[templates]]\nfiles = \"æøå/**/*.hbs\"\nchannel = \"sms\"\nlanguage = \"nn\"\nrecipient = \"person\"".into(),
        "[[templates]]\nfiles = \"a.json\"\nchannel = \"sms\"\nfield = \"$..sms[0]['a b']\"\nlanguage = \"$.l\"".into(),
        "[[templates]]\nfiles = \"a.yml\"\nfields = { sms = \"$.a\", email-body = \"$[*].b\" }\nformat = \"html\""
            .into(),
    ];
    for toml in &good {
        assert!(reads(toml).is_ok(), "{toml}: {:?}", reads(toml));
        assert!(validator.is_valid(&as_json(toml)), "{toml}");
    }
    let bad = [
        "dialekt = \"altinn\"".into(),
        "dialect = \"oasis-4\"".into(),
        "dialect = [\"altinn\"]".into(),
        "as-of = \"31.12.2026\"".into(),
        "as-of = 2026".into(),
        "as-of = 2026-12-31T12:00:00Z".into(),
        "fail-on = \"off\"".into(),
        "fail-on = \"Error\"".into(),
        "ignore = \"tests\"".into(),
        "ignore = [1]".into(),
        "sender-names = { a = \"b\" }".into(),
        "severity = \"off\"".into(),
        "severity = { \"access/nothing-of-the-kind\" = \"off\" }".into(),
        format!("severity = {{ \"{rule}\" = \"fatal\" }}"),
        format!("severity = {{ \"{rule}\" = true }}"),
        "rule-packs = \"lint/\"".into(),
        "documents = true".into(),
        "documents = [1]".into(),
        "words = [\"QR\"]".into(),
        "words = { allowed = \"QR\" }".into(),
        "recipients = [\"DAGL\"]".into(),
        "recipients = { x = \"DAGL\" }".into(),
        "recipients = { x = [\" \"] }".into(),
        "recipients = { x = [1] }".into(),
        "templates = \"a.json\"".into(),
        "templates = { files = \"a\", channel = \"sms\" }".into(),
        "[[templates]]\nchannel = \"sms\"".into(),
        "[[templates]]\nfiles = \" \"\nchannel = \"sms\"".into(),
        "[[templates]]\nfiles = \"a\"".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"fax\"".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nfield = \"sms.body\"".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nfields = { sms = \"$.a\" }".into(),
        "[[templates]]\nfiles = \"a\"\nfields = { fax = \"$.a\" }".into(),
        "[[templates]]\nfiles = \"a\"\nfields = {}".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nformat = \"pdf\"".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nlanguage = \"sv\"".into(),
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nkanal = \"sms\"".into(),
    ];
    for toml in &bad {
        assert!(reads(toml).is_err(), "{toml}");
        assert!(!validator.is_valid(&as_json(toml)), "{toml}");
    }
}

#[test]
fn every_word_of_the_tables_is_read() {
    for key in KEYS {
        let values: Vec<String> = match key.shape {
            Shape::OneOf(words) => words.iter().map(|word| format!("\"{word}\"")).collect(),
            Shape::Day => vec!["\"2026-11-22\"".into()],
            Shape::Texts => vec!["[\"æøå\"]".into()],
            Shape::Levels => LEVELS.iter().map(|level| format!("{{ \"{}\" = \"{level}\" }}", METAS[0].id)).collect(),
            Shape::Text => vec!["\"fil.json\"".into()],
            Shape::Ignore => vec![
                "[\"a/**\"]".into(),
                format!(
                    "[{{ rule = \"{}\", path = \"*.json\", until = \"2027-03-01\", reason = \"avtalt\" }}]",
                    METAS[0].id
                ),
            ],
            Shape::PerPath => {
                vec![format!("[{{ paths = [\"a/**\"], severity = {{ \"{}\" = \"off\" }} }}]", METAS[0].id)]
            }
            Shape::WordLists => vec!["{ allowed = [\"Barneverntjenesten\"] }".into()],
            Shape::Recipients => vec!["{ x = [\"DAGL\"] }".into()],
            Shape::Templates => CHANNELS
                .iter()
                .map(|word| format!("[{{ files = \"a\", channel = \"{word}\" }}]"))
                .chain(
                    FORMATS.iter().map(|word| format!("[{{ files = \"a\", channel = \"sms\", format = \"{word}\" }}]")),
                )
                .chain(
                    RECIPIENTS
                        .iter()
                        .map(|word| format!("[{{ files = \"a\", channel = \"sms\", recipient = \"{word}\" }}]")),
                )
                .chain(
                    LANGUAGES
                        .iter()
                        .map(|word| format!("[{{ files = \"a\", channel = \"sms\", language = \"{word}\" }}]")),
                )
                .collect(),
        };
        for value in values {
            let toml = format!("{} = {value}", key.name);
            assert!(reads(&toml).is_ok(), "{toml}: {:?}", reads(&toml));
        }
    }
    assert_eq!(LEVELS[..LEVELS.len() - 1], *SEVERITIES);
    for dialect in Dialect::ALL {
        let read = reads(&format!("dialect = \"{}\"", dialect.name())).expect("valid");
        assert_eq!(read.dialect, dialect);
    }
}

#[test]
fn the_schema_says_what_each_key_is_for() {
    let published = schema(&names());
    assert_eq!(published["additionalProperties"], json!(false));
    let properties = published["properties"].as_object().expect("an object");
    assert_eq!(properties.keys().collect::<Vec<_>>(), KEYS.iter().map(|key| key.name).collect::<Vec<_>>());
    for key in KEYS {
        assert_eq!(properties[key.name]["description"], json!(key.about));
    }
    let severities = properties["severity"]["properties"].as_object().expect("an object");
    for meta in METAS {
        assert_eq!(severities[meta.id]["description"], json!(meta.summary), "{}", meta.id);
        assert!(severities.contains_key(meta.family()));
        assert!(meta.catalogue.is_none_or(|id| severities.contains_key(id)));
    }
}

/// The part of the documentation about each key: heading and text.
fn chapters(text: &str) -> Vec<(&str, &str)> {
    text.split("\n## ").skip(1).filter_map(|chapter| chapter.split_once('\n')).collect()
}

#[test]
fn the_documentation_has_a_chapter_for_every_key_and_no_other() {
    let text = fs::read_to_string("docs/configuration.md").expect("the documentation").replace("\r\n", "\n");
    let chapters = chapters(&text);
    let expected: Vec<String> = KEYS
        .iter()
        .map(|key| match key.shape {
            Shape::Levels | Shape::Recipients | Shape::WordLists => format!("`[{}]`", key.name),
            Shape::Templates | Shape::PerPath => format!("`[[{}]]`", key.name),
            _ => format!("`{}`", key.name),
        })
        .collect();
    assert_eq!(chapters.iter().map(|(heading, _)| *heading).collect::<Vec<_>>(), expected);
    for (key, (heading, chapter)) in KEYS.iter().zip(&chapters) {
        for part in ["- Values:", "- Default:", "```toml\n"] {
            assert!(chapter.contains(part), "{heading} lacks `{part}`");
        }
        let words: Vec<&str> = match key.shape {
            Shape::OneOf(words) => words.to_vec(),
            Shape::Levels => LEVELS.to_vec(),
            Shape::Templates => [CHANNELS, FORMATS, LANGUAGES, RECIPIENTS].concat(),
            _ => Vec::new(),
        };
        for word in words {
            assert!(chapter.contains(&format!("`\"{word}\"`")), "{heading} does not name `{word}`");
        }
    }
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    let validator = jsonschema::validator_for(&schema(&names())).expect("a usable schema");
    let mut examples = 0;
    for file in ["docs/configuration.md", "README.md"] {
        let text = fs::read_to_string(file).expect("readable").replace("\r\n", "\n");
        for block in text.split("```toml\n").skip(1) {
            let toml = block.split("```").next().expect("a block");
            assert!(reads(toml).is_ok(), "{file}: {:?}\n{toml}", reads(toml));
            assert!(validator.is_valid(&as_json(toml)), "{file}:\n{toml}");
            examples += 1;
        }
    }
    assert!(examples > KEYS.len());
}
