//! A link in an SMS.

use crate::notice::{Channel, Notice};
use crate::rules::{Context, Report};
use crate::text::words::SHORTENERS;
use crate::text::{AddressKind, addresses, visible};

pub(crate) fn check(notice: &Notice, context: &Context<'_>, report: &mut Report<'_>) {
    for text in notice.texts.iter().filter(|text| text.channel == Channel::Sms) {
        for address in addresses(&visible(text)) {
            let autofill = address.kind == AddressKind::Autofill;
            if address.kind != AddressKind::Url && !autofill {
                continue;
            }
            let link = &text.text.as_str()[address.range.clone()];
            // A short link hides even where it leads, and has a rule of its own.
            if context.approves(link) || context.lexicon.of(&SHORTENERS).is_in(link) {
                continue;
            }
            let finding = report.at(notice.at(text.text.span_of(address.range.clone())));
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
