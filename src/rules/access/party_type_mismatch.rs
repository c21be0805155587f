//! The service is for persons only, and everybody who may read acts for an organisation.

use crate::altinn::{Person, attribute, register};
use crate::rules::people::{Readers, is_read_by_users, knows_parties, role_code, serves_organisations};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_asked = is_read_by_users(service) && knows_parties(service) && !serves_organisations(service);
    let Some(readers) = Readers::of(service).filter(|_| is_asked) else { return };
    let reading: Vec<usize> = (0..readers.access.people.len())
        .filter(|&who| readers.access.people[who].reaches && readers.reads_at(who, readers.place))
        .collect();
    let Some(&first) = reading.first().filter(|_| !readers.is_unsure()) else { return };
    if !reading.iter().all(|&who| is_of_organisations(readers.person(who))) {
        return;
    }
    let cell = readers.cell(first, readers.place);
    let finding = report.at(readers.file.at(readers.grant(cell)));
    finding
        .says(format!(
            "nobody can read on {}: it is for persons only, and {} act for organisations",
            readers.whole(),
            readers.access.display(&reading),
        ))
        .here("held for an organisation")
        .help("grant `read` to private persons (PRIV) or to access packages of persons, or let organisations in")
        .about(readers.access.subjects(&reading))
        .because(readers.access.witness(cell))
        .note("the policy permits it, but the party that is asked for can never be a person");
    if let Some((source, metadata)) = &service.metadata {
        let at = metadata.party_types.span.unwrap_or(metadata.span);
        finding.also(Location::new(source, at), "persons only");
    } else if let Some((source, resource)) = &service.resource {
        let at = resource.available_for.first().map_or(resource.id.span, |kind| kind.span);
        finding.also(Location::new(source, at), "persons only");
    }
}

/// Whether somebody can have this for an organisation only. An Altinn 2 role could be held for a person as well.
fn is_of_organisations(person: &Person) -> bool {
    match person.attribute.as_ref() {
        attribute::ACCESS_PACKAGE => register::package(&person.value).is_some_and(|one| one.party == "organization"),
        _ => role_code(person).and_then(register::role).is_some_and(|role| role.kind == "ccr"),
    }
}
