//! Which requests can occur: what Altinn's services send, and what the decision point adds before it decides.
//!
//! Each limit is a [`Statement`] with its source. A [`Domain`] is what they come to for one policy and one service: the
//! shapes of requests, the attributes a subject can have, and for any request whether it can occur and if not, why not.
//! A policy that asks for something outside its domain grants to nobody.

use super::attribute as name;
use super::requests::{Place, ServiceId};
use crate::pdp::Request;
use crate::pdp::altinn::Version;
use crate::xacml::{Category, Policy};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Who a request is about. One request has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asker {
    /// A person who is logged in, and whom Notifications asks about.
    User,
    /// A service owner, by the token of its own system.
    ServiceOwner,
    /// The system user of a customer's system.
    SystemUser,
    /// The party that asks for a consent: there is no party whose resource it is.
    Party,
    /// An app that delegates access to others.
    App,
}

/// How many values of an attribute a request may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    /// Exactly one.
    One,
    /// One or none.
    UpToOne,
    /// Any number, also none.
    Any,
}

/// An attribute that a subject can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectAttribute {
    /// `AttributeId`.
    pub id: &'static str,
    /// Whose it is.
    pub asker: Asker,
    /// How many values.
    pub count: Count,
    /// The attribute that the policy must name in some rule for this one to be looked up; none if it always comes.
    pub looked_up_if: Option<&'static str>,
    /// The feature flag without which it does not come. What production has switched on is not known; it is taken to be on.
    pub flag: Option<&'static str>,
    /// Whether a person who is to be notified as one acting for an organisation can have it.
    pub for_organisations: bool,
    /// Where it was read.
    pub source: &'static str,
}

const CONTEXT_HANDLER: &str = "Altinn/altinn-authorization-tmp @f7ff53bd2 ContextHandler.cs";
const TOKENS: &str =
    "Altinn/altinn-authorization-tmp @f7ff53bd2 ContextHandler.cs: from the token of a service owner only";
const NEW_ROLES: &str =
    "Altinn/altinn-authorization-tmp @f7ff53bd2 PolicyInformationPointController.cs (4dba0ee71, 2026-05-12)";
const NOTIFICATIONS: &str = "Altinn/altinn-notifications @0d0183fb1 AuthorizationService.cs";
const STORAGE: &str = "Altinn/altinn-storage @d9364e40 Authorization/AuthorizationService.cs";
const EVENTS: &str = "Altinn/altinn-events @d7232ac8 AppCloudEventXacmlMapper.cs";

const fn of_user(id: &'static str, looked_up_if: &'static str) -> SubjectAttribute {
    SubjectAttribute {
        id,
        asker: Asker::User,
        count: Count::Any,
        looked_up_if: Some(looked_up_if),
        flag: None,
        for_organisations: true,
        source: CONTEXT_HANDLER,
    }
}

const fn of_other(id: &'static str, asker: Asker, count: Count, source: &'static str) -> SubjectAttribute {
    SubjectAttribute { id, asker, count, looked_up_if: None, flag: None, for_organisations: false, source }
}

/// The role of a register of estates, which one person has for another.
const ESTATE_ROLE: &str = "urn:digitaltdodsbo:rolecode";
/// The user of a customer's system.
const SYSTEM_USER: &str = "urn:altinn:systemuser:uuid";
/// What kind of party it is.
const PARTY_TYPE: &str = "urn:altinn:partytype";
/// The lists that a party is on.
const ACCESS_LIST: &str = "urn:altinn:access-list";
/// The older name of [`name::ORGANIZATION_NUMBER`].
const OLD_ORGANIZATION_NUMBER: &str = "urn:altinn:organizationnumber";
/// The app that delegates.
const DELEGATING_APP: &str = "urn:altinn:resource:delegation";

const NEW_ROLE_FLAG: Option<&str> = Some("AccessManagementAsPipForRoles");

