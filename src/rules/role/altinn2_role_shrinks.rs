//! When the Altinn 2 roles end, people lose the read that they have through them today.

use super::readers::{Today, end_as_of, severity};
use super::{losses, successor};
use crate::altinn::{Person, attribute, register};
use crate::rules::people::assumption_of_today;
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(today) = Today::of(service).filter(|today| !today.lasting.is_empty()) else { return };
    let (losing, through) = losses::key_roles(service, &today);
    if !through.is_empty() {
        let people: Vec<Person> =
            losing.into_iter().map(|code| Person::new(attribute::ROLE_CODE, code.to_uppercase())).collect();
        key_roles(service, &today, context, &people, &through, report);
    }
    successors(service, &today, context, report);
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
    let finding = report.weighing(severity(context.as_of), readers.file.at(readers.grant(cell)));
    finding.fix = successor::holders_beside(readers.file, &roles, losing);
    finding
        .says(format!(
            "{} no notice reaches {}: they may read on {} only through {}",
            end_as_of(context.as_of),
            grammar::list(&names),
            readers.whole(),
            access.display(through),
        ))
        .here(match register::altinn2_has_ended(context.as_of) {
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
    let lost = losses::successors(service, today);
    let roles: Vec<&Person> = lost.iter().map(|&who| readers.person(who)).collect();
    let (Some(&first), Some(codes)) = (lost.first(), successor::display(&roles)) else { return };
    let cell = readers.cell(first, readers.place);
    let finding = report.weighing(severity(context.as_of), readers.file.at(readers.grant(cell)));
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
