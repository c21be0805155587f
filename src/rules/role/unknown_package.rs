//! An access package that is not in the register.

use super::named;
use crate::altinn::{attribute, register};
use crate::rules::places::{perhaps_everywhere, write_everywhere};
use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (file, person, matches) in named::by(service, &[attribute::ACCESS_PACKAGE]) {
        let value = &person.value;
        if register::package(value).is_some() {
            continue;
        }
        let spans = named::values(&matches);
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("no access package has the code `{value}`, so it matches nobody"))
            .note(format!("the list of access packages is of {}", register::AS_OF));
        if let Some(package) = same_but_for_hyphens(value) {
            let code = package.code;
            finding.help(format!("write `{code}` ({}); older documents leave the hyphens out", package.name));
            finding.fix(write_everywhere(file, &spans, code, format!("write `{code}`")));
        } else if let Some(package) = nearest(value) {
            let code = package.code;
            finding.help(format!("did you mean `{code}` ({})?", package.name));
            finding.fix(perhaps_everywhere(file, &spans, code, format!("write `{code}`")));
        } else {
            finding.help(
                "look it up in Altinn's list of access packages; if it is there, this program's list is too old: tell us",
            );
        }
        named::describe(finding, service, file, person, &spans);
    }
}

fn same_but_for_hyphens(value: &str) -> Option<&'static register::Package> {
    let plain = |code: &str| code.replace('-', "").to_lowercase();
    let wanted = plain(value);
    register::PACKAGES.iter().find(|package| plain(package.code) == wanted)
}

fn nearest(value: &str) -> Option<&'static register::Package> {
    register::package(grammar::nearest(value, register::PACKAGES.iter().map(|package| package.code))?)
}