/// Every attribute that a subject can have. What is not here never comes.
pub const SUBJECT_ATTRIBUTES: &[SubjectAttribute] = &[
    SubjectAttribute { for_organisations: true, ..of_other(name::USER_ID, Asker::User, Count::One, NOTIFICATIONS) },
    of_user(name::ROLE_CODE, name::ROLE_CODE),
    SubjectAttribute { flag: NEW_ROLE_FLAG, source: NEW_ROLES, ..of_user(name::EXTERNAL_ROLE_CCR, name::ROLE_CODE) },
    SubjectAttribute { flag: NEW_ROLE_FLAG, source: NEW_ROLES, ..of_user(name::EXTERNAL_ROLE_CRA, name::ROLE_CODE) },
    SubjectAttribute { flag: NEW_ROLE_FLAG, source: NEW_ROLES, ..of_user(name::ROLE, name::ROLE_CODE) },
    SubjectAttribute {
        flag: Some("UserAccessPackageAuthorization"),
        ..of_user(name::ACCESS_PACKAGE, name::ACCESS_PACKAGE)
    },
    SubjectAttribute { for_organisations: false, ..of_user(ESTATE_ROLE, ESTATE_ROLE) },
    of_other(name::ORG, Asker::ServiceOwner, Count::UpToOne, TOKENS),
    of_other(name::ORGANIZATION_NUMBER, Asker::ServiceOwner, Count::UpToOne, TOKENS),
    of_other(OLD_ORGANIZATION_NUMBER, Asker::ServiceOwner, Count::UpToOne, TOKENS),
    of_other(SYSTEM_USER, Asker::SystemUser, Count::One, CONTEXT_HANDLER),
    SubjectAttribute {
        looked_up_if: Some(name::ACCESS_PACKAGE),
        flag: Some("SystemUserAccessPackageAuthorization"),
        ..of_other(name::ACCESS_PACKAGE, Asker::SystemUser, Count::Any, CONTEXT_HANDLER)
    },
    of_other(name::PARTY_UUID, Asker::Party, Count::One, CONTEXT_HANDLER),
    SubjectAttribute {
        looked_up_if: Some(PARTY_TYPE),
        ..of_other(PARTY_TYPE, Asker::Party, Count::UpToOne, CONTEXT_HANDLER)
    },
    SubjectAttribute {
        looked_up_if: Some(ACCESS_LIST),
        ..of_other(ACCESS_LIST, Asker::Party, Count::Any, CONTEXT_HANDLER)
    },
    of_other(DELEGATING_APP, Asker::App, Count::One, CONTEXT_HANDLER),
];

/// A limit to what requests can occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it says.
    pub limit: Limit,
    /// Where it was read.
    pub source: &'static str,
}

/// Kinds of limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The subject is one of those that [`SUBJECT_ATTRIBUTES`] knows, and has only what that one can have.
    OneAsker,
    /// An attribute of the subject is only looked up if the policy names it, or the one that brings it.
    OnlyIfNamed,
    /// No more values than [`SubjectAttribute::count`] has.
    Counted,
    /// Two attributes of the resource never stand together.
    Apart(&'static str, &'static str),
    /// An attribute of the resource stands only beside another.
    Beside(&'static str, &'static str),
    /// Where a service owner and an app are named, the resource is `app_{org}_{app}`, and the reverse.
    AppIsResource,
    /// An attribute of the resource has one value.
    Single(&'static str),
    /// Only the subject, the resource and the action are told of; of the action its id, once.
    NothingElse,
}

