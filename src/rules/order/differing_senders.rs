//! One order whose messages come from different senders.

use super::sms_sender::senders;
use crate::notice::{Form, Kind, Notice, Order, holes};
use crate::rules::{Context, Report};
use crate::syntax::Mapped;

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

fn email_sender(notice: &Notice) -> Option<&Mapped> {
    use crate::notice::Channel::{EmailBody, EmailSubject};
    let of_email = notice.texts.iter().filter(|text| matches!(text.channel, EmailBody | EmailSubject));
    let sender = of_email.filter_map(|text| text.sender.as_ref()).next()?;
    let written = sender.as_str();
    (!written.trim().is_empty() && holes(written).is_empty()).then_some(sender)
}
