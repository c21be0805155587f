//! A role that Altinn has removed already.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &[attribute::ROLE_CODE]) {
        if !register::is_removed(&person.value) {
            continue;
        }
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "Altinn has removed the role `{}`: nobody holds it any more, and it matches nobody",
                person.value
            ))
            .help("name the access package, or the role of the entity register, of the people who are meant");
        named::describe(finding, service, file, person, &spans);
    }
}
