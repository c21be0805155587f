//! An SMS without words.

use super::known;
use crate::notice::{Channel, Form};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for sms in known::texts(notice).filter(|sms| sms.seen().trim().is_empty()) {
        let span = sms.text.text.span();
        // A text that serves as an e-mail too is told there.
        if notice.texts.iter().any(|text| text.channel == Channel::EmailBody && text.text.span() == span) {
            continue;
        }
        // The texts of an app are held against those in other languages, where a blank one shows.
        if matches!(notice.form, Form::TextResource | Form::AppInstantiation) {
            continue;
        }
        let finding = report.at(notice.at(span));
        finding
            .says("the SMS has no words")
            .help("write the text, or leave the SMS out of this notice")
            .note("Altinn refuses such an order with status 400, and nobody is notified");
    }
}
