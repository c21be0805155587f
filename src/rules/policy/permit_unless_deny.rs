//! permit-unless-deny: open to the world.

use crate::rules::places::perhaps_everywhere;
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::{Combining, combining};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let Some(id) = &file.policy.combining else { return };
    if combining::of(&id.value) == Some(Combining::PermitUnlessDeny) {
        let right = combining::DENY_OVERRIDES;
        report
            .at(file.at(id.span))
            .says("whoever no rule denies is permitted: the service is open to everybody, and nobody is notified for it")
            .help(format!("write `{right}`, which every template of Altinn's has"))
            .note("an answer that rests on no rule does not say whom it is for, and Notifications leaves out whom it cannot tell")
            .fix(perhaps_everywhere(file, &[id.span], right, "use deny-overrides".into()));
    }
}
