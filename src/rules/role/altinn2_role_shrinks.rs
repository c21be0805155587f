//! When the Altinn 2 roles end, people lose the read that they have through them today.

use super::readers::{Today, end_as_of, has_ended};
use super::successor;
use crate::altinn::{Person, attribute, register};
use crate::rules::people::{assumption_of_today, role_code};
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Access, Service};
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(today) = Today::of(service).filter(|today| !today.lasting.is_empty()) else { return };
    let staying = roles_that_stay(&today);
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
    if !through.is_empty() {
        let people: Vec<Person> =
            losing.into_iter().map(|code| Person::new(attribute::ROLE_CODE, code.to_uppercase())).collect();
        key_roles(service, &today, context, &people, &through, report);
    }
    successors(service, &today, context, report);
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

fn key_roles(
    service: &Service<'_>,
    today: &Today<'_, '_>,
    context: &Context<'_>,
    losing: &[Person],
    through: &[usize],
    report: &mut Report<'_>,
) {
    let (readers, access) = (&today.readers, today.readers.access);
    let names: Vec<String> = losing.iter().map(Person::display).collect();
    let cell = readers.cell(through[0], readers.place);
    let roles: Vec<&Person> = through.iter().map(|&who| readers.person(who)).collect();
    let finding = report.at(readers.file.at(readers.grant(cell)));
    finding.fix = successor::holders_beside(readers.file, &roles, losing);
    finding
        .says(format!(
            "{} no notice reaches {}: they may read on {} only through {}",
            end_as_of(context.as_of),
            grammar::list(&names),
            readers.whole(),
            access.display(through),
        ))
        .here(match has_ended(context.as_of) {
            true => "an Altinn 2 role, which gives no access any more",
            false => "an Altinn 2 role, which gives no access from then on",
        })
        .help("grant `read` also to these roles, or to an access package that they hold")
        .note("the entity register gives them this Altinn 2 role today, without anybody naming them")
        .note(format!("{} may still read", access.display(&today.lasting)))
        .note(assumption_of_today(service))
        .about(losing.iter().map(Person::subject))
        .because(access.witness(cell));
}

/// Helpers whose role becomes an access package that the policy does not name.
fn successors(service: &Service<'_>, today: &Today<'_, '_>, context: &Context<'_>, report: &mut Report<'_>) {
    let (readers, access) = (&today.readers, today.readers.access);
    let has_package =
        |code: &str| today.lasting.iter().any(|&who| readers.person(who).is(attribute::ACCESS_PACKAGE, code));
    let is_lost = |who: &usize| {
        let role = readers.person(*who);
        let meant = role_code(role).is_some_and(|code| is_meant(service, code));
        meant && successor::of(role).is_some_and(|package| !has_package(package.code))
    };
    let lost: Vec<usize> = today.ending.iter().copied().filter(is_lost).collect();
    let roles: Vec<&Person> = lost.iter().map(|&who| readers.person(who)).collect();
    let (Some(&first), Some(codes)) = (lost.first(), successor::display(&roles)) else { return };
    let cell = readers.cell(first, readers.place);
    let finding = report.at(readers.file.at(readers.grant(cell)));
    finding
        .says(format!(
            "{} no notice reaches {}: {} that may not read on {}",
            end_as_of(context.as_of),
            access.display(&lost),
            if lost.len() == 1 {
                "this Altinn 2 role becomes an access package"
            } else {
                "these Altinn 2 roles become access packages"
            },
            readers.whole(),
        ))
        .help(format!("grant `read` also to {codes}, and keep both until then"))
        .note("Altinn moves what customers have delegated to the package; the policy has to name it")
        .note(assumption_of_today(service))
        .about(access.subjects(&lost))
        .because(access.witness(cell));
    finding.fix = successor::beside(readers.file, &roles);
}
