//! A code of a language that Altinn does not know.

use super::reading::{code_of_file, exact};
use crate::finding::Severity;
use crate::notice::{Form, Notice};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::text::Language;

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form == Form::TextResource {
        of_file(notice, report);
        return;
    }
    let mut told = Vec::new();
    for code in notice.texts.iter().filter_map(|text| text.language.as_ref()) {
        let written = code.value.trim();
        if exact(written).is_some() || told.contains(&code.span) || !crate::notice::holes(written).is_empty() {
            continue;
        }
        told.push(code.span);
        report
            .at(notice.at(code.span))
            .says(format!("Altinn knows no language `{written}`"))
            .note("it knows `nb`, `nn` and `en`")
            .help(meant(written));
    }
}

fn of_file(notice: &Notice, report: &mut Report<'_>) {
    let Some(code) = code_of_file(notice.source.path()).filter(|code| exact(code).is_none()) else { return };
    let known = Language::of_code(code);
    let name = notice.source.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
    let severity = if known.is_some() { Severity::Error } else { Severity::Warning };
    let finding = report.weighing(severity, Location::start_of(&notice.source));
    finding
        .says(format!("the texts in `{name}` are never sent: notices are written in `nb`, `nn` or `en`"))
        .note("the app library chooses the file by its name");
    match known {
        Some(language) => finding.help(format!("rename the file to `resource.{}.json`", language.code())),
        None => finding.help("keep the file for the pages of the app, where it is used there"),
    };
}

fn meant(code: &str) -> String {
    match Language::of_code(code) {
        Some(language) => format!("write `{}`", language.code()),
        None => "write `nb`, `nn` or `en`".to_owned(),
    }
}
