//! Read is granted, but only to subjects that no notified user can be.

use super::reach::{never_notified, unreached};
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = unreached(service) else { return };
    let others = never_notified(&readers);
    let Some(&first) = others.first() else { return };
    let mut names: Vec<String> = others.iter().map(|&who| readers.person(who).display()).collect();
    names.dedup();
    let whole = readers.whole();
    let finding = report.at(readers.file.at(readers.grant(readers.cell(first, readers.place))));
    finding
        .says(format!(
            "no notice ever reaches a person: read on {whole} is granted to {} only, which no notified user can be",
            grammar::list(&names),
        ))
        .here("looks granted, reaches nobody")
        .note("Notifications asks for a user and an organisation; the decision point adds roles and access packages, nothing else")
        .about(readers.access.subjects(&others))
        .because(readers.access.witness(readers.cell(first, readers.place)))
        .help("grant `read` to a role or an access package as well");
}
