//! The attributes that policies of Altinn's name, and who can satisfy them.
//!
//! Source: Altinn/altinn-authorization-tmp @f7ff53bd2, `XacmlRequestAttribute.cs`, `ContextHandler.cs`.

use std::borrow::Cow;

/// A role by its code; the attribute that makes the decision point look roles up at all.
pub const ROLE_CODE: &str = "urn:altinn:rolecode";
/// An access package by its code.
pub const ACCESS_PACKAGE: &str = "urn:altinn:accesspackage";
/// A role of the entity register by its newer name.
pub const EXTERNAL_ROLE_CCR: &str = "urn:altinn:external-role:ccr";
/// A role of the guardianship register.
pub const EXTERNAL_ROLE_CRA: &str = "urn:altinn:external-role:cra";
/// A role that Altinn itself keeps.
pub const ROLE: &str = "urn:altinn:role";
/// One user by number.
pub const USER_ID: &str = "urn:altinn:userid";
/// The party acted for, by number.
pub const PARTY_ID: &str = "urn:altinn:partyid";
/// The party acted for, by UUID.
pub const PARTY_UUID: &str = "urn:altinn:party:uuid";
/// An organisation by its number.
pub const ORGANIZATION_NUMBER: &str = "urn:altinn:organization:identifier-no";
/// A service owner: of the resource, or as the subject that asks.
pub const ORG: &str = "urn:altinn:org";
/// An app by its name.
pub const APP: &str = "urn:altinn:app";
/// A resource of the registry by its id.
pub const RESOURCE: &str = "urn:altinn:resource";
/// The task that an instance stands at.
pub const TASK: &str = "urn:altinn:task";
/// The end event that an instance has reached.
pub const END_EVENT: &str = "urn:altinn:end-event";
/// A part of an app; `events` is its event stream.
pub const APP_RESOURCE: &str = "urn:altinn:appresource";
/// One instance of an app.
pub const INSTANCE_ID: &str = "urn:altinn:instance-id";
/// One event.
pub const EVENT_ID: &str = "urn:altinn:event-id";
/// What shall be done.
pub const ACTION_ID: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
/// The category of the level of authentication that a user needs.
pub const MINIMUM_AUTHENTICATION_LEVEL: &str = "urn:altinn:minimum-authenticationlevel";
/// The category of the level of authentication that a system of an organisation or service owner needs.
pub const MINIMUM_AUTHENTICATION_LEVEL_ORG: &str = "urn:altinn:minimum-authenticationlevel-org";

/// The name of an attribute, without a copy of the names that nearly every policy has.
pub fn known(attribute: &str) -> Cow<'static, str> {
    let common = [ROLE_CODE, ORG, ACCESS_PACKAGE, EXTERNAL_ROLE_CCR];
    let found = common.into_iter().find(|known| *known == attribute);
    found.map_or_else(|| Cow::Owned(attribute.to_owned()), Cow::Borrowed)
}

/// Resource attributes that every request on an app or resource carries, whichever service sends it.
pub fn is_always_sent(attribute: &str) -> bool {
    matches!(attribute, ORG | APP | RESOURCE | PARTY_ID | ACTION_ID)
}
