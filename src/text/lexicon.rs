//! The lists of words of a run: ours, and what the configuration changes in them.

use super::language::Language;
use super::words::{ALL, Word, WordList};
use crate::config::WordChange;
use crate::source::Span;
use std::sync::{Mutex, PoisonError};

/// Lists whose words say something of one language only, so that a further word must say which.
const OF_ONE_LANGUAGE: [&str; 4] = ["leftovers", "marker-endings", "markers", "other-form"];
/// So many letters may differ between a name and what was meant.
const MOST: usize = 3;

/// The lists of words that a run goes by.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    /// The lists that are not as ours.
    changed: &'static [&'static WordList],
}

/// Something in the changes that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordMistake {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Lexicon {
    /// Our lists as they are.
    pub const OURS: Self = Self { changed: &[] };

    /// Our lists with changes. Changes to a list that is none of ours are passed over; [`mistakes`] tells of them.
    pub fn with(changes: &[WordChange]) -> Self {
        let ours = |change: &WordChange| WordList::named(&change.name.value);
        let changed: Vec<_> =
            changes.iter().filter_map(|one| ours(one).map(|list| kept(list, words(list, one)))).collect();
        if changed.is_empty() { Self::OURS } else { Self { changed: all_kept(changed) } }
    }

    /// A list of ours as this run has it.
    pub fn of(self, list: &'static WordList) -> &'static WordList {
        self.changed.iter().copied().find(|one| one.name == list.name).unwrap_or(list)
    }

    /// The list of that name.
    pub fn named(self, name: &str) -> Option<&'static WordList> {
        WordList::named(name).map(|list| self.of(list))
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::OURS
    }
}

/// The words of a list after a change.
fn words(list: &WordList, change: &WordChange) -> Vec<Word> {
    let is_removed = |word: &Word| change.remove.iter().any(|one| same(&one.value, word.text));
    let instead =
        |text: &str| change.instead.iter().find(|(word, _)| same(&word.value, text)).map(|(_, to)| to.as_str());
    let mut words: Vec<Word> =
        list.words.iter().filter(|word| change.keeps_ours && !is_removed(word)).copied().collect();
    let every = Language::ALL.into_iter().flat_map(|language| change.add.iter().map(move |word| (word, language)));
    let of_one = Language::ALL
        .into_iter()
        .zip(&change.in_language)
        .flat_map(|(language, some)| some.iter().map(move |word| (word, language)));
    for (word, language) in every.chain(of_one) {
        let text = word.value.trim();
        words.retain(|known| known.language != language || !same(known.text, text));
        words.push(Word { text: leaked(text), language, instead: instead(text).map(leaked) });
    }
    for word in words.iter_mut().filter(|word| word.instead.is_none()) {
        word.instead = instead(word.text).map(leaked);
    }
    words
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.to_lowercase()
}

/// Everything in the changes that cannot be used. `further` are names that are no list of ours and may be given words.
pub fn mistakes(changes: &[WordChange], further: &[&str]) -> Vec<WordMistake> {
    let mut found = Vec::new();
    for change in changes {
        let name = change.name.value.as_str();
        if further.contains(&name) {
            continue;
        }
        let Some(list) = WordList::named(name) else {
            let names: Vec<&str> = ALL.iter().map(|list| list.name).chain(further.iter().copied()).collect();
            let help =
                meant(name, names.iter().copied()).unwrap_or_else(|| format!("the lists are {}", names.join(", ")));
            found.push(WordMistake {
                span: change.name.span,
                message: format!("there is no list of words `{name}`"),
                help,
            });
            continue;
        };
        for word in change.remove.iter().filter(|word| !list.words.iter().any(|known| same(&word.value, known.text))) {
            found.push(WordMistake {
                span: word.span,
                message: format!("the list `{name}` has no `{}` that could be taken out", word.value),
                help: meant(&word.value, list.words.iter().map(|word| word.text))
                    .unwrap_or_else(|| format!("`rules/words/{name}.toml` has the words, each with its `*`")),
            });
        }
        if let Some(word) = change.add.first().filter(|_| OF_ONE_LANGUAGE.contains(&name)) {
            found.push(WordMistake {
                span: word.span,
                message: format!("the words of `{name}` belong to one language each"),
                help: "put them under `nb`, `nn` or `en` instead of `add`".to_owned(),
            });
        }
        let all = words(list, change);
        for (word, _) in change.instead.iter().filter(|(word, _)| !all.iter().any(|one| same(&word.value, one.text))) {
            found.push(WordMistake {
                span: word.span,
                message: format!("`{}` has a replacement and is not in the list `{name}`", word.value),
                help: meant(&word.value, all.iter().map(|word| word.text))
                    .unwrap_or_else(|| "add the word as well, under `nb`, `nn`, `en` or `add`".to_owned()),
            });
        }
    }
    found
}

