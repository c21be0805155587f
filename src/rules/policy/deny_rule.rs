//! A rule that denies read to people who could be notified: delegations are not tried for them either.

use crate::pdp::Decision;
use crate::rules::people::{Readers, is_read_by_users};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Effect;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|_| is_read_by_users(service)) else { return };
    let access = readers.access;
    let mut hit: Vec<(usize, Vec<usize>)> = Vec::new();
    for who in readers.known() {
        let cell = readers.cell(who, readers.place);
        if access.decide(cell) != Decision::Deny {
            continue;
        }
        let Some(rule) = access.rule_behind(cell, Effect::Deny) else { continue };
        match hit.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, people)) => people.push(who),
            None => hit.push((rule, vec![who])),
        }
    }
    for (number, people) in hit {
        let Some(rule) = file_rule(&readers, number) else { continue };
        let cell = readers.cell(people[0], readers.place);
        report
            .at(readers.file.at(rule.effect.span))
            .says(format!(
                "this rule denies {} to read on {}: no notice reaches them, not even by a delegation",
                access.display(&people),
                readers.whole(),
            ))
            .here("denied")
            .help("if they are only not meant, leave them out of the rules that permit; a rule that denies is not needed for that")
            .note("Altinn looks at delegations only where no rule applies")
            .about(access.subjects(&people))
            .because(access.witness(cell));
    }
}

fn file_rule<'a, 't>(readers: &Readers<'a, 't>, number: usize) -> Option<&'a crate::xacml::Rule<'t>> {
    readers.file.policy.rules.get(number)
}
