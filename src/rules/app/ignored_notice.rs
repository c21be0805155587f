//! The notice of an app in a part of the request where the app does not look for it.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, HeadWay, Order, PartHead, holes};
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
    let Some(PartHead { content_type, end, way }) = &part.head else { return };
    let content_type = content_type.as_ref();
    let says = match content_type.filter(|found| !found.value.trim().is_empty()) {
        None => "the part with the notice does not say that it is JSON, and is ignored".to_owned(),
        Some(found) if found.to_ascii_lowercase().contains(JSON) || !holes(found).is_empty() => return,
        Some(found) => format!("the part with the notice calls itself `{}`, and is ignored", found.as_str()),
    };
    let (title, at, text) = match (content_type, way) {
        (Some(found), _) => (format!("write `{JSON}`"), found.span, JSON.to_owned()),
        (None, HeadWay::Line) => {
            let before = order.source.text().get(..end.start as usize).unwrap_or_default();
            let line_end = if before.ends_with("\r\n") { "\r\n" } else { "\n" };
            let line = format!("Content-Type: {JSON}");
            (format!("add the line `{line}`, below the name of the part"), *end, format!("{line}{line_end}"))
        }
        (None, HeadWay::Mark) => {
            let mark = format!("@contentType({JSON})");
            (format!("add `{mark}` behind the value of the part"), *end, format!(" {mark}"))
        }
        (None, HeadWay::Suffix) => {
            let suffix = format!(";type={JSON}");
            (format!("add `{suffix}` behind the value of the part"), *end, suffix)
        }
        (None, HeadWay::Member) => {
            let member = format!("\"contentType\": \"{JSON}\"");
            (format!("add `{member}` to the field"), *end, format!(", {member}"))
        }
    };
    report
        .at(order.at(content_type.map_or(part.name.span, |found| found.span)))
        .says(says)
        .help(title.clone())
        .note("the instance is made, nobody is notified, and no error is given")
        .fix(Fix::replace(title, Safety::Safe, order.at(at), text));
}
