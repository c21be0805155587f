//! A placeholder of the app library in the own text of a reminder, where the library leaves it as it is.

use super::verdict::{Verdict, found};
use crate::notice::{Form, Kind};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form != Form::AppInstantiation || !matches!(notice.kind, Kind::Reminder(_)) {
        return;
    }
    for one in found(notice).into_iter().filter(|one| one.verdict == Verdict::Known) {
        report
            .at(notice.at(one.at))
            .says(format!("`${}$` is not filled in in a reminder: people will read it as it stands", one.name))
            .note("seen in the app library of August 2026: it fills in the first message only, whatever the documentation shows")
            .help("write the words out, or leave the reminder without a text: then the first message's is sent again, filled in");
    }
}
