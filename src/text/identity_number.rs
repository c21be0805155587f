//! Norwegian national identity numbers: `fødselsnummer` and D-number, real and synthetic.
//!
//! Both check digits must hold, as the National Population Register publishes them: until 2032 the first weighted sum leaves
//! no remainder, from then on 0 to 3; the second leaves none. The form says nothing about whether anybody has the number.
//! Source: skatteetaten.github.io/folkeregisteret-api-dokumentasjon, `nytt-fodselsnummer-fra-2032` and
//! `test-for-konsumenter`; the synthetic months of `@navikt/fnrvalidator`.

use std::ops::Range;

/// A number that has the form of a national identity number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityNumber {
    /// Where it stands, the blank or hyphen after the date included.
    pub range: Range<usize>,
    /// Whether its month marks it as made for tests.
    pub synthetic: bool,
}

const DIGITS: usize = 11;
const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/// What is added to the month of synthetic numbers, and taken away here.
const SYNTHETIC: [u32; 3] = [40, 65, 80];
/// Words before a number of eleven digits that is something else: a bank account, an order for payment.
const OTHER_NUMBERS: [&str; 5] = ["konto", "account", "iban", "kid", "kundeid"];
/// Words before a number that is one after all, whatever stands further in front.
const OF_PERSONS: [&str; 6] = ["fnr", "fødselsnummer", "fødselsnr", "fodselsnummer", "personnummer", "dnr"];
/// How far before a number such a word counts, in characters.
const REACH: usize = 24;

/// Every identity number in a text, written as 11 digits or with a blank or hyphen after the sixth.
pub fn identity_numbers(text: &str) -> Vec<IdentityNumber> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|character: char| character.is_ascii_digit()) {
        let start = at + offset;
        let (len, number) = number_at(&text[start..]);
        let stands_alone = !text[..start].ends_with(|before: char| before.is_alphanumeric() || before == '$')
            && is_end(&text[start + len..])
            && (len == DIGITS || !is_grouped(&text[..start]));
        if let Some(synthetic) = number.filter(|_| stands_alone).and_then(|digits| form(&digits))
            && !is_other(&text[..start])
        {
            found.push(IdentityNumber { range: start..start + len, synthetic });
        }
        at = start + len;
    }
    found
}

/// Whether a whole text is an identity number; and if so, whether it is a synthetic one.
pub fn is_identity_number(text: &str) -> Option<bool> {
    let (len, digits) = number_at(text);
    digits.filter(|_| len == text.len()).and_then(|digits| form(&digits))
}

/// The run of digits at the start, or two runs of six and five; and its digits if there are eleven.
fn number_at(text: &str) -> (usize, Option<[u32; DIGITS]>) {
    let run = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = run(0);
    let mut len = first;
    if first == 6
        && let Some(gap) = text[6..].chars().next().filter(|gap| matches!(gap, ' ' | '-' | '\u{a0}'))
        && run(6 + gap.len_utf8()) == 5
    {
        len = 6 + gap.len_utf8() + 5;
    }
    let digits: Vec<u32> = text[..len].chars().filter_map(|digit| digit.to_digit(10)).collect();
    (len.max(1), digits.try_into().ok())
}

/// Whether no further digit or letter belongs to the number.
fn is_end(rest: &str) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        None => true,
        Some('.' | ',' | '-' | '/') => !rest.next().is_some_and(|next| next.is_ascii_digit()),
        Some(next) => !next.is_alphanumeric() && next != '$',
    }
}

/// Whether the text before is a number in groups that goes on.
fn is_grouped(before: &str) -> bool {
    before.strip_suffix([' ', '-', '\u{a0}']).is_some_and(|rest| rest.ends_with(|last: char| last.is_ascii_digit()))
}

fn is_other(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(REACH).collect();
    let tail: String = tail.into_iter().rev().collect::<String>().to_lowercase();
    let says_other = |word: &str| OTHER_NUMBERS.contains(&word) || word.contains("konto");
    tail.rsplit(|character: char| !character.is_alphanumeric())
        .find(|word| says_other(word) || OF_PERSONS.contains(word))
        .is_some_and(says_other)
}

/// Whether the digits are an identity number; and if so, whether a synthetic one.
fn form(digits: &[u32; DIGITS]) -> Option<bool> {
    let weighed = |weights: &[u32]| weights.iter().zip(digits).map(|(weight, digit)| weight * digit).sum::<u32>() % 11;
    if weighed(&FIRST) > 3 || weighed(&SECOND) != 0 {
        return None;
    }
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    let (day, month, year) = (pair(0), pair(2), pair(4));
    let day = if day > 40 { day - 40 } else { day };
    let offset = SYNTHETIC.into_iter().find(|offset| (1..=12).contains(&month.wrapping_sub(*offset)));
    let month = month - offset.unwrap_or(0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        _ => return None,
    };
    (1..=last).contains(&day).then_some(offset.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        identity_numbers(text).into_iter().map(|number| (&text[number.range], number.synthetic)).collect()
    }

    #[test]
    fn synthetic_numbers_are_found_in_every_spelling() {
        for text in ["01819010001", "018190 10001", "018190-10001"] {
            assert_eq!(found(&format!("Kari ({text}) har fått eit brev.")), [(text, true)]);
            assert_eq!(is_identity_number(text), Some(true));
        }
    }

    #[test]
    fn the_nearest_word_says_which_number_it_is() {
        assert_eq!(found("KID 1234, fnr. 01819010001"), [("01819010001", true)]);
        assert!(found("fnr. eller kontonr. 01819010001").is_empty());
    }

    /// Builds a number with the given date, so that no real one has to stand here.
    fn made(date: &str, first_remainder: u32) -> String {
        for serial in 100..1000 {
            for check in 0..100 {
                let number = format!("{date}{serial}{check:02}");
                let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).collect();
                let sum = |weights: &[u32]| weights.iter().zip(&digits).map(|(a, b)| a * b).sum::<u32>() % 11;
                if sum(&FIRST) == first_remainder && sum(&SECOND) == 0 {
                    return number;
                }
            }
        }
        panic!("no number for {date}")
    }

    #[test]
    fn dates_d_numbers_and_the_form_of_2032_are_known() {
        for (date, synthetic) in [
            ("010190", false),
            ("410190", false),
            ("014190", true),
            ("016690", true),
            ("418190", true),
            ("290204", false),
        ] {
            for remainder in 0..4 {
                assert_eq!(is_identity_number(&made(date, remainder)), Some(synthetic), "{date}");
            }
            assert_eq!(is_identity_number(&made(date, 4)), None, "{date}");
        }
        for date in ["310490", "290203", "000190", "011390", "720190", "015390", "019390"] {
            assert_eq!(is_identity_number(&made(date, 0)), None, "{date}");
        }
    }

    #[test]
    fn other_numbers_are_not_taken_for_one() {
        for text in [
            "Kontonummer 01819010001",
            "Bankkonto: 01819010001",
            "KID 01819010001",
            "01819010002",
            "org.nr. 123456785",
            "+4701819010001",
            "01819010001234",
            "12 018190 10001",
            "01819010001.50",
            "sak2026-01819010001a",
            "$01819010001$",
            "01819 010001",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
