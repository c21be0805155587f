//! A rule that denies read to people who could be notified: delegations are not tried for them either.

use crate::altinn::Person;
use crate::finding::Finding;
use crate::pdp::Decision;
use crate::pdp::analysis::{Analysis, Dialect};
use crate::rules::people::{Readers, is_read_by_users};
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Contradiction, Service, contradictions, occurring};
use crate::xacml::Effect;
use std::collections::BTreeMap;

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
    let conflicts = match hit.is_empty() {
        true => Vec::new(),
        false => occurring(service, access).map_or_else(Vec::new, |domain| {
            let analysis = Analysis::new(&readers.file.policy, &service.binding, &domain, Dialect::Altinn);
            // Each is asked of the plain evaluator, so no more than are shown.
            let mut asked: BTreeMap<usize, usize> = hit.iter().map(|(rule, _)| (*rule, 0)).collect();
            contradictions(readers.file, &analysis, |conflict| {
                asked.get_mut(&conflict.deny).is_some_and(|asked| {
                    *asked += 1;
                    *asked <= MOST_SHOWN
                })
            })
        }),
    };
    for (number, people) in hit {
        let Some(rule) = file_rule(&readers, number) else { continue };
        let cell = readers.cell(people[0], readers.place);
        let finding = report.at(readers.file.at(rule.effect.span));
        finding
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
        point_at_conflicts(finding, number, &conflicts);
    }
}

/// Rules that are pointed at because they permit what is denied.
const MOST_SHOWN: usize = 3;

/// Points at the rules that permit what this one denies, each with the least that somebody must hold to be met by both.
fn point_at_conflicts(finding: &mut Finding, deny: usize, conflicts: &[Contradiction]) {
    for one in conflicts.iter().filter(|one| one.deny.number == deny) {
        let who: Vec<String> = one.who.iter().map(Person::display).collect();
        let who = match who.as_slice() {
            [] => "everybody".to_owned(),
            [only] => only.clone(),
            several => format!("whoever is both {}", grammar::list(several)),
        };
        finding.also(one.permit.at.clone(), format!("permits {who} what is denied there"));
    }
}

fn file_rule<'a, 't>(readers: &Readers<'a, 't>, number: usize) -> Option<&'a crate::xacml::Rule<'t>> {
    readers.file.policy.rules.get(number)
}
