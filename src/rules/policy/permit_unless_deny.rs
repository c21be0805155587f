//! permit-unless-deny: open to the world.

use crate::altinn::{Person, attribute};
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::{Context, Report};
use crate::workspace::{READ, Service};
use crate::xacml::{Combining, combining};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let Some(id) = &file.policy.combining else { return };
    if combining::of(&id.value) == Some(Combining::PermitUnlessDeny) {
        let edits = vec![Edit { at: file.at(id.span), text: combining::DENY_OVERRIDES.to_owned() }];
        let finding = report.at(file.at(id.span));
        finding
            .says("whoever no rule denies is permitted: the service is open to everybody, and nobody is notified for it")
            .help(format!("write `{}`, which every template of Altinn's has", combining::DENY_OVERRIDES))
            .note("an answer that rests on no rule does not say whom it is for, and Notifications leaves out whom it cannot tell")
            .fix(Fix::new("use deny-overrides", Safety::Unsafe, Effect::Unpermits, edits));
        let place = access.notified_place().map(|place| &access.places[place]);
        let stranger = Person::new(attribute::USER_ID, "20001001");
        if let Some(asked) = place.and_then(|place| service.ask(&stranger, place, READ)) {
            finding.because(asked.witness);
        }
    }
}
