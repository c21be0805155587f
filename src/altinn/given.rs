//! The attributes of the resource that come with every request about a place.

use super::attribute as name;
use super::service::{Place, ServiceId};

/// The value of an attribute in a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// This one.
    Fixed(String),
    /// Some value that no policy names: a party, an instance, an event. An example of one.
    Other(&'static str),
}

impl Given {
    /// The value, or the example.
    pub fn text(&self) -> &str {
        match self {
            Self::Fixed(text) => text,
            Self::Other(text) => text,
        }
    }
}

const SOME_PARTY: &str = "50001001";
const SOME_PARTY_UUID: &str = "00000000-0000-4000-8000-000000000001";
const SOME_ORGANISATION: &str = "310000001";
const SOME_INSTANCE: &str = "50001001/00000000-0000-4000-8000-000000000002";
const SOME_EVENT: &str = "00000000-0000-4000-8000-000000000003";

/// The attributes of the resource in every request about a place of a service.
pub(super) fn resource_attributes(service: &ServiceId, place: &Place) -> Vec<(&'static str, Given)> {
    let mut all = Vec::with_capacity(9);
    match service {
        ServiceId::App { org, app } => {
            all.push((name::ORG, Given::Fixed(org.clone())));
            all.push((name::APP, Given::Fixed(app.clone())));
            // Added by the decision point whenever org and app are there.
            all.push((name::RESOURCE, Given::Fixed(format!("app_{org}_{app}"))));
        }
        ServiceId::Resource { id } => all.push((name::RESOURCE, Given::Fixed(id.clone()))),
        ServiceId::Unknown => {}
    }
    all.push((name::PARTY_ID, Given::Other(SOME_PARTY)));
    all.push((name::PARTY_UUID, Given::Other(SOME_PARTY_UUID)));
    all.push((name::ORGANIZATION_NUMBER, Given::Other(SOME_ORGANISATION)));
    if !place.is_notified_at() {
        all.push((name::INSTANCE_ID, Given::Other(SOME_INSTANCE)));
    }
    match place {
        Place::App | Place::Resource => {}
        Place::Task(id) => all.push((name::TASK, Given::Fixed(id.clone()))),
        Place::EndEvent(id) => all.push((name::END_EVENT, Given::Fixed(id.clone()))),
        Place::Events => {
            all.push((name::EVENT_ID, Given::Other(SOME_EVENT)));
            all.push((name::APP_RESOURCE, Given::Fixed("events".into())));
        }
    }
    all
}
