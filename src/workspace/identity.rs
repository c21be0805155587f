//! What a policy is about, where no file beside it says so: read from its own rules.

use crate::altinn::attribute;
use crate::altinn::requests::{Place, ServiceId};
use crate::pdp::altinn::Binding;
use crate::xacml::{AllOf, Category, Policy};
use std::collections::BTreeMap;

/// The app or resource that most of the rules name; placeholders stand for themselves.
pub(super) fn of(policy: &Policy<'_>) -> ServiceId {
    let symbolic = Binding::default();
    let mut named: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
    let mut only_org = None;
    for (number, all_of) in resource_parts(policy).enumerate() {
        let value = |id: &str| {
            let found =
                all_of.matches.iter().find(|one| one.attribute_id() == id && one.category() == Category::Resource);
            found.map(|one| symbolic.bind(one.value.text.value.trim()).into_owned())
        };
        let (org, app, id) = (value(attribute::ORG), value(attribute::APP), value(attribute::RESOURCE));
        let key = match (org, app, id) {
            (Some(org), Some(app), _) => (org, app),
            (_, _, Some(id)) => (String::new(), id),
            (org, app, None) => {
                let default = Binding::default();
                only_org = only_org.or(org.map(|org| (org, default.app)).or(app.map(|app| (default.org, app))));
                continue;
            }
        };
        named.entry(key).or_insert((0, number)).0 += 1;
    }
    // The most frequent one; of two, the one that stands first.
    let best = named.into_iter().max_by_key(|(_, (count, first))| (*count, usize::MAX - first)).map(|(key, _)| key);
    match best {
        Some((org, id)) if org.is_empty() => from_resource_id(&id),
        Some((org, app)) => ServiceId::App { org, app },
        None => only_org.map_or(ServiceId::Unknown, |(org, app)| ServiceId::App { org, app }),
    }
}

/// The app or resource behind a resource id: the decision point reads `app_{org}_{app}` as an app.
pub(super) fn from_resource_id(id: &str) -> ServiceId {
    match id.strip_prefix("app_").and_then(|rest| rest.split_once('_')) {
        Some((org, app)) if !org.is_empty() && !app.is_empty() => {
            ServiceId::App { org: org.to_owned(), app: app.to_owned() }
        }
        _ => ServiceId::Resource { id: id.to_owned() },
    }
}

/// The tasks and end events that the rules name, in the order in which they do.
pub(super) fn places_named(policy: &Policy<'_>) -> Vec<Place> {
    let mut tasks = Vec::new();
    let mut ends = Vec::new();
    for (_, one) in policy.matches().filter(|(_, one)| one.category() == Category::Resource) {
        let value = one.value.text.value.trim().to_owned();
        let (list, place) = match one.attribute_id() {
            attribute::TASK => (&mut tasks, Place::Task(value)),
            attribute::END_EVENT => (&mut ends, Place::EndEvent(value)),
            _ => continue,
        };
        if !list.contains(&place) {
            list.push(place);
        }
    }
    tasks.append(&mut ends);
    tasks
}

fn resource_parts<'p, 't>(policy: &'p Policy<'t>) -> impl Iterator<Item = &'p AllOf<'t>> {
    policy
        .rules
        .iter()
        .flat_map(|rule| &rule.target)
        .flat_map(|target| &target.any_of)
        .flat_map(|any_of| &any_of.all_of)
}
