//! A text of signing that is there in one language and not in another: whoever reads that one gets the library's text.

use crate::rules::{Context, Report, grammar};
use crate::source::{Location, Spanned};
use crate::workspace::Service;
use std::collections::BTreeMap;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let files = &service.text_files;
    let notifies = service.process.as_ref().is_none_or(|(_, process)| process.notifies_signers());
    if files.len() < 2 || service.is_incomplete || !notifies {
        return;
    }
    let mut by_key: BTreeMap<&str, Vec<(usize, &Spanned<String>)>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        for key in &file.signing {
            by_key.entry(key.value.as_str()).or_default().push((number, key));
        }
    }
    for (key, texts) in by_key {
        let lacks: Vec<String> = files
            .iter()
            .enumerate()
            .filter(|(number, _)| texts.iter().all(|(has, _)| has != number))
            .filter_map(|(_, file)| file.language.as_ref().map(|code| format!("`{}`", code.value)))
            .collect();
        let Some((number, first)) = texts.first() else { continue };
        if lacks.is_empty() {
            continue;
        }
        report
            .at(Location::new(&files[*number].source, first.span))
            .says(format!("`{key}` has no text in {}", grammar::list(&lacks)))
            .help("write it in every language of the app")
            .note("whoever signs in that language gets the app library's own text");
    }
}
