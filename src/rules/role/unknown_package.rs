//! An access package that is not in the register.

use crate::altinn::{attribute, register};
use crate::finding::{Fix, Safety};
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some(access)) = (&service.policy, &service.access) else { return };
    for who in &access.people {
        let Some(at) = who.named_at.filter(|_| who.person.attribute == attribute::ACCESS_PACKAGE) else { continue };
        let value = &who.person.value;
        if register::package(value).is_some() {
            continue;
        }
        let finding = report.at(file.at(at));
        finding
            .says(format!("no access package has the code `{value}`, so this value matches nobody"))
            .note(format!("the list of access packages is of {}", register::AS_OF))
            .about([who.person.subject()]);
        match same_but_for_hyphens(value).or_else(|| nearest(value)) {
            Some(code) => {
                finding.help(format!("did you mean `{code}`?"));
                finding.fix(Fix::replace(format!("replace by `{code}`"), Safety::Unsafe, file.at(at), code));
            }
            None => {
                finding.help("look the code up in Altinn's list of access packages");
            }
        }
    }
}

/// Older documents wrote the codes without hyphens.
fn same_but_for_hyphens(value: &str) -> Option<&'static str> {
    let plain = |code: &str| code.replace('-', "").to_lowercase();
    let wanted = plain(value);
    register::PACKAGES.iter().map(|package| package.code).find(|code| plain(code) == wanted)
}

fn nearest(value: &str) -> Option<&'static str> {
    grammar::nearest(value, register::PACKAGES.iter().map(|package| package.code))
}