/// Every limit.
pub const STATEMENTS: &[Statement] = &[
    Statement { limit: Limit::OneAsker, source: CONTEXT_HANDLER },
    Statement { limit: Limit::OnlyIfNamed, source: CONTEXT_HANDLER },
    Statement { limit: Limit::Counted, source: CONTEXT_HANDLER },
    // The current task is added, and the end event only where there is none.
    Statement { limit: Limit::Apart(name::TASK, name::END_EVENT), source: CONTEXT_HANDLER },
    Statement { limit: Limit::Apart(name::TASK, name::APP_RESOURCE), source: EVENTS },
    Statement { limit: Limit::Apart(name::END_EVENT, name::APP_RESOURCE), source: EVENTS },
    Statement { limit: Limit::Beside(name::TASK, name::INSTANCE_ID), source: STORAGE },
    Statement { limit: Limit::Beside(name::END_EVENT, name::INSTANCE_ID), source: STORAGE },
    Statement { limit: Limit::Beside(name::EVENT_ID, name::APP_RESOURCE), source: EVENTS },
    Statement { limit: Limit::Beside(name::INSTANCE_ID, name::APP), source: STORAGE },
    Statement { limit: Limit::Beside(name::APP, name::ORG), source: NOTIFICATIONS },
    Statement { limit: Limit::Beside(name::ORG, name::APP), source: NOTIFICATIONS },
    Statement { limit: Limit::AppIsResource, source: CONTEXT_HANDLER },
    Statement { limit: Limit::Single(name::ORG), source: NOTIFICATIONS },
    Statement { limit: Limit::Single(name::APP), source: NOTIFICATIONS },
    Statement { limit: Limit::Single(name::RESOURCE), source: NOTIFICATIONS },
    Statement { limit: Limit::Single(name::TASK), source: STORAGE },
    Statement { limit: Limit::Single(name::END_EVENT), source: STORAGE },
    Statement { limit: Limit::NothingElse, source: NOTIFICATIONS },
];

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

/// What the requests about one place and one action have in common: all but the subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Where.
    pub place: Place,
    /// What for.
    pub action: String,
    /// The attributes of the resource, each with its one value. The resource has no others.
    pub resource: Vec<(&'static str, Given)>,
}

/// The requests that can occur for one policy of one service.
#[derive(Clone, Debug)]
pub struct Domain {
    service: ServiceId,
    version: Version,
    /// The attributes of the subject that the policy names in its rules, as far as they bring others.
    named: BTreeSet<&'static str>,
}

impl Domain {
    /// What can be asked of a policy about a service, as Altinn's cloud does today.
    pub fn for_policy(policy: &Policy<'_>, service: &ServiceId) -> Self {
        // The decision point looks at the matches of rules only: what a condition names is not looked up.
        let subjects = policy.matches().filter(|(_, one)| one.category() == Category::Subject);
        let named = subjects.filter_map(|(_, one)| {
            let lookups = SUBJECT_ATTRIBUTES.iter().filter_map(|known| known.looked_up_if);
            lookups.into_iter().find(|lookup| *lookup == one.attribute_id())
        });
        Self { service: service.clone(), version: Version::CLOUD, named: named.collect() }
    }

    /// The same as of a day, or with roles in lower case.
    #[must_use]
    pub const fn as_of(mut self, version: Version) -> Self {
        self.version = version;
        self
    }

    pub(super) const fn service(&self) -> &ServiceId {
        &self.service
    }

    pub(super) const fn version(&self) -> Version {
        self.version
    }

    /// The shapes of the requests about these places and actions.
    pub fn shapes(&self, places: &[Place], actions: &[String]) -> Vec<Shape> {
        let shape = |place: &Place, action: &String| Shape {
            place: place.clone(),
            action: action.clone(),
            resource: resource_attributes(&self.service, place),
        };
        places.iter().flat_map(|place| actions.iter().map(move |action| shape(place, action))).collect()
    }

    /// The attributes that an asker can have, of those that any asker can; the identity of the asker among them.
    pub fn subject_attributes(&self, asker: Asker) -> impl Iterator<Item = &'static SubjectAttribute> + '_ {
        SUBJECT_ATTRIBUTES.iter().filter(move |known| known.asker == asker && self.is_looked_up(known))
    }

