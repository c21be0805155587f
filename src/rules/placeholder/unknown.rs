//! A placeholder that nobody fills in: it is sent as it stands.

use super::verdict::{Verdict, found, names};
use crate::finding::{Fix, Safety};
use crate::notice::Form;
use crate::rules::grammar::{list, nearest};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::filled_in;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form == Form::Own {
        // A program of the user's own may fill in what it likes.
        return;
    }
    for one in found(notice).into_iter().filter(|one| one.verdict == Verdict::Unknown) {
        let finding = report.at(notice.at(one.at));
        finding.says(format!("nobody fills in `${}$`: people will read it as it stands", one.name));
        match nearest(one.name, filled_in(notice.form).iter().copied()) {
            Some(name) => {
                let (title, right) = (format!("write `${name}$`"), format!("${name}$"));
                finding.help(&*title).fix(Fix::replace(title, Safety::Unsafe, notice.at(one.at), right));
            }
            None => {
                finding.help(format!("write the words out, or use {}", list(&names(notice.form))));
            }
        }
    }
    for text in notice.unasked() {
        for (range, name) in text.parted_placeholders().filter(|(_, name)| filled_in(notice.form).contains(name)) {
            report
                .at(text.at(range))
                .says(format!("nobody fills in this `${name}$`: there is markup in the middle of it"))
                .note("the name is looked for in the text as it is written, tags and all")
                .help(format!("write `${name}$` in one piece, with the markup round it"));
        }
    }
}
