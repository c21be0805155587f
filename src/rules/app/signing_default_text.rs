//! Those who are to sign get the app library's own texts, with the app's name in the middle of them.

use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((source, process)) = &service.process else { return };
    if service.is_incomplete || service.text_files.is_empty() || !process.notifies_signers() {
        return;
    }
    if service.text_files.iter().any(|file| !file.signing.is_empty() || file.mentions_signing) {
        return;
    }
    let provider = process.tasks.iter().flat_map(|task| &task.keys).find(|(name, _)| name == "signeeProviderId");
    let Some((_, provider)) = provider else { return };
    let finding = report.at(Location::new(source, provider.span));
    let title = service.metadata.as_ref().and_then(|(_, metadata)| metadata.title.clone());
    let name = title.as_ref().map_or("<the app's name>", |title| title.value.as_str());
    finding
        .says(format!("those who are to sign read the library's own text: `Din signatur ventes for {name}.`"))
        .help("read it aloud with the app's name in it; write texts of your own where it does not do")
        .note(format!("the subject of the e-mail is `{name}: Oppgave til signering`"))
        .note("keys that code puts together are not seen here");
    if let (Some(title), Some((metadata, _))) = (&title, &service.metadata) {
        finding.also(Location::new(metadata, title.span), "the app's name");
    }
}
