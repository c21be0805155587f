//! The same text in two files, with a small difference.

use crate::notice::{Channel, Notice};
use crate::rules::{Context, Joined, Report};
use crate::source::Location;
use crate::text::{Evidence, Language, Lexicon, squeezed};

/// Texts shorter than this are alike by chance.
const SHORTEST: usize = 60;
/// More texts than these are not compared, each with each.
const MOST: usize = 400;

struct Text {
    squeezed: String,
    at: Location,
    channel: Channel,
    form: Option<Language>,
}

pub(crate) fn check(joined: &Joined, context: &Context<'_>, report: &mut Report<'_>) {
    let texts: Vec<Text> = joined.notices.iter().flat_map(|notice| texts(notice, context.lexicon)).take(MOST).collect();
    // Texts that are like one another are spoken of once, where the first of them stands.
    let mut told = vec![false; texts.len()];
    for (number, one) in texts.iter().enumerate() {
        if told[number] {
            continue;
        }
        let near = |other: &Text| {
            let are_translations = matches!((one.form, other.form), (Some(a), Some(b)) if a != b);
            other.channel == one.channel
                && !are_translations
                && other.at.source.path() != one.at.source.path()
                && other.squeezed != one.squeezed
                && is_near(&one.squeezed, &other.squeezed)
        };
        let mut files: Vec<&Location> = Vec::new();
        for (at, other) in texts.iter().enumerate().skip(number + 1) {
            if told[at] || !near(other) {
                continue;
            }
            told[at] = true;
            if !files.iter().any(|known| known.source.path() == other.at.source.path()) {
                files.push(&other.at);
            }
        }
        if files.is_empty() {
            continue;
        }
        let where_else = match files.len() {
            1 => "in another file".to_owned(),
            several => format!("in {several} other files"),
        };
        let finding = report.at(one.at.clone());
        finding
            .says(format!("nearly the same text stands {where_else}"))
            .help("keep it in one place, or make the difference clear");
        for file in files {
            finding.also(file.clone(), "here");
        }
    }
}

fn texts(notice: &Notice, lexicon: Lexicon) -> Vec<Text> {
    let is_body = |text: &&crate::notice::MessageText| text.channel != Channel::EmailSubject;
    let texts = notice.texts.iter().filter(is_body).map(|text| Text {
        squeezed: squeezed(text.text.as_str()),
        at: notice.at(text.text.span()),
        channel: text.channel,
        form: form(text.text.as_str(), lexicon),
    });
    texts.filter(|text| text.squeezed.chars().count() >= SHORTEST).collect()
}

/// The language to which more of the telling words of a text belong than to any other: bokmål and nynorsk may be spelt so
/// nearly alike that one is no copy of the other but its translation.
fn form(text: &str, lexicon: Lexicon) -> Option<Language> {
    let evidence = Evidence::of(text, lexicon);
    let mut weights = Language::ALL.map(|language| (evidence.weight(language), language));
    weights.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    (weights[0].0 > weights[1].0).then_some(weights[0].1)
}

/// Whether less than 15 of 100 letters differ.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    let allowed = a.max(b) * 15 / 100;
    a.abs_diff(b) <= allowed && strsim::levenshtein(one, other) <= allowed
}
