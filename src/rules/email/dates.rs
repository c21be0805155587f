//! Days of the year that a text names.

use std::ops::Range;

/// A day as a text names it, mostly without its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NamedDay {
    pub(super) range: Range<usize>,
    pub(super) day: u8,
    pub(super) month: u8,
}

/// The months in bokmål, nynorsk and English, with the usual short forms.
const MONTHS: [&[&str]; 12] = [
    &["januar", "january", "jan"],
    &["februar", "february", "feb"],
    &["mars", "march", "mar"],
    &["april", "apr"],
    &["mai", "may"],
    &["juni", "june", "jun"],
    &["juli", "july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "october", "okt", "oct"],
    &["november", "nov"],
    &["desember", "december", "des", "dec"],
];

/// Every day that is named as `12. mars`, `March 12`, `12.03.2027` or `2027-03-12`.
pub(super) fn named_days(text: &str) -> Vec<NamedDay> {
    let words = words(text);
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let part = &text[word.clone()];
        if let Some((day, month)) = in_figures(part) {
            found.push(NamedDay { range: word.clone(), day, month });
            continue;
        }
        let Some(month) = month(part) else { continue };
        let beside = |other: Option<&Range<usize>>| Some((other?.clone(), day(&text[other?.clone()])?));
        let before = index.checked_sub(1).and_then(|before| beside(words.get(before)));
        // `12th of March`.
        let before = before.or_else(|| {
            let of = words.get(index.checked_sub(1)?)?;
            (&text[of.clone()] == "of").then(|| beside(words.get(index.checked_sub(2)?)))?
        });
        if let Some((range, day)) = before {
            found.push(NamedDay { range: range.start..word.end, day, month });
        } else if let Some((range, day)) = beside(words.get(index + 1)) {
            found.push(NamedDay { range: word.start..range.end, day, month });
        }
    }
    found
}

fn words(text: &str) -> Vec<Range<usize>> {
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|one: char| one.is_whitespace() || "()<>\"«»,;:!?".contains(one))
        .filter(|part| !part.is_empty())
        .map(|part| start_of(part)..start_of(part) + part.trim_end_matches('.').len().max(1))
        .collect()
}

fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    u8::try_from(at + 1).ok()
}

fn day(word: &str) -> Option<u8> {
    let word = ["st", "nd", "rd", "th", "."].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    word.parse().ok().filter(|day| (1..=31).contains(day))
}

/// `12.03.2027`, `12/3/2027` or `2027-03-12`.
fn in_figures(word: &str) -> Option<(u8, u8)> {
    let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (day, month, year) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    let is_year = matches!(year.len(), 2 | 4) && year.bytes().all(|one| one.is_ascii_digit());
    let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
    (is_year && (1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, u8, u8)> {
        named_days(text).into_iter().map(|one| (&text[one.range], one.day, one.month)).collect()
    }

    #[test]
    fn days_are_read_in_three_languages_and_in_figures() {
        assert_eq!(found("Frist: 12. mars 2027."), [("12. mars", 12, 3)]);
        assert_eq!(found("innan 3. desember."), [("3. desember", 3, 12)]);
        assert_eq!(found("by March 12, or the 1st of May"), [("March 12", 12, 3), ("1st of May", 1, 5)]);
        assert_eq!(
            found("12.03.2027, 2027-03-12 (1/4/27)"),
            [("12.03.2027", 12, 3), ("2027-03-12", 12, 3), ("1/4/27", 1, 4)]
        );
        assert!(found("du mai 45. mars 2027 1.2.3 17.00-18.00 sak 2027/12").is_empty());
    }
}
