//! An SMS and an e-mail of the same notice that name different days.

use super::bodies;
use crate::notice::{Channel, MessageText};
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::Moment;
use std::ops::Range;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for email in bodies(notice) {
        for sms in notice.texts.iter().filter(|text| text.channel == Channel::Sms && is_beside(text, email)) {
            let (of_sms, of_email) = (named_days(sms), named_days(email));
            // What is filled in may be the day.
            let is_in = |day: &&NamedDay, others: &[NamedDay]| {
                others.iter().any(|other| (other.day, other.month) == (day.day, day.month))
            };
            let Some(stray) = of_sms.iter().find(|day| !is_in(day, &of_email)) else { continue };
            if email.has_holes() || email.text.as_str().contains('$') {
                continue;
            }
            let at = |text: &Reading<'_>, day: &NamedDay| text.at(day.range.clone());
            let named = sms.quote(stray.range.clone());
            let other = of_email.iter().find(|day| !is_in(day, &of_sms));
            let finding = report.at(at(sms, stray));
            match other {
                Some(other) => {
                    let in_email = email.quote(other.range.clone());
                    finding
                        .says(format!("the SMS says `{named}`, and the e-mail of the same notice `{in_email}`"))
                        .also(at(email, other), "the e-mail");
                }
                None => {
                    finding
                        .says(format!("the SMS says `{named}`, and the e-mail of the same notice names no such day"));
                }
            }
            finding.note("some get the SMS, some the e-mail, and some compare them").help("name the same day in both");
        }
    }
}

/// A day that a text names.
struct NamedDay {
    range: Range<usize>,
    day: u8,
    month: u8,
}

fn named_days(text: &Reading<'_>) -> Vec<NamedDay> {
    let named = |moment: &Moment| {
        moment.day.map(|day| NamedDay { range: moment.range.clone(), day: day.day, month: day.month })
    };
    text.moments().iter().filter_map(named).collect()
}

/// Whether two texts are in the same language, as far as the file says.
fn is_beside(one: &MessageText, other: &MessageText) -> bool {
    let language = |text: &MessageText| text.language.as_ref().map(|language| language.value.clone());
    one.text.span() != other.text.span() && language(one) == language(other)
}
