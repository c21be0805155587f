//! An address of a condition that Altinn cannot ask.

use crate::finding::{Edit, Effect, Fix, Safety, Severity};
use crate::notice::Order;
use crate::notice::schema::{Seen, Type};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    for seen in members {
        let Some((_, Type::Condition, value)) = seen.value() else { continue };
        let Some(written) = value.text().filter(|text| !text.as_str().trim().is_empty()) else { continue };
        let text = written.as_str();
        // What is filled in may be the beginning.
        if crate::notice::holes(text).first().is_some_and(|hole| hole.start < "https://x".len()) {
            continue;
        }
        let rest = text.split_once("://");
        match rest {
            Some((scheme, host)) if scheme.eq_ignore_ascii_case("https") && !host.is_empty() => {}
            Some((scheme, host)) if scheme.eq_ignore_ascii_case("http") && !host.is_empty() => {
                let span = written.span_of(0..scheme.len());
                let edit = Edit { at: order.at(span), text: "https".into() };
                report
                    .weighing(Severity::Warning, order.at(value.span))
                    .says("Altinn asks this address without encryption")
                    .help("write `https`")
                    .fix(Fix::new("write `https`", Safety::Unsafe, Effect::Nothing, vec![edit]));
            }
            Some((scheme, _)) => {
                report
                    .at(order.at(value.span))
                    .says(format!("Altinn cannot ask an address that begins with `{scheme}://`"))
                    .help("give an address that begins with `https://`")
                    .note("the API answers: ConditionEndpoint must use http or https scheme.");
            }
            None => {
                report
                    .at(order.at(value.span))
                    .says("the condition is no whole address, so Altinn does not know whom to ask")
                    .help("write the whole address, from `https://` on")
                    .note("the API answers: ConditionEndpoint must be a valid absolute URI or null.");
            }
        }
    }
}
