//! Words of another language that a translation left behind.

use crate::rules::grammar::list;
use crate::rules::reading::Reading;
use crate::rules::{Context, Report};
use crate::text::words::{Hit, LEFTOVERS};
use crate::text::{Evidence, Language, Lexicon, sentences};

pub(crate) fn check(texts: &[Reading<'_>], context: &Context<'_>, report: &mut Report<'_>) {
    for reading in texts {
        let evidence = &reading.evidence;
        let Some(language) = reading.declared().or_else(|| evidence.language()) else { continue };
        if reading.prose.find(context.lexicon.of(&LEFTOVERS)).is_empty() {
            continue;
        }
        // A text that is wholly in another language is another matter.
        if evidence.language().is_some_and(|found| is_english(found) != is_english(language)) {
            continue;
        }
        let left: Vec<Hit> = sentences(&reading.prose)
            .into_iter()
            .flat_map(|range| left_in(&reading.prose[range.clone()], range.start, language, context.lexicon))
            .collect();
        tell(reading, &left, language, report);
    }
}

fn is_english(language: Language) -> bool {
    language == Language::English
}

/// The words of the other language in one sentence. A sentence that is all in the other language says the same again for
/// other readers; a word with a capital is a name.
fn left_in(sentence: &str, start: usize, language: Language, lexicon: Lexicon) -> Vec<Hit> {
    let evidence = Evidence::of(sentence, lexicon);
    let norwegian = evidence.weight(Language::Bokmal) + evidence.weight(Language::Nynorsk);
    let english = evidence.weight(Language::English);
    let (own, other) = if is_english(language) { (english, norwegian) } else { (norwegian, english) };
    if own == 0 || other > own {
        return Vec::new();
    }
    let is_strange = |hit: &Hit| {
        is_english(hit.word.language) != is_english(language)
            && sentence[hit.range.clone()].starts_with(char::is_lowercase)
    };
    let moved = |hit: Hit| Hit { range: hit.range.start + start..hit.range.end + start, ..hit };
    lexicon.of(&LEFTOVERS).find(sentence).into_iter().filter(is_strange).map(moved).collect()
}

fn tell(reading: &Reading<'_>, left: &[Hit], language: Language, report: &mut Report<'_>) {
    let Some((first, rest)) = left.split_first() else { return };
    let words: Vec<String> = left.iter().map(|hit| format!("`{}`", reading.part(hit.range.clone()))).collect();
    let (own, other) = if is_english(language) { ("English", "Norwegian") } else { ("Norwegian", "English") };
    let finding = report.at(reading.at(first.range.clone()));
    finding
        .says(format!("{} is {own} and has {other} words: {}", reading.place(), list(&words)))
        .help(format!("write them in {}", language.name()));
    for hit in rest {
        finding.also(reading.at(hit.range.clone()), other);
    }
}
