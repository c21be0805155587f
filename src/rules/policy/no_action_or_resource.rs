//! A rule that says whom it is for, and not what for or on what: it covers all of it.

use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::{Service, ServiceKind};
use crate::xacml::{Category, Effect};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let file = readers.file;
    for rule in &file.policy.rules {
        let permits = rule.effect.value == Effect::Permit && rule.condition.is_none();
        // A rule without any match, or without a subject, has a rule of its own.
        let has_selector = rule.matches().any(|one| one.designator().is_none());
        if !permits || has_selector || !rule.names(Category::Subject) {
            continue;
        }
        // Of a resource's policy the registry asks for the resource, which has a rule of its own too.
        let wants_resource = service.kind != ServiceKind::Resource && !rule.names(Category::Resource);
        let (what, then, help) = match (!rule.names(Category::Action), wants_resource) {
            (true, true) => (
                "no action and no resource",
                "may do everything everywhere",
                "name the actions, and the app or resource",
            ),
            (true, false) => (
                "no action",
                "may do everything there, whatever will be added later",
                "name the actions that are meant",
            ),
            (false, true) => (
                "no resource",
                "may do it everywhere in the service",
                "name the service owner and the app, or the resource",
            ),
            (false, false) => continue,
        };
        let access = readers.access;
        let named = |who: &usize| {
            let person = &access.people[*who].person;
            rule.matches_of(Category::Subject).any(|one| person.is(one.attribute_id(), one.value.text.value.trim()))
        };
        let people: Vec<usize> = (0..access.people.len()).filter(named).collect();
        let finding = report.at(file.at(rule.start_tag));
        finding
            .says(format!("the rule names {what}, so {} {then}", access.display(&people)))
            .help(help)
            .note(format!("rule `{}`", rule.id.value))
            .about(access.subjects(&people));
        // An action that the policy never names shows what a rule without action permits.
        let action = rule.matches_of(Category::Action).next().map_or("delete", |one| one.value.text.value.trim());
        let who = people.first().map(|&who| readers.person(who));
        if let Some(asked) = who.and_then(|who| service.ask(who, &access.places[readers.place], action)) {
            finding.because(asked.witness);
        }
    }
}
