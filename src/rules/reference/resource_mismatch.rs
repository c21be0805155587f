//! A rule of a resource's policy names another resource, or none.

use crate::altinn::{ServiceId, attribute};
use crate::rules::places::{Places, also, perhaps_everywhere};
use crate::rules::{Context, Report, faults};
use crate::source::Location;
use crate::workspace::{Service, ServiceKind};
use crate::xacml::{Category, Rule};

const REFUSED: &str = "the Resource Registry refuses a policy with such a rule, and no request ever matches it";

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some((resource_file, resource)), ServiceKind::Resource) =
        (&service.policy, &service.resource, service.kind)
    else {
        return;
    };
    let id = resource.id.value.as_str();
    let (mut others, mut other_apps) = (Places::new(), Places::new());
    let mut without = Vec::new();
    // A rule without any match has a rule of its own.
    for rule in file.policy.rules.iter().filter(|rule| rule.matches().next().is_some()) {
        let mut named = false;
        for one in rule.matches_of(Category::Resource).filter(|one| one.attribute_id() == attribute::RESOURCE) {
            named = true;
            if faults::other_resource(service, one).is_some() {
                let value = one.value.text.value.trim();
                others.add((value, faults::folds_to(one, id)), one.value.text.span);
            }
        }
        match app_of(rule) {
            _ if named => {}
            None => without.push(rule.start_tag),
            Some((org, app, span)) => {
                let bind = |value| service.binding.bind(value);
                if !is_app(&service.id, &bind(org), &bind(app)) {
                    other_apps.add((org, app), span);
                }
            }
        }
    }
    for ((value, is_matched), spans) in others.into_groups() {
        let finding = report.at(file.at(spans[0]));
        let only_case = value.eq_ignore_ascii_case(id);
        finding
            .says(match only_case {
                true => format!("the rule is for `{value}`, but the resource is spelt `{id}`; letter case counts"),
                false => format!("the rule is for the resource `{value}`, but this is the policy of `{id}`"),
            })
            .help(format!("write `{id}`"))
            .note(match is_matched {
                true => "the Resource Registry heeds letter case and refuses a policy with such a rule",
                false => REFUSED,
            })
            .fix(perhaps_everywhere(file, &spans, id, format!("write `{id}`")));
        also(finding, file, &spans);
        finding.also(Location::new(resource_file, resource.id.span), "the resource's own id");
    }
    for ((org, app), spans) in other_apps.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("the rule is for the app `{org}/{app}`, but this is the policy of `{id}`"))
            .help(format!("match on `{}` with the value `{id}` instead", attribute::RESOURCE))
            .note(REFUSED);
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

/// The service owner and app that a rule names, and where it names the app.
fn app_of<'r>(rule: &'r Rule<'_>) -> Option<(&'r str, &'r str, crate::source::Span)> {
    let named = |attribute: &str| {
        let mut matches = rule.matches_of(Category::Resource);
        matches.find(|one| one.attribute_id() == attribute).map(|one| &one.value.text)
    };
    let (org, app) = (named(attribute::ORG)?, named(attribute::APP)?);
    Some((org.value.trim(), app.value.trim(), app.span))
}

/// For `app_…` ids the registry takes service owner and app instead of the id, in any letter case.
fn is_app(id: &ServiceId, wanted_org: &str, wanted_app: &str) -> bool {
    let ServiceId::App { org, app } = id else { return false };
    org.eq_ignore_ascii_case(wanted_org) && app.eq_ignore_ascii_case(wanted_app)
}
