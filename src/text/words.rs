//! Words that tell what a text is, in bokmål, nynorsk and English.

/// Beginnings of words that belong to a decision or to an advance notice of one.
const LEGAL: &[&str] = &[
    "vedtak",
    "enkeltvedtak",
    "pålegg",
    "forhåndsvarsel",
    "førehandsvarsel",
    "tvangsmulkt",
    "klagefrist",
    "oppsigelse",
    "oppseiing",
    "overtredelsesgebyr",
    "advance notice",
    "coercive fine",
    "time limit for appeal",
    "deadline for appeal",
];
/// What a reminder calls itself.
const REMINDING: &[&str] =
    &["påminnelse", "påminning", "purring", "minner", "minnar", "reminder", "remind", "husk", "minne om", "minne deg"];
const CONFIDENTIAL: &[&str] =
    &["taushetsbelagt", "taushetsbelagte", "teiepliktig", "teieplikt", "taushetsplikt", "confidential"];
const ACCESS: &[&str] =
    &["tilgang", "deleger", "rettighet", "lesetilgang", "rett til", "fullmakt", "access", "delegat"];
const MARKERS: &[&str] = &["test", "todo", "fixme", "lorem", "ipsum", "xxx", "asdf", "tt02", "dummy", "foobar"];

/// The word of a decision, or of an advance notice of one, that stands in a text.
pub fn legal_word(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    LEGAL.iter().copied().find(|word| begins_a_word(&text, word))
}

/// Whether a text says that it is a reminder.
pub fn says_that_it_reminds(text: &str) -> bool {
    let text = text.to_lowercase();
    REMINDING.iter().any(|word| begins_a_word(&text, word))
}

/// Whether a text speaks of a code or a word to log in with.
pub fn speaks_of_code(text: &str) -> bool {
    let text = text.to_lowercase();
    ["kode", "code", "passord", "password", "pin"].iter().any(|word| text.contains(word))
}

/// Whether a text says that something is confidential.
pub fn says_confidential(text: &str) -> bool {
    let text = text.to_lowercase();
    CONFIDENTIAL.iter().any(|word| text.contains(word))
}

/// Whether a text speaks of access that somebody must have.
pub fn speaks_of_access(text: &str) -> bool {
    let text = text.to_lowercase();
    ACCESS.iter().any(|word| text.contains(word))
}

/// The byte range of a word that only tests have; whole words count, so `attest` is none.
pub fn test_marker(text: &str) -> Option<std::ops::Range<usize>> {
    let mut at = 0;
    for word in text.split(|one: char| !one.is_alphanumeric()) {
        let start = at;
        at += word.len() + text[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        if MARKERS.iter().any(|marker| word.eq_ignore_ascii_case(marker)) {
            return Some(start..start + word.len());
        }
    }
    None
}

/// Whether a word, or several, stand in a text at the beginning of a word. Both are in lower case.
fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| !text[..at].ends_with(char::is_alphanumeric))
}

/// A text as it is compared with another: without the difference of case, blanks and punctuation.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_where_they_begin() {
        assert_eq!(legal_word("Eksempelkommune har gjort eit Vedtak om løyve"), Some("vedtak"));
        assert_eq!(legal_word("Vedtaket ligger i innboksen"), Some("vedtak"));
        assert_eq!(legal_word("Et kortvarig vedtektsbrev"), None);
        assert!(says_that_it_reminds("PÅMINNING: du har ikkje svart"));
        assert!(!says_that_it_reminds("Du har fått et brev"));
    }

    #[test]
    fn a_marker_is_a_whole_word() {
        let found = |text: &'static str| test_marker(text).map(|range| &text[range]);
        assert_eq!(found("Æ: Test fra utvikler"), Some("Test"));
        assert_eq!(found("lorem ipsum"), Some("lorem"));
        assert_eq!(found("Du må levere attest"), None);
        assert_eq!(found(""), None);
    }
}
