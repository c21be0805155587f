//! Read is granted on a task or end event, but not on the app.

use super::grant;
use crate::rules::people::{Readers, assumption};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    // One rule of the policy is missing for all of them, so they are one finding, wherever each may read.
    let groups = readers.silent();
    let Some((first, inside)) = groups.first().map(|(people, inside)| (people[0], inside)) else { return };
    let (access, whole) = (readers.access, readers.whole());
    let people: Vec<usize> = groups.iter().flat_map(|(people, _)| people).copied().collect();
    let places = match groups.as_slice() {
        [(_, inside)] => readers.display_places(inside),
        _ => "on some tasks or end events".to_owned(),
    };
    let finding = report.at(readers.file.at(readers.grant(readers.cell(first, inside[0]))));
    finding
        .says(format!("no notice reaches {}: read is granted {places}, but not on {whole}", access.display(&people)))
        .here(format!("read is granted {} only", readers.display_places(inside)))
        .help(format!(
            "grant `read` on {whole} as well: a rule with the same subjects whose resource is {}, without a task or end \
             event",
            if whole == "the app" { "org and app" } else { "the resource id" },
        ))
        .note(format!("when a notice is sent, Altinn asks for `read` on {whole}, never on a task, and drops in silence whoever may not"))
        .note(assumption(service))
        .about(access.subjects(&people))
        .because(access.witness(readers.cell(first, readers.place)));
    let others = groups.iter().flat_map(|(people, inside)| people.iter().map(move |&who| (who, inside)));
    for (who, inside) in others.skip(1).take(5) {
        let at = readers.grant(readers.cell(who, inside[0]));
        let text = format!("{}, {} only", readers.person(who).display(), readers.display_places(inside));
        finding.also(readers.file.at(at), text);
    }
    finding.fix = grant::read_on_the_whole(&readers, &people, 0);
}
