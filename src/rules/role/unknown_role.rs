//! A role code that is not in the register.

use super::org_as_role::is_service_owner;
use crate::altinn::{attribute, register};
use crate::finding::{Fix, Safety};
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some(access)) = (&service.policy, &service.access) else { return };
    for who in &access.people {
        let Some(at) = who.named_at.filter(|_| who.person.attribute == attribute::ROLE_CODE) else { continue };
        let value = &who.person.value;
        let known = register::role(value).is_some() || register::is_removed(value);
        if known || is_service_owner(value, service) {
            continue;
        }
        let nearest = grammar::nearest(value, register::ROLES.iter().map(|role| role.code)).map(str::to_uppercase);
        let finding = report.at(file.at(at));
        finding
            .says(format!("no role has the code `{value}`, so this value matches nobody"))
            .note(format!("the list of roles is of {}", register::AS_OF))
            .about([who.person.subject()]);
        match nearest {
            Some(code) => {
                let name = register::role(&code).map_or("", |role| role.name);
                finding.help(format!("did you mean `{code}` ({name})?"));
                finding.fix(Fix::replace(format!("replace by `{code}`"), Safety::Unsafe, file.at(at), code));
            }
            None => {
                finding.help("look the code up in Altinn's list of roles; if it is new there, report the list as old");
            }
        }
    }
}
