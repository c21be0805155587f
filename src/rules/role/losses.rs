//! Who loses what they read by today when the Altinn 2 roles end.

use super::readers::Today;
use super::successor;
use crate::altinn::{attribute, register};
use crate::rules::people::role_code;
use crate::workspace::{Access, Service};
use std::collections::BTreeSet;

/// The key roles that read through an Altinn 2 role alone, and those roles.
pub(super) fn key_roles(service: &Service<'_>, today: &Today<'_, '_>) -> (BTreeSet<&'static str>, Vec<usize>) {
    let staying = roles_that_stay(today);
    let mut losing: BTreeSet<&str> = BTreeSet::new();
    let mut through: Vec<usize> = Vec::new();
    for &who in &today.ending {
        let implying = register::key_roles_implying(&today.readers.person(who).value);
        let lost: Vec<&str> = implying.difference(&staying).copied().filter(|code| is_meant(service, code)).collect();
        if !lost.is_empty() {
            through.push(who);
            losing.extend(lost);
        }
    }
    (losing, through)
}

/// Whether everybody who has something to lose with the Altinn 2 roles reads by something else as well.
pub(super) fn is_replaced(service: &Service<'_>, today: &Today<'_, '_>) -> bool {
    !today.lasting.is_empty() && key_roles(service, today).1.is_empty() && successors(service, today).is_empty()
}

/// Helpers whose role becomes an access package that the policy does not name.
pub(super) fn successors(service: &Service<'_>, today: &Today<'_, '_>) -> Vec<usize> {
    let has_package =
        |code: &str| today.lasting.iter().any(|&who| today.readers.person(who).is(attribute::ACCESS_PACKAGE, code));
    let is_lost = |who: &usize| {
        let role = today.readers.person(*who);
        let meant = role_code(role).is_some_and(|code| is_meant(service, code));
        meant && successor::of(role).is_some_and(|package| !has_package(package.code))
    };
    today.ending.iter().copied().filter(is_lost).collect()
}

/// Whether the configuration leaves it open who is meant, or names this role.
fn is_meant(service: &Service<'_>, code: &str) -> bool {
    let named = |access: &Access| {
        let mut declared = access.people.iter().filter(|who| who.declared_at.is_some());
        declared.any(|who| role_code(&who.person) == Some(code))
    };
    !service.has_declared || service.access.as_ref().is_some_and(named)
}

/// The roles that read without any Altinn 2 role: named themselves, or holding a package that is.
fn roles_that_stay(today: &Today<'_, '_>) -> BTreeSet<&'static str> {
    let mut staying = BTreeSet::new();
    for &who in &today.lasting {
        let person = today.readers.person(who);
        match person.attribute.as_ref() {
            attribute::ACCESS_PACKAGE => {
                staying.extend(register::package(&person.value).into_iter().flat_map(|package| package.holders));
            }
            _ => staying.extend(role_code(person)),
        }
    }
    staying
}
