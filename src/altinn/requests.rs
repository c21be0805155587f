//! The requests that Altinn's services send, as the decision point sees them once it has added what it knows.
//!
//! Sources: Altinn/altinn-notifications @0d0183fb1 `AuthorizationService.cs`; altinn-storage @d9364e40
//! `Authorization/AuthorizationService.cs`; altinn-events @d7232ac8 `AppCloudEventXacmlMapper.cs`;
//! altinn-authorization-tmp @f7ff53bd2 `ContextHandler.cs`.

use super::Person;
use super::attribute as name;
use super::given::{Given, resource_attributes};
use super::service::{Place, ServiceId};
use crate::pdp::Request;
use crate::pdp::altinn::Probe;
use crate::xacml::Category;
use std::borrow::Cow;

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
    let of_place = resource_attributes(service, place).into_iter();
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
