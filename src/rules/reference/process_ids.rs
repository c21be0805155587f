//! The task and end event ids that a policy names, held against the process.

use crate::altinn::attribute;
use crate::bpmn::Process;
use crate::rules::{Report, grammar};
use crate::source::Span;
use crate::workspace::{PolicyFile, Service};
use crate::xacml::{Category, function};

/// A value that names no element of the process.
pub(super) struct Stray {
    pub(super) value: String,
    /// Everywhere it stands.
    pub(super) spans: Vec<Span>,
    /// The id that differs from it in letter case only, where the comparison heeds letter case.
    pub(super) other_case: Option<String>,
}

/// Every value of `attribute` (task or end event) that names no element of the process of that kind.
pub(super) fn strays<'a, 't>(
    service: &'a Service<'t>,
    attribute: &str,
) -> Option<(&'a PolicyFile<'t>, &'a Process, Vec<Stray>)> {
    let file = service.policy.as_ref()?;
    let (_, process) = service.process.as_ref()?;
    let wants_task = attribute == attribute::TASK;
    let ids: Vec<&str> =
        process.ids().filter(|(_, is_task)| *is_task == wants_task).map(|(id, _)| id.value.as_str()).collect();
    let mut strays: Vec<Stray> = Vec::new();
    for (_, one) in file.policy.matches() {
        if one.category() != Category::Resource || one.attribute_id() != attribute {
            continue;
        }
        let value = one.value.text.value.trim();
        let folded = ids.iter().find(|id| id.eq_ignore_ascii_case(value));
        let heeds_case = one.function.value != function::STRING_EQUAL_IGNORE_CASE;
        if ids.contains(&value) || (folded.is_some() && !heeds_case) {
            continue;
        }
        match strays.iter_mut().find(|stray| stray.value == value) {
            Some(stray) => stray.spans.push(one.value.text.span),
            None => strays.push(Stray {
                value: value.to_owned(),
                spans: vec![one.value.text.span],
                other_case: folded.map(|id| (*id).to_owned()),
            }),
        }
    }
    Some((file, process, strays))
}

/// Reports the values that are not in the process at all.
pub(super) fn missing(service: &Service<'_>, attribute: &str, what: &str, report: &mut Report<'_>) {
    let Some((file, process, strays)) = strays(service, attribute) else { return };
    let wants_task = attribute == attribute::TASK;
    let ids: Vec<&str> =
        process.ids().filter(|(_, is_task)| *is_task == wants_task).map(|(id, _)| id.value.as_str()).collect();
    for stray in strays.into_iter().filter(|stray| stray.other_case.is_none()) {
        let help = match (grammar::nearest(&stray.value, ids.iter().copied()), ids.as_slice()) {
            (Some(id), _) => format!("did you mean `{id}`?"),
            (None, []) => format!("the process has no {what}; take the rule out"),
            (None, ids) => format!("the process has {}; was it renamed?", quoted(ids)),
        };
        let finding = report.at(file.at(stray.spans[0]));
        finding
            .says(format!("the process has no {what} `{}`, so what is granted here is granted nowhere", stray.value))
            .help(help);
        also(finding, file, &stray.spans);
        if let Some((source, _)) = &service.process {
            finding.also(crate::source::Location::new(source, process.start_tag), "the process");
        }
    }
}

/// Names the further places of the same value.
pub(super) fn also(finding: &mut crate::finding::Finding, file: &PolicyFile<'_>, spans: &[Span]) {
    if spans.len() > 1 {
        finding.note(format!("it stands in {}", grammar::count(spans.len(), "place")));
    }
    for span in spans.iter().skip(1).take(3) {
        finding.also(file.at(*span), "here too");
    }
}

fn quoted(ids: &[&str]) -> String {
    grammar::list(&ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>())
}
