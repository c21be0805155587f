//! What a policy is about, where no file beside it says so: read from its own rules.

use crate::altinn::{Place, ServiceId, attribute};
use crate::pdp::altinn::Binding;
use crate::xacml::{AllOf, Category, Policy};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The app or resource that most of the rules name; placeholders stand for themselves.
pub(super) fn of(policy: &Policy<'_>) -> ServiceId {
    let symbolic = Binding::default();
    let mut named: BTreeMap<(Cow<'_, str>, Cow<'_, str>), (usize, usize)> = BTreeMap::new();
    let mut only_org = None;
    for (number, all_of) in resource_parts(policy).enumerate() {
        let value = |id: &str| {
            let mut own = all_of.matches.iter().filter(|one| one.category() == Category::Resource);
            own.find(|one| one.attribute_id() == id).map(|one| symbolic.bind(one.value.text.value.trim()))
        };
        let (org, app, id) = (value(attribute::ORG), value(attribute::APP), value(attribute::RESOURCE));
        let key = match (org, app, id) {
            (Some(org), Some(app), _) => (org, app),
            (_, _, Some(id)) => (Cow::Borrowed(""), id),
            (None, None, None) => continue,
            (org, app, None) => {
                let part = |part: Option<Cow<'_, str>>, symbol: &str| part.map_or(symbol.to_owned(), Cow::into_owned);
                only_org = only_org.or(Some((part(org, &symbolic.org), part(app, &symbolic.app))));
                continue;
            }
        };
        named.entry(key).or_insert((0, number)).0 += 1;
    }
    // The most frequent one; of two, the one that stands first.
    let best = named.into_iter().max_by_key(|(_, (count, first))| (*count, usize::MAX - first)).map(|(key, _)| key);
    match best {
        Some((org, id)) if org.is_empty() => from_resource_id(&id),
        Some((org, app)) => ServiceId::App { org: org.into_owned(), app: app.into_owned() },
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
    let (mut tasks, mut ends): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for (_, one) in policy.matches().filter(|(_, one)| one.category() == Category::Resource && !one.is_pattern()) {
        let list = match one.attribute_id() {
            attribute::TASK => &mut tasks,
            attribute::END_EVENT => &mut ends,
            _ => continue,
        };
        let value = one.value.text.value.trim();
        if !list.contains(&value) {
            list.push(value);
        }
    }
    let tasks = tasks.into_iter().map(|id| Place::Task(id.to_owned()));
    tasks.chain(ends.into_iter().map(|id| Place::EndEvent(id.to_owned()))).collect()
}

fn resource_parts<'p, 't>(policy: &'p Policy<'t>) -> impl Iterator<Item = &'p AllOf<'t>> {
    policy
        .rules
        .iter()
        .flat_map(|rule| &rule.target)
        .flat_map(|target| &target.any_of)
        .flat_map(|any_of| &any_of.all_of)
}
