//! An e-mail address or telephone number that phones make a link of.

use crate::finding::Severity;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::{AddressKind, NumberKind, Somebodys, numbers, somebodys};
use std::ops::Range;

/// Why a detail weighs more than usual.
const PRIVATE: &str = "anybody can have an account at that provider, which is a mark of fraud";
const FOREIGN: &str = "a number in another country is a mark of fraud";
const PREMIUM: &str = "who calls such a number pays extra, which is a mark of fraud";

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        let Some(place) = text.channel.of_notice() else { continue };
        let seen = text.seen();
        for (range, note) in mails(text, context).into_iter().chain(phones(seen)) {
            let (at, detail) = (text.span(range.clone()), &seen[range]);
            if told.contains(&at) || context.approves(detail) || context.allows(detail) {
                continue;
            }
            told.push(at);
            let severity = if note.is_some() { Severity::Warning } else { Severity::Info };
            let finding = report.weighing(severity, notice.at(at));
            finding.says(format!("the {place} holds contact details that phones make a link of: `{detail}`")).help(
                "name the place in words, such as `sentralbordet i Eksempelkommune`, or make sure that the detail is right \
                 and your own",
            );
            if let Some(note) = note {
                finding.note(note);
            }
        }
    }
}

/// E-mail addresses, each with why it weighs more, if it does.
fn mails(text: &Reading<'_>, context: &Context<'_>) -> Vec<(Range<usize>, Option<String>)> {
    let mut found = Vec::new();
    for address in text.addresses() {
        let written = text.part(address.range.clone());
        let skipped = match address.kind {
            AddressKind::Email => 0,
            AddressKind::Contact => written.find(':').map_or(0, |colon| colon + 1),
            _ => continue,
        };
        let mail = &written[skipped..];
        let Some((_, domain)) = mail.rsplit_once('@') else { continue };
        let note = if somebodys(mail) == Some(Somebodys::Mail) {
            Some(PRIVATE.to_owned())
        } else {
            let is_foreign = !context.own_domains.is_empty() && !context.owns(domain);
            is_foreign.then(|| format!("`{domain}` is none of the domains under `own-domains`"))
        };
        found.push((address.range.start + skipped..address.range.end, note));
    }
    found
}

/// Telephone numbers, likewise. Eight digits without a blank may be the number of anything.
fn phones(text: &str) -> Vec<(Range<usize>, Option<String>)> {
    let note = |kind| match kind {
        NumberKind::Phone => Some(None),
        NumberKind::PremiumPhone => Some(Some(PREMIUM.to_owned())),
        NumberKind::ForeignPhone => Some(Some(FOREIGN.to_owned())),
        NumberKind::Organisation | NumberKind::Account => None,
    };
    let is_grouped = |range: &Range<usize>| {
        let written = &text[range.clone()];
        written.starts_with('+') || written.starts_with("00") || written.contains(char::is_whitespace)
    };
    let found = numbers(text).into_iter().filter(|number| is_grouped(&number.range));
    found.filter_map(|number| Some((number.range, note(number.kind)?))).collect()
}
