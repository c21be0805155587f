//! The same recipient twice in one order.

use crate::notice::{Form, Order};
use crate::rules::{Context, Report};
use crate::source::Span;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let mut known: Vec<(String, Span)> = Vec::new();
    let mut see = |key: String, span: Span, report: &mut Report<'_>| {
        if let Some((_, first)) = known.iter().find(|(before, _)| *before == key) {
            let finding = report.at(order.at(span));
            finding
                .says("the same recipient stands here twice")
                .help("take one out")
                .also(order.at(*first), "the first");
            if order.letter().is_some() {
                finding.note("Correspondence answers error 1006, and nothing is sent");
            }
        } else {
            known.push((key, span));
        }
    };
    let recipients = order.body.get("recipients").map_or(&[][..], |list| list.items());
    for one in recipients {
        if let Some(text) = one.known().filter(|_| order.letter().is_some()) {
            see(text.rsplit(':').next().unwrap_or(text).to_lowercase(), one.span, report);
        }
        for member in one.members().iter().filter(|_| order.form == Form::OrderV1) {
            if let Some(text) = member.value.known().filter(|text| !text.trim().is_empty()) {
                see(text.trim().to_lowercase(), member.value.span, report);
            }
        }
    }
    let replaces = order.notification().and_then(|one| one.get("overrideRegisteredContactInformation"));
    if replaces.is_some_and(|value| value.truth() != Some(false)) {
        return;
    }
    for one in order.notification().and_then(|one| one.get("customRecipients")).map_or(&[][..], |list| list.items()) {
        for member in one.members() {
            if let Some(text) = member.value.known().filter(|text| !text.trim().is_empty()) {
                see(text.rsplit(':').next().unwrap_or(text).to_lowercase(), member.value.span, report);
            }
        }
    }
}
