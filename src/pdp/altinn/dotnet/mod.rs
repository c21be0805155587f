//! What two texts come to in .NET, whose library Altinn's engine compares with.
//!
//! Nothing here knows of policies, requests or decisions. Both implementations of the dialect stand on this floor, as both
//! stand on the standard library; what they do with it they do apart. It is held by its own tests, and by the recorded
//! answers of the engine itself.

mod regexp;
mod time;
mod uri;

pub(super) use regexp::Pattern;
pub(super) use time::{dates, instants, times};
pub(super) use uri::uris;

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// .NET throws.
    Throws,
    /// It cannot be told here, for the reason given: .NET may say yes or no, or throw.
    Unknown(&'static str),
}

impl From<bool> for Told {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// `StringComparison.OrdinalIgnoreCase`: each character by its simple upper-case form.
pub(super) fn equal_ignoring_case(a: &str, b: &str) -> bool {
    a == b || a.eq_ignore_ascii_case(b) || (!a.is_ascii() && !b.is_ascii() && simple_upper(a).eq(simple_upper(b)))
}

fn simple_upper(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().map(|character| {
        let mut upper = character.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(one), None) if character.is_ascii() || !one.is_ascii() => one,
            // Characters such as `ß`, whose upper case is longer, stay as they are; and so do `ı` and `ſ`, which would
            // become ASCII (dotnet/runtime, `pal_casing.c`).
            _ => character,
        }
    })
}

/// `int.TryParse`: 32 bits, blanks around and a sign allowed.
pub(super) fn integer(text: &str) -> Option<i32> {
    text.trim_matches(is_blank).parse().ok()
}

/// What `int.Parse` and `DateTime.Parse` skip around a value.
const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_letters_fold() {
        assert!(equal_ignoring_case("FFØR", "ffør"));
        assert!(!equal_ignoring_case("ß", "SS"));
        assert!(!equal_ignoring_case("ßı", "ßi") && !equal_ignoring_case("ſ", "s") && !equal_ignoring_case("ſæ", "Sæ"));
        assert!(equal_ignoring_case("sæ", "SÆ"));
        assert!(!equal_ignoring_case("DAGL", "DAGLI"));
    }

    #[test]
    fn blanks_and_a_sign_belong_to_an_integer() {
        assert_eq!(integer(" 7 "), Some(7));
        assert_eq!(integer("+7"), Some(7));
        for text in ["sju", "", "7 7", "2147483648", "7.0"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
