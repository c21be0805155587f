//! An attachment that is refused, or that tells too much by its name.

use crate::finding::Severity;
use crate::notice::{Form, Node, Order, holes};
use crate::rules::{Context, Report};
use crate::syntax::Mapped;
use crate::text::identity_numbers;

/// Where files must lie.
const HOST: &str = ".blob.core.windows.net";
/// What the address must say of the permission.
const NEEDED: [&str; 4] = ["se", "sp", "sig", "sr"];

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::Composed {
        return;
    }
    let attachments = order.body.at(&["recipient", "emailSettings", "attachments"]).map_or(&[][..], Node::items);
    for attachment in attachments {
        if let Some(name) = attachment.get("filename").and_then(Node::text) {
            name_of(order, name, report);
        }
        if let Some(kind) = attachment
            .get("mimeType")
            .and_then(Node::text)
            .filter(|kind| kind.as_str().trim().eq_ignore_ascii_case("text/html"))
        {
            report
                .at(order.at(kind.span()))
                .says("a file of type `text/html` cannot be attached")
                .note("Altinn answers status 400, and nothing is sent")
                .help("attach a PDF, or put the text into the e-mail itself");
        }
        if let Some(address) = attachment.get("sasUrl").and_then(Node::text) {
            address_of(order, address, report);
        }
    }
}

fn name_of(order: &Order, name: &Mapped, report: &mut Report<'_>) {
    let written = name.as_str();
    if let Some(number) = identity_numbers(&written.replace('_', " ")).first() {
        report
            .weighing(Severity::Warning, order.at(name.span_of(number.range.clone())))
            .says("the name of the attachment holds a national identity number")
            .note("a file's name is shown in lists and kept in logs, even where its content is not")
            .help("name the file by what it is, such as `vedtak.pdf`");
        return;
    }
    if written.trim().is_empty() || !holes(written).is_empty() {
        return;
    }
    let wrong = if written.contains(['/', '\\']) {
        "a path"
    } else if !written.rsplit_once('.').is_some_and(|(front, end)| !front.is_empty() && !end.is_empty()) {
        "no ending such as `.pdf`"
    } else {
        return;
    };
    report
        .at(order.at(name.span()))
        .says(format!("the name of the attachment has {wrong}"))
        .note("Altinn answers status 400, and nothing is sent")
        .help("write the name of the file alone, with its ending: `vedtak.pdf`");
}

/// Never repeats the address: who has it can read the file.
fn address_of(order: &Order, address: &Mapped, report: &mut Report<'_>) {
    let written = address.as_str().trim();
    let lower = written.to_ascii_lowercase();
    // What is filled in later may be anything; a hole in the query alone leaves the rest to be judged.
    let before_query = written.split('?').next().unwrap_or_default();
    if written.is_empty() || !holes(before_query).is_empty() {
        return;
    }
    let host = lower.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let query: Vec<(&str, &str)> = written
        .split_once('?')
        .map_or("", |(_, query)| query)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let value = |name: &str| query.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let missing: Vec<&str> = NEEDED.into_iter().filter(|name| value(name).is_none()).collect();
    let is_open = !holes(written).is_empty();
    let wrong = match host {
        None => "does not begin with `https://`".to_owned(),
        Some(host) if !host.ends_with(HOST) => format!("does not lie at `*{HOST}`"),
        Some(_) if !missing.is_empty() && !is_open => format!("lacks `{}`", missing.join("`, `")),
        Some(_) if value("sr").is_some_and(|sr| sr != "b" && holes(sr).is_empty()) => {
            "is not for one file (`sr=b`)".to_owned()
        }
        Some(_) if value("sp").is_some_and(|sp| !sp.contains('r') && holes(sp).is_empty()) => {
            "does not allow reading (`r` in `sp`)".to_owned()
        }
        Some(_) => return,
    };
    report
        .at(order.at(address.span()))
        .says(format!("the address of the attachment {wrong}"))
        .note("Altinn fetches attachments only from Azure Blob Storage, by an address with a permission in it, and answers status 400 to others")
        .help("write the file's address with its SAS token; better, let your program put it in, for it is a secret");
}
