//! A rule that names nothing at all: everyone may do everything.

use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Effect;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        if rule.effect.value == Effect::Permit && rule.condition.is_none() && rule.matches().next().is_none() {
            report
                .at(file.at(rule.start_tag))
                .says("the rule names no subject, no resource and no action, so everyone may do everything")
                .help("say whom, what and what for, or take the rule out")
                .note("Altinn Studio writes such a rule when a policy without rules is saved");
        }
    }
}
