//! What is sent at once: for codes and alarms, and within limits.

use crate::finding::Severity;
use crate::notice::schema::{Seen, Type};
use crate::notice::{Channel, Form, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report};
use crate::text::words::EMERGENCIES;
use crate::text::{Lexicon, Wording, speaks_of_code};

const HOUR: i64 = 3_600;

pub(crate) fn check(order: &Order, members: &[Seen<'_>], context: &Context<'_>, report: &mut Report<'_>) {
    if order.form != Form::Instant {
        return;
    }
    let texts = || order.notices.iter().flat_map(|notice| &notice.texts);
    let is_code = texts().any(|text| text.has_holes() || is_code(&wording(text), context.lexicon));
    for seen in members {
        let Some((_, Type::Whole(least, most, answer), value)) = seen.value() else { continue };
        let Some(seconds) = value.whole_number() else { continue };
        if !(least..=most).contains(&seconds) {
            report
                .at(order.at(value.span))
                .says(format!("an SMS cannot be kept for {seconds} seconds"))
                .help(format!("write between {least} and {most}, such as 300"))
                .note(format!("the API answers: {answer}"));
        } else if is_code && seconds > HOUR && texts().any(|text| speaks_of_code(&wording(text), context.lexicon)) {
            report
                .weighing(Severity::Warning, order.at(value.span))
                .says("a code may arrive more than an hour late, when nobody waits for it any more")
                .help("keep it no longer than the code is valid, such as 300");
        } else if seconds % 60 != 0 {
            report
                .weighing(Severity::Info, order.at(value.span))
                .says(format!("{seconds} seconds are no whole number of minutes, and the gateway counts in minutes"))
                .help("write a multiple of 60");
        }
    }
    let first = texts().find(|text| text.channel != Channel::EmailSubject && !text.text.as_str().trim().is_empty());
    if let Some(text) = first.filter(|_| !is_code && !context.is_emergency(order.source.path())) {
        report
            .weighing(Severity::Warning, order.at(text.text.span()))
            .says("an ordinary message is sent at once, past what its reader has reserved against")
            .help("order it at `/future/orders`; this way is for one-time codes and alarms")
            .note("nobody is looked up, nothing is filled in, and there are no reminders");
    }
}

/// A word for a code beside some digits, or an alarm.
fn is_code(text: &Wording, lexicon: Lexicon) -> bool {
    let lower = text.to_lowercase();
    let has_digits = lower.split(|one: char| !one.is_ascii_digit()).any(|run| (4..=8).contains(&run.len()));
    (speaks_of_code(text, lexicon) && has_digits) || lower.contains("alarm") || text.has(lexicon.of(&EMERGENCIES))
}
