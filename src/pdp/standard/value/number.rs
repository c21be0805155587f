//! Booleans and numbers as XML Schema writes them.

use super::Misread;

pub(super) fn boolean(text: &str) -> Result<bool, Misread> {
    match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(format!("`{text}` is no boolean: `true`, `false`, `1` and `0` are").into()),
    }
}

pub(super) fn integer(text: &str) -> Result<i128, Misread> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(format!("`{text}` is no integer").into());
    }
    text.parse().map_err(|_| format!("`{text}` has more than the 38 digits that are kept of an integer").into())
}

pub(super) fn double(text: &str) -> Result<f64, Misread> {
    match text {
        "INF" => return Ok(f64::INFINITY),
        "-INF" => return Ok(f64::NEG_INFINITY),
        "NaN" => return Ok(f64::NAN),
        _ => {}
    }
    // Rust reads all that XML Schema does, and words such as `infinity`, which XML Schema does not.
    let schema = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    let read = if schema { text.parse().ok() } else { None };
    read.ok_or_else(|| format!("`{text}` is no double").into())
}

/// One digit before the point and at least one behind it, then the exponent (XML Schema part 2, §3.2.5.2).
pub(super) fn canonical(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "INF" } else { "-INF" }.to_owned();
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0E{exponent}"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_schemas_forms_are_read() {
        assert_eq!(integer("+007"), Ok(7));
        assert!(integer("1.0").is_err());
        assert!(integer("").is_err());
        assert!(integer("99999999999999999999999999999999999999999").is_err());
        assert_eq!(double("-1.5e2"), Ok(-150.0));
        assert_eq!(double("-INF"), Ok(f64::NEG_INFINITY));
        assert!(double("infinity").is_err());
        assert!(double("e").is_err());
        assert!(boolean("True").is_err());
    }

    #[test]
    fn doubles_have_one_canonical_form() {
        assert_eq!(canonical(150.0), "1.5E2");
        assert_eq!(canonical(1.0), "1.0E0");
        assert_eq!(canonical(-0.0), "-0.0E0");
        assert_eq!(canonical(f64::INFINITY), "INF");
    }
}
