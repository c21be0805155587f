//! Only people on their own behalf may read, though organisations may use the service.

use crate::finding::Severity;
use crate::rules::people::{ACTS, Readers, is_for_oneself, is_read_by_users, knows_parties, serves_organisations};
use crate::rules::{Context, Report, faults};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_asked = is_read_by_users(service) && knows_parties(service) && serves_organisations(service);
    let Some(readers) = Readers::of(service).filter(|_| is_asked && !service.has_declared) else { return };
    let is_explained = !readers.notified().is_empty()
        || readers.is_unsure()
        || !readers.silent().is_empty()
        || readers.blind(&ACTS).iter().any(|(who, _)| !is_for_oneself(readers.person(*who)))
        || faults::any(service, readers.file);
    let own: Vec<usize> = readers
        .known()
        .filter(|&who| is_for_oneself(readers.person(who)) && readers.reads_at(who, readers.place))
        .collect();
    let Some(&first) = own.first().filter(|_| !is_explained) else { return };
    let parties = parties(service);
    let severity = if parties.is_some() { Severity::Error } else { Severity::Warning };
    let cell = readers.cell(first, readers.place);
    let whole = readers.whole();
    let finding = report.weighing(severity, readers.file.at(readers.grant(cell)));
    finding
        .says(format!(
            "no notice reaches anybody in an organisation: read on {whole} is granted to {} only, who act for themselves",
            readers.access.display(&own),
        ))
        .here("holds for the person alone")
        .help(format!("grant `read` on {whole} also to roles or access packages of organisations, or say that the service is for persons only"))
        .note("nobody can open it for an organisation either")
        .about(readers.access.subjects(&own));
    match parties {
        Some(at) => {
            finding.also(at, "organisations may use it");
        }
        None => {
            finding.note("nothing says which parties the service is for, so organisations are let in");
        }
    }
}

/// Where the metadata or the registry lets organisations in, if they do so in words.
fn parties(service: &Service<'_>) -> Option<Location> {
    if let Some((source, metadata)) = &service.metadata {
        return metadata.party_types.organisations_at.map(|span| Location::new(source, span));
    }
    let (source, resource) = service.resource.as_ref()?;
    let is_person = |kind: &str| kind == "PrivatePerson" || kind == "SelfRegisteredUser";
    let other = resource.available_for.iter().find(|kind| !is_person(&kind.value))?;
    Some(Location::new(source, other.span))
}
