//! deny-unless-permit: people who were delegated access never get through.

use crate::finding::Effect;
use crate::rules::places::write_everywhere;
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::{Combining, combining};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let Some(id) = &file.policy.combining else { return };
    if combining::of(&id.value) == Some(Combining::DenyUnlessPermit) {
        let right = combining::DENY_OVERRIDES;
        report
            .at(file.at(id.span))
            .says("whoever has no access by the policy is denied, so access that was delegated to them is never looked at")
            .help(format!("write `{right}`, which every template of Altinn's has"))
            .note("delegations are tried only when no rule applies; this algorithm never says so")
            .fix(write_everywhere(file, &[id.span], right, "use deny-overrides".into()).that(Effect::Undenies));
    }
}
