//! Only Altinn 2 roles may read: nobody is left when they end.

use super::readers::{Today, end_as_of};
use crate::config::Date;
use crate::finding::Severity;
use crate::rules::{Context, Report};
use crate::workspace::Service;

/// From this day on there is no time left to wait.
const URGENT_FROM: &str = "2026-12-01";

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(today) = Today::of(service).filter(|today| today.lasting.is_empty()) else { return };
    let access = today.readers.access;
    let urgent = Date::parse(URGENT_FROM).is_some_and(|from| context.as_of >= from);
    let severity = if urgent { Severity::Error } else { Severity::Warning };
    let first = today.readers.cell(today.ending[0], today.readers.place);
    report
        .weighing(severity, today.readers.file.at(today.readers.grant(first)))
        .says(format!(
            "{} nobody is notified any more: read on {} rests on the Altinn 2 role{} {} alone",
            end_as_of(context.as_of),
            today.readers.whole(),
            if today.ending.len() == 1 { "" } else { "s" },
            access.display(&today.ending),
        ))
        .here("an Altinn 2 role, which gives no access then")
        .help(
            "add the access packages, or the roles of the entity register, that shall take over; keep both until then",
        )
        .about(access.subjects(&today.ending))
        .because(access.witness(first));
}
