//! An Altinn 2 role that has ended, beside what has replaced it: text that does nothing.

use super::readers::Today;
use super::{losses, named};
use crate::altinn::register;
use crate::rules::places;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if !register::altinn2_has_ended(context.as_of) {
        return;
    }
    let Some(today) = Today::of(service).filter(|today| losses::is_replaced(service, today)) else { return };
    let (access, file) = (today.readers.access, today.readers.file);
    // Whoever is named at single tasks only was never notified, and nobody has taken their place here.
    let people = &today.ending;
    let spans: Vec<_> =
        people.iter().flat_map(|&who| named::values(&named::naming(file, &access.people[who].person))).collect();
    let Some(&first) = spans.first() else { return };
    let finding = report.at(file.at(first));
    finding
        .says(format!(
            "{} ended with the year 2026, and others read instead: no access comes with it any more",
            access.display(people),
        ))
        .help("take it out of the policy")
        .about(access.subjects(people));
    places::also(finding, file, &spans);
}
