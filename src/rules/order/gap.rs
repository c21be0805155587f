//! How two rules speak of a channel that has nothing to say.

use crate::finding::Severity;
use crate::notice::Order;
use crate::notice::schema::Gap;
use crate::rules::{Report, grammar};

pub(super) fn say(order: &Order, gap: &Gap, what: &str, report: &mut Report<'_>) {
    let names: Vec<String> = gap.missing.iter().map(|name| format!("`{name}`")).collect();
    let severity = if gap.answer.is_some() { Severity::Error } else { Severity::Warning };
    let finding = report.weighing(severity, order.at(gap.at));
    let by = if gap.by_default { ", which is the choice where none is made," } else { "" };
    finding
        .says(format!("{what} goes by `{}`{by} and has no {}", gap.channel, grammar::list(&names)))
        .help(format!("add {}, or choose a channel that has its text", grammar::list(&names)));
    match gap.answer {
        Some(answer) => finding.note(format!("the API refuses the order with status 400: {answer}")),
        None => {
            finding.note("the API does not look for it here, so it shows only when nothing is sent by that channel")
        }
    };
}
