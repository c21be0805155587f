//! An Altinn 2 role that has ended, beside what has replaced it: text that does nothing.

use super::readers::Today;
use super::{losses, named};
use crate::altinn::{Person, register};
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::places;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::{PolicyFile, PolicyForm, Service};
use crate::xacml::AllOf;

pub(crate) fn check(service: &Service<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if !register::altinn2_has_ended(context.as_of) {
        return;
    }
    let Some(today) = Today::of(service).filter(|today| losses::is_replaced(service, today)) else { return };
    let (access, file) = (today.readers.access, today.readers.file);
    // Whoever is named at single tasks only was never notified, and nobody has taken their place here.
    let people = &today.ending;
    let spans: Vec<_> =
        people.iter().flat_map(|&who| named::values(&named::naming(file, &access.people[who].person))).collect();
    let Some(&first) = spans.first() else { return };
    let finding = report.at(file.at(first));
    finding
        .says(format!(
            "{} ended with the year 2026, and others read instead: no access comes with it any more",
            access.display(people),
        ))
        .help("take it out of the policy")
        .about(access.subjects(people));
    places::also(finding, file, &spans);
    let roles: Vec<&Person> = people.iter().map(|&who| &access.people[who].person).collect();
    if let Some(edits) = without(file, &roles) {
        // Until that day the role gives access, whatever day is judged by, and the same command keeps the access of those
        // who lose it. So this is done only by whoever asks for nothing else.
        let effect = Effect::Ends(access.subjects(people));
        finding.choices.push(Fix::new("take it out, from 1 January 2027 on", Safety::Unsafe, effect, edits));
    }
}

/// The edits that take out every `AllOf` of these roles. None where one of them names something else too, or would leave
/// a list empty, which would let everybody in.
fn without(file: &PolicyFile<'_>, roles: &[&Person]) -> Option<Vec<Edit>> {
    if file.form != PolicyForm::Xml {
        return None;
    }
    let names = |all_of: &AllOf<'_>| {
        all_of
            .matches
            .iter()
            .any(|one| roles.iter().any(|role| role.is(one.attribute_id(), one.value.text.value.trim())))
    };
    let mut edits = Vec::new();
    let targets = file.policy.rules.iter().flat_map(|rule| &rule.target);
    for any_of in targets.flat_map(|target| &target.any_of) {
        let (ended, others): (Vec<_>, Vec<_>) = any_of.all_of.iter().partition(|all_of| names(all_of));
        if ended.is_empty() {
            continue;
        }
        if others.is_empty() || ended.iter().any(|all_of| all_of.matches.len() > 1) {
            return None;
        }
        edits.extend(ended.into_iter().map(|all_of| {
            let before = &file.source.text()[..all_of.span.start as usize];
            let start = u32::try_from(before.trim_end().len()).unwrap_or(all_of.span.start);
            Edit { at: file.at(Span::new(start, all_of.span.end)), text: String::new() }
        }));
    }
    (!edits.is_empty()).then_some(edits)
}
