//! Who is who: roles, access packages and service owners, as data with a date.

use crate::config::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// A role.
#[derive(Debug)]
pub struct Role {
    /// The code, lower case: `dagl`.
    pub code: &'static str,
    /// The newer URN.
    pub urn: Option<&'static str>,
    /// The URN by role code.
    pub legacy_urn: Option<&'static str>,
    /// The Norwegian name.
    pub name: &'static str,
    /// Where it is kept: `ccr`, `cra`, `a2` or `altinn3`.
    pub kind: &'static str,
    /// Whether service owners may use it.
    pub offered: bool,
    /// Whether it is one of the eight key roles of an organisation.
    pub key: bool,
    /// Whether it ends with the Altinn 2 roles.
    pub ends: bool,
}

/// An access package.
#[derive(Debug)]
pub struct Package {
    /// The code.
    pub code: &'static str,
    /// The Norwegian name.
    pub name: &'static str,
    /// `organization` or `person`.
    pub party: &'static str,
    /// Whether service owners may use it.
    pub offered: bool,
    /// The roles, by code, that hold it without anybody delegating it.
    pub holders: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/register.rs"));

/// The last day on which Altinn 2 roles give access.
pub const ALTINN2_LAST_DAY: Date = Date::last_of(2026);

/// Whether the Altinn 2 roles have ended by a day.
pub fn altinn2_has_ended(day: Date) -> bool {
    day > ALTINN2_LAST_DAY
}

/// The role of that code, in any letter case.
pub fn role(code: &str) -> Option<&'static Role> {
    let at = if code.is_ascii() {
        ROLES.binary_search_by(|role| order(role.code, code))
    } else {
        let code = code.to_lowercase();
        ROLES.binary_search_by(|role| role.code.cmp(&code))
    };
    at.ok().map(|at| &ROLES[at])
}

/// The order of a code of the register and one that may be in upper case, by their bytes. Every role is asked for by many
/// rules, so nothing is copied here.
fn order(known: &str, code: &str) -> Ordering {
    known.bytes().cmp(code.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// The role that has this value of a newer attribute.
pub fn role_named(attribute: &str, value: &str) -> Option<&'static Role> {
    let is_it =
        |urn: &str| urn.rsplit_once(':').is_some_and(|(of, name)| of == attribute && name.eq_ignore_ascii_case(value));
    ROLES.iter().find(|role| role.urn.is_some_and(is_it))
}

/// The access package of that code.
pub fn package(code: &str) -> Option<&'static Package> {
    PACKAGES.binary_search_by(|package| order(package.code, code)).ok().map(|at| &PACKAGES[at])
}

/// Whether the role was an Altinn 2 role that nobody holds any more.
pub fn is_removed(code: &str) -> bool {
    REMOVED_ROLES.iter().any(|removed| removed.eq_ignore_ascii_case(code))
}

/// Whether the role gives no access after [`ALTINN2_LAST_DAY`].
pub fn ends_with_altinn2(code: &str) -> bool {
    is_removed(code) || role(code).is_some_and(|role| role.ends)
}

/// The roles that give no access after [`ALTINN2_LAST_DAY`].
pub fn ending_with_altinn2() -> impl Iterator<Item = &'static str> {
    REMOVED_ROLES.iter().copied().chain(ROLES.iter().filter(|role| role.ends).map(|role| role.code))
}

/// Whether the code is that of a known service owner.
pub fn is_service_owner(code: &str) -> bool {
    service_owner(code).is_some()
}

/// The code and name of a known service owner.
pub fn service_owner(code: &str) -> Option<(&'static str, &'static str)> {
    SERVICE_OWNERS.iter().copied().find(|(known, _)| known.eq_ignore_ascii_case(code))
}

/// The key roles whose holders have an Altinn 2 role today only because the entity register implies it.
pub fn key_roles_implying(code: &str) -> BTreeSet<&'static str> {
    let code = code.to_lowercase();
    IMPLIED
        .iter()
        .filter(|(from, implied)| implied.contains(&code.as_str()) && role(from).is_some_and(|role| role.key))
        .map(|(from, _)| *from)
        .collect()
}

/// The eight key roles of an organisation.
pub fn key_roles() -> impl Iterator<Item = &'static Role> {
    ROLES.iter().filter(|role| role.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_any_case_and_with_norwegian_letters() {
        assert_eq!(role("DAGL").map(|role| role.name), Some("Daglig leder"));
        assert_eq!(role("FFØR").map(|role| role.code), Some("ffør"));
        assert!(role("DALG").is_none());
        assert!(package("regnskapsforer-lonn").is_some());
    }

    #[test]
    fn there_are_eight_key_roles_and_forty_three_ending_ones() {
        assert_eq!(key_roles().count(), 8);
        assert_eq!(ROLES.iter().filter(|role| role.ends).count() + REMOVED_ROLES.len(), 43);
    }

    #[test]
    fn the_chair_of_the_board_has_regna_only_by_implication() {
        assert!(key_roles_implying("REGNA").contains("lede"));
    }
}
