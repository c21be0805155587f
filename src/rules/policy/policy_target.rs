//! A target of the policy as a whole, which Altinn does not look at.

use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let Some(target) = file.policy.target.as_ref().filter(|target| !target.any_of.is_empty()) else { return };
    report
        .at(file.at(target.span))
        .says("Altinn does not look at the target of the policy: its rules apply whatever stands here")
        .help("write the same matches into every rule that shall be limited by them, and leave `<Target/>` empty here")
        .note("other decision points do look at it, so the policy means something else there");
}
