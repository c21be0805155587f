//! A rule of a resource's policy names another resource, or none.

use super::process_ids::also;
use crate::altinn::attribute;
use crate::altinn::requests::ServiceId;
use crate::finding::{Edit, Fix, Safety};
use crate::rules::{Context, Report};
use crate::source::{Location, Span};
use crate::workspace::{Service, ServiceKind};
use crate::xacml::{Category, Match, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some((resource_file, resource)), ServiceKind::Resource) =
        (&service.policy, &service.resource, service.kind)
    else {
        return;
    };
    let id = resource.id.value.as_str();
    let mut others: Vec<(String, Vec<Span>)> = Vec::new();
    let mut without = Vec::new();
    for rule in &file.policy.rules {
        let named: Vec<&Match<'_>> =
            rule.matches_of(Category::Resource).filter(|one| one.attribute_id() == attribute::RESOURCE).collect();
        for one in named.iter().filter(|one| one.value.text.value.trim() != id) {
            let value = one.value.text.value.trim();
            match others.iter_mut().find(|(known, _)| known == value) {
                Some((_, spans)) => spans.push(one.value.text.span),
                None => others.push((value.to_owned(), vec![one.value.text.span])),
            }
        }
        if named.is_empty() && !names_the_app(rule, &service.id) {
            without.push(rule.start_tag);
        }
    }
    for (value, spans) in others {
        let edits = spans.iter().map(|span| Edit { at: file.at(*span), text: id.to_owned() }).collect();
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("the rule is for the resource `{value}`, but this is the policy of `{id}`"))
            .help(format!("write `{id}`; the Resource Registry refuses rules for other resources"))
            .fix(Fix { title: format!("write `{id}`"), safety: Safety::Unsafe, edits });
        also(finding, file, &spans);
        finding.also(Location::new(resource_file, resource.id.span), "the resource's own id");
    }
    if let Some(&first) = without.first() {
        let finding = report.at(file.at(first));
        finding
            .says(format!("the rule names no resource; the Resource Registry wants `{id}` in every rule"))
            .help(format!("add a match on `{}` with the value `{id}`", attribute::RESOURCE));
        also(finding, file, &without);
    }
}

/// For `app_…` ids the registry takes service owner and app instead, in any letter case.
fn names_the_app(rule: &Rule<'_>, id: &ServiceId) -> bool {
    let ServiceId::App { org, app } = id else { return false };
    let names = |attribute: &str, value: &str| {
        rule.matches_of(Category::Resource)
            .any(|one| one.attribute_id() == attribute && one.value.text.value.trim().eq_ignore_ascii_case(value))
    };
    names(attribute::ORG, org) && names(attribute::APP, app)
}
