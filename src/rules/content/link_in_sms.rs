//! A link in an SMS.

use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::AddressKind;
use crate::text::words::SHORTENERS;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for text in notice.texts.iter().filter(|text| text.channel == Channel::Sms) {
        for address in text.addresses() {
            let autofill = address.kind == AddressKind::Autofill;
            if address.kind != AddressKind::Url && !autofill {
                continue;
            }
            let link = &*text.quote(address.range.clone());
            // A short link hides even where it leads, and has a rule of its own.
            if context.approves(link) || context.lexicon.of(&SHORTENERS).is_in(link) {
                continue;
            }
            let finding = report.at(text.at(address.range.clone()));
            finding
                .says(format!("the SMS holds a link: `{link}`"))
                .help(
                    "say in words where it is found: `på Altinns nettsider`, `på nettsidene til Altinn`, \
                     `in your Altinn inbox`",
                )
                .note("people are taught that an SMS from a public body with a link in it is fraud");
            if autofill {
                finding.note("phones read this line to fill in a code, but they show it as a link as well");
            }
        }
    }
}
