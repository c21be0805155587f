//! The attributes that the subject of a request can have: whose they are, how many, and what brings them.

use super::attribute as name;
use super::sources::{CONTEXT_HANDLER, NEW_ROLES, NOTIFICATIONS, TOKENS};

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
pub(super) const ESTATE_ROLE: &str = "urn:digitaltdodsbo:rolecode";
/// The user of a customer's system.
pub(super) const SYSTEM_USER: &str = "urn:altinn:systemuser:uuid";
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

/// An attribute of the subject as the first who can have it has it; none if it never comes.
pub fn subject_attribute(id: &str) -> Option<&'static SubjectAttribute> {
    SUBJECT_ATTRIBUTES.iter().find(|known| known.id == id)
}

/// Whether a person who is to be notified can have this attribute in the request that Notifications sends, once the policy
/// names what makes it be looked up. What brings itself by being named does so for whoever is added to the policy.
///
/// `names_role_code`: whether the policy names [`name::ROLE_CODE`] anywhere, without which no role is looked up.
pub fn reaches_people(attribute: &str, names_role_code: bool) -> bool {
    subject_attribute(attribute).is_some_and(|known| {
        known.for_organisations && known.looked_up_if.is_none_or(|named| named == attribute || names_role_code)
    })
}
