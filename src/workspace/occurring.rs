//! Every request that can occur on a service, for the analysis of them all at once.

use super::access::Access;
use super::identity;
use super::service::Service;
use crate::altinn::domain::{self, Count};
use crate::altinn::{attribute, requests};
use crate::pdp::analysis::{Asker, Domain, Open, Point, Value};
use crate::xacml::{Category, Policy};

/// An action that no policy names.
const ANY_OTHER_ACTION: &str = "noe-annet";

/// What the policy names of a resource that makes a place of the service.
const OF_PLACES: [&str; 6] = [
    attribute::ORG,
    attribute::APP,
    attribute::RESOURCE,
    attribute::TASK,
    attribute::END_EVENT,
    attribute::APP_RESOURCE,
];

/// Everybody who can ask, at every place that the service has or its policy names, for every action that is named and one
/// that is not. None where the policy speaks of parts of a resource that are no places, such as one instance.
pub fn occurring(service: &Service<'_>, access: &Access) -> Option<Domain> {
    let policy = &service.policy.as_ref()?.policy;
    let mut resources = policy.matches().map(|(_, one)| one).filter(|one| one.category() == Category::Resource);
    if resources.any(|one| !OF_PLACES.contains(&one.attribute_id()) || one.is_pattern()) {
        return None;
    }
    let point = |category| move |(number, probe): (usize, _)| Point::new(number.to_string(), category, probe);
    let mut places: Vec<Point> = access.probes(Category::Resource).enumerate().map(point(Category::Resource)).collect();
    for place in identity::places_named(policy).iter().filter(|place| !access.places.contains(place)) {
        let probe = requests::place_probe(&service.id, place);
        places.push(Point::new(places.len().to_string(), Category::Resource, &probe));
    }
    let mut actions: Vec<Point> = access.probes(Category::Action).enumerate().map(point(Category::Action)).collect();
    let other = requests::action_probe(ANY_OTHER_ACTION);
    actions.push(Point::new(actions.len().to_string(), Category::Action, &other));
    Some(Domain { askers: askers(service, policy), places, actions, people: Vec::new() })
}

/// A person with whatever a person may hold, and somebody else with whatever else the policy names.
fn askers(service: &Service<'_>, policy: &Policy<'_>) -> Vec<Asker> {
    let of_altinn = domain::Domain::for_policy(policy, &service.id);
    let of_person: Vec<_> = of_altinn.subject_attributes(domain::Asker::User).collect();
    let held = of_person.iter().filter(|one| one.count != Count::One);
    let open = held.map(|one| Open { single: one.count == Count::UpToOne, ..Open::strings(Category::Subject, one.id) });
    let somebody = requests::somebody();
    let person = Asker {
        name: "a person".to_owned(),
        fixed: vec![Value::string(Category::Subject, somebody.attribute.clone(), somebody.value.clone())],
        open: open.collect(),
    };
    let mut others: Vec<&str> = policy
        .matches()
        .map(|(_, one)| one)
        .filter(|one| one.category() == Category::Subject)
        .map(|one| one.attribute_id())
        .filter(|id| of_person.iter().all(|known| known.id != *id))
        .collect();
    others.sort_unstable();
    others.dedup();
    let open = others.into_iter().map(|id| Open::strings(Category::Subject, id.to_owned())).collect();
    vec![person, Asker { name: "somebody else".to_owned(), fixed: Vec::new(), open }]
}
