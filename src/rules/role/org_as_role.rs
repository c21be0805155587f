//! A service owner's code stands where a role belongs.

use crate::altinn::{attribute, register};
use crate::pdp::altinn::Binding;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some(access)) = (&service.policy, &service.access) else { return };
    for who in &access.people {
        let Some(at) = who.named_at.filter(|_| who.person.attribute == attribute::ROLE_CODE) else { continue };
        let value = &who.person.value;
        if is_service_owner(value, service) {
            report
                .at(file.at(at))
                .says(format!("`{value}` is a service owner, not a role; no user ever has it as a role"))
                .help(format!("name the service owner by the attribute `{}`", attribute::ORG))
                .about([who.person.subject()]);
        }
    }
}

/// Whether a role value is really the code of a service owner: this service's own, or a known one.
pub(super) fn is_service_owner(value: &str, service: &Service<'_>) -> bool {
    let own = service.binding.org.eq_ignore_ascii_case(value);
    register::role(value).is_none() && (own || Binding::is_placeholder(value) || register::is_service_owner(value))
}
