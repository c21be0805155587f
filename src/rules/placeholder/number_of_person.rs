//! The organisation number of a person: it becomes nothing.

use super::verdict::{Verdict, found};
use crate::notice::{Form, RecipientKind};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.recipient != RecipientKind::Person || matches!(notice.form, Form::Instant | Form::Composed) {
        return;
    }
    for one in found(notice) {
        if one.verdict != Verdict::Known || one.name != "recipientNumber" {
            continue;
        }
        let seen = one.text.seen();
        let finding = report.at(notice.at(one.at));
        finding.says("`$recipientNumber$` becomes nothing in a notice to a person");
        let open = seen[..one.range.start].rfind('(').filter(|at| !seen[*at..one.range.start].contains(')'));
        let close = seen[one.range.end..].find(')').map(|len| one.range.end + len + 1);
        if let (Some(open), Some(close)) = (open, close) {
            let left = seen[open..close].replace("$recipientNumber$", "");
            finding.note(format!("what is left is `{left}`"));
        }
        finding
            .note("only organisations have their number filled in; a national identity number is never sent")
            .help("leave the number out, with the words round it");
    }
}
