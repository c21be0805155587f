//! The policy spells a task or end event in other letter case than the process, and the comparison heeds it.

use crate::altinn::attribute;
use crate::rules::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report, faults};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(file) = &service.policy else { return };
    let mut wrong = Places::new();
    for (_, one) in file.policy.matches() {
        if let Some(id) = faults::stray(service, one).and_then(|stray| stray.other_case) {
            let what = if one.attribute_id() == attribute::TASK { "task" } else { "end event" };
            wrong.add((what, one.value.text.value.trim(), id), one.value.text.span);
        }
    }
    for ((what, value, id), spans) in wrong.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "the {what} `{value}` is called `{id}` in the process; letter case counts, so this matches nowhere"
            ))
            .help(format!("write `{id}`"))
            .fix(write_everywhere(file, &spans, id, format!("write `{id}` as the process does")));
        also(finding, file, &spans);
    }
}
