//! Frequent slips of the pen.

use crate::finding::{Fix, Safety};
use crate::rules::reading::{Reading, Received, in_case_of};
use crate::rules::{Context, Report};
use crate::text::words::SLIPS;
use crate::text::{AddressKind, Language};
use std::ops::Range;

/// How Altinn writes itself.
const ALTINN: &str = "Altinn";
/// What is called so has eleven digits; the last five alone are the `personnummer`.
const OF_ELEVEN: [&str; 4] = ["11 siffer", "11 siffre", "11-sifre", "elleve siffer"];
const PART: &str = "personnummer";
const WHOLE: &str = "fødselsnummer";

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        let is_english = reading.language() == Some(Language::English);
        let slips = reading.prose().find(context.lexicon.of(&SLIPS)).into_iter();
        for hit in slips.filter(|hit| !is_english || hit.word.text.starts_with("Alt")) {
            match hit.word.instead {
                Some(instead) => tell(reading, hit.range, instead, report),
                None => unwritten(reading, hit.range, report),
            }
        }
        for range in words(reading.prose(), "altinn") {
            let written = reading.part(range.clone());
            if written != ALTINN && stands_for_name(reading.prose(), range.clone()) {
                tell(reading, range, ALTINN, report);
            }
        }
        let parts = words(reading.prose(), PART);
        let lower = || reading.prose().to_lowercase();
        if !parts.is_empty() && OF_ELEVEN.iter().any(|words| lower().contains(words)) {
            parts.into_iter().for_each(|range| tell(reading, range, WHOLE, report));
        }
        glued(reading, report);
    }
}

fn tell(reading: &Reading<'_>, range: Range<usize>, instead: &str, report: &mut Report<'_>) {
    let written = reading.part(range.clone()).to_owned();
    let instead = in_case_of(&written, instead);
    let title = format!("write `{instead}`");
    let finding = report.at(reading.at(range.clone()));
    finding.says(format!("`{written}` is a slip for `{instead}`")).help(&*title);
    if reading.is_verbatim(range.clone()) {
        finding.fix(Fix::replace(title, Safety::Safe, reading.at(range), instead));
    }
}

fn unwritten(reading: &Reading<'_>, range: Range<usize>, report: &mut Report<'_>) {
    let written = reading.part(range.clone()).to_owned();
    report
        .at(reading.at(range))
        .says(format!("`{written}` stands where a date should"))
        .help("write the date, or a placeholder that is filled in");
}

/// Two sentences without a blank between them, which phones take for an address.
fn glued(reading: &Reading<'_>, report: &mut Report<'_>) {
    let seen = reading.seen();
    for address in reading.addresses().iter().filter(|one| one.kind == AddressKind::SentenceGlue) {
        let written = &seen[address.range.clone()];
        let Some((before, after)) = written.rsplit_once('.') else { continue };
        let apart = format!("{before}. {after}");
        let finding = report.at(reading.at(address.range.clone()));
        finding
            .says(format!("`{written}` looks like an address: the blank between two sentences is missing"))
            .help(format!("write `{apart}`"));
        if reading.is_verbatim(address.range.clone()) {
            let title = "put a blank between the sentences";
            finding.fix(Fix::replace(title, Safety::Safe, reading.at(address.range.clone()), apart));
        }
    }
}

/// The places of a word in any letter case.
fn words(text: &str, word: &str) -> Vec<Range<usize>> {
    let parts = text.split(|one: char| !one.is_alphanumeric());
    parts
        .filter(|part| part.len() == word.len() && part.to_lowercase() == word)
        .map(|part| part.as_ptr() as usize - text.as_ptr() as usize)
        .map(|start| start..start + word.len())
        .collect()
}

/// Whether the word is the name itself, no part of a longer one or of a text all in capitals.
fn stands_for_name(text: &str, range: Range<usize>) -> bool {
    let joins = |one: char| matches!(one, '-' | '/' | '_' | '.' | '@' | '#');
    let before = text[..range.start].ends_with(joins);
    let after = text[range.end..]
        .strip_prefix('.')
        .map_or_else(|| text[range.end..].starts_with(joins), |rest| rest.starts_with(char::is_alphanumeric));
    let is_loud = !text.contains(char::is_lowercase);
    !before && !after && !is_loud
}
