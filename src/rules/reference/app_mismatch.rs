//! The policy names another service owner or app than the metadata.

use crate::altinn::ServiceId;
use crate::finding::{Edit, Effect, Fix, Safety};
use crate::rules::places::{Places, also};
use crate::rules::{Context, Report, faults, grammar};
use crate::source::{Location, Span};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(file), Some((metadata, described)), ServiceId::App { org, app }) =
        (&service.policy, &service.metadata, &service.id)
    else {
        return;
    };
    let mut wrong = Places::new();
    for (_, one) in file.policy.matches() {
        if let Some(foreign) = faults::foreign(service, one) {
            wrong.add((foreign.what, one.value.text.value.trim(), foreign.placeholder), one.value.text.span);
        }
    }
    let groups = wrong.into_groups();
    let Some((_, first)) = groups.first() else { return };
    // A policy that was copied from another app names it in several ways; that is one mistake.
    let names: Vec<String> = groups.iter().map(|((what, value, _), _)| format!("{what} `{value}`")).collect();
    let placeholders: Vec<String> = groups.iter().map(|((.., placeholder), _)| format!("`{placeholder}`")).collect();
    let edits = groups.iter().flat_map(|((.., placeholder), spans)| {
        spans.iter().map(|span| Edit { at: file.at(*span), text: (*placeholder).to_owned() })
    });
    let title = format!("write {}", grammar::list(&placeholders));
    let fix = Fix::new(title, Safety::Unsafe, Effect::Corrects, edits.collect());
    let mut spans: Vec<Span> = groups.iter().flat_map(|(_, spans)| spans).copied().collect();
    spans.sort_unstable_by_key(|span| span.start);
    let finding = report.at(file.at(first[0]));
    finding
        .says(format!(
            "the policy speaks of the {}, but this app is `{org}/{app}`: what is granted there is granted to nobody here",
            grammar::list(&names)
        ))
        .help(format!("write {}, which the deployment replaces", grammar::list(&placeholders)))
        .note("the Resource Registry, to which apps are published since March 2026, refuses such a policy")
        .fix(fix);
    also(finding, file, &spans);
    let at = described.id.as_ref().map_or(described.span, |id| id.span);
    finding.also(Location::new(metadata, at), "the app's own id");
}
