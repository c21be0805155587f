//! Nobody who can be notified may read.

use crate::altinn::attribute;
use crate::rules::people::{Readers, is_delegation};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = unreached(service) else { return };
    // Whoever else may read is named by a rule of their own.
    if !others_who_read(&readers).is_empty() || service.has_declared {
        return;
    }
    let (access, whole) = (readers.access, readers.whole());
    let finding = report.at(readers.file.at(readers.file.policy.start_tag));
    finding
        .says(format!("nobody who can be notified may read on {whole}, so no notice ever reaches a person"))
        .help(format!("grant `read` on {whole} to the roles or access packages that shall hear of it"))
        .note("only the organisation's official contact address is notified, for it is not asked about");
    if let Some(who) = readers.reaching().next() {
        finding.because(access.witness(readers.cell(who, readers.place)));
    }
}

/// The readers of a service that no notice of its reaches, where nothing more specific explains it.
pub(super) fn unreached<'a, 't>(service: &'a Service<'t>) -> Option<Readers<'a, 't>> {
    let readers = Readers::of(service)?;
    let explained = is_delegation(readers.file)
        || !read_by_users(service)
        || readers.somebody_is_notified()
        || !readers.silent(service).is_empty();
    (!explained).then_some(readers)
}

/// Those other than the service owner who may read on the app, though no notified user can be one of them.
pub(super) fn others_who_read(readers: &Readers<'_, '_>) -> Vec<usize> {
    let people = &readers.access.people;
    (0..people.len())
        .filter(|&who| !people[who].reaches && people[who].person.attribute != attribute::ORG)
        .filter(|&who| readers.access.permits(who, readers.place, readers.read))
        .collect()
}

/// Whether end users read a service of this type at all; of some types they use other actions.
fn read_by_users(service: &Service<'_>) -> bool {
    let by_type = service.resource.as_ref().and_then(|(_, resource)| resource.resource_type.as_ref());
    let names_read = service.access.as_ref().is_some_and(|access| {
        access.actions.iter().take(access.named_actions).any(|action| action == crate::workspace::READ)
    });
    match by_type.map(|name| name.value.as_str()) {
        Some("MaskinportenSchema" | "Consent" | "Systemresource" | "Altinn2Service" | "BrokerService") => false,
        Some(_) => true,
        // Nothing says what it is for; a policy that never speaks of reading is not one for notices.
        None => names_read,
    }
}
