//! The notice of an app in a part of the request where the app does not look for it.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, Order, PartHead, holes};
use crate::rules::{Context, Report};

/// What the part must call itself.
const JSON: &str = "application/json";

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(part) = order.part.as_ref().filter(|_| order.form == Form::AppInstantiation) else { return };
    if part.name.eq_ignore_ascii_case("instance") {
        let at = order.body.member("notification").map_or(order.span, |member| member.name.span);
        report
            .at(order.at(at))
            .says("the notice stands in the part `instance`, where the app does not look for it")
            .help("move it to a part of its own, named `notification`, with the content type `application/json`")
            .note("the instance is made, nobody is notified, and no error is given")
            .note("`notification` inside the body is read by the address `/instances/create` only");
        return;
    }
    let Some(PartHead { content_type, end }) = &part.head else { return };
    let says = match content_type {
        None => "the part with the notice does not say that it is JSON, and is ignored".to_owned(),
        Some(found) if found.to_ascii_lowercase().contains(JSON) || !holes(found).is_empty() => return,
        Some(found) => format!("the part with the notice calls itself `{}`, and is ignored", found.as_str()),
    };
    let fix = match content_type {
        Some(found) => Fix::replace(format!("write `{JSON}`"), Safety::Safe, order.at(found.span), JSON),
        None => {
            let before = order.source.text().get(..end.start as usize).unwrap_or_default();
            let line_end = if before.ends_with("\r\n") { "\r\n" } else { "\n" };
            let title = format!("add the line `Content-Type: {JSON}`");
            Fix::replace(title, Safety::Safe, order.at(*end), format!("Content-Type: {JSON}{line_end}"))
        }
    };
    report
        .at(order.at(content_type.as_ref().map_or(part.name.span, |found| found.span)))
        .says(says)
        .help(format!("{}, below the name of the part", fix.title))
        .note("the instance is made, nobody is notified, and no error is given")
        .fix(fix);
}
