//! A text in another language than its file says.

use crate::finding::Severity;
use crate::rules::grammar::list;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// The most words that are named.
const MAX_NAMED: usize = 6;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for reading in notice.unasked() {
        let Some(declared) = reading.declared() else { continue };
        let evidence = reading.evidence();
        let Some(language) = evidence.language().filter(|language| *language != declared) else { continue };
        let contrary = evidence.weight(declared);
        let severity = if contrary == 0 { Severity::Error } else { Severity::Warning };
        let markers = evidence.of_language(language).take(MAX_NAMED);
        let words: Vec<String> = markers.map(|one| format!("`{}`", reading.part(one.range.clone()))).collect();
        report
            .weighing(severity, reading.at(0..reading.seen().len()))
            .says(format!("{} should be in {} and is in {}", reading.place(), declared.name(), language.name()))
            .note(format!("these words are {}: {}", language.name(), list(&words)))
            .help(format!("write it in {}", declared.name()));
    }
}
