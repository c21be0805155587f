//! The policy names another service owner or app than the metadata.

use super::bad_placeholder::looks_like_placeholder;
use super::process_ids::also;
use crate::altinn::attribute;
use crate::altinn::requests::ServiceId;
use crate::finding::{Edit, Fix, Safety};
use crate::rules::{Context, Report};
use crate::source::{Location, Span};
use crate::workspace::Service;
use crate::xacml::{Category, function};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some((metadata, described)), ServiceId::App { org, app }) =
        (&service.policy, &service.metadata, &service.id)
    else {
        return;
    };
    let resource = format!("app_{org}_{app}");
    let mut wrong: Vec<(String, &str, &str, Vec<Span>)> = Vec::new();
    for (_, one) in file.policy.matches().filter(|(_, one)| one.category() == Category::Resource) {
        let (wanted, what, placeholder) = match one.attribute_id() {
            attribute::ORG => (org, "service owner", "[ORG]"),
            attribute::APP => (app, "app", "[APP]"),
            attribute::RESOURCE => (&resource, "resource", "app_[ORG]_[APP]"),
            _ => continue,
        };
        let written = one.value.text.value.trim();
        let bound = service.binding.bind(written);
        let folds = one.function.value == function::STRING_EQUAL_IGNORE_CASE;
        let same = bound == wanted.as_str() || (folds && bound.eq_ignore_ascii_case(wanted));
        if same || looks_like_placeholder(written) {
            continue;
        }
        match wrong.iter_mut().find(|(value, kind, ..)| value == written && *kind == what) {
            Some((.., spans)) => spans.push(one.value.text.span),
            None => wrong.push((written.to_owned(), what, placeholder, vec![one.value.text.span])),
        }
    }
    for (value, what, placeholder, spans) in wrong {
        let edits = spans.iter().map(|span| Edit { at: file.at(*span), text: placeholder.to_owned() }).collect();
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "the rule is for the {what} `{value}`, but this app is `{org}/{app}`, so it matches nobody here"
            ))
            .help(format!("write `{placeholder}`, which is replaced when the app is deployed"))
            .fix(Fix { title: format!("write `{placeholder}`"), safety: Safety::Unsafe, edits });
        also(finding, file, &spans);
        let at = described.id.as_ref().map_or(described.span, |id| id.span);
        finding.also(Location::new(metadata, at), "the app's own id");
    }
}
