//! A message in the inbox of which nobody is told.

use crate::finding::Severity;
use crate::notice::{Channel, Node, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report};
use crate::text::legal_word;

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(letter) = order.letter().filter(|letter| letter.set("content").is_some()) else { return };
    // A confidential message without a notice has a rule of its own.
    let is_told = order.notification().is_some() || letter.get("notification").is_some_and(Node::is_open);
    if is_told || letter.get("notifications").is_some() || super::confidential(order).is_some() {
        return;
    }
    let title = order.inbox.iter().find(|text| text.channel == Channel::InboxTitle);
    let word = title.and_then(|title| legal_word(&wording(title), context.lexicon));
    let at = letter.get("notification").map(|null| null.span).or(title.map(|title| title.text.span()));
    let severity = if word.is_some() { Severity::Error } else { Severity::Warning };
    let finding = report.weighing(severity, order.at(at.unwrap_or(letter.head())));
    finding
        .says("nobody is told of this message: it has no `notification`")
        .help("add a `notification`, or order the notice by itself with the same `resourceId`");
    if let Some(word) = word {
        finding.note(format!("its title speaks of `{word}`, of which the recipient must be told"));
    }
}
