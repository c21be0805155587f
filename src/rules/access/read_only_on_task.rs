//! Read is granted on a task or end event, but not on the app.

use crate::rules::people::{Readers, assumption};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let silent = readers.silent(service);
    let Some(&first) = silent.first() else { return };
    let inside = readers.readable_inside(first);
    let Some(&place) = inside.first() else { return };
    let (access, whole) = (readers.access, readers.whole());
    let finding = report.at(readers.file.at(readers.grant(readers.cell(first, place))));
    finding
        .says(format!(
            "{} can read on {} but not on {whole}, so no notice ever reaches {}",
            access.display(&silent),
            readers.display_places(&inside),
            if silent.len() == 1 { "them" } else { "any of them" },
        ))
        .here(format!("read is granted here, for {} only", readers.display_places(&inside)))
        .help(format!(
            "grant `read` on {whole} as well: a rule with the same subjects whose resource is org and app, without a task \
             or end event"
        ))
        .note(assumption(service))
        .about(access.subjects(&silent))
        .because(access.witness(readers.cell(first, readers.place)));
    for &who in silent.iter().skip(1).take(5) {
        if let Some(&place) = readers.readable_inside(who).first() {
            let name = access.people[who].person.display();
            finding.also(readers.file.at(readers.grant(readers.cell(who, place))), name);
        }
    }
}
