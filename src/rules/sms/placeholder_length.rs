//! An SMS that needs more messages than it seems to, once its placeholders are filled in.

use super::known;
use crate::finding::Severity;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{example_values, measure};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    // What is not filled in keeps its length, and has a rule of its own.
    if notice.why_nobody_is_looked_up().is_some() {
        return;
    }
    for sms in known::texts(notice) {
        let Some((first, _)) = sms.placeholders.first() else { continue };
        let count = |size: &dyn Fn(&str) -> usize| measure(sms.characters(size).into_iter()).segments;
        let seems = count(&|_| 0);
        let usual = count(&|name| example_values(name).map_or(0, |values| values.long.chars().count()));
        let most = count(&|name| {
            example_values(name).map_or(0, |values| values.most.unwrap_or_else(|| values.long.chars().count()))
        });
        // Where the text alone is too long, `sms/several-messages` speaks.
        if seems > 1 || most <= 1 {
            continue;
        }
        let at = sms.text.at(first.clone());
        let help = "leave room for what is filled in: the text around it should be shorter";
        if usual > 1 {
            report
                .weighing(Severity::Warning, at)
                .says(format!("with a name of usual length here the SMS is sent as {usual} messages"))
                .note("reckoned with names of 40 letters; the register has names of more than 200")
                .help(help);
        } else {
            report
                .weighing(Severity::Info, at)
                .says(format!("with a title of full length here the SMS is sent as {most} messages"))
                .note("`$messageTitle$` becomes the title of the message, which may have 255 characters")
                .help(help);
        }
    }
}
