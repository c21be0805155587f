//! Capitals and exclamation marks in a row.

use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{ForeignKind, foreign};
use std::ops::Range;

/// How many words in capitals are loud.
const LOUD: usize = 3;
/// Words shorter than this may be abbreviations.
const SHORT: usize = 4;
/// What ends the name of a company, which registers write in capitals.
const COMPANIES: [&str; 16] = [
    "AS",
    "ASA",
    "ANS",
    "DA",
    "ENK",
    "SA",
    "KS",
    "NUF",
    "BA",
    "IKS",
    "KF",
    "HF",
    "SE",
    "KOMMUNE",
    "FYLKESKOMMUNE",
    "BORETTSLAG",
];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        let marks = exclamations(reading.seen());
        let capitals = capitals(reading.prose());
        let picture = foreign(reading.seen())
            .into_iter()
            .find(|one| one.kind == ForeignKind::Picture && reading.channel == Channel::EmailSubject);
        let (range, what, help) = match (capitals, marks, picture) {
            (Some(range), Some(_), _) => (range, "shouts in capitals and with exclamation marks", CALMER),
            (Some(range), None, _) => {
                (range, "shouts in capitals", "write capitals only where a sentence or a name begins")
            }
            (None, Some(range), _) => (range, "shouts with exclamation marks", "end the sentence with a full stop"),
            (None, None, Some(one)) => (one.range, "has a picture", "leave the picture out"),
            (None, None, None) => continue,
        };
        report
            .at(reading.at(range))
            .says(format!("{} {what}", reading.place()))
            .note("people are taught that fraud looks so")
            .help(help);
    }
}

const CALMER: &str = "write small letters, and a full stop at the end";

/// The first run of several exclamation marks.
fn exclamations(text: &str) -> Option<Range<usize>> {
    let start = text.find("!!")?;
    let len = text[start..].bytes().take_while(|byte| *byte == b'!').count();
    Some(start..start + len)
}

/// The first run of words in capitals that is no name of a company.
fn capitals(text: &str) -> Option<Range<usize>> {
    let mut run: Vec<Range<usize>> = Vec::new();
    let words =
        text.split_inclusive(|one: char| one.is_whitespace() || matches!(one, '.' | ',' | ':' | '(' | ')' | '!' | '?'));
    for word in words {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let inner = word.trim_matches(|one: char| !one.is_alphanumeric());
        let letters = inner.chars().filter(|one| one.is_alphabetic());
        let is_loud = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        if is_loud {
            let at = start + (inner.as_ptr() as usize - word.as_ptr() as usize);
            run.push(at..at + inner.len());
            // A name ends here, and so does a sentence.
            if !word.ends_with(['.', ',', ':', '(', ')', '!', '?']) {
                continue;
            }
        }
        if inner.is_empty() && !is_loud && word.chars().all(char::is_whitespace) {
            continue;
        }
        if let Some(range) = loud(text, &run) {
            return Some(range);
        }
        run.clear();
    }
    loud(text, &run)
}

fn loud(text: &str, run: &[Range<usize>]) -> Option<Range<usize>> {
    let (first, last) = (run.first()?, run.last()?);
    let long = run.iter().filter(|range| text[(*range).clone()].chars().count() >= SHORT).count();
    let is_name = run.iter().any(|range| COMPANIES.contains(&&text[range.clone()]));
    (run.len() >= LOUD && long >= 2 && !is_name).then_some(first.start..last.end)
}
