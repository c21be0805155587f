//! A role that Altinn has removed already.

use crate::altinn::{attribute, register};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some(access)) = (&service.policy, &service.access) else { return };
    for who in &access.people {
        let Some(at) = who.named_at.filter(|_| who.person.attribute == attribute::ROLE_CODE) else { continue };
        if register::is_removed(&who.person.value) {
            report
                .at(file.at(at))
                .says(format!("the role `{}` was removed by Altinn; nobody holds it any more", who.person.value))
                .help("name the access package or entity-register role of the people who are meant")
                .about([who.person.subject()]);
        }
    }
}
