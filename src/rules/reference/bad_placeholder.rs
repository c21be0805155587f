//! A placeholder that the deployment does not replace.

use super::process_ids::also;
use crate::altinn::attribute;
use crate::finding::{Edit, Fix, Safety};
use crate::pdp::altinn::Binding;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::{Service, ServiceKind};
use crate::xacml::Category;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(file) = service.policy.as_ref().filter(|_| service.kind == ServiceKind::App) else { return };
    let mut wrong: Vec<(String, &str, Vec<Span>)> = Vec::new();
    for (_, one) in file.policy.matches() {
        let right = match (one.category(), one.attribute_id()) {
            (Category::Resource | Category::Subject, attribute::ORG) => "[ORG]",
            (Category::Resource, attribute::APP) => "[APP]",
            (Category::Resource, attribute::RESOURCE) => "app_[ORG]_[APP]",
            _ => continue,
        };
        let written = one.value.text.value.trim();
        if !looks_like_placeholder(written) {
            continue;
        }
        match wrong.iter_mut().find(|(value, ..)| value == written) {
            Some((.., spans)) => spans.push(one.value.text.span),
            None => wrong.push((written.to_owned(), right, vec![one.value.text.span])),
        }
    }
    for (value, right, spans) in wrong {
        let edits = spans.iter().map(|span| Edit { at: file.at(*span), text: right.to_owned() }).collect();
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("`{value}` is not replaced when the app is deployed; it goes to production as it stands"))
            .help(format!("write `{right}`; only `[ORG]`, `[org]`, `[APP]` and `[app]` are replaced"))
            .fix(Fix { title: format!("write `{right}`"), safety: Safety::Safe, edits });
        also(finding, file, &spans);
    }
}

/// Whether a value has brackets, braces or percent signs round a word and is none of the four that are replaced.
pub(super) fn looks_like_placeholder(value: &str) -> bool {
    let rest = ["[ORG]", "[org]", "[APP]", "[app]"].iter().fold(value.to_owned(), |rest, one| rest.replace(one, ""));
    debug_assert!(rest != value || !Binding::is_placeholder(value));
    [('[', ']'), ('{', '}'), ('%', '%'), ('<', '>')]
        .iter()
        .any(|&(open, close)| rest.find(open).is_some_and(|at| rest[at + open.len_utf8()..].contains(close)))
}
