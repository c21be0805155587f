//! A subject or body without words.

use super::{bodies, subjects};
use crate::finding::Severity;
use crate::notice::{Channel, Form};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// Placeholders that say who is written to, and nothing of the matter.
const OF_RECIPIENT: [&str; 3] = ["recipientName", "recipientNumber", "correspondenceRecipientName"];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in subjects(notice).chain(bodies(notice)) {
        let seen = text.seen();
        let place = if text.channel == Channel::EmailSubject { "subject" } else { "body" };
        let at = notice.at(text.text.span());
        if seen.trim().is_empty() {
            // The texts of an app are held against those in other languages, where a blank one shows.
            if matches!(notice.form, Form::TextResource | Form::AppInstantiation) {
                continue;
            }
            let finding = report.at(at);
            finding
                .says(format!("the {place} of the e-mail has no words"))
                .help("write the text, or leave the e-mail out of this notice");
            if text.text.as_str().is_empty() {
                finding.note("Altinn refuses such an order with status 400, and nobody is notified");
            } else {
                finding
                    .note("what looks empty to people is a text to some checks: the mail may be refused later, unseen");
            }
            continue;
        }
        let only = text.placeholders().next().filter(|(range, _)| seen.trim().len() == range.len());
        if let Some((_, name)) = only.filter(|(_, name)| OF_RECIPIENT.contains(name)) {
            report
                .weighing(Severity::Warning, at)
                .says(format!("the {place} of the e-mail is `${name}$` and nothing else"))
                .note("people know their own name; they do not learn what this is about")
                .help("say what has come, and from whom");
        }
    }
}
