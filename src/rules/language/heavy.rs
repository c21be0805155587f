//! Long sentences and office words.

use crate::finding::Severity;
use crate::notice::Channel;
use crate::rules::grammar::list;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::word_count;
use crate::text::words::HEAVY_PHRASES;

/// From how many words on a sentence is long, and from how many on it is much too long.
const LONG: usize = 29;
const VERY_LONG: usize = 41;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        phrases(reading, context, report);
        if reading.channel == Channel::EmailSubject {
            continue;
        }
        for range in reading.sentences().iter().cloned() {
            let count = word_count(reading.part(range.clone()));
            if count < LONG {
                continue;
            }
            let severity = if count < VERY_LONG { Severity::Info } else { Severity::Warning };
            report
                .weighing(severity, reading.at(range))
                .says(format!("{} has a sentence of {count} words", reading.place()))
                .help("say one thing in a sentence: who must do what, until when, and where it is found");
        }
    }
}

fn phrases(reading: &Reading<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let hits = reading.prose().find(context.lexicon.of(&HEAVY_PHRASES));
    let Some((first, rest)) = hits.split_first() else { return };
    let mut words: Vec<String> = Vec::new();
    let mut pairs: Vec<String> = Vec::new();
    for hit in &hits {
        let word = format!("`{}`", reading.part(hit.range.clone()));
        if words.iter().any(|known| known.eq_ignore_ascii_case(&word)) {
            continue;
        }
        pairs.extend(hit.word.instead.map(|instead| format!("`{instead}` for {word}")));
        words.push(word);
    }
    let finding = report.weighing(Severity::Info, reading.at(first.range.clone()));
    finding.says(format!("{} has office words: {}", reading.place(), list(&words)));
    if pairs.is_empty() {
        finding.help("say in plain words who must do what");
    } else {
        finding.help(format!("write {}", list(&pairs)));
    }
    for hit in rest {
        finding.also(reading.at(hit.range.clone()), "another one");
    }
}
