//! An access package that is not meant for services.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &[attribute::ACCESS_PACKAGE]) {
        let Some(package) = register::package(&person.value).filter(|package| !package.offered) else { continue };
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "the access package {} (`{}`) is for managing access, not for services",
                package.name, package.code
            ))
            .help("name an access package of the field that the service belongs to")
            .note(format!("the list of access packages is of {}", register::AS_OF));
        named::describe(finding, service, file, person, &spans);
    }
}
