//! A service owner's code stands where a role belongs.

use super::named;
use crate::altinn::attribute;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &[attribute::ROLE_CODE]) {
        let value = &person.value;
        if !named::is_service_owner(value, service) {
            continue;
        }
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "`{value}` is a service owner, not a role: no user ever has it as a role, and it matches nobody"
            ))
            .help(format!("name the service owner by the attribute `{}`", attribute::ORG));
        let ids = matches.iter().filter_map(|one| one.designator()).map(|designator| designator.id.span);
        let edits = ids.map(|at| Edit { at: file.at(at), text: attribute::ORG.to_owned() }).collect();
        let title = format!("name `{value}` by `{}`", attribute::ORG);
        finding.fix(Fix::new(title, Safety::Unsafe, Effect::Corrects, edits));
        named::describe(finding, service, file, person, &spans);
    }
}
