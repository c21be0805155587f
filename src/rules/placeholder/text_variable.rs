//! A text resource with variables that is sent as a notice, where nothing fills them in.

use crate::notice::Form;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    if notice.form != Form::TextResource {
        return;
    }
    for variables in &notice.variables {
        report
            .at(notice.at(variables.at))
            .says("a notice is sent without the variables of its text")
            .note("`variables` work in the form on the screen; where the text is sent as a notice, `{0}` stays or its default is taken")
            .help("write the text without, or use `$correspondenceRecipientName$` for the recipient")
            .also(notice.at(variables.text), "this text");
    }
}
