//! A rule that changes nothing: whatever it says is said by others.

use crate::altinn::attribute;
use crate::finding::{Fix, Safety};
use crate::pdp::analysis::{Analysis, Dialect, Redundancy};
use crate::rules::people::Readers;
use crate::rules::{Context, Report, grammar};
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm, Service, occurring};
use crate::xacml::{Category, Policy, Rule};
use std::collections::BTreeSet;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(Readers { file, access, .. }) = Readers::of(service) else { return };
    if !file.policy.rules.iter().enumerate().any(|(number, _)| may_be_covered(&file.policy, number)) {
        return;
    }
    let Some(domain) = occurring(service, access) else { return };
    let analysis = Analysis::new(&file.policy, &service.binding, &domain, Dialect::Altinn);
    // Of two that say the same the later one goes, and nothing that a rule rests on that goes.
    let mut going: BTreeSet<usize> = BTreeSet::new();
    let mut redundant = analysis.redundant();
    redundant.sort_by_key(|one| std::cmp::Reverse(one.rule));
    for one in redundant {
        let (Redundancy::Covered(by), Some(rule)) = (&one.why, file.policy.rules.get(one.rule)) else { continue };
        let is_open = |other: &usize| file.policy.rules.get(*other).is_none_or(|rule| !rule.names(Category::Subject));
        // A rule that is open to everyone covers all others; of that speaks another rule.
        if by.is_empty() || is_of_the_template(rule) || by.iter().any(|other| going.contains(other) || is_open(other)) {
            continue;
        }
        going.insert(one.rule);
        let others: Vec<&Rule<'_>> = by.iter().filter_map(|&number| file.policy.rules.get(number)).collect();
        let names: Vec<String> = others.iter().map(|other| format!("`{}`", other.id.value)).collect();
        let finding = report.at(file.at(rule.start_tag));
        finding
            .says(format!("this rule changes nothing: all that it says is said by rule {}", grammar::list(&names)))
            .help("take it out, or look whether it was meant to say something else")
            .note("proved for every request that Altinn's services can send, whatever else somebody holds");
        for other in others {
            finding.also(file.at(other.start_tag), "says it already");
        }
        if file.form == PolicyForm::Xml {
            finding.fix(Fix::replace("take the rule out", Safety::Safe, file.at(whole(file, rule)), ""));
        }
    }
}

/// Whether every subject and action of a rule stands in another rule of the same effect too, without which it cannot be
/// covered.
fn may_be_covered(policy: &Policy<'_>, number: usize) -> bool {
    let rule = &policy.rules[number];
    let others = || {
        let other = move |(at, other): (usize, _)| (at != number).then_some(other);
        policy
            .rules
            .iter()
            .enumerate()
            .filter_map(other)
            .filter(|other: &&Rule<'_>| other.effect.value == rule.effect.value)
    };
    [Category::Subject, Category::Action].into_iter().all(|category| {
        let is_elsewhere = |value: &str| {
            others().any(|other| {
                !other.names(category)
                    || other.matches_of(category).any(|one| one.value.text.value.eq_ignore_ascii_case(value))
            })
        };
        match rule.names(category) {
            true => rule.matches_of(category).all(|one| is_elsewhere(&one.value.text.value)),
            false => others().any(|other| !other.names(category)),
        }
    })
}

/// The app template of 2022 to 2025 has a rule on the app's events beside the one on the app, in every app made from it.
fn is_of_the_template(rule: &Rule<'_>) -> bool {
    rule.matches_of(Category::Resource).any(|one| one.attribute_id() == attribute::APP_RESOURCE)
}

/// A rule with the white space before it.
fn whole(file: &PolicyFile<'_>, rule: &Rule<'_>) -> Span {
    let before = file.source.text().get(..rule.span.start as usize).unwrap_or_default();
    let blank = u32::try_from(before.len() - before.trim_end().len()).unwrap_or(0);
    Span::new(rule.span.start - blank, rule.span.end)
}
