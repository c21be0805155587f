//! Only Altinn 2 roles may read: nobody is left when they end.

use super::readers::{Today, end_as_of, severity};
use super::successor;
use crate::altinn::{Person, attribute, register};
use crate::rules::people::assumption_of_today;
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(today) = Today::of(service).filter(|today| today.lasting.is_empty()) else { return };
    let (readers, access) = (&today.readers, today.readers.access);
    let first = readers.cell(today.ending[0], readers.place);
    let finding = report.weighing(severity(context.as_of), readers.file.at(readers.grant(first)));
    finding
        .says(format!(
            "{} no notice reaches anybody in an organisation: read on {} is granted to the Altinn 2 role{} {} alone",
            end_as_of(context.as_of),
            readers.whole(),
            if today.ending.len() == 1 { "" } else { "s" },
            access.display(&today.ending),
        ))
        .here(match register::altinn2_has_ended(context.as_of) {
            true => "an Altinn 2 role, which gives no access any more",
            false => "an Altinn 2 role, which gives no access from then on",
        })
        .note(assumption_of_today(service))
        .about(access.subjects(&today.ending))
        .because(access.witness(first));
    let roles: Vec<&Person> = today.ending.iter().map(|&who| readers.person(who)).collect();
    let through = roles.iter().flat_map(|role| register::key_roles_implying(&role.value)).collect::<BTreeSet<_>>();
    let by_code = |code: &str| Person::new(attribute::ROLE_CODE, code.to_uppercase());
    let through: Vec<Person> = through.into_iter().map(by_code).collect();
    if !through.is_empty() {
        let names: Vec<String> = through.iter().map(Person::display).collect();
        let names = grammar::list(&names);
        finding.note(format!("the entity register gives one of these roles to {names} today, so they read through it"));
    }
    finding.help(match successor::display(&roles) {
        None => {
            "grant `read` also to the access packages, or the roles of the entity register, that shall take over".into()
        }
        Some(codes) => format!("grant `read` also to those who shall take over, such as holders of {codes}"),
    });
    match successor::beside(readers.file, &roles) {
        Some(fix) => finding.fix = Some(fix),
        // For most Altinn 2 roles nobody has said what follows: these ways there are, and none is taken unasked.
        None => {
            let holders = successor::holders_beside(readers.file, &roles, &through);
            let packages = roles.iter().filter_map(|role| successor::perhaps_beside(readers.file, role));
            finding.choose(holders.into_iter().chain(packages));
            if !finding.choices.is_empty() {
                finding
                    .note("there are several repairs, of which a person must choose one; `notify-lint fix` lists them");
            }
        }
    }
}
