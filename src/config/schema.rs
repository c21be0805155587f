//! The configuration as JSON Schema, for editors that complete and check it while it is written.

use super::keys::{KEYS, Key, LEVELS, PURPOSES, Shape};
use super::templates::{CHANNELS, FORMATS, LANGUAGES, RECIPIENTS};
use serde_json::{Map, Value, json};

/// A name that a severity may be given to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeverityName {
    /// A rule id, the id of the same defect in the catalogue, or a family.
    pub name: String,
    /// What it stands for, in one line.
    pub about: String,
}

/// The JSON Schema (draft 2020-12) of `notify-lint.toml`. `names` are those that a severity may be given to, in the order
/// in which an editor shall offer them. The program reads them in any letter case; the schema knows the spelling given.
pub fn schema(names: &[SeverityName]) -> Value {
    let properties: Map<String, Value> = KEYS.iter().map(|key| (key.name.to_owned(), of_key(key, names))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/schemas/notify-lint.schema.json"),
        "title": super::FILE_NAME,
        "description": "Who is meant to be notified, and how much each rule of notify-lint weighs. Every key is optional.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": {
            "level": { "enum": LEVELS },
            "texts": { "type": "array", "items": { "type": "string" } },
            "template": template(),
            "path": { "type": "string", "pattern": "^\\$" },
            "recipients": { "type": "array", "items": { "type": "string", "pattern": "\\S" } },
            "exception": exception(),
            "words": words(),
        },
    })
}

/// Rules of a house, which no schema can know: `pack/name` where the pack is none of our families.
fn house_rules(names: &[SeverityName]) -> String {
    let mut families: Vec<&str> =
        names.iter().filter_map(|name| name.name.split_once('/')).map(|(one, _)| one).collect();
    families.dedup();
    format!("^(?!(?:{})/)[^/]+/[^/]+$", families.join("|"))
}

fn of_key(key: &Key, names: &[SeverityName]) -> Value {
    let mut value = match key.shape {
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Day => day(),
        Shape::Texts => json!({ "$ref": "#/$defs/texts" }),
        Shape::Levels => levels(names),
        Shape::Text => json!({ "type": "string" }),
        Shape::Ignore => {
            json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/exception" }] } })
        }
        Shape::PerPath => json!({ "type": "array", "items": {
            "type": "object",
            "properties": { "paths": { "$ref": "#/$defs/texts" }, "severity": levels(names), "purpose": { "enum": PURPOSES } },
            "required": ["paths"],
            "anyOf": [{ "required": ["severity"] }, { "required": ["purpose"] }],
            "additionalProperties": false,
        } }),
        Shape::WordLists => json!({ "type": "object", "additionalProperties": {
            "anyOf": [{ "$ref": "#/$defs/texts" }, { "$ref": "#/$defs/words" }],
        } }),
        Shape::Templates => json!({ "type": "array", "items": { "$ref": "#/$defs/template" } }),
        Shape::Recipients => json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/recipients" } }),
    };
    if let Some(object) = value.as_object_mut() {
        object.insert("description".to_owned(), key.about.into());
    }
    value
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

fn levels(names: &[SeverityName]) -> Value {
    let levels: Map<String, Value> = names
        .iter()
        .map(|name| (name.name.clone(), json!({ "description": name.about, "$ref": "#/$defs/level" })))
        .collect();
    json!({
        "type": "object",
        "properties": levels,
        "patternProperties": { house_rules(names): { "$ref": "#/$defs/level" } },
        "additionalProperties": false,
    })
}

/// What is changed in a list of words.
fn words() -> Value {
    let texts = |about: &str| json!({ "$ref": "#/$defs/texts", "description": about });
    json!({
        "type": "object",
        "properties": {
            "add": texts("Words that are added, in every language."),
            "nb": texts("Words that are added in bokmål."),
            "nn": texts("Words that are added in nynorsk."),
            "en": texts("Words that are added in English."),
            "remove": texts("Words of the list that are taken out, as the list has them."),
            "instead": {
                "type": "object",
                "additionalProperties": { "type": "string" },
                "description": "What to write instead of a word.",
            },
            "ours": { "type": "boolean", "description": "`false` leaves out every word that is not added here." },
        },
        "additionalProperties": false,
    })
}

/// A finding that is not heard of, and why.
fn exception() -> Value {
    json!({
        "type": "object",
        "properties": {
            "rule": { "anyOf": [{ "type": "string" }, { "$ref": "#/$defs/texts" }], "description": "A rule, a catalogue id or a family, or a list of them." },
            "path": { "type": "string", "description": "A glob, relative to the folder of this file." },
            "anchor": { "type": "string", "description": "The part of the file, as JSON output and SARIF name it." },
            "until": day(),
            "reason": { "type": "string", "pattern": "\\S", "description": "Why." },
        },
        "required": ["rule", "path", "reason"],
        "additionalProperties": false,
    })
}

/// An entry of `[[templates]]`.
fn template() -> Value {
    let path = json!({ "$ref": "#/$defs/path" });
    let fields: Map<String, Value> = CHANNELS.iter().map(|channel| ((*channel).to_owned(), path.clone())).collect();
    json!({
        "type": "object",
        "required": ["files"],
        "oneOf": [{ "required": ["channel"] }, { "required": ["fields"] }],
        "properties": {
            "files": { "type": "string", "pattern": "\\S", "description": "A glob of the files, relative to the folder of this file." },
            "channel": { "enum": CHANNELS, "description": "Where the text is shown." },
            "field": { "description": "Where in the file the text is; without it, the whole file is the text.", "$ref": "#/$defs/path" },
            "fields": {
                "type": "object",
                "description": "The paths of several texts, one for each channel.",
                "properties": fields,
                "additionalProperties": false,
                "minProperties": 1,
            },
            "format": { "enum": FORMATS, "description": "What the text is written in." },
            "language": {
                "description": "The language of the text, or the path of the field that says it.",
                "anyOf": [{ "enum": LANGUAGES }, path],
            },
            "recipient": { "enum": RECIPIENTS, "description": "Who the text goes to." },
            "resource": { "type": "string", "pattern": "\\S", "description": "The resource that the notice is sent for." },
        },
        "additionalProperties": false,
        "dependentSchemas": { "field": { "required": ["channel"] } },
    })
}
