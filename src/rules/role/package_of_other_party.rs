//! A package of persons in a service for organisations, or the reverse: it matches nobody there.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::people::{Readers, knows_parties, serves_organisations, serves_persons};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (organisations, persons) = (serves_organisations(service), serves_persons(service));
    if !knows_parties(service) || organisations == persons {
        return;
    }
    // Where nobody else reads, the rules on parties say it of the whole service.
    let Some(readers) = Readers::of(service) else { return };
    let is_other = |package: &register::Package| (package.party == "person") == organisations;
    let reads_too = |who: usize| {
        let person = readers.person(who);
        let other =
            person.attribute == attribute::ACCESS_PACKAGE && register::package(&person.value).is_some_and(is_other);
        !other && readers.reads_at(who, readers.place) && readers.access.people[who].reaches
    };
    if !(0..readers.access.people.len()).any(reads_too) {
        return;
    }
    for (file, person, matches) in named::by(service, &[attribute::ACCESS_PACKAGE]) {
        let Some(package) = register::package(&person.value).filter(|package| is_other(package)) else { continue };
        let spans = named::values(&matches);
        let (held, meant) = if organisations { ("persons", "organisations") } else { ("organisations", "persons") };
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "the access package {} (`{}`) is held for {held}, and the service is for {meant} only: it matches nobody",
                package.name, package.code
            ))
            .help(format!("name an access package of {meant}, or let {held} use the service"));
        named::describe(finding, service, file, person, &spans);
    }
}
