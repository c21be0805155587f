//! A place that notified people cannot read at: the same question for tasks and for end events.

use crate::pdp::Decision;
use crate::rules::Report;
use crate::rules::people::Readers;
use crate::source::Span;
use crate::xacml::{Category, Effect};

/// Reports one finding for a place, naming everybody who is notified and finds it closed.
pub(super) fn closed(readers: &Readers<'_, '_>, place: usize, attribute: &str, opened: &str, report: &mut Report<'_>) {
    let access = readers.access;
    let shut: Vec<usize> = readers
        .notified()
        .into_iter()
        .filter(|&who| matches!(access.decide(readers.cell(who, place)), Decision::Deny | Decision::NotApplicable))
        .collect();
    let Some(&first) = shut.first() else { return };
    let cell = readers.cell(first, place);
    let denying = access.rule_behind(cell, Effect::Deny);
    let id = access.places[place].id().unwrap_or_default();
    let at = denying.map_or(readers.file.policy.start_tag, |rule| place_in_rule(readers, rule, attribute, id));
    report
        .at(readers.file.at(at))
        .says(format!(
            "{} {} notified but cannot read {}: {opened}",
            access.display(&shut),
            if shut.len() == 1 { "is" } else { "are" },
            access.places[place].display(),
        ))
        .help(match denying {
            Some(_) => "take `read` out of the rule that denies it here, or stop notifying these people",
            None => "grant `read` here to the same people",
        })
        .about(access.subjects(&shut))
        .because(access.witness(cell));
}

/// Where a rule names the place; else its start tag.
fn place_in_rule(readers: &Readers<'_, '_>, rule: usize, attribute: &str, id: &str) -> Span {
    let Some(rule) = readers.file.policy.rules.get(rule) else { return readers.file.policy.start_tag };
    let mut named = rule.matches_of(Category::Resource).filter(|one| one.attribute_id() == attribute);
    named.find(|one| one.value.text.value.trim() == id).map_or(rule.start_tag, |one| one.value.text.span)
}
