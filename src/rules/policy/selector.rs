//! `AttributeSelector`, which stops Altinn's decision point.

use crate::rules::places::also;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::Service;
use crate::xacml::AttributeSource;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let selector = |attribute: &AttributeSource<'_>| match attribute {
        AttributeSource::Selector(selector) => Some(selector.span),
        AttributeSource::Designator(_) => None,
    };
    let spans: Vec<Span> = file.policy.matches().filter_map(|(_, one)| selector(&one.attribute)).collect();
    let Some(&first) = spans.first() else { return };
    let finding = report.at(file.at(first));
    finding
        .says(
            "`AttributeSelector` stops Altinn's decision point: every request on this policy is answered Indeterminate",
        )
        .help("write an `AttributeDesignator` with the attribute's id")
        .note("Notifications asks for up to 500 people in one call, and all of them are dropped with it");
    also(finding, file, &spans);
}
