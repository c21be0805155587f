//! A domain without `www.`: phones make a link of it.

use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::AddressKind;
use crate::text::words::SHORTENERS;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        for address in text.addresses() {
            let spelled_out = address.kind == AddressKind::SpelledOut;
            let at = text.span(address.range.clone());
            // One text may serve two channels.
            if (address.kind != AddressKind::BareDomain && !spelled_out) || told.contains(&at) {
                continue;
            }
            let domain = &*text.quote(address.range.clone());
            // A short link hides even where it leads, and has a rule of its own.
            if context.approves(domain) || context.lexicon.of(&SHORTENERS).is_in(domain) {
                continue;
            }
            told.push(at);
            let place = text.channel.of_notice().unwrap_or("e-mail");
            let finding = report.at(notice.at(at));
            if spelled_out {
                finding.says(format!("the {place} spells out an address: `{domain}`"));
            } else {
                finding.says(format!("the {place} holds an address: `{domain}`"));
                finding.note("phones and mail programs turn such a word into a link on their own");
            }
            finding.help(if domain.to_lowercase().contains("altinn") {
                "write `Altinns nettsider`, `nettsidene til Altinn` or `the Altinn website`"
            } else {
                "name the place in words, such as `nettsidene våre` or `our website`"
            });
        }
    }
}
