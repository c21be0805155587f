//! Roles by their newer URN, in a policy that never names the older attribute: no role is looked up.

use super::named;
use crate::rules::people::{NEWER_ROLES, Readers, role_code};
use crate::rules::places;
use crate::rules::{Context, Report, grammar};
use crate::source::Span;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let people: Vec<usize> = (0..readers.access.people.len())
        .filter(|&who| NEWER_ROLES.contains(&readers.person(who).attribute.as_ref()))
        .filter(|&who| !readers.access.people[who].reaches && role_code(readers.person(who)).is_some())
        .filter(|&who| readers.access.people[who].named_at.is_some())
        .collect();
    let Some(&first) = people.first() else { return };
    let spans: Vec<Span> =
        people.iter().flat_map(|&who| named::values(&named::naming(readers.file, readers.person(who)))).collect();
    let names: Vec<String> = people.iter().map(|&who| readers.person(who).display()).collect();
    let finding = report.at(readers.file.at(spans[0]));
    finding
        .says(format!(
            "{} {} nobody: the policy never names `urn:altinn:rolecode`, without which Altinn looks up no role at all",
            grammar::list(&names),
            if people.len() == 1 { "matches" } else { "match" },
        ))
        .here("the newer name of a role")
        .help("name one role by `urn:altinn:rolecode` as well; then both names are looked up")
        .note("read in the decision point's code; which way production is configured is not public, so try it in Altinn's test \
               environment, or switch this rule off under `[severity]`")
        .about(readers.access.subjects(&people))
        .because(readers.access.witness(readers.cell(first, readers.place)));
    places::also(finding, readers.file, &spans);
}
