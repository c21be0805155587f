//! A notice of a decision without the reminder that the regulation asks for.

use crate::notice::{Form, Kind, MessageText, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report};
use crate::text::legal_word;

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let (is_reminded, at) = match order.form {
        Form::OrderV2 => {
            (order.body.set("reminders").is_some_and(|list| list.is_open() || !list.items().is_empty()), None)
        }
        Form::Correspondence | Form::CorrespondenceMultipart => {
            let Some(notification) = order.notification() else { return };
            let sends = notification.set("sendReminder");
            (sends.is_some_and(|sends| sends.is_open() || sends.truth() == Some(true)), sends.map(|sends| sends.span))
        }
        _ => return,
    };
    if is_reminded {
        return;
    }
    let texts = order.notices.iter().filter(|notice| notice.kind == Kind::Main).flat_map(|notice| &notice.texts);
    let found = |text: &MessageText| legal_word(&wording(text), context.lexicon).map(|word| (text.text.span(), word));
    let Some((place, word)) = texts.chain(&order.inbox).find_map(found) else { return };
    let how = if order.form == Form::OrderV2 {
        "add a reminder after 7 days, with a `conditionEndpoint` that tells whether it is still needed"
    } else {
        "set `sendReminder` to true; Altinn sends the reminder after 7 days if nobody has opened the message"
    };
    let finding = report.at(order.at(at.unwrap_or(place)));
    finding
        .says(format!("the notice speaks of `{word}`, and nobody is reminded who does not open it"))
        .help(how)
        .note("eForvaltningsforskriften § 8 asks for one more notice where a decision is not opened within a week")
        .note("whether it is such a message is for its owner to say, and a letter on paper may do instead");
    if at.is_some() {
        finding.also(order.at(place), "what it speaks of");
    }
}