    /// Whether a person who is to be notified for an organisation can have this attribute when this policy is asked.
    pub fn can_have(&self, attribute: &str) -> bool {
        self.subject_attributes(Asker::User).any(|known| known.id == attribute && known.for_organisations)
    }

    /// The value that is delivered for a subject that has this one; none if it comes to nobody any more.
    pub fn delivered<'v>(&self, attribute: &str, value: &'v str) -> Option<Cow<'v, str>> {
        if attribute == name::ROLE_CODE { self.version.delivered(value) } else { Some(Cow::Borrowed(value)) }
    }

    /// Whether a request can occur; if not, the statement that forbids it.
    ///
    /// # Errors
    /// The first statement, in the order of [`STATEMENTS`], that the request does not keep.
    pub fn admits(&self, request: &Request) -> Result<(), &'static Statement> {
        match STATEMENTS.iter().find(|statement| !self.keeps(statement.limit, request)) {
            Some(broken) => Err(broken),
            None => Ok(()),
        }
    }

    fn is_looked_up(&self, known: &SubjectAttribute) -> bool {
        known.looked_up_if.is_none_or(|named| self.named.contains(named))
    }

    fn keeps(&self, limit: Limit, request: &Request) -> bool {
        let values = |category, id: &'static str| values(request, category, id);
        let resource = |id| values(Category::Resource, id);
        match limit {
            Limit::OneAsker => asker_of(request).is_some(),
            Limit::OnlyIfNamed => of_subject(request).all(|id| {
                let mut known = SUBJECT_ATTRIBUTES.iter().filter(|known| known.id == id).peekable();
                known.peek().is_none() || known.any(|known| self.is_looked_up(known))
            }),
            Limit::Counted => asker_of(request).is_none_or(|asker| {
                SUBJECT_ATTRIBUTES.iter().filter(|known| known.asker == asker).all(|known| {
                    let count = values(Category::Subject, known.id).len();
                    match known.count {
                        Count::One => count == 1,
                        Count::UpToOne => count <= 1,
                        Count::Any => true,
                    }
                })
            }),
            Limit::Apart(one, other) => resource(one).is_empty() || resource(other).is_empty(),
            Limit::Beside(one, other) => resource(one).is_empty() || !resource(other).is_empty(),
            Limit::AppIsResource => match (&resource(name::ORG)[..], &resource(name::APP)[..]) {
                ([org], [app]) => resource(name::RESOURCE) == [format!("app_{org}_{app}")],
                _ => !resource(name::RESOURCE).iter().any(|id| id.starts_with("app_")),
            },
            Limit::Single(id) => resource(id).len() <= 1,
            Limit::NothingElse => {
                let known = |category| matches!(category, Category::Subject | Category::Resource | Category::Action);
                values(Category::Action, name::ACTION_ID).len() == 1
                    && request.attributes().iter().all(|one| {
                        known(one.category) && (one.category != Category::Action || one.id == name::ACTION_ID)
                    })
            }
        }
    }
}

fn values<'r>(request: &'r Request, category: Category, id: &'static str) -> Vec<&'r str> {
    request.named(category, id).flat_map(|one| &one.values).map(String::as_str).collect()
}

fn of_subject(request: &Request) -> impl Iterator<Item = &str> {
    request.attributes().iter().filter(|one| one.category == Category::Subject).map(|one| one.id.as_ref())
}

/// Who has all the attributes of the subject that a request has; none if nobody has them together.
fn asker_of(request: &Request) -> Option<Asker> {
    let askers = [Asker::User, Asker::ServiceOwner, Asker::SystemUser, Asker::Party, Asker::App];
    let has = |asker, id: &str| SUBJECT_ATTRIBUTES.iter().any(|known| known.asker == asker && known.id == id);
    askers
        .into_iter()
        .find(|asker| of_subject(request).next().is_some() && of_subject(request).all(|id| has(*asker, id)))
}

/// An attribute of the subject as the first who can have it has it; none if it never comes.
pub fn subject_attribute(id: &str) -> Option<&'static SubjectAttribute> {
    SUBJECT_ATTRIBUTES.iter().find(|known| known.id == id)
}

