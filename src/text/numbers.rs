//! Numbers of organisations and bank accounts, and telephone numbers.
//!
//! Source: check digits as Brønnøysundregistrene and the banks publish them (modulus 11); telephone numbers by Nkom's plan of
//! numbers. That a number has the form of one says nothing about whether anybody has it.

use std::ops::Range;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where it stands, with the blanks or stops inside.
    pub range: Range<usize>,
    /// What it is.
    pub kind: NumberKind,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// Of an organisation: nine digits, the last of which checks the others.
    Organisation,
    /// Of a bank account: eleven digits, written in groups of 4, 2 and 5 or named as one.
    Account,
    /// A telephone in Norway: eight digits, or with `+47` or `0047` before.
    Phone,
    /// A telephone in Norway for which the caller pays more: 82 and 829.
    PremiumPhone,
    /// A telephone in another country, with `+` or `00` before.
    ForeignPhone,
}

const OF_ORGANISATION: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
const OF_ACCOUNT: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// Whether nine digits are an organisation number.
pub fn is_organisation_number(digits: &str) -> bool {
    has_check_digit(digits, &OF_ORGANISATION)
}

/// Whether eleven digits are an account number.
pub fn is_account_number(digits: &str) -> bool {
    has_check_digit(digits, &OF_ACCOUNT)
}

/// Whether the last digit makes the weighted sum of the others a multiple of eleven.
fn has_check_digit(text: &str, weights: &[u32]) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|one| one.to_digit(10)).collect();
    let Some((check, front)) = digits.split_last() else { return false };
    let sum: u32 = front.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    digits.len() == text.len()
        && front.len() == weights.len()
        && digits.iter().any(|digit| *digit != 0)
        && (sum + check).is_multiple_of(11)
}

/// Words before eight digits that are no telephone number.
const OTHER_NUMBERS: [&str; 12] =
    ["sak", "saks", "saksnr", "saksnummer", "ref", "referanse", "id", "kid", "nr", "konto", "case", "orgnr"];

/// Every number in a text that is one of these, in order.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|one: char| one.is_ascii_digit() || one == '+') {
        let start = at + offset;
        let len = run(&text[start..]);
        let end = start + len;
        let stands_alone = !text[..start].ends_with(|one: char| one.is_alphanumeric() || "$-/.,_#&".contains(one))
            && !text[end..].starts_with(|one: char| one.is_alphanumeric() || one == '$')
            && !has_further_digits(&text[end..]);
        if let Some(kind) = kind_of(&text[start..end], &text[..start]).filter(|_| stands_alone) {
            found.push(Number { range: start..end, kind });
        }
        at = end.max(start + 1);
    }
    found
}

/// The bytes of digits at the start of a text, single blanks, stops and hyphens between them.
fn run(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut len = usize::from(text.starts_with('+'));
    loop {
        let digits = bytes[len..].iter().take_while(|one| one.is_ascii_digit()).count();
        if digits == 0 {
            break;
        }
        len += digits;
        let gap =
            text[len..].chars().next().filter(|one| matches!(one, ' ' | '.' | '\u{a0}')).map_or(0, char::len_utf8);
        if gap == 0 || !bytes.get(len + gap).is_some_and(u8::is_ascii_digit) {
            break;
        }
        len += gap;
    }
    len
}

fn has_further_digits(rest: &str) -> bool {
    let mut rest = rest.chars();
    matches!(rest.next(), Some('-' | '/' | ',' | ':')) && rest.next().is_some_and(|one| one.is_ascii_digit())
}

