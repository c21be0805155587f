//! What must stand in a text before an expression can match there: a few pieces of plain text, one of which every match has.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind};

/// Longer alternatives than these are taken for anything.
const MOST_PIECES: usize = 4096;
/// The largest class of characters that is spelt out.
const LARGEST_CLASS: usize = 8;

/// Pieces of plain text, folded, one of which stands in everything that the expression matches in any letter case; none
/// where it can match without any.
pub(super) fn required(expression: &str) -> Option<Vec<String>> {
    // Read as it is written, so that words stay whole; the text is folded instead.
    let hir = regex_syntax::ParserBuilder::new().multi_line(true).build().parse(expression).ok()?;
    let mut pieces: Vec<String> = pieces(&hir)?.iter().map(|piece| folded(piece)).collect();
    pieces.sort_unstable();
    pieces.dedup();
    (!pieces.is_empty() && pieces.len() <= MOST_PIECES && pieces.iter().all(|piece| !piece.is_empty()))
        .then_some(pieces)
}

fn pieces(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![std::str::from_utf8(&literal.0).ok()?.to_owned()]),
        HirKind::Class(Class::Unicode(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end()).take(LARGEST_CLASS + 1);
            let letters: Vec<String> = letters.map(String::from).collect();
            (!letters.is_empty() && letters.len() <= LARGEST_CLASS).then_some(letters)
        }
        HirKind::Repetition(repetition) if repetition.min > 0 => pieces(&repetition.sub),
        HirKind::Capture(capture) => pieces(&capture.sub),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(pieces).collect();
            all.map(|all| all.concat())
        }
        // Each part must be there, so the one that is hardest to find will do.
        HirKind::Concat(parts) => parts.iter().filter_map(pieces).max_by_key(|pieces| {
            let shortest = pieces.iter().map(String::len).min().unwrap_or_default();
            (shortest, std::cmp::Reverse(pieces.len()))
        }),
        HirKind::Class(Class::Bytes(_)) | HirKind::Repetition(_) | HirKind::Look(_) | HirKind::Empty => None,
    }
}

/// A text with one letter for all those that differ in their case alone.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn fold(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    match letter {
        // Most of what is not ASCII in Norwegian and English.
        'æ' | 'ø' | 'å' | 'é' => letter,
        'Æ' => 'æ',
        'Ø' => 'ø',
        'Å' => 'å',
        _ if !letter.is_alphabetic() => letter,
        _ => smallest(letter),
    }
}

/// The first small letter of those that an expression takes for one another.
fn smallest(letter: char) -> char {
    let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
    class.case_fold_simple();
    let mut all = class.iter().flat_map(|range| range.start()..=range.end());
    all.find(|one| one.to_lowercase().eq([*one])).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_an_expression_takes_for_one_another_are_folded_to_one() {
        // No letter behind these has another case.
        for letter in '\0'..'\u{2_0000}' {
            let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
            class.case_fold_simple();
            for other in class.iter().flat_map(|range| range.start()..=range.end()) {
                assert_eq!(fold(other), fold(letter), "{letter} {other}");
            }
        }
    }

    #[test]
    fn the_pieces_of_an_expression_are_those_that_every_match_has() {
        for (expression, wanted) in [
            ("Sak|vedtak", Some(vec!["sak", "vedtak"])),
            (r"\p{L}*SAK\p{L}*", Some(vec!["sak"])),
            (r"klikk\s+her", Some(vec!["klikk"])),
            (r"\W(?:in+en|[iI] dag)\W", Some(vec![" dag", "en"])),
            (r"(?:sak)?\d", None),
            (r"\d{3}|sak", None),
            ("[ÅÄ]", Some(vec!["ä", "å"])),
            ("a*", None),
        ] {
            let found = required(expression);
            let found: Option<Vec<&str>> = found.as_ref().map(|all| all.iter().map(String::as_str).collect());
            assert_eq!(found, wanted, "{expression}");
        }
    }
}
