//! The policy is the one that the app template begins with: of an organisation only the managing director is notified.

use crate::altinn::{Person, attribute, register};
use crate::rules::people::{Readers, holders, serves_organisations};
use crate::rules::{Context, Report, grammar};
use crate::source::Location;
use crate::workspace::{READ, Service};
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_asked = service.metadata.is_some() && serves_organisations(service) && !service.has_declared;
    let Some(readers) = Readers::of(service).filter(|readers| is_asked && readers.is_untouched_template()) else {
        return;
    };
    let notified = readers.notified();
    let reached: BTreeSet<&str> = notified.iter().flat_map(|&who| holders(readers.person(who))).collect();
    let missing: Vec<Person> = register::key_roles()
        .filter(|role| !reached.contains(role.code))
        .map(|role| Person::new(attribute::ROLE_CODE, role.code.to_uppercase()))
        .collect();
    let (Some(&first), Some(lost)) = (notified.first(), missing.first()) else { return };
    let names: Vec<String> = missing.iter().map(Person::display).collect();
    let finding = report.at(readers.file.at(readers.grant(readers.cell(first, readers.place))));
    finding
        .says(format!(
            "the policy is that of the app template: of an organisation only {} is notified, not {}",
            readers.access.display(&notified),
            grammar::list(&names),
        ))
        .here("as the template has it")
        .help("decide who shall hear of this service, grant `read` to them, and say so under `[recipients]` in notify-lint.toml")
        .about(missing.iter().map(Person::subject));
    if let Some(asked) = service.ask(lost, &readers.access.places[readers.place], READ) {
        finding.because(asked.witness);
    }
    if let Some((source, metadata)) = &service.metadata
        && let Some(at) = metadata.party_types.organisations_at
    {
        finding.also(Location::new(source, at), "organisations may use it");
    }
}
