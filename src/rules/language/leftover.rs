//! Words of another language that a translation left behind.

use crate::rules::grammar::list;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::words::{Hit, LEFTOVERS};
use crate::text::{Evidence, Language, Lexicon, sentences};

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        let evidence = reading.evidence();
        let Some(language) = reading.declared().or_else(|| evidence.language()) else { continue };
        let hits = reading.prose().find(context.lexicon.of(&LEFTOVERS));
        let strange: Vec<Hit> = hits.into_iter().filter(|hit| is_strange(reading, hit, language)).collect();
        if strange.is_empty() {
            continue;
        }
        // A text that is wholly in another language is another matter.
        if evidence.language().is_some_and(|found| is_english(found) != is_english(language)) {
            continue;
        }
        let mut left = Vec::new();
        for sentence in sentences(reading.prose()) {
            let hits = strange.iter().filter(|hit| sentence.start <= hit.range.start && hit.range.end <= sentence.end);
            let mut hits = hits.cloned().peekable();
            if hits.peek().is_some() && !says_it_again(&reading.prose()[sentence.clone()], language, context.lexicon) {
                left.extend(hits);
            }
        }
        tell(reading, &left, language, report);
    }
}

fn is_english(language: Language) -> bool {
    language == Language::English
}

/// Whether a word belongs to the other language. One with a capital is a name.
fn is_strange(reading: &Reading<'_>, hit: &Hit, language: Language) -> bool {
    is_english(hit.word.language) != is_english(language)
        && reading.part(hit.range.clone()).starts_with(char::is_lowercase)
}

/// Whether a sentence is all in the other language: it says the same again for other readers.
fn says_it_again(sentence: &str, language: Language, lexicon: Lexicon) -> bool {
    let evidence = Evidence::of(sentence, lexicon);
    let norwegian = evidence.weight(Language::Bokmal) + evidence.weight(Language::Nynorsk);
    let english = evidence.weight(Language::English);
    let (own, other) = if is_english(language) { (english, norwegian) } else { (norwegian, english) };
    own == 0 || other > own
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
