//! The same words in two languages.

use super::versions::{Versions, of_order, of_service};
use crate::notice::Order;
use crate::rules::grammar::list;
use crate::rules::{Context, Report};
use crate::text::{Language, Lexicon, prose};
use crate::workspace::Service;

/// How many words must belong to one language, in halves.
const ENOUGH: u32 = 4;

pub(crate) fn check_service(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    of_service(service).0.iter().for_each(|versions| tell(versions, context.lexicon, report));
}

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    of_order(order).iter().flatten().for_each(|versions| tell(versions, context.lexicon, report));
}

fn tell(versions: &Versions<'_>, lexicon: Lexicon, report: &mut Report<'_>) {
    for (number, version) in versions.of.iter().enumerate() {
        let text = version.text.as_str();
        let same = versions.of[..number].iter().find(|other| other.text.as_str().trim() == text.trim());
        let Some(other) = same.filter(|_| !text.trim().is_empty()) else { continue };
        let seen = prose(text);
        let evidence = seen.evidence(lexicon);
        // Where there is no doubt of the language, `language/other-than-declared` says which of the two is wrong.
        if evidence.language().is_some() {
            continue;
        }
        let mut ahead = Language::ALL.map(|language| (evidence.weight(language), language));
        ahead.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        let [(weight, language), (second, _), _] = ahead;
        if weight < ENOUGH || second > 0 {
            continue;
        }
        let wrong = if version.language == language { other } else { version };
        let right = if version.language == language { version } else { other };
        let words: Vec<String> =
            evidence.of_language(language).map(|marker| format!("`{}`", &seen[marker.range.clone()])).collect();
        report
            .at(wrong.at())
            .says(format!("{} is the same in {} and {}", versions.name, other.language.name(), version.language.name()))
            .also(right.at(), format!("the text in {}", right.language.name()))
            .note(format!("these words are {}: {}", language.name(), list(&words)))
            .help(format!("write the text in {}", wrong.language.name()));
    }
}
