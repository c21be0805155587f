//! A subject or body without words.

use super::{bodies, subjects};
use crate::finding::Severity;
use crate::notice::{Channel, Form, Notice};
use crate::rules::{Context, Report};
use crate::text::{placeholders, visible};

/// Placeholders that say who is written to, and nothing of the matter.
const OF_RECIPIENT: [&str; 3] = ["recipientName", "recipientNumber", "correspondenceRecipientName"];

pub(crate) fn check(notice: &Notice, _: &Context<'_>, report: &mut Report<'_>) {
    for text in subjects(notice).chain(bodies(notice)) {
        let seen = visible(text);
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
        let only = placeholders(&seen).into_iter().next().filter(|one| seen.trim().len() == one.range.len());
        if let Some(only) = only.filter(|one| OF_RECIPIENT.contains(&one.name)) {
            report
                .weighing(Severity::Warning, at)
                .says(format!("the {place} of the e-mail is `${}$` and nothing else", only.name))
                .note("people know their own name; they do not learn what this is about")
                .help("say what has come, and from whom");
        }
    }
}
