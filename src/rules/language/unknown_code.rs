//! A file of texts in a language by which Altinn sends no notices. Codes in orders are told of by `order/enum-name`.

use crate::finding::Severity;
use crate::rules::reading::{code_of_file, exact};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::text::Language;
use crate::workspace::Service;

/// The files of an app's texts, where some of them are sent as notices.
pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (source, file) in &service.texts {
        let Some(code) = code_of_file(source.path()).filter(|code| exact(code).is_none()) else { continue };
        if file.sent().next().is_none() {
            continue;
        }
        let known = Language::of_code(code);
        let name = source.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let severity = if known.is_some() { Severity::Error } else { Severity::Warning };
        let finding = report.weighing(severity, Location::start_of(source));
        finding
            .says(format!("the texts in `{name}` are never sent: notices are written in `nb`, `nn` or `en`"))
            .note("the app library chooses the file by its name");
        match known {
            Some(language) => finding.help(format!("rename the file to `resource.{}.json`", language.code())),
            None => finding.help("keep the file for the pages of the app, where it is used there"),
        };
    }
}
