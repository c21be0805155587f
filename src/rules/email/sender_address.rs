//! A sender of an e-mail that Altinn refuses, or that no public body should write from.

use super::{bodies, subjects};
use crate::finding::Severity;
use crate::notice::holes;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{Somebodys, somebodys};

/// The domain of Altinn's own senders.
const ALTINN: &str = "altinn.no";

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(sender) = subjects(notice).chain(bodies(notice)).find_map(|text| text.sender.as_ref()) else { return };
    let written = sender.as_str();
    if written.is_empty() || !holes(written).is_empty() || written.contains('$') {
        return;
    }
    let at = notice.at(sender.span());
    match domain(written) {
        None => {
            report
                .weighing(Severity::Error, at)
                .says(format!("`{written}` is no e-mail address"))
                .note("Altinn answers `The sender email address is not valid.` with status 400, and nothing is sent")
                .help("write an address that is set up for you at Altinn, or leave it out: then Altinn's own is the sender");
        }
        Some(domain) if somebodys(written) == Some(Somebodys::Mail) => {
            report
                .weighing(Severity::Warning, at)
                .says(format!("anybody can have an address at `{domain}`"))
                .note(
                    "an address must be set up at Altinn with records in the domain, which cannot be done for this one",
                )
                .help("write an address in your own domain, or leave it out: then Altinn's own is the sender");
        }
        Some(domain)
            if !context.own_domains.is_empty() && !context.owns(domain) && !domain.eq_ignore_ascii_case(ALTINN) =>
        {
            report
                .weighing(Severity::Warning, at)
                .says(format!("the e-mail is sent from `{domain}`, which is none of the domains under `own-domains`"))
                .note("an address must be set up at Altinn with records in the domain, which only its owner can write")
                .help("write an address in your own domain, or add the domain to `own-domains`");
        }
        Some(_) => {}
    }
}

/// The domain of an address in the form that Altinn takes: one `@`, no blanks, and letters behind a dot at the end.
fn domain(address: &str) -> Option<&str> {
    let (local, domain) = address.split_once('@')?;
    let is_plain = |text: &str| {
        !text.is_empty() && !text.chars().any(|one| one.is_whitespace() || matches!(one, '@' | ',' | ';' | '<' | '>'))
    };
    let (name, top) = domain.rsplit_once('.')?;
    let is_top = (2..=14).contains(&top.chars().count()) && top.chars().all(char::is_alphabetic);
    (is_plain(local) && is_plain(name) && !name.ends_with('.') && !name.starts_with('.') && is_top).then_some(domain)
}
