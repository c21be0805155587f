//! A role that exists and that Altinn does not offer to service owners.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::people::role_code;
use crate::rules::{Context, Report};
use crate::workspace::Service;

const ROLES: [&str; 4] =
    [attribute::ROLE_CODE, attribute::EXTERNAL_ROLE_CCR, attribute::EXTERNAL_ROLE_CRA, attribute::ROLE];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &ROLES) {
        // What ends with Altinn 2 has rules of its own.
        let known = role_code(person).and_then(register::role).filter(|role| !role.offered && !role.ends);
        if known.is_none() {
            continue;
        }
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "Altinn does not offer the role {} to service owners; access that hangs on it may end without notice",
                person.display()
            ))
            .help("name one of the roles that Altinn Studio lists, or the access package that fits")
            .note(format!("the list of roles is of {}", register::AS_OF));
        named::describe(finding, service, file, person, &spans);
    }
}
