//! An id by which the API tells a new order from one that is sent again.

use crate::finding::Severity;
use crate::notice::schema::{Seen, Type};
use crate::notice::{Form, Node, Order};
use crate::rules::{Context, Report};

/// Values that stand in examples and are the same for everybody.
const CONSTANTS: [&str; 12] = [
    "test",
    "id",
    "order",
    "ordre",
    "example",
    "eksempel",
    "demo",
    "idempotencyid",
    "varsel",
    "notification",
    "1",
    "123",
];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    let is_chain = matches!(order.form, Form::OrderV2 | Form::Instant | Form::Composed);
    if is_chain && order.is_certain {
        chain(order, report);
    }
    for seen in members {
        let Some((_, Type::Guid, value)) = seen.value() else { continue };
        let Some(text) = value.known() else { continue };
        let digits: String = text.trim().chars().filter(char::is_ascii_hexdigit).collect();
        if digits.len() != 32 || digits.bytes().all(|byte| byte == b'0') {
            report
                .at(order.at(value.span))
                .says("`idempotentKey` must be a GUID that is not all zeroes")
                .help("let the program that sends make a new one for each message, or leave it out")
                .note("Correspondence answers status 400, and nothing is sent");
        }
    }
}

fn chain(order: &Order, report: &mut Report<'_>) {
    let id = order.body.get("idempotencyId");
    let is_misspelt = ["idempotencyKey", "idempotentKey"].iter().any(|name| order.body.get(name).is_some());
    match id.map(Node::known) {
        None if is_misspelt => {}
        None | Some(Some("")) => missing(order, id, report),
        Some(Some(text)) if text.trim().is_empty() => missing(order, id, report),
        Some(Some(text)) => {
            let is_constant = CONSTANTS.iter().any(|constant| text.trim().eq_ignore_ascii_case(constant))
                || text.bytes().all(|byte| matches!(byte, b'0' | b'-'));
            if let Some(id) = id.filter(|_| is_constant) {
                report
                    .weighing(Severity::Warning, order.at(id.span))
                    .says(format!("`{text}` is the same for every order, and only the first is sent"))
                    .help("put in an id of the case or message, as a variable")
                    .note(
                        "the API takes a second order with the same id for the first, and answers as if it had sent it",
                    );
            }
        }
        Some(None) if id.is_some_and(Node::is_null) => missing(order, id, report),
        Some(None) => {}
    }
}

fn missing(order: &Order, id: Option<&Node>, report: &mut Report<'_>) {
    let at = id.map_or(order.body.head(), |id| id.span);
    report
        .at(order.at(at))
        .says(if id.is_some() { "`idempotencyId` is blank" } else { "`idempotencyId` is missing" })
        .help("put in an id of the case or message, which no other order has")
        .note("the API answers: IdempotencyId cannot be null or empty.");
}
