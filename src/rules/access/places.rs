//! A place that notified people cannot read at: the same question for tasks and for end events.

use super::grant;
use crate::pdp::Decision;
use crate::rules::Report;
use crate::rules::people::Readers;
use crate::source::Span;
use crate::xacml::{Category, Effect};

/// How a policy calls the event stream of an app.
const EVENTS: &str = "events";

/// Reports one finding for all places at which the same people, who may read on the app, find read denied.
///
/// Read on the app is read everywhere in it, for more attributes in a request never disqualify a rule; so it takes a rule
/// that denies.
pub(super) fn closed(
    readers: &Readers<'_, '_>,
    places: &[usize],
    attribute: &str,
    opened: &str,
    report: &mut Report<'_>,
) {
    let access = readers.access;
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for &place in places {
        let is_shut = |who: &usize| {
            readers.reads_at(*who, readers.place)
                && matches!(access.decide(readers.cell(*who, place)), Decision::Deny | Decision::NotApplicable)
        };
        let shut: Vec<usize> = readers.known().filter(is_shut).collect();
        match groups.iter_mut().find(|(people, _)| *people == shut) {
            Some((_, places)) => places.push(place),
            None if shut.is_empty() => {}
            None => groups.push((shut, vec![place])),
        }
    }
    for (people, places) in groups {
        let cell = readers.cell(people[0], places[0]);
        let id = access.places[places[0]].id().unwrap_or(EVENTS);
        let denying = access.rule_behind(cell, Effect::Deny);
        let at = denying.map_or(readers.file.policy.start_tag, |rule| place_in_rule(readers, rule, attribute, id));
        let finding = report.at(readers.file.at(at));
        finding
            .says(format!(
                "{} may read on {}, but not {}: {opened}",
                access.display(&people),
                readers.whole(),
                readers.display_places(&places),
            ))
            .help(match denying {
                Some(_) => "take `read` out of the rule that denies it here, or these people out of it",
                None => "grant `read` here to the same people",
            })
            .about(access.subjects(&people))
            .because(access.witness(cell));
        finding.fix = denying.and_then(|rule| grant::read_out_of_the_denial(readers, rule));
    }
}

/// Where a rule names the place; else its start tag.
fn place_in_rule(readers: &Readers<'_, '_>, rule: usize, attribute: &str, id: &str) -> Span {
    let Some(rule) = readers.file.policy.rules.get(rule) else { return readers.file.policy.start_tag };
    let mut named = rule.matches_of(Category::Resource).filter(|one| one.attribute_id() == attribute);
    named.find(|one| one.value.text.value.trim() == id).map_or(rule.start_tag, |one| one.value.text.span)
}
