//! The recipient's name where nobody looks the recipient up.

use super::verdict::{Verdict, found};
use crate::finding::{Fix, Safety, Severity};
use crate::notice::Form;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    match notice.why_nobody_is_looked_up() {
        Some(why) => of_nobody(notice, why, report),
        None if notice.form == Form::TextResource => of_signing(notice, report),
        None => {}
    }
}

fn of_nobody(notice: &Received<'_>, why: &str, report: &mut Report<'_>) {
    for one in names(notice) {
        report
            .at(notice.at(one.at))
            .says(format!("`${}$` is not filled in here: people will read it as it stands", one.name))
            .note(why)
            .help("write the sentence without a name, or put the name in yourself");
    }
}

/// Who is to sign may be given by an address, which no file here tells.
fn of_signing(notice: &Received<'_>, report: &mut Report<'_>) {
    for one in names(notice) {
        let at = notice.at(one.at);
        let finding = report.weighing(Severity::Warning, at.clone());
        finding
            .says(format!("`${}$` works only for those who sign without an address of their own", one.name))
            .note("where the app gives an e-mail address or number for somebody who is to sign, the whole message is refused (error 3015)");
        if one.name == "recipientName" {
            let title = "write `$correspondenceRecipientName$`, which works for all";
            finding.help(title).fix(Fix::replace(title, Safety::Unsafe, at, "$correspondenceRecipientName$"));
        } else {
            finding.help("leave the number out");
        }
    }
}

fn names<'r>(notice: &'r Received<'_>) -> impl Iterator<Item = super::verdict::Found<'r>> {
    found(notice)
        .into_iter()
        .filter(|one| one.verdict == Verdict::Known && matches!(one.name, "recipientName" | "recipientNumber"))
}
