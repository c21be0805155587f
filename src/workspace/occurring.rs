//! Every request that can occur on a service, for the analysis of them all at once.

use super::access::Access;
use super::identity;
use super::service::Service;
use crate::altinn::{attribute, domain};
use crate::pdp::analysis::Domain;
use crate::xacml::Category;

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
    let mut places = access.places.clone();
    places.extend(identity::places_named(policy).into_iter().filter(|place| !access.places.contains(place)));
    let mut actions = access.actions.clone();
    actions.push(ANY_OTHER_ACTION.to_owned());
    Some(domain::Domain::for_policy(policy, &service.id).every_request(policy, &places, &actions))
}
