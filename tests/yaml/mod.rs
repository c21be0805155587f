//! YAML as plain values, for files of build servers.

#![allow(dead_code, clippy::expect_used)]

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

enum Open {
    List(usize, Vec<Value>),
    Mapping(usize, Map<String, Value>, Option<String>),
}

/// The one document of a text; every scalar is a text, and an alias is what it stands for.
///
/// # Errors
/// Why it is no YAML.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: BTreeMap<usize, Value> = BTreeMap::new();
    let mut whole = Value::Null;
    for event in Parser::new_from_str(text) {
        let (anchor, value) = match event.map_err(|error| error.to_string())?.0 {
            Event::Scalar(text, _, anchor, _) => (anchor, Value::String(text.into_owned())),
            Event::Alias(anchor) => (0, anchors.get(&anchor).cloned().ok_or("an alias of nothing")?),
            Event::SequenceStart(anchor, ..) => {
                open.push(Open::List(anchor, Vec::new()));
                continue;
            }
            Event::MappingStart(anchor, ..) => {
                open.push(Open::Mapping(anchor, Map::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop().ok_or("an end too many")? {
                Open::List(anchor, items) => (anchor, Value::Array(items)),
                Open::Mapping(anchor, members, _) => (anchor, Value::Object(members)),
            },
            _ => continue,
        };
        if anchor != 0 {
            anchors.insert(anchor, value.clone());
        }
        match open.last_mut() {
            None => whole = value,
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Mapping(_, members, key)) => match key.take() {
                None => *key = Some(value.as_str().unwrap_or_default().to_owned()),
                Some(key) if members.contains_key(&key) => return Err(format!("`{key}` stands there twice")),
                Some(key) => {
                    members.insert(key, value);
                }
            },
        }
    }
    Ok(whole)
}

/// Every text under a key, wherever it stands; of a list under it, every item, which must be a text.
pub(crate) fn under<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| under(item, key, found)),
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == key => found.push(text),
                    Value::Array(items) if name == key => {
                        found.extend(items.iter().map(|item| item.as_str().expect("a text under the key")));
                    }
                    _ => under(value, key, found),
                }
            }
        }
        _ => {}
    }
}
