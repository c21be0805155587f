//! A placeholder that the deployment does not replace.

use crate::rules::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report, faults};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(file) = &service.policy else { return };
    let mut wrong = Places::new();
    for (_, one) in file.policy.matches() {
        if let Some(right) = faults::unreplaced(service, one) {
            wrong.add((one.value.text.value.trim(), right), one.value.text.span);
        }
    }
    for ((value, right), spans) in wrong.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "`{value}` is not replaced when the app is deployed; it goes to production as it stands and matches nothing"
            ))
            .help(format!("write `{right}`; only `[ORG]`, `[org]`, `[APP]` and `[app]` are replaced"))
            .fix(write_everywhere(file, &spans, right, format!("write `{right}`")));
        also(finding, file, &spans);
    }
}
