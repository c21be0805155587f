//! A role code that is not in the register.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::people::exists;
use crate::rules::places::perhaps_everywhere;
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

const ROLES: [&str; 4] =
    [attribute::ROLE_CODE, attribute::EXTERNAL_ROLE_CCR, attribute::EXTERNAL_ROLE_CRA, attribute::ROLE];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &ROLES) {
        let value = &person.value;
        let is_code = person.attribute == attribute::ROLE_CODE;
        let is_explained = is_code && (register::is_removed(value) || named::is_service_owner(value, service));
        if exists(person) || is_explained {
            continue;
        }
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(match is_code {
                true => format!("no role has the code `{value}`, so it matches nobody"),
                false => format!("no role is called `{}:{value}`, so it matches nobody", person.attribute),
            })
            .note(format!("the list of roles is of {}", register::AS_OF));
        let meant = if is_code { nearest_code(value) } else { nearest_urn(&person.attribute, value) };
        match meant {
            Some((right, name)) => {
                let title = format!("write `{right}`");
                finding.help(format!("did you mean `{right}` ({name})?"));
                finding.fix(perhaps_everywhere(file, &spans, &right, title));
            }
            None => {
                finding.help(
                    "look it up in Altinn's list of roles; if it is there, this program's list is too old: tell us",
                );
            }
        }
        named::describe(finding, service, file, person, &spans);
    }
}

fn nearest_code(value: &str) -> Option<(String, &'static str)> {
    let code = grammar::nearest(value, register::ROLES.iter().map(|role| role.code))?;
    let name = register::role(code).map_or("", |role| role.name);
    let is_lower = value.chars().any(char::is_lowercase);
    Some((if is_lower { code.to_owned() } else { code.to_uppercase() }, name))
}

fn nearest_urn(attribute: &str, value: &str) -> Option<(String, &'static str)> {
    let of_attribute = |role: &register::Role| role.urn?.strip_prefix(attribute)?.strip_prefix(':');
    let right = grammar::nearest(value, register::ROLES.iter().filter_map(of_attribute))?;
    let name = register::role_named(attribute, right).map_or("", |role| role.name);
    Some((right.to_owned(), name))
}
