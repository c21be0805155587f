//! Messages of one order, or of one service, that come from different senders.

use super::sms_sender::senders;
use crate::finding::Severity;
use crate::notice::{Form, Kind, Notice, Order, holes};
use crate::rules::{Context, Joined, Report};
use crate::source::Location;
use crate::syntax::Mapped;
use std::collections::BTreeMap;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if !matches!(order.form, Form::OrderV2 | Form::AppInstantiation) {
        return;
    }
    let mut told = Vec::new();
    let of_sms: Vec<(&Notice, String, _)> = order
        .notices
        .iter()
        .flat_map(|notice| {
            senders(notice).into_iter().map(move |one| (notice, one.written.trim().to_owned(), one.at.span))
        })
        .collect();
    let of_email: Vec<(&Notice, String, _)> = order
        .notices
        .iter()
        .filter_map(|notice| email_sender(notice).map(|one| (notice, one.as_str().trim().to_owned(), one.span())))
        .collect();
    for (place, all) in [("SMS", of_sms), ("e-mail", of_email)] {
        let Some((_, first, first_at)) = all.first() else { continue };
        for (notice, other, at) in &all[1..] {
            if other.eq_ignore_ascii_case(first) || told.contains(at) {
                continue;
            }
            told.push(*at);
            let which = match notice.kind {
                Kind::Reminder(_) => {
                    format!("the reminder comes by {place} from `{other}`, and the first message from `{first}`")
                }
                _ => format!("one {place} comes from `{other}`, and another from `{first}`"),
            };
            report
                .at(order.at(*at))
                .says(which)
                .note("people know a sender again, and each name or address must be registered before it works")
                .help("write the same sender in all of them")
                .also(order.at(*first_at), "the first one");
        }
    }
}

/// The first messages of the orders of one service, wherever they stand. Which sender is meant is not known; the one that
/// most of them have is taken for it.
pub(crate) fn check_joined(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    let mut services: BTreeMap<(&str, &str), Vec<(String, Location)>> = BTreeMap::new();
    for notice in joined.notices.iter().filter(|one| !matches!(one.kind, Kind::Reminder(_)) && !one.is_of_tests()) {
        let Some(resource) = notice.resource() else { continue };
        let of_sms = senders(notice).into_iter().map(|one| ("SMS", one.written.trim().to_owned(), one.at));
        let of_email =
            email_sender(notice).map(|one| ("e-mail", one.as_str().trim().to_owned(), notice.at(one.span())));
        for (place, written, at) in of_sms.chain(of_email) {
            services.entry((resource, place)).or_default().push((written, at));
        }
    }
    for ((resource, place), all) in services {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (one, _) in &all {
            *counts.entry(one.to_lowercase()).or_default() += 1;
        }
        let count = |one: &str| counts.get(&one.to_lowercase()).copied().unwrap_or_default();
        // Of those that are written equally often, the first.
        let Some((usual, usual_at)) = all.iter().rev().max_by_key(|(one, _)| count(one)) else { continue };
        // One that several orders have is meant.
        for (other, at) in all.iter().filter(|(one, _)| count(one) == 1 && !one.eq_ignore_ascii_case(usual)) {
            // Another sender may be meant, where one service speaks for several offices.
            report
                .weighing(Severity::Info, at.clone())
                .says(format!("the {place} of `{resource}` comes from `{other}` here, and from `{usual}` elsewhere"))
                .note("people know a sender again, and each name or address must be registered before it works")
                .help("write the same sender in all orders of a service, if no other is meant")
                .also(usual_at.clone(), format!("`{usual}`"));
        }
    }
}

fn email_sender(notice: &Notice) -> Option<&Mapped> {
    use crate::notice::Channel::{EmailBody, EmailSubject};
    let of_email = notice.texts.iter().filter(|text| matches!(text.channel, EmailBody | EmailSubject));
    let sender = of_email.filter_map(|text| text.sender.as_ref()).next()?;
    let written = sender.as_str();
    (!written.trim().is_empty() && holes(written).is_empty()).then_some(sender)
}
