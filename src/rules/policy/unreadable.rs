//! A policy that Altinn cannot read: every request on it is answered Indeterminate.

use crate::pdp::altinn::{Broken, broken};
use crate::rules::{Context, Report};
use crate::workspace::{FileKind, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    const HURT: &str = "nobody is notified and nobody can open the service: every request is answered Indeterminate";
    for obstacle in service.obstacles.iter().filter(|obstacle| obstacle.kind == FileKind::Policy) {
        let finding = report.at(obstacle.at.clone()).help(&*obstacle.help);
        // What is beyond this program need not be beyond Altinn.
        if obstacle.is_cap {
            finding.says(format!("the policy is not checked: {}", obstacle.message));
        } else {
            finding.says(format!("Altinn cannot read the policy: {}", obstacle.message)).note(HURT);
        }
        for (span, text) in &obstacle.also {
            finding.also(crate::source::Location::new(&obstacle.at.source, *span), text);
        }
    }
    let Some(file) = &service.policy else { return };
    if let Some(Broken::Refused(first)) = broken(&file.policy) {
        let finding = report.at(file.at(first.span));
        finding
            .says(format!("Altinn cannot read the policy: {}", first.kind))
            .help("write the element as Altinn's templates have it; nothing checks this before production")
            .note(HURT);
        for other in file.policy.irregularities.iter().skip(1).take(4) {
            finding.also(file.at(other.span), other.kind.to_string());
        }
    }
}
