//! Strings (A.3.3, A.3.9). Where one text is looked for in another, it is the first argument.

use super::{BOOLEAN, Body, INTEGER, Row, STRING, Slot, family, mistyped, row};
use crate::pdp::standard::fault::Fault;
use crate::pdp::standard::value::{DataType, Value};

/// The longest text that is built; what would be longer is an error.
const MAX_LENGTH: usize = 1 << 20;

const TEXT_TYPES: &[(&str, DataType)] = &[("3.0", DataType::String), ("3.0", DataType::AnyUri)];
const URI: Slot = Slot::One(DataType::AnyUri);

pub(super) const ROWS: &[Row] = &[
    row("1.0", "string-normalize-space", &[STRING], STRING, Body::Values(normalize_space)),
    row("1.0", "string-normalize-to-lower-case", &[STRING], STRING, Body::Values(lower_case)),
    row("2.0", "string-concatenate", &[STRING, STRING], STRING, Body::Values(|all| concatenate(all, Value::String)))
        .and_more(STRING),
    row("2.0", "uri-string-concatenate", &[URI, STRING], URI, Body::Values(|all| concatenate(all, Value::AnyUri)))
        .and_more(STRING),
    family(
        TEXT_TYPES,
        "*-starts-with",
        &[STRING, Slot::Own],
        BOOLEAN,
        Body::Values(|both| search(both, |text, part| text.starts_with(part))),
    ),
    family(
        TEXT_TYPES,
        "*-ends-with",
        &[STRING, Slot::Own],
        BOOLEAN,
        Body::Values(|both| search(both, |text, part| text.ends_with(part))),
    ),
    family(
        TEXT_TYPES,
        "*-contains",
        &[STRING, Slot::Own],
        BOOLEAN,
        Body::Values(|both| search(both, |text, part| text.contains(part))),
    ),
    family(TEXT_TYPES, "*-substring", &[Slot::Own, INTEGER, INTEGER], STRING, Body::Values(substring)),
];

/// The text of a string or URI.
fn text(value: &Value) -> Result<&str, Fault> {
    match value {
        Value::String(text) | Value::AnyUri(text) => Ok(text),
        _ => Err(mistyped()),
    }
}

/// The white space at both ends goes; that between words stays.
fn normalize_space(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    Ok(Value::String(text(only)?.trim_matches([' ', '\t', '\n', '\r']).to_owned()))
}

fn lower_case(all: &[Value]) -> Result<Value, Fault> {
    let [only] = all else { return Err(mistyped()) };
    Ok(Value::String(text(only)?.to_lowercase()))
}

fn concatenate(all: &[Value], kind: fn(String) -> Value) -> Result<Value, Fault> {
    let texts = all.iter().map(text).collect::<Result<Vec<_>, _>>()?;
    if texts.iter().map(|text| text.len()).sum::<usize>() > MAX_LENGTH {
        return Err(Fault::processing(format!("the text would be longer than {MAX_LENGTH} bytes")));
    }
    Ok(kind(texts.concat()))
}

fn search(both: &[Value], found: fn(&str, &str) -> bool) -> Result<Value, Fault> {
    let [part, whole] = both else { return Err(mistyped()) };
    Ok(Value::Boolean(found(text(whole)?, text(part)?)))
}

/// From one position up to, and without, another, both counted in characters from nought; -1 is the end of the text.
fn substring(all: &[Value]) -> Result<Value, Fault> {
    let [whole, Value::Integer(from), Value::Integer(to)] = all else { return Err(mistyped()) };
    let whole = text(whole)?;
    let byte = |position: i128| -> Option<usize> {
        let position = usize::try_from(position).ok()?;
        whole.char_indices().map(|(at, _)| at).chain([whole.len()]).nth(position)
    };
    let end = if *to == -1 { Some(whole.len()) } else { byte(*to) };
    let part = byte(*from).zip(end).and_then(|(from, end)| whole.get(from..end));
    let outside = || Fault::processing(format!("the text has no part from {from} to {to}"));
    part.map(|part| Value::String(part.to_owned())).ok_or_else(outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings_count_characters() {
        let part =
            |text: &str, from, to| substring(&[Value::String(text.into()), Value::Integer(from), Value::Integer(to)]);
        assert_eq!(part("blåbær", 2, 4), Ok(Value::String("åb".into())));
        assert_eq!(part("blåbær", 4, -1), Ok(Value::String("ær".into())));
        assert_eq!(part("blåbær", 6, 6), Ok(Value::String(String::new())));
        for (from, to) in [(-1, 2), (2, 1), (0, 7), (7, -1), (0, -2)] {
            assert!(part("blåbær", from, to).is_err(), "{from} {to}");
        }
    }

    #[test]
    fn no_text_grows_without_bound() {
        let half = Value::String("a".repeat(MAX_LENGTH / 2 + 1));
        assert!(concatenate(&[half.clone(), half], Value::String).is_err());
    }
}
