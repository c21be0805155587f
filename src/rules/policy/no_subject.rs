//! A rule without subject: everyone may.

use crate::rules::{Context, Report, grammar};
use crate::workspace::Service;
use crate::xacml::{Category, Effect, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        let opens = rule.effect.value == Effect::Permit && rule.condition.is_none();
        if opens && rule.matches().next().is_some() && !rule.names(Category::Subject) {
            report
                .at(file.at(rule.start_tag))
                .says(format!("the rule names no subject, so everyone may {}", actions(rule)))
                .help("name the roles, access packages or service owner that it is for")
                .note(format!("rule `{}`", rule.id.value));
        }
    }
}

fn actions(rule: &Rule<'_>) -> String {
    let mut actions: Vec<&str> = rule.matches_of(Category::Action).map(|one| one.value.text.value.trim()).collect();
    actions.dedup();
    if actions.is_empty() { "do everything it covers".into() } else { grammar::list(&actions) }
}
