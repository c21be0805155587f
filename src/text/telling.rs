//! Words that tell what a text is, in bokmål, nynorsk and English. The words are data, in `rules/words/`.

use super::lexicon::Lexicon;
use super::wording::Wording;
use super::words::{ACCESS, CODES, CONFIDENTIAL, DECISIONS, REMINDING, TEST_MARKERS};
use std::ops::Range;

/// The word of a decision, or of an advance notice of one, that stands in a text.
pub fn legal_word(text: &Wording, lexicon: Lexicon) -> Option<&'static str> {
    text.find(lexicon.of(&DECISIONS)).first().map(|hit| hit.word.text.trim_matches('*'))
}

/// Whether a text says that it is a reminder.
pub fn says_that_it_reminds(text: &Wording, lexicon: Lexicon) -> bool {
    text.has(lexicon.of(&REMINDING))
}

/// Whether a text says that something is confidential.
pub fn says_confidential(text: &Wording, lexicon: Lexicon) -> bool {
    text.has(lexicon.of(&CONFIDENTIAL))
}

/// Whether a text speaks of access that somebody must have.
pub fn speaks_of_access(text: &Wording, lexicon: Lexicon) -> bool {
    text.has(lexicon.of(&ACCESS))
}

/// Whether a text speaks of a code or a word to log in with.
pub fn speaks_of_code(text: &Wording, lexicon: Lexicon) -> bool {
    text.has(lexicon.of(&CODES))
}

/// The byte range of a word that only tests have; whole words count, so `attest` is none. There are other tests than those of
/// programs, so `test` alone counts where it stands in front, in brackets, before a number or in capitals.
pub fn test_marker(text: &Wording, lexicon: Lexicon) -> Option<Range<usize>> {
    let is_ours = |range: &Range<usize>| {
        let (before, word, after) =
            (text[..range.start].trim_end(), &text[range.clone()], text[range.end..].trim_start());
        let stands_apart = before.is_empty()
            || before.ends_with(['(', '[', ':', '-'])
            || after.starts_with([')', ']', ':', '#'])
            || after.starts_with(|next: char| next.is_ascii_digit());
        !word.eq_ignore_ascii_case("test") || word == "TEST" || stands_apart
    };
    text.find(lexicon.of(&TEST_MARKERS)).into_iter().map(|hit| hit.range).find(is_ours)
}

/// A text as it is compared with another: without the difference of case, blanks and punctuation.
pub fn squeezed(text: &str) -> String {
    letters(text).collect()
}

/// Whether two texts are the same when squeezed, and say something.
pub fn same_words(one: &str, other: &str) -> bool {
    letters(one).next().is_some() && letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_where_they_begin() {
        assert_eq!(
            legal_word(&Wording::of("Eksempelkommune har gjort eit Vedtak om løyve"), Lexicon::OURS),
            Some("vedtak")
        );
        assert_eq!(legal_word(&Wording::of("Vedtaket ligger i innboksen"), Lexicon::OURS), Some("vedtak"));
        assert_eq!(legal_word(&Wording::of("Et kortvarig vedtektsbrev"), Lexicon::OURS), None);
        assert!(says_that_it_reminds(&Wording::of("PÅMINNING: du har ikkje svart"), Lexicon::OURS));
        assert!(!says_that_it_reminds(&Wording::of("Du har fått et brev"), Lexicon::OURS));
        assert!(
            speaks_of_code(&Wording::of("Engangskoden din er 123456"), Lexicon::OURS)
                && !speaks_of_code(&Wording::of("Du har fått et brev"), Lexicon::OURS)
        );
    }

    #[test]
    fn a_marker_is_a_whole_word() {
        let found = |text: &'static str| test_marker(&Wording::of(text), Lexicon::OURS).map(|range| &text[range]);
        assert_eq!(found("Æ: Test fra utvikler"), Some("Test"));
        assert_eq!(found("lorem ipsum"), Some("lorem"));
        assert_eq!(found("Du må levere attest"), None);
        assert_eq!(found("Your HIV test result is ready"), None);
        assert_eq!(found("Varsel (test 3)"), Some("test"));
        assert_eq!(found(""), None);
    }
}
