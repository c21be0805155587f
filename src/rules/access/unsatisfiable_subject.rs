//! Read is granted, but only to subjects that no notified user can be.

use super::no_recipient::{others_who_read, unreached};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = unreached(service) else { return };
    let others = others_who_read(&readers);
    let Some(&first) = others.first() else { return };
    let (access, whole) = (readers.access, readers.whole());
    report
        .at(readers.file.at(readers.grant(readers.cell(first, readers.place))))
        .says(format!(
            "read on {whole} is granted to {} only, which no user who is to be notified can be",
            access.display(&others)
        ))
        .here("looks granted, reaches nobody")
        .help("grant `read` to a role or an access package as well")
        .note("Notifications asks for a user and a party; the decision point adds roles and access packages, nothing else")
        .about(access.subjects(&others));
}
