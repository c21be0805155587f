//! Which requests can occur: what Altinn's services send, and what the decision point adds before it decides.
//!
//! Each limit is a [`Statement`] with its source. A [`Domain`] is what they come to for one policy and one service: the
//! shapes of requests, the attributes a subject can have, and for any request whether it can occur and if not, why not.
//! A policy that asks for something outside its domain grants to nobody.

use super::attribute as name;
use super::given::{Given, resource_attributes};
use super::service::{Place, ServiceId};
use super::sources::{CONTEXT_HANDLER, EVENTS, NOTIFICATIONS, STORAGE};
use super::subjects::{Asker, Count, SUBJECT_ATTRIBUTES, SubjectAttribute};
use crate::pdp::Request;
use crate::pdp::altinn::Version;
use crate::xacml::{Category, Policy};
use std::borrow::Cow;
use std::collections::BTreeSet;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::altinn::subjects::{ESTATE_ROLE, SYSTEM_USER};
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
