//! Sentences and how heavy they are to read.

use super::html::FILLED_IN;
use std::ops::Range;

/// Words that end in a full stop and end no sentence.
const ABBREVIATIONS: &[&str] = &[
    "f.eks", "bl.a", "m.m", "m.v", "mv", "o.l", "d.v.s", "dvs", "e.l", "kl", "org", "nr", "org.nr", "saksnr", "tlf",
    "tel", "pkt", "jf", "ref", "st", "gnr", "bnr", "a.s", "s.u", "t.o.m", "f.o.m", "ca", "inkl", "evt", "ev", "osv",
    "fvl", "pga", "mht", "iht", "vedr", "adr", "dir", "ang", "forts", "maks", "min", "mnd", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "okt", "nov", "des", "no", "e.g", "i.e", "mr", "mrs", "dr", "etc", "approx",
    "dept", "art", "avd",
];
/// From how many letters on a word is long, as LIX has it.
const LONG: usize = 7;

/// The sentences of a text. A line break ends one too; a full stop behind an abbreviation or an ordinal does not.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        let ends = match character {
            '\n' => true,
            '!' | '?' | '…' => next.is_none_or(char::is_whitespace),
            '.' => next.is_none_or(char::is_whitespace) && !goes_on(&text[start..at], &text[end..]),
            _ => false,
        };
        if ends {
            push(text, start..end, &mut found);
            start = end;
        }
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let whole = &text[range.clone()];
    let inner = whole.trim();
    if words(inner) > 0 {
        let start = range.start + (whole.len() - whole.trim_start().len());
        found.push(start..start + inner.len());
    }
}

/// Whether the full stop between two texts ends no sentence.
fn goes_on(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|one: char| !one.is_alphanumeric()).to_lowercase();
    let next = after.trim_start().chars().next();
    let is_ordinal = word.chars().all(|one| one.is_ascii_digit()) && !word.is_empty();
    let follows_small = next.is_some_and(|one| one.is_lowercase() || one.is_ascii_digit());
    (is_ordinal && follows_small) || ABBREVIATIONS.contains(&word.as_str())
}

/// How many words a text has.
pub fn words(text: &str) -> usize {
    each_word(text).count()
}

fn each_word(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.contains(|one: char| one.is_alphanumeric() || one == FILLED_IN))
}

/// The readability index LIX: words in a sentence plus the share of long words in percent. Below 30 is very easy, above 50
/// hard, above 60 very hard. None for a text without words.
pub fn lix(text: &str) -> Option<usize> {
    let count = words(text);
    let sentences = sentences(text).len().max(1);
    let is_long = |word: &&str| word.chars().filter(|one| one.is_alphanumeric()).count() >= LONG;
    let long = each_word(text).filter(is_long).count();
    (count > 0).then(|| count / sentences + 100 * long / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_and_dates_end_no_sentence() {
        let text = "Nordfjord Bygg AS (org.nr. 123456785) må svare innen 15. januar kl. 09.00, f.eks. i Altinn. Les mer der! Hei?";
        assert_eq!(found(text).len(), 3);
        assert_eq!(found("Frist: 31.12.2026. Svar i Altinn."), ["Frist: 31.12.2026.", "Svar i Altinn."]);
        assert_eq!(found("Hei\n\nLes det.\n"), ["Hei", "Les det."]);
        assert!(found(" . \n - ").is_empty());
    }

    #[test]
    fn heavy_texts_weigh_more() {
        let light = "Send oss dokumentene innen 1. april. Vedtaket finner du i Altinn.";
        let heavy = "Det bes om at innsending av dokumentasjon foretas i henhold til vedtak av 3. mars vedrørende søknad om bevilling.";
        assert!(lix(light) < Some(40) && lix(heavy) > Some(45), "{:?} {:?}", lix(light), lix(heavy));
        assert_eq!(lix(" . "), None);
        assert_eq!(words("Frist: 1. mars – i Altinn"), 5);
    }
}
