//! Where the Notifications API is called.

use super::lines::lines;
use super::{Call, CallKind};
use crate::source::{Span, narrow};

/// The address of the API, without host.
const ADDRESS: &str = "notifications/api/v1/";
/// The clients of the app library that order notices.
const CLIENTS: [&str; 3] = ["IEmailNotificationClient", "ISmsNotificationClient", "INotificationOrderClient"];
/// What a file names that uses the app library.
const LIBRARY: &str = "Altinn.App.";

/// Orders that are posted by a file of requests: `POST …/notifications/api/v1/orders`, or `url:` in a block `post`.
pub(super) fn of_requests(text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut is_post = false;
    for (start, line) in lines(text) {
        let code = line.trim_start();
        if line.ends_with('{') && !line.starts_with([' ', '\t']) {
            is_post = code.starts_with("post ") || code.starts_with("post{");
        }
        let is_order = code.starts_with("POST ") || (is_post && code.starts_with("url:"));
        if is_order {
            calls.extend(call(line, start));
        }
    }
    calls
}

/// Clients of the app library that are named in code, and addresses of the API in its texts.
pub(super) fn of_csharp(text: &str) -> Vec<Call> {
    let is_of_app = text.contains(LIBRARY);
    if !is_of_app && !text.contains(ADDRESS) {
        return Vec::new();
    }
    let mut calls = Vec::new();
    for (start, line) in lines(text) {
        let code = line.trim_start();
        if code.starts_with("//") || code.starts_with('*') || code.starts_with("/*") {
            continue;
        }
        let client = CLIENTS.iter().filter(|_| is_of_app).find_map(|client| word(line, client));
        calls.extend(client.map(|at| Call { kind: CallKind::AppClient, span: shifted(start, at) }));
        calls.extend(line.contains('"').then(|| call(line, start)).flatten());
    }
    calls
}

fn call(line: &str, start: u32) -> Option<Call> {
    let at = line.find(ADDRESS)?;
    let path = &line[at + ADDRESS.len()..];
    let end = path.find(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '/' | '-')));
    let path = &path[..end.unwrap_or(path.len())];
    let kind = match path.trim_end_matches('/') {
        "future/orders/composed-email" => CallKind::ComposedEmail,
        "orders" | "orders/email" | "orders/sms" | "future/orders" => CallKind::Order,
        instant if instant.starts_with("future/orders/instant") => CallKind::Order,
        _ => return None,
    };
    Some(Call { kind, span: shifted(start, at..at + ADDRESS.len() + path.len()) })
}

/// Where a name stands that is not part of a longer one.
fn word(line: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    line.match_indices(name)
        .map(|(at, _)| at..at + name.len())
        .find(|range| !line[..range.start].ends_with(is_part) && !line[range.end..].starts_with(is_part))
}

fn shifted(start: u32, range: std::ops::Range<usize>) -> Span {
    let number = |at: usize| start.saturating_add(narrow(at));
    Span::new(number(range.start), number(range.end))
}
