//! A placeholder in the wrong letter case: it is sent as it stands.

use super::verdict::{Verdict, found};
use crate::finding::{Fix, Safety};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for one in found(notice) {
        let Verdict::LetterCase(right) = one.verdict else { continue };
        let title = format!("write `${right}$`");
        report
            .at(notice.at(one.at))
            .says(format!("nobody fills in `${}$`: upper and lower case count", one.name))
            .note("people will read it as it stands")
            .help(&*title)
            .fix(Fix::replace(title, Safety::Safe, notice.at(one.at), format!("${right}$")));
    }
}
