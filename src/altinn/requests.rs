//! The requests that Altinn's services send, as the decision point sees them once it has added what it knows.
//!
//! Sources: Altinn/altinn-notifications @0d0183fb1 `AuthorizationService.cs`; altinn-storage @d9364e40
//! `Authorization/AuthorizationService.cs`; altinn-events @d7232ac8 `AppCloudEventXacmlMapper.cs`;
//! altinn-authorization-tmp @f7ff53bd2 `ContextHandler.cs`.

use super::Person;
use super::attribute as name;
use super::domain::{self, Given};
use crate::pdp::Request;
use crate::pdp::altinn::Probe;
use crate::xacml::Category;
use std::borrow::Cow;

/// What a policy is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceId {
    /// An app of a service owner.
    App {
        /// The service owner's code.
        org: String,
        /// The app's name.
        app: String,
    },
    /// An entry of the Resource Registry.
    Resource {
        /// Its id.
        id: String,
    },
    /// Not known; the policy names neither.
    Unknown,
}

impl ServiceId {
    /// The id by which a notice names it: `app_{org}_{app}`, or the registry's id.
    pub fn resource_id(&self) -> Option<String> {
        match self {
            Self::App { org, app } => Some(format!("app_{org}_{app}")),
            Self::Resource { id } => Some(id.clone()),
            Self::Unknown => None,
        }
    }
}

/// Where a person meets a service: each place is a shape of request.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The app as a whole: what Notifications asks for.
    App,
    /// An instance at a task.
    Task(String),
    /// An instance that has ended.
    EndEvent(String),
    /// The app's event stream.
    Events,
    /// A registry resource: what Notifications asks for.
    Resource,
}

impl Place {
    /// The word for it in JSON output.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Task(_) => "task",
            Self::EndEvent(_) => "end-event",
            Self::Events => "events",
            Self::Resource => "resource",
        }
    }

    /// The id of the task or end event.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Task(id) | Self::EndEvent(id) => Some(id),
            Self::App | Self::Events | Self::Resource => None,
        }
    }

    /// In a sentence: `on the app`, `on task Task_1`.
    pub fn display(&self) -> String {
        match self {
            Self::App => "on the app".into(),
            Self::Task(id) => format!("on task {id}"),
            Self::EndEvent(id) => format!("on end event {id}"),
            Self::Events => "on the app's events".into(),
            Self::Resource => "on the resource".into(),
        }
    }

    /// Whether Notifications asks exactly this.
    pub const fn is_notified_at(&self) -> bool {
        matches!(self, Self::App | Self::Resource)
    }

    /// The Altinn service that asks this.
    pub const fn asked_by(&self) -> &'static str {
        match self {
            Self::App | Self::Resource => "Altinn Notifications",
            Self::Task(_) | Self::EndEvent(_) => "the app",
            Self::Events => "Altinn Events",
        }
    }
}

/// A user whom no policy names.
const SOME_USER: &str = "20001001";

/// The subject attributes of one who asks: the user, and what the decision point adds of roles and packages.
pub fn subject_probe(person: &Person) -> Probe {
    let is_user = matches!(
        person.attribute.as_ref(),
        name::ROLE_CODE | name::ACCESS_PACKAGE | name::EXTERNAL_ROLE_CCR | name::EXTERNAL_ROLE_CRA | name::ROLE
    );
    let user = is_user.then_some((Cow::Borrowed(name::USER_ID), Cow::Borrowed(SOME_USER)));
    Probe { values: user.into_iter().chain([held(person)]).collect() }
}

/// A user of whom no more is known.
pub fn somebody() -> Person {
    Person::new(name::USER_ID, SOME_USER)
}

/// The subject attributes of one who has all of them at once.
pub fn all_of_probe<'p>(people: impl IntoIterator<Item = &'p Person>) -> Probe {
    let user = (Cow::Borrowed(name::USER_ID), Cow::Borrowed(SOME_USER));
    Probe { values: std::iter::once(user).chain(people.into_iter().map(held)).collect() }
}

fn held(person: &Person) -> (Cow<'static, str>, Cow<'static, str>) {
    (person.attribute.clone(), Cow::Owned(person.value.clone()))
}

/// The resource attributes of a place.
pub fn place_probe(service: &ServiceId, place: &Place) -> Probe {
    let of_place = domain::resource_attributes(service, place).into_iter();
    let values = of_place.map(|(id, given)| {
        let value = match given {
            Given::Fixed(value) => Cow::Owned(value),
            Given::Other(example) => Cow::Borrowed(example),
        };
        (Cow::Borrowed(id), value)
    });
    Probe { values: values.collect() }
}

/// The action attribute.
pub fn action_probe(action: &str) -> Probe {
    Probe { values: vec![(Cow::Borrowed(name::ACTION_ID), Cow::Owned(action.to_owned()))] }
}

/// The whole request made of the three.
pub fn request(subject: &Probe, place: &Probe, action: &Probe) -> Request {
    let parts = [(Category::Subject, subject), (Category::Action, action), (Category::Resource, place)];
    parts.into_iter().fold(Request::new(), |request, (category, probe)| {
        probe.values.iter().fold(request, |request, (id, value)| request.with(category, id.clone(), value.as_ref()))
    })
}
