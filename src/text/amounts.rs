//! Figures that say how much: money, percent, days, weeks and months.

/// Words beside a figure that make it an amount.
const UNITS: [&str; 23] = [
    "kr", "kroner", "krone", "nok", "%", "prosent", "percent", "dag", "dagar", "dager", "day", "days", "veke", "veker",
    "uke", "uker", "week", "weeks", "månad", "månader", "måned", "måneder", "months",
];
/// The most digits of an amount; what is longer is the number of something.
const MOST: usize = 9;

/// The digits of every amount in a text, in order, without what parts thousands: `12000` for `12 000 kr` and `NOK 12,000`.
pub fn amounts(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let start = at;
        at += 1;
        if !word.starts_with(|one: char| one.is_ascii_digit()) {
            continue;
        }
        while words.get(at).is_some_and(|next| is_group(next)) {
            at += 1;
        }
        let digits: String = words[start..at].concat().chars().filter(char::is_ascii_digit).collect();
        let beside = [start.checked_sub(1).and_then(|before| words.get(before)), words.get(at)];
        let is_amount = words[at - 1].trim_end_matches(['.', ',']).ends_with('%')
            || beside.into_iter().flatten().any(|word| UNITS.contains(&bare(word).as_str()));
        found.extend(Some(digits).filter(|digits| is_amount && digits.len() <= MOST));
    }
    found
}

/// Three digits, as thousands are grouped.
fn is_group(word: &str) -> bool {
    let bare = bare(word);
    bare.len() == 3 && bare.bytes().all(|byte| byte.is_ascii_digit())
}

fn bare(word: &str) -> String {
    word.trim_matches(|one: char| matches!(one, '.' | ',' | '!' | '?' | '(' | ')' | ':' | ';')).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_the_same_however_they_are_grouped() {
        for (text, digits) in [
            ("Gebyret er 12 000 kr.", "12000"),
            ("Gebyret er kr 12.000,", "12000"),
            ("a fee of NOK 12,000.", "12000"),
            ("Svar innan 14 dagar", "14"),
            ("5 % av leiga", "5"),
            ("a rent of 5%.", "5"),
        ] {
            assert_eq!(amounts(text), [digits], "{text}");
        }
    }

    #[test]
    fn other_figures_are_none() {
        for text in ["sak 2026/123", "1. mars 2027", "ååå 12", "gnr. 14", "org.nr. 123456785", "kl. 09.00", "", "12"]
        {
            assert!(amounts(text).is_empty(), "{text}: {:?}", amounts(text));
        }
    }
}
