//! The policy spells a task or end event in other letter case than the process, and the comparison heeds it.

use super::process_ids::{also, strays};
use crate::altinn::attribute;
use crate::finding::{Edit, Fix, Safety};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for (attribute, what) in [(attribute::TASK, "task"), (attribute::END_EVENT, "end event")] {
        let Some((file, _, strays)) = strays(service, attribute) else { return };
        for stray in strays {
            let Some(id) = stray.other_case else { continue };
            let edits = stray.spans.iter().map(|span| Edit { at: file.at(*span), text: id.clone() }).collect();
            let finding = report.at(file.at(stray.spans[0]));
            finding
                .says(format!("the process spells this {what} `{id}`; `{}` matches it nowhere", stray.value))
                .help(format!("write `{id}`"))
                .fix(Fix { title: format!("write `{id}` as the process does"), safety: Safety::Safe, edits });
            also(finding, file, &stray.spans);
        }
    }
}
