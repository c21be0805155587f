//! A text of a notice that one of the languages does not have.
//!
//! Keys of signing that a file lacks, and languages that the request for an instance lacks, have rules of their own in the
//! family `app`, which say what the app library does then.

use super::versions::{Versions, of_order, of_service};
use crate::finding::Severity;
use crate::notice::{Form, Order};
use crate::rules::{Context, Report};
use crate::text::Language;
use crate::workspace::Service;

pub(crate) fn check_service(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (all, files) = of_service(service);
    let has = |language: Language| files.iter().any(|(known, _)| *known == language);
    if let (Some(language), Some(first)) = (other_form(has), all.iter().find_map(Versions::first)) {
        report
            .weighing(Severity::Warning, first.name.clone())
            .says(format!("the app has no texts in {} for those who are to sign", language.name()))
            .here(format!("here in {}", first.language.name()))
            .note("state bodies must serve both forms of Norwegian; municipalities and counties need not")
            .help(format!("write the same texts into `resource.{}.json` beside it", language.code()));
    }
    for versions in &all {
        blank(versions, report);
    }
}

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form == Form::AppInstantiation {
        return;
    }
    for all in of_order(order) {
        let has = |language: Language| all.iter().any(|versions| versions.in_language(language).is_some());
        let wanted = |language: Language| has(language) || other_form(has) == Some(language);
        for versions in &all {
            for language in Language::ALL.into_iter().filter(|language| wanted(*language)) {
                let (None, Some(first)) = (versions.in_language(language), versions.first()) else { continue };
                report
                    .weighing(Severity::Warning, first.name.clone())
                    .says(format!("{} is not given in {}", versions.name, language.name()))
                    .here(format!("here in {}", first.language.name()))
                    .help(format!("write the same text in {} beside it", language.name()));
            }
            blank(versions, report);
        }
    }
}

/// The form of Norwegian that is missing where one form and English are there: whoever writes in two languages means to reach more than
/// one reader.
fn other_form(has: impl Fn(Language) -> bool) -> Option<Language> {
    match (has(Language::Bokmal), has(Language::Nynorsk), has(Language::English)) {
        (true, false, true) => Some(Language::Nynorsk),
        (false, true, true) => Some(Language::Bokmal),
        _ => None,
    }
}

/// Tells of texts that are empty in one language and not in another.
fn blank(versions: &Versions<'_>, report: &mut Report<'_>) {
    let Some(full) = versions.of.iter().find(|version| !version.is_blank()) else { return };
    for version in versions.of.iter().filter(|version| version.is_blank()) {
        let severity = if version.language == Language::English { Severity::Warning } else { Severity::Error };
        report
            .weighing(severity, version.name.clone())
            .says(format!("{} is empty in {}", versions.name, version.language.name()))
            .also(full.at(), format!("the text in {}", full.language.name()))
            .help(format!("write the text in {} too", version.language.name()));
    }
}
