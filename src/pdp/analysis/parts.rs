//! Comparisons that look for a part of a text: which values stand for all that they tell apart.
//!
//! A value may hold any of the parts that are looked for, and be part of what it is looked for in: there is a value for every
//! combination. Where other comparisons get in the way, or there are too many, nothing is said of them at all.

use super::same::{Compare, plain_pattern};

/// Stands between parts, and in none of them.
const BETWEEN: char = '¤';
/// So many parts make twice as many values each.
const MAX_PARTS: usize = 6;
/// A longer text has too many parts.
const MAX_LENGTH: usize = 24;

/// The parts that values are searched for.
fn searched<'t>(tests: impl Iterator<Item = (Compare, &'t str)>) -> Vec<&'t str> {
    let is_searched = |(how, text): &(Compare, &str)| match how {
        Compare::Part { .. } => true,
        Compare::AltinnPattern => plain_pattern(text),
        _ => false,
    };
    let mut parts: Vec<&str> = tests.filter(is_searched).map(|(_, text)| text).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Values that hold every combination of the parts that are searched for.
pub(super) fn together(tests: &[(Compare, &str)]) -> Vec<String> {
    let parts = searched(tests.iter().copied());
    if parts.is_empty() || parts.len() > MAX_PARTS {
        return Vec::new();
    }
    let held = |bits: usize| parts.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1);
    let text = |bits| held(bits).flat_map(|(_, part)| part.chars().chain([BETWEEN])).collect();
    (1..1_usize << parts.len()).map(text).collect()
}

/// Every part of a text that values may be, and nothing for one that is too long.
pub(super) fn within(text: &str) -> Vec<String> {
    if text.chars().count() > MAX_LENGTH {
        return Vec::new();
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let from = |(number, start): (usize, &usize)| {
        ends[number..].iter().map(|end| text.get(*start..*end).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    ends.iter().enumerate().flat_map(from).collect()
}

/// Whether the tests of one attribute cannot be told apart by such values.
pub(super) fn are_blurred<'t>(tests: impl Iterator<Item = (Compare, &'t str)> + Clone) -> bool {
    let mut of_parts = tests.clone().filter(|(how, _)| how.is_of_parts()).peekable();
    if of_parts.peek().is_none() {
        return false;
    }
    let is_in_the_way = |(how, text): (Compare, &str)| match how {
        Compare::Exact | Compare::AltinnPattern | Compare::Part { .. } | Compare::Throws | Compare::Unknown => false,
        Compare::PartOf { .. } => text.chars().count() > MAX_LENGTH,
        // Some of the spellings hold the part, and some do not.
        Compare::FoldUpper | Compare::FoldLower => {
            tests.clone().filter(|(how, _)| how.is_of_parts()).any(|(_, part)| {
                let (text, part) = (text.to_lowercase(), part.to_lowercase());
                text.contains(&part) || part.contains(&text)
            })
        }
        _ => true,
    };
    of_parts.any(|(_, text)| text.contains(BETWEEN))
        || searched(tests.clone()).len() > MAX_PARTS
        || tests.clone().any(is_in_the_way)
}
