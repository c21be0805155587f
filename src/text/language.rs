//! Which language a text is written in, by words that belong to one alone.
//!
//! It is said only where the words leave no doubt: names, short texts and texts that are right in both forms of Norwegian
//! stay undecided. The words are in `rules/words/markers.toml`.

use super::folded::Folded;
use super::lexicon::Lexicon;
use super::words::{Hit, MARKER_ENDINGS, MARKERS};
use std::ops::Range;

/// The languages in which notices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Norwegian bokmål, `nb`.
    Bokmal,
    /// Norwegian nynorsk, `nn`.
    Nynorsk,
    /// English, `en`.
    English,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bokmal, Self::Nynorsk, Self::English];

    /// The code by which files and APIs know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bokmal => "nb",
            Self::Nynorsk => "nn",
            Self::English => "en",
        }
    }

    /// How it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bokmal => "bokmål",
            Self::Nynorsk => "nynorsk",
            Self::English => "English",
        }
    }

    /// The language of a code such as `nb`, `nb-NO` or `no`; none if it is another.
    pub fn of_code(code: &str) -> Option<Self> {
        let language = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        match language.as_str() {
            "nb" | "no" | "nob" | "nor" => Some(Self::Bokmal),
            "nn" | "nno" => Some(Self::Nynorsk),
            "en" | "eng" => Some(Self::English),
            _ => None,
        }
    }
}

/// What the words of a text say of its language.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The telling words, each at its first place, in the order of the text.
    pub markers: Vec<Marker>,
}

/// A word that belongs to one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Where it stands.
    pub range: Range<usize>,
    /// The language.
    pub language: Language,
    /// What it weighs, in halves: 2 for a word that is listed, 1 for an ending.
    pub weight: u32,
}

/// What must be found before a language is named, in halves of a word.
const ENOUGH: u32 = 6;
/// By how much it must be ahead of any other.
const MARGIN: u32 = 4;
/// The shortest word whose ending tells, in letters.
const SHORTEST: usize = 6;

impl Evidence {
    /// Looks through a text with the lists of a run. Each word counts once; names, placeholders and addresses should be masked before.
    pub fn of(text: &str, lexicon: Lexicon) -> Self {
        Self::in_folded(text, &Folded::new(text), lexicon)
    }

    /// The same of a text that was folded already.
    pub(super) fn in_folded(text: &str, folded: &Folded, lexicon: Lexicon) -> Self {
        let any = |_: &super::words::Word| true;
        let mut markers: Vec<Marker> =
            lexicon.of(&MARKERS).find_in(folded, &any).iter().map(|hit| marker(hit, 2)).collect();
        let listed: Vec<Range<usize>> = markers.iter().map(|one| one.range.clone()).collect();
        let endings = lexicon.of(&MARKER_ENDINGS).find_in(folded, &any);
        let counts = |hit: &&Hit| text[hit.range.clone()].chars().count() >= SHORTEST && !listed.contains(&hit.range);
        markers.extend(endings.iter().filter(counts).map(|hit| marker(hit, 1)));
        markers.sort_by_key(|one| one.range.start);
        let mut seen: Vec<String> = Vec::new();
        markers.retain(|one| {
            let word = text[one.range.clone()].to_lowercase();
            let is_new = !seen.contains(&word);
            seen.push(word);
            is_new
        });
        Self { markers }
    }

    /// The weight of what speaks for a language, in halves of a word.
    pub fn weight(&self, language: Language) -> u32 {
        self.of_language(language).map(|one| one.weight).sum()
    }

    /// The words that speak for a language.
    pub fn of_language(&self, language: Language) -> impl Iterator<Item = &Marker> {
        self.markers.iter().filter(move |one| one.language == language)
    }

    /// The language, where there is no doubt.
    pub fn language(&self) -> Option<Language> {
        let mut weights = Language::ALL.map(|language| (self.weight(language), language));
        weights.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let [(first, language), (second, _), _] = weights;
        (first >= ENOUGH && first - second >= MARGIN).then_some(language)
    }
}

fn marker(hit: &Hit, weight: u32) -> Marker {
    Marker { range: hit.range.clone(), language: hit.word.language, weight }
}

/// The language of a text, or nothing where that cannot be told.
pub fn language_of(text: &str) -> Option<Language> {
    Evidence::of(text, Lexicon::OURS).language()
}

#[cfg(test)]
mod tests {
    use super::Language::{Bokmal, English, Nynorsk};
    use super::*;

    #[test]
    fn plain_texts_are_told_apart() {
        for (text, language) in [
            ("Påminnelse: virksomheten har ikke åpnet varselet.", Bokmal),
            ("Dere har fått et vedtak fra Eksempelkommune. Opplysninger om klage ligger i Altinn.", Bokmal),
            ("Verksemda har ikkje opna varselet frå Eksempeltilsynet.", Nynorsk),
            ("Du har fått eit brev frå Eksempelkommune. Sjå innboksen i Altinn.", Nynorsk),
            ("You have received a decision from the Example Authority.", English),
        ] {
            assert_eq!(language_of(text), Some(language), "{text}");
        }
    }

    #[test]
    fn what_is_right_in_both_or_too_short_is_not_judged() {
        for text in [
            "",
            "Frist: 1. mars",
            "Ny melding i Altinn",
            "Vedtak om skjenkeløyve er klart",
            "Du kan lese meldinga i innboksen på nettsidene til Altinn. Meldinga gjeld søknaden din.",
            "Nordfjord Bygg AS",
        ] {
            assert_eq!(language_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_word_counts_once_and_says_where_it_stands() {
        let text = "Ikke her, ikke der, ikke i dag.";
        let evidence = Evidence::of(text, Lexicon::OURS);
        assert_eq!(evidence.weight(Bokmal), 2);
        assert_eq!(evidence.markers.first().map(|one| &text[one.range.clone()]), Some("Ikke"));
    }

    #[test]
    fn codes_are_read_as_they_are_written() {
        assert_eq!(Language::of_code("nb-NO"), Some(Bokmal));
        assert_eq!(Language::of_code("NN"), Some(Nynorsk));
        assert_eq!(Language::of_code("se"), None);
    }
}