fn meant<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    let lower = name.trim().to_lowercase();
    let distance = |one: &str| strsim::osa_distance(&lower, &one.to_lowercase());
    let (distance, nearest) = known.map(|one| (distance(one), one)).min()?;
    (distance <= MOST && distance < lower.chars().count()).then(|| format!("did you mean `{nearest}`?"))
}

fn leaked(text: &str) -> &'static str {
    static KEPT: Mutex<Vec<&'static str>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.iter().find(|one| **one == text) {
        return known;
    }
    let text: &'static str = text.to_owned().leak();
    kept.push(text);
    text
}

/// A list lives as long as the program, as ours do. One that was made before is not kept twice, so that an editor may read
/// the same configuration again and again.
fn kept(list: &'static WordList, words: Vec<Word>) -> &'static WordList {
    static KEPT: Mutex<Vec<&'static WordList>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.iter().find(|one| one.name == list.name && one.words == words) {
        return known;
    }
    let made: &'static WordList = Box::leak(Box::new(list.with_words(words.leak())));
    kept.push(made);
    made
}

fn all_kept(lists: Vec<&'static WordList>) -> &'static [&'static WordList] {
    static KEPT: Mutex<Vec<&'static [&'static WordList]>> = Mutex::new(Vec::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let is_same = |one: &&&'static [&'static WordList]| {
        one.len() == lists.len() && one.iter().zip(&lists).all(|(a, b)| std::ptr::eq(*a, *b))
    };
    if let Some(known) = kept.iter().find(is_same) {
        return known;
    }
    let made: &'static [&'static WordList] = lists.leak();
    kept.push(made);
    made
}

#[cfg(test)]
mod tests {
    use super::super::words::{PRESSURE, SLIPS};
    use super::*;
    use crate::source::Spanned;

    fn spanned(text: &str) -> Spanned<String> {
        Spanned::new(text.to_owned(), Span::default())
    }

    fn change(name: &str) -> WordChange {
        WordChange { name: spanned(name), ..WordChange::default() }
    }

    #[test]
    fn words_are_added_taken_out_and_replaced() {
        let pressure =
            WordChange { add: vec![spanned("før fristen")], remove: vec![spanned("Haster")], ..change("pressure") };
        let slips = WordChange {
            in_language: [vec![spanned("Eksempel kommune")], Vec::new(), Vec::new()],
            instead: vec![(spanned("Eksempel kommune"), "Eksempelkommune".to_owned())],
            keeps_ours: false,
            ..change("slips")
        };
        let lexicon = Lexicon::with(&[pressure.clone(), slips.clone()]);
        assert!(lexicon.of(&PRESSURE).is_in("Svar før fristen") && !lexicon.of(&PRESSURE).is_in("Det haster"));
        assert!(PRESSURE.is_in("Det haster") && !PRESSURE.is_in("Svar før fristen"));
        let hits = lexicon.of(&SLIPS).find("Eksempel kommune sender epost");
        assert_eq!(hits.iter().map(|hit| hit.word.instead).collect::<Vec<_>>(), [Some("Eksempelkommune")]);
        // The same changes make the same lists.
        let again = Lexicon::with(&[pressure, slips]);
        assert!(std::ptr::eq(lexicon.of(&PRESSURE), again.of(&PRESSURE)));
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_what_may_be() {
        let wrong = [
            change("presure"),
            WordChange { remove: vec![spanned("hastar no")], ..change("pressure") },
            WordChange { remove: vec![spanned("gratulerr")], ..change("pressure") },
            WordChange { add: vec![spanned("ikkje")], ..change("markers") },
            WordChange { instead: vec![(spanned("epst"), "e-post".to_owned())], ..change("slips") },
            change("allowed"),
        ];
        let told: Vec<String> = mistakes(&wrong, &["allowed"]).into_iter().map(|one| one.help).collect();
        assert_eq!(told[0], "did you mean `pressure`?");
        assert!(told[1].contains("hastar"), "{told:?}");
        assert_eq!(told[2], "did you mean `gratulerer`?");
        assert!(told[3].contains("`nb`, `nn` or `en`"));
        assert_eq!(told[4], "did you mean `epost`?");
        assert_eq!(told.len(), 5);
    }
}
