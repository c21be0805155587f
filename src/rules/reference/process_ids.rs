//! The task and end event ids that a policy names, held against the process.

use crate::rules::places::{Places, also, perhaps_everywhere};
use crate::rules::{Report, faults, grammar};
use crate::source::Location;
use crate::workspace::Service;

/// Reports the values of `attribute` (task or end event) that are not in the process at all.
pub(super) fn missing(service: &Service<'_>, attribute: &str, what: &str, report: &mut Report<'_>) {
    let (Some(file), Some((source, process))) = (&service.policy, &service.process) else { return };
    // An element that is not understood may be what the policy means; `app/process-not-verifiable` speaks of it.
    if !process.unmodelled.is_empty() {
        return;
    }
    let mut missing = Places::new();
    let mut ids = Vec::new();
    for (_, one) in file.policy.matches().filter(|(_, one)| one.attribute_id() == attribute) {
        if let Some(stray) = faults::stray(service, one).filter(|stray| stray.other_case.is_none()) {
            missing.add(one.value.text.value.trim(), one.value.text.span);
            ids = stray.ids;
        }
    }
    for (value, spans) in missing.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding.says(format!("the process has no {what} `{value}`, so what is granted there is granted nowhere"));
        match (grammar::nearest(value, ids.iter().copied()), ids.as_slice()) {
            (Some(id), _) => {
                let title = format!("write `{id}`");
                finding.help(format!("did you mean `{id}`?")).fix(perhaps_everywhere(file, &spans, id, title));
            }
            (None, []) => {
                finding.help(format!("the process has no {what} at all; take it out of the policy"));
            }
            (None, ids) => {
                let ids: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
                let ids = grammar::list(&ids);
                finding.help(format!("the process has {ids}; was it renamed, or can it be taken out of the policy?"));
            }
        }
        also(finding, file, &spans);
        finding.also(Location::new(source, process.start_tag), "the process");
    }
}
