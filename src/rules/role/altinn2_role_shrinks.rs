//! When the Altinn 2 roles end, key people lose the read that they have through them today.

use super::readers::{Today, end_as_of};
use crate::altinn::{Person, attribute, register};
use crate::rules::people::Readers;
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(today) = Today::of(service).filter(|today| !today.lasting.is_empty()) else { return };
    let access = today.readers.access;
    let through: BTreeSet<&str> =
        today.ending.iter().flat_map(|&who| register::key_roles_implying(&access.people[who].person.value)).collect();
    let staying = roles_that_stay(&today.readers, &today.lasting);
    let losing: Vec<Person> =
        through.difference(&staying).map(|code| Person::new(attribute::ROLE_CODE, code.to_uppercase())).collect();
    if losing.is_empty() {
        return;
    }
    let names: Vec<String> = losing.iter().map(Person::display).collect();
    let first = today.readers.cell(today.ending[0], today.readers.place);
    report
        .at(today.readers.file.at(today.readers.grant(first)))
        .says(format!(
            "{} {} no longer notified: they read only through {}",
            end_as_of(context.as_of),
            match names.as_slice() {
                [one] => format!("{one} is"),
                more => format!("{} are", grammar::list(more)),
            },
            access.display(&today.ending),
        ))
        .here("an Altinn 2 role, which gives no access then")
        .help("add these roles, or an access package that they hold, beside the Altinn 2 role")
        .note("the entity register gives them this Altinn 2 role today; no rule names them")
        .about(losing.iter().map(|person| person.subject()));
}

/// The key roles that read without any Altinn 2 role: named themselves, or holding a package that is.
fn roles_that_stay(readers: &Readers<'_, '_>, lasting: &[usize]) -> BTreeSet<&'static str> {
    let mut staying = BTreeSet::new();
    for &who in lasting {
        let person = &readers.access.people[who].person;
        match person.attribute.as_ref() {
            attribute::ROLE_CODE => staying.extend(register::role(&person.value).map(|role| role.code)),
            attribute::ACCESS_PACKAGE => {
                staying.extend(register::package(&person.value).into_iter().flat_map(|package| package.holders));
            }
            _ => {
                let urn = format!("{}:{}", person.attribute, person.value);
                staying.extend(register::role_by_urn(&urn).map(|role| role.code));
            }
        }
    }
    staying
}
