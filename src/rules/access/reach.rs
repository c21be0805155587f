//! What the rules of this family ask about a service as a whole.

use crate::altinn::attribute;
use crate::rules::faults;
use crate::rules::people::{ACTS, Readers, exists, is_for_oneself, is_read_by_users, serves_organisations};
use crate::workspace::{READ, Service};

/// Subjects that are somebody else than a user who is notified: an organisation as such, a list, a system, an app.
const NEVER_A_USER: [&str; 7] = [
    attribute::ORGANIZATION_NUMBER,
    "urn:altinn:organizationnumber",
    "urn:altinn:partytype",
    "urn:altinn:access-list",
    "urn:altinn:systemuser:uuid",
    "urn:altinn:resource:delegation",
    "urn:scope",
];

/// The readers of a service that no notice of its reaches, where no other rule explains it.
pub(super) fn unreached<'a, 't>(service: &'a Service<'t>) -> Option<Readers<'a, 't>> {
    let readers = Readers::of(service)?;
    // Declared recipients are named one by one, by a rule of their own.
    let is_asked = is_read_by_users(service) && serves_organisations(service) && !service.has_declared;
    let is_explained = || {
        readers.somebody_is_notified()
            || readers.is_unsure()
            || !readers.silent().is_empty()
            || !readers.blind(&ACTS).is_empty()
            || somebody_else_reads(&readers)
            || faults::any(service, readers.file)
            || !asks_for_read(service)
    };
    (is_asked && !is_explained()).then_some(readers)
}

/// Those who may read on the app, though no user who is to be notified can ever be one of them.
pub(super) fn never_notified(readers: &Readers<'_, '_>) -> Vec<usize> {
    let people = &readers.access.people;
    (0..people.len())
        .filter(|&who| !people[who].reaches && is_never_a_user(&people[who].person.attribute))
        .filter(|&who| readers.reads_at(who, readers.place))
        .collect()
}

fn is_never_a_user(attribute: &str) -> bool {
    NEVER_A_USER.contains(&attribute)
}

/// Whether read is granted to a role that is not in the register or not looked up, to people on their own behalf, or by an
/// attribute of which nothing is known: the first three have rules of their own, of the last nothing can be said.
fn somebody_else_reads(readers: &Readers<'_, '_>) -> bool {
    let people = &readers.access.people;
    (0..people.len()).any(|who| {
        let person = &people[who].person;
        let is_known = person.attribute == attribute::ORG || is_never_a_user(&person.attribute);
        let is_other = !people[who].reaches && !is_known;
        (is_other || !exists(person) || is_for_oneself(person)) && readers.reads_at(who, readers.place)
    })
}

/// Whether the notices of the repository that name the service ask for `read`; where none does, Altinn's own do.
fn asks_for_read(service: &Service<'_>) -> bool {
    let mut asked = service.orders.iter().map(|order| order.resource_action.as_ref().map(|action| action.as_str()));
    service.orders.is_empty() || asked.any(|action| action.is_none_or(|action| action.trim() == READ))
}