fn kind_of(written: &str, before: &str) -> Option<NumberKind> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let has_stops = written.contains('.');
    let word = last_word(before);
    let groups: Vec<usize> = written.split([' ', '.', '\u{a0}']).map(str::len).collect();
    let is_called = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    if let Some(abroad) =
        written.strip_prefix('+').map(str::to_owned).or_else(|| digits.strip_prefix("00").map(str::to_owned))
    {
        let number: String = abroad.chars().filter(char::is_ascii_digit).collect();
        return match number.strip_prefix("47") {
            Some(inside) => phone(inside),
            None if (7..=15).contains(&number.len())
                && (written.starts_with('+') || is_called(&["tlf", "telefon", "ring", "phone", "call", "mobil"])) =>
            {
                Some(NumberKind::ForeignPhone)
            }
            None => None,
        };
    }
    match digits.len() {
        9 if !has_stops && (groups == [9] || groups == [3, 3, 3]) && is_organisation_number(&digits) => {
            Some(NumberKind::Organisation)
        }
        11 if (groups == [4, 2, 5] || is_called(&["konto", "account"])) && is_account_number(&digits) => {
            Some(NumberKind::Account)
        }
        8 if !has_stops
            && !OTHER_NUMBERS.contains(&word.as_str())
            && is_grouped_as_phone(&groups)
            && !is_date(written) =>
        {
            phone(&digits)
        }
        5 if is_called(&["tlf", "telefon", "ring", "phone", "call"]) && digits.starts_with('0') => {
            Some(NumberKind::Phone)
        }
        _ => None,
    }
}

/// Whether eight digits are a day, such as 20261231.
fn is_date(digits: &str) -> bool {
    let part = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    matches!((part(0..4), part(4..6), part(6..8)), (Some(1900..=2099), Some(1..=12), Some(1..=31)))
}

fn is_grouped_as_phone(groups: &[usize]) -> bool {
    matches!(groups, [8] | [2, 2, 2, 2] | [3, 2, 3] | [4, 4])
}

/// The telephone that eight digits of Norway are: subscribers begin with 2 to 9.
fn phone(digits: &str) -> Option<NumberKind> {
    let is_number = digits.len() == 8 && digits.starts_with(|one: char| ('2'..='9').contains(&one));
    let is_dear = digits.starts_with("82");
    is_number.then_some(if is_dear { NumberKind::PremiumPhone } else { NumberKind::Phone })
}

/// The word right before a number, in small letters.
fn last_word(before: &str) -> String {
    let end = before.trim_end_matches(|one: char| !one.is_alphanumeric());
    let start = end
        .rfind(|one: char| !one.is_alphanumeric())
        .map_or(0, |at| at + end[at..].chars().next().map_or(1, char::len_utf8));
    end[start..].to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::NumberKind::{Account, ForeignPhone, Organisation, Phone, PremiumPhone};
    use super::*;

    fn found(text: &str) -> Vec<(&str, NumberKind)> {
        numbers(text).into_iter().map(|one| (&text[one.range], one.kind)).collect()
    }

    #[test]
    fn numbers_are_told_apart() {
        for (text, number, kind) in [
            ("Nordfjord Bygg AS (org.nr. 123456785) har", "123456785", Organisation),
            ("org. no. 123 456 785.", "123 456 785", Organisation),
            ("betal til 1234.56.78903 innen", "1234.56.78903", Account),
            ("kontonummer 12345678903", "12345678903", Account),
            ("Ring oss på 22 00 00 00.", "22 00 00 00", Phone),
            ("tlf. 400 00 000, eller", "400 00 000", Phone),
            ("Ring +47 22 00 00 00", "+47 22 00 00 00", Phone),
            ("Ring 0047 22000000", "0047 22000000", Phone),
            ("Ring 829 00 000", "829 00 000", PremiumPhone),
            ("Ring +46 70 123 45 67", "+46 70 123 45 67", ForeignPhone),
            ("Tlf 02000", "02000", Phone),
        ] {
            assert_eq!(found(text), [(number, kind)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none_of_these() {
        for text in [
            "sak 2026/12345, 123456784, 12345678, 31.12.2026 kl. 09.00",
            "sak 22000000 saksnummer: 22000000",
            "1.500,- 20261231 12 000 000 kr",
            "levert 20261231.",
            "01819010001",
            "$22000000$ a22000000 22000000b 22000000-1",
            "000000000 00000000",
            "+ 47 og +1",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn check_digits_are_reckoned() {
        assert!(is_organisation_number("123456785") && !is_organisation_number("123456786"));
        assert!(!is_organisation_number("12345678") && !is_organisation_number("12345678å"));
        assert!(is_account_number("12345678903") && !is_account_number("12345678904"));
    }
}
