//! An attachment that the API does not fetch.

use crate::notice::schema::Seen;
use crate::notice::{Form, Moment, Node, Order};
use crate::rules::{Context, Report};
use crate::source::Span;

/// Minutes that a link must be valid for after the e-mail is to be sent.
const VALID_FOR: i64 = 15;
/// What a link to a blob must have for Altinn to fetch it.
const PARTS: [&str; 4] = ["se", "sp", "sig", "sr"];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::Composed {
        return;
    }
    for seen in members {
        let Some((field, _, value)) = seen.value() else { continue };
        let Some(text) = value.known().filter(|text| !text.trim().is_empty()) else { continue };
        let fault = match field.name {
            "filename" => filename(text),
            "mimeType" => {
                text.eq_ignore_ascii_case("text/html").then_some(("an attachment in HTML is not taken", "attach a PDF"))
            }
            "sasUrl" => address(order, seen, text),
            _ => continue,
        };
        if let Some((says, help)) = fault {
            let at = if field.name == "sasUrl" { head(value) } else { value.span };
            report
                .at(order.at(at))
                .says(says)
                .help(help)
                .note("the API answers status 400, and the e-mail is not sent");
        }
    }
}

/// The beginning of an address. What stands behind it opens the file to everybody, and is not shown.
fn head(value: &Node) -> Span {
    let Some(text) = value.text() else { return value.span };
    text.span_of(0..text.as_str().find('?').unwrap_or(text.as_str().len()))
}

fn filename(text: &str) -> Option<(&'static str, &'static str)> {
    let has_end = text.rsplit_once('.').is_some_and(|(name, end)| !name.is_empty() && !end.is_empty());
    if text.contains(['/', '\\']) {
        Some(("the file name has a path in it", "give the name alone"))
    } else {
        (!has_end).then_some(("the file name has no ending", "write the whole name, such as `vedtak.pdf`"))
    }
}

fn address(order: &Order, _: &Seen<'_>, text: &str) -> Option<(&'static str, &'static str)> {
    let Some(rest) = text.strip_prefix("https://") else {
        return Some(("the attachment is not fetched by `https`", "write the whole address, from `https://` on"));
    };
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let host = place.split('/').next().unwrap_or_default();
    if !host.ends_with(".blob.core.windows.net") {
        return Some((
            "the attachment is not in Azure Blob Storage",
            "put it there; Altinn fetches it from nowhere else",
        ));
    }
    let part = |name: &str| {
        query.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value)
    };
    if PARTS.iter().any(|name| part(name).is_none()) || part("sr") != Some("b") {
        return Some((
            "the address lacks a part by which Altinn may fetch the attachment",
            "give it `se`, `sp`, `sig` and `sr=b`",
        ));
    }
    if !part("sp").unwrap_or_default().contains('r') {
        return Some((
            "the address does not let Altinn read the attachment",
            "make it with the right to read (`sp=r`)",
        ));
    }
    let Some(until) =
        part("se").map(|end| end.replace("%3A", ":").replace("%3a", ":")).and_then(|end| Moment::parse(&end))
    else {
        return Some(("the address does not say until when it is valid", "write `se` as a date and time"));
    };
    let sent = order.body.get("requestedSendTime").and_then(Node::known).and_then(Moment::parse)?;
    let says = if sent.is_after(until) {
        "the address is no longer valid when the e-mail is sent"
    } else {
        "the address is valid for less than 15 minutes after the time at which the e-mail is to be sent"
    };
    let is_short = sent.later_by(VALID_FOR).is_after(until);
    is_short.then_some((says, "make it valid for at least 15 minutes after `requestedSendTime`"))
}
