//! A reminder that does not come after seven days.

use crate::finding::Severity;
use crate::notice::{Form, Kind, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report, grammar};
use crate::text::legal_word;

const WEEK: i64 = 7;

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let name = match order.form {
        Form::OrderV2 => "delayDays",
        Form::AppInstantiation => "sendAfterDays",
        _ => return,
    };
    // Where a week is kept once, other reminders may follow when they like.
    let delays: Vec<_> = order.reminders().iter().filter_map(|one| one.get(name)).collect();
    let days: Vec<i64> = delays.iter().filter_map(|value| value.whole_number()).collect();
    if days.contains(&WEEK) || days.len() != delays.len() {
        return;
    }
    let (Some(value), Some(days)) = (delays.first(), days.first().filter(|days| **days > 0)) else { return };
    let mut texts = order.notices.iter().filter(|notice| notice.kind == Kind::Main).flat_map(|notice| &notice.texts);
    let Some(word) = texts.find_map(|text| legal_word(&wording(text), context.lexicon)) else { return };
    report
        .weighing(Severity::Warning, order.at(value.span))
        .says(format!(
            "the reminder of what is called `{word}` comes after {}, not after a week",
            grammar::count(usize::try_from(*days).unwrap_or(0), "day")
        ))
        .help("write 7, the week that eForvaltningsforskriften § 8 speaks of");
}
