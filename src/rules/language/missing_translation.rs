//! A text of a notice that one of the languages does not have.

use super::versions::{Version, Versions, of_notice, of_service};
use crate::finding::Severity;
use crate::notice::Notice;
use crate::rules::grammar::list;
use crate::rules::{Context, Report};
use crate::text::Language;
use crate::workspace::Service;

/// The most texts that are named in the message.
const MAX_NAMED: usize = 5;

pub(crate) fn check_service(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (all, files) = of_service(service);
    for (language, file) in &files {
        let missing = lacking(&all, *language);
        let Some((_, first)) = missing.first() else { continue };
        let names: Vec<&str> = missing.iter().take(MAX_NAMED).map(|(versions, _)| versions.name.as_str()).collect();
        let more = if missing.len() > MAX_NAMED { " and more" } else { "" };
        let file = file.path().file_name().unwrap_or_default().to_string_lossy();
        let finding = report.weighing(weight(*language), first.name.clone());
        finding
            .says(format!("the {} texts lack {}{more}", language.name(), list(&names)))
            .here(format!("here in {}", first.language.name()))
            .note("whoever has chosen that language is sent the standard text of Altinn's app library instead of yours")
            .help(format!("write the same text in {} into `{file}`", language.name()));
        for (_, other) in missing.iter().skip(1) {
            finding.also(other.name.clone(), "and this one");
        }
    }
    for versions in &all {
        blank(versions, report);
    }
}

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    let all = of_notice(notice);
    let has = |language| all.iter().any(|versions| versions.in_language(language).is_some());
    let given = Language::ALL.into_iter().filter(|language| has(*language)).count();
    // Who writes in two languages means to serve more than one reader; bokmål and nynorsk belong together then.
    let is_wanted = |language| given > 1 && (has(language) || language != Language::English);
    for versions in &all {
        for language in Language::ALL.into_iter().filter(|language| is_wanted(*language)) {
            let (None, Some(first)) = (versions.in_language(language), versions.first()) else { continue };
            report
                .weighing(weight(language), first.name.clone())
                .says(format!("{} is not given in {}", versions.name, language.name()))
                .here(format!("here in {}", first.language.name()))
                .help(format!("write the same text in {} beside it", language.name()));
        }
        blank(versions, report);
    }
}

/// The texts that other languages have and this one has not, each with a version that is there.
fn lacking<'v, 'a>(all: &'v [Versions<'a>], language: Language) -> Vec<(&'v Versions<'a>, &'v Version<'a>)> {
    let absent = all.iter().filter(|versions| versions.in_language(language).is_none());
    absent.filter_map(|versions| Some((versions, versions.first()?))).collect()
}

/// Tells of texts that are empty in one language and not in another.
fn blank(versions: &Versions<'_>, report: &mut Report<'_>) {
    let Some(full) = versions.of.iter().find(|version| !version.is_blank()) else { return };
    for version in versions.of.iter().filter(|version| version.is_blank()) {
        report
            .weighing(weight(version.language), version.name.clone())
            .says(format!("{} is empty in {}", versions.name, version.language.name()))
            .also(full.at(), format!("the text in {}", full.language.name()))
            .help(format!("write the text in {} too", version.language.name()));
    }
}

fn weight(language: Language) -> Severity {
    if language == Language::English { Severity::Warning } else { Severity::Error }
}
