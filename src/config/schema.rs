//! The configuration as JSON Schema, for editors that complete and check it while it is written.

use super::keys::{KEYS, Key, LEVELS, Shape};
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
            "recipients": { "type": "array", "items": { "type": "string", "pattern": "\\S" } },
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
        Shape::Day => json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Shape::Texts => json!({ "$ref": "#/$defs/texts" }),
        Shape::Levels => {
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
        Shape::WordLists => json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/texts" } }),
        Shape::Recipients => json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/recipients" } }),
    };
    if let Some(object) = value.as_object_mut() {
        object.insert("description".to_owned(), key.about.into());
    }
    value
}
