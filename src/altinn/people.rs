//! Subjects as people: who is behind an attribute value.

use super::{attribute, register};
use crate::finding::Subject;
use std::borrow::Cow;

/// One subject of a policy or of the configuration: an attribute with one value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The attribute.
    pub attribute: Cow<'static, str>,
    /// The value as first spelt.
    pub value: String,
}

impl Person {
    /// The subject that has this value of this attribute.
    pub fn new(attribute: &str, value: impl Into<String>) -> Self {
        Self { attribute: attribute::known(attribute), value: value.into() }
    }

    /// A recipient as the configuration names it: a full URN, a role code, or the code of an access package.
    pub fn from_name(name: &str) -> Self {
        let (attribute, value) = if let Some(cut) = name.rfind(':').filter(|_| name.starts_with("urn:")) {
            (&name[..cut], &name[cut + 1..])
        } else if register::role(name).is_none() && register::package(name).is_some() {
            (attribute::ACCESS_PACKAGE, name)
        } else {
            (attribute::ROLE_CODE, name)
        };
        Self::new(attribute, value)
    }

    /// Whether both are the same subject: same attribute, value equal but for letter case.
    pub fn is(&self, attribute: &str, value: &str) -> bool {
        let same = |a: &str, b: &str| {
            a.eq_ignore_ascii_case(b) || (!(a.is_ascii() && b.is_ascii()) && a.to_lowercase() == b.to_lowercase())
        };
        self.attribute == attribute && same(&self.value, value)
    }

    /// The Norwegian name of the role or access package; the service owner's code for one; else the value itself.
    pub fn name(&self) -> String {
        let known = match self.attribute.as_ref() {
            attribute::ROLE_CODE => register::role(&self.value).map(|role| role.name),
            attribute::ACCESS_PACKAGE => register::package(&self.value).map(|package| package.name),
            _ => register::role_named(&self.attribute, &self.value).map(|role| role.name),
        };
        known.map_or_else(|| self.value.clone(), str::to_owned)
    }

    /// The name with the code, as findings write it: `Daglig leder (DAGL)`.
    pub fn display(&self) -> String {
        let name = self.name();
        let kind = match self.attribute.as_ref() {
            attribute::ROLE_CODE if name == self.value => "role",
            attribute::ROLE_CODE | attribute::ROLE => "",
            attribute::ACCESS_PACKAGE => "access package",
            attribute::ORG => "service owner",
            attribute::USER_ID => "user",
            attribute::ORGANIZATION_NUMBER | "urn:altinn:organizationnumber" => "organisation",
            "urn:altinn:resource:delegation" => "the app itself, by delegation,",
            "urn:altinn:systemuser:uuid" => "system user",
            "urn:altinn:access-list" => "access list",
            "urn:altinn:partytype" => "party type",
            _ if name != self.value => "",
            other => return format!("{other} `{}`", self.value),
        };
        match (kind, name == self.value) {
            ("", _) => format!("{name} ({})", self.value),
            (kind, true) => format!("{kind} `{}`", self.value),
            (kind, false) => format!("{kind} {name} ({})", self.value),
        }
    }

    /// As it stands in findings.
    pub fn subject(&self) -> Subject {
        Subject { attribute: self.attribute.clone().into_owned(), value: self.value.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_a_role_a_package_or_a_urn() {
        assert_eq!(Person::from_name("DAGL").attribute, attribute::ROLE_CODE);
        assert_eq!(Person::from_name("ansvarlig-revisor").attribute, attribute::ACCESS_PACKAGE);
        let lede = Person::from_name("urn:altinn:rolecode:LEDE");
        assert_eq!((lede.attribute.as_ref(), lede.value.as_str()), (attribute::ROLE_CODE, "LEDE"));
    }

    #[test]
    fn people_are_named() {
        assert_eq!(Person::from_name("REVI").display(), "Revisor (REVI)");
        assert_eq!(Person::from_name("urn:altinn:org:skd").display(), "service owner `skd`");
        assert_eq!(Person::from_name("XYZ").display(), "role `XYZ`");
    }
}
