//! A sender of an SMS that is not the sender's own.

use super::sms_sender::senders;
use crate::finding::Severity;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::mentions;

/// Well-known bodies whose names fraud likes to borrow.
const WELL_KNOWN: [&str; 9] =
    ["Politiet", "Skatteetaten", "NAV", "BankID", "Helsenorge", "Digdir", "Posten", "Lånekassen", "Brreg"];
/// Words that name nobody.
const GENERIC: [&str; 12] = [
    "info", "varsel", "varsling", "melding", "beskjed", "test", "sms", "noreply", "no-reply", "kommune", "kommunen",
    "message",
];

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for sender in senders(notice) {
        let written = sender.written.trim();
        let is_own = context.sender_names.iter().any(|name| {
            // A name of which a sender of 11 characters is the beginning.
            mentions(name, written) || name.to_lowercase().starts_with(&written.to_lowercase())
        });
        if is_own {
            continue;
        }
        if written.eq_ignore_ascii_case("altinn") {
            report
                .weighing(Severity::Info, sender.at)
                .says("`Altinn` is the sender anyway, where none is given")
                .help("leave it out, or write your own name as it is registered for you");
        } else if GENERIC.iter().any(|word| written.eq_ignore_ascii_case(word)) {
            report
                .weighing(Severity::Warning, sender.at)
                .says(format!("`{written}` names nobody as the sender"))
                .note("names that are registered are protected against fraud; such a word is not")
                .help("write the name of the public body in 11 characters, as it is registered for you");
        } else if WELL_KNOWN.iter().any(|name| written.eq_ignore_ascii_case(name)) {
            if context.sender_names.is_empty() {
                report
                    .weighing(Severity::Info, sender.at)
                    .says(format!("the SMS says that it comes from `{written}`"))
                    .note("who sends is not known here; put `sender-names` into `notify-lint.toml`")
                    .help("write the name of the public body that really sends it");
            } else {
                report
                    .at(sender.at)
                    .says(format!("the SMS says that it comes from `{written}`, which is none of your `sender-names`"))
                    .note("a name that belongs to somebody else is blocked, or taken for fraud")
                    .help("write your own name, as it is registered for you");
            }
        }
    }
}
