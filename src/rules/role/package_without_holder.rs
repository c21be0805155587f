//! Read hangs on access packages that nobody holds before a customer delegates them.

use crate::altinn::{attribute, register};
use crate::rules::people::{Readers, assumption_of_today, is_read_by_users};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|_| is_read_by_users(service) && !service.has_declared) else {
        return;
    };
    let notified = readers.notified();
    let has_no_holder = |who: &usize| {
        let person = readers.person(*who);
        let package = || register::package(&person.value).is_some_and(|package| package.holders.is_empty());
        person.attribute == attribute::ACCESS_PACKAGE && package()
    };
    let Some(&first) = notified.first().filter(|_| !readers.is_unsure() && notified.iter().all(has_no_holder)) else {
        return;
    };
    let cell = readers.cell(first, readers.place);
    report
        .at(readers.file.at(readers.grant(cell)))
        .says(format!(
            "no notice reaches a person until a customer delegates {}, which nobody holds to begin with",
            readers.access.display(&notified),
        ))
        .here("nobody holds it without delegation")
        .help("tell the customers to delegate it, or grant `read` to a role or package that somebody holds; if it is meant, declare it under `[recipients]`")
        .note("until then only the organisation's official address hears of it")
        .note(assumption_of_today(service))
        .about(readers.access.subjects(&notified))
        .because(readers.access.witness(cell));
}