const SOME_PARTY: &str = "50001001";
const SOME_PARTY_UUID: &str = "00000000-0000-4000-8000-000000000001";
const SOME_ORGANISATION: &str = "310000001";
const SOME_INSTANCE: &str = "50001001/00000000-0000-4000-8000-000000000002";
const SOME_EVENT: &str = "00000000-0000-4000-8000-000000000003";

/// The attributes of the resource in every request about a place of a service.
pub fn resource_attributes(service: &ServiceId, place: &Place) -> Vec<(&'static str, Given)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::altinn::{Person, requests};
    use crate::syntax::xml::Document;
    use crate::xacml::{self, Root};

    /// A policy that names one subject of each attribute.
    fn naming(attributes: &[&str]) -> String {
        const XS: &str = "http://www.w3.org/2001/XMLSchema#string";
        let all_of = attributes.iter().map(|id| {
            format!(
                "<AllOf><Match MatchId=\"urn:oasis:names:tc:xacml:1.0:function:string-equal\"><AttributeValue \
                 DataType=\"{XS}\">x</AttributeValue><AttributeDesignator AttributeId=\"{id}\" Category=\"{}\" \
                 DataType=\"{XS}\" MustBePresent=\"false\"/></Match></AllOf>",
                Category::Subject.urn()
            )
        });
        format!(
            "<Policy xmlns=\"{}\" PolicyId=\"p\" Version=\"1\" RuleCombiningAlgId=\"a\"><Target/><Rule RuleId=\"r\" \
             Effect=\"Permit\"><Target><AnyOf>{}</AnyOf></Target></Rule></Policy>",
            xacml::NAMESPACE,
            all_of.collect::<String>()
        )
    }

    fn domain(attributes: &[&str]) -> Domain {
        let xml = naming(attributes);
        let document = Document::parse(&xml);
        let Root::Policy(policy) = xacml::read(&document) else { panic!("a policy") };
        Domain::for_policy(&policy, &app())
    }

    fn app() -> ServiceId {
        ServiceId::App { org: "ttd".into(), app: "løyve".into() }
    }

    fn places() -> [Place; 4] {
        [Place::App, Place::Task("Task_1".into()), Place::EndEvent("EndEvent_1".into()), Place::Events]
    }

    fn request_of(person: &Person, place: &Place) -> Request {
        requests::request(
            &requests::subject_probe(person),
            &requests::place_probe(&app(), place),
            &requests::action_probe("read"),
        )
    }

    fn broken(domain: &Domain, request: &Request) -> Option<Limit> {
        domain.admits(request).err().map(|statement| statement.limit)
    }

    #[test]
    fn what_altinn_sends_can_occur() {
        let domain = domain(&[name::ROLE_CODE, name::ACCESS_PACKAGE]);
        let people = ["DAGL", "urn:altinn:external-role:ccr:daglig-leder", "urn:altinn:accesspackage:lonn"];
        for person in people.map(Person::from_name).into_iter().chain([Person::new(name::ORG, "ttd")]) {
            for place in places() {
                let request = request_of(&person, &place);
                assert_eq!(domain.admits(&request), Ok(()), "{}", request.to_json());
            }
        }
    }

    #[test]
    fn roles_and_packages_come_only_where_the_policy_names_them() {
        let package = request_of(&Person::from_name("urn:altinn:accesspackage:lonn"), &Place::App);
        let role = request_of(&Person::from_name("urn:altinn:external-role:ccr:daglig-leder"), &Place::App);
        let only_roles = domain(&[name::ROLE_CODE]);
        assert_eq!(broken(&only_roles, &package), Some(Limit::OnlyIfNamed));
        assert_eq!(broken(&only_roles, &role), None);
        // The newer names alone bring nobody.
        let only_new = domain(&[name::EXTERNAL_ROLE_CCR, name::ACCESS_PACKAGE]);
        assert_eq!(broken(&only_new, &role), Some(Limit::OnlyIfNamed));
        assert_eq!(broken(&only_new, &package), None);
        assert!(only_roles.can_have(name::EXTERNAL_ROLE_CCR) && !only_new.can_have(name::EXTERNAL_ROLE_CCR));
        assert!(!only_roles.can_have(name::ORG) && !only_roles.can_have(ESTATE_ROLE));
    }

    #[test]
    fn a_service_owner_is_no_user() {
        let domain = domain(&[name::ROLE_CODE]);
        let both = request_of(&Person::from_name("DAGL"), &Place::App).with(Category::Subject, name::ORG, "ttd");
        assert_eq!(broken(&domain, &both), Some(Limit::OneAsker));
        let system = request_of(&Person::new(SYSTEM_USER, "x"), &Place::App);
        assert_eq!(broken(&domain, &system), None);
        assert_eq!(broken(&domain, &system.with(Category::Subject, name::USER_ID, "1")), Some(Limit::OneAsker));
        let twice = request_of(&Person::from_name("DAGL"), &Place::App).with(Category::Subject, name::USER_ID, "2");
        assert_eq!(broken(&domain, &twice), Some(Limit::Counted));
        let nobody = request_of(&Person::new("urn:altinn:eventtype", "x"), &Place::App);
        assert_eq!(broken(&domain, &nobody), Some(Limit::OneAsker));
    }

    #[test]
    fn an_instance_stands_at_one_place() {
        let domain = domain(&[name::ROLE_CODE]);
        let at = |place: &Place| request_of(&Person::from_name("DAGL"), place);
        let resource = |request: Request, id: &'static str| request.with(Category::Resource, id, "x");
        let task = at(&places()[1]);
        let app = || at(&Place::App);
        let apart = Limit::Apart(name::TASK, name::END_EVENT);
        assert_eq!(broken(&domain, &resource(task.clone(), name::END_EVENT)), Some(apart));
        assert_eq!(broken(&domain, &resource(task.clone(), name::TASK)), Some(Limit::Single(name::TASK)));
        let beside = Limit::Beside(name::TASK, name::INSTANCE_ID);
        assert_eq!(broken(&domain, &resource(app(), name::TASK)), Some(beside));
        assert_eq!(broken(&domain, &resource(app(), name::RESOURCE)), Some(Limit::AppIsResource));
        let timed = app().with(Category::Environment, "urn:oasis:names:tc:xacml:1.0:environment:current-date", "x");
        assert_eq!(broken(&domain, &timed), Some(Limit::NothingElse));
    }

    #[test]
    fn shapes_are_places_times_actions() {
        let domain = domain(&[name::ROLE_CODE]);
        let shapes = domain.shapes(&places(), &["read".into(), "write".into()]);
        assert_eq!(shapes.len(), 8);
        let task = shapes.iter().find(|shape| shape.place == places()[1]).expect("a task");
        assert!(task.resource.contains(&(name::RESOURCE, Given::Fixed("app_ttd_løyve".into()))));
        assert!(task.resource.contains(&(name::TASK, Given::Fixed("Task_1".into()))));
        assert!(task.resource.iter().any(|(id, given)| *id == name::INSTANCE_ID && matches!(given, Given::Other(_))));
    }

    #[test]
    fn roles_that_are_over_are_delivered_to_nobody() {
        let later = Version { as_of: crate::config::Date::parse("2027-01-01"), ..Version::CLOUD };
        let domain = domain(&[name::ROLE_CODE]).as_of(later);
        assert_eq!(domain.delivered(name::ROLE_CODE, "A0237"), None);
        assert_eq!(domain.delivered(name::ROLE_CODE, "DAGL").as_deref(), Some("DAGL"));
        assert_eq!(domain.delivered(name::ACCESS_PACKAGE, "a0237").as_deref(), Some("a0237"));
    }
}
