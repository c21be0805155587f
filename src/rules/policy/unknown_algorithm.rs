//! A combining algorithm that Altinn does not know.

use crate::rules::places::mend_everywhere;
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::combining;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(file) = service.policy.as_ref().filter(|file| file.policy.irregularities.is_empty()) else { return };
    let Some(id) = file.policy.combining.as_ref().filter(|id| combining::of(&id.value).is_none()) else { return };
    let right = combining::current(&id.value);
    let finding = report.at(file.at(id.span));
    finding
        .says(format!(
            "Altinn does not know the combining algorithm `{}`; every request is answered Indeterminate",
            id.value
        ))
        .note("until 20 August 2026 Altinn read such policies leniently; what worked in summer has stopped")
        .help(format!("write `{}`", right.unwrap_or(combining::DENY_OVERRIDES)));
    if let Some(right) = right {
        finding.fix(mend_everywhere(file, &[id.span], right, "use the id of XACML 3.0 for the same algorithm".into()));
    }
}
