//! The roles and access packages that a policy names and nobody holds.

use crate::altinn::{Person, register};
use crate::finding::Finding;
use crate::pdp::altinn::Binding;
use crate::rules::people::{Readers, exists};
use crate::rules::places;
use crate::source::Span;
use crate::workspace::{PolicyFile, Service, Who};
use crate::xacml::{Category, Match};

/// Everybody whom the policy names by one of these attributes, with every place where it does.
pub(super) fn by<'a, 't>(
    service: &'a Service<'t>,
    attributes: &'static [&'static str],
) -> impl Iterator<Item = (&'a PolicyFile<'t>, &'a Person, Vec<&'a Match<'t>>)> {
    let known = service.policy.as_ref().zip(service.access.as_ref());
    known.into_iter().flat_map(move |(file, access)| {
        let named = |who: &&Who| who.named_at.is_some() && attributes.contains(&who.person.attribute.as_ref());
        access.people.iter().filter(named).map(move |who| (file, &who.person, naming(file, &who.person)))
    })
}

/// Every match that names a person.
pub(super) fn naming<'a, 't>(file: &'a PolicyFile<'t>, person: &Person) -> Vec<&'a Match<'t>> {
    let subjects = file.policy.matches().map(|(_, one)| one).filter(|one| one.category() == Category::Subject);
    subjects.filter(|one| person.is(one.attribute_id(), one.value.text.value.trim())).collect()
}

/// The places of the values of matches.
pub(super) fn values(matches: &[&Match<'_>]) -> Vec<Span> {
    matches.iter().map(|one| one.value.text.span).collect()
}

/// Says of somebody whom nobody can be: who it is, where else it stands, and whether this leaves nobody to be notified.
pub(super) fn describe(
    finding: &mut Finding,
    service: &Service<'_>,
    file: &PolicyFile<'_>,
    person: &Person,
    at: &[Span],
) {
    finding.about([person.subject()]);
    places::also(finding, file, at);
    let Some(readers) = Readers::of(service) else { return };
    let reads = |who: usize| readers.access.people[who].person == *person && readers.reads_at(who, readers.place);
    let is_reader = (0..readers.access.people.len()).any(reads);
    let others = || (0..readers.access.people.len()).any(|who| exists(readers.person(who)) && readers.is_notified(who));
    if is_reader && !readers.is_unsure() && !others() {
        let whole = readers.whole();
        finding
            .note(format!("nobody else who can be notified may read on {whole}, so no notice ever reaches a person"));
    }
}

/// Whether a role value is really the code of a service owner: this service's own, or a known one.
pub(super) fn is_service_owner(value: &str, service: &Service<'_>) -> bool {
    let own = service.binding.org.eq_ignore_ascii_case(value);
    let is_known = || Binding::is_placeholder(value) || register::is_service_owner(value);
    register::role(value).is_none() && !register::is_removed(value) && (own || is_known())
}
