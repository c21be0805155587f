//! An SMS that is asked for at a time when none is sent.

use crate::notice::{Channel, Form, Kind, Moment, Order};
use crate::rules::{Context, Report};

/// Hours of the Norwegian day in which SMS are sent.
const WINDOW: std::ops::Range<i64> = 9..17;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let holder = if order.form == Form::AppInstantiation { order.notification() } else { Some(&order.body) };
    let messages = holder.into_iter().map(|main| (Kind::Main, main));
    let reminders = order.reminders().iter().enumerate().map(|(at, one)| (Kind::Reminder(at + 1), one));
    for (kind, message) in messages.chain(reminders) {
        let Some(value) = message.get("requestedSendTime") else { continue };
        let Some(moment) = value.known().and_then(Moment::parse).filter(|moment| moment.has_zone) else { continue };
        let mut texts = order.notices.iter().filter(|notice| notice.kind == kind).flat_map(|notice| &notice.texts);
        let (hour, minute) = moment.clock();
        if !WINDOW.contains(&hour) && texts.any(|text| text.channel == Channel::Sms) {
            report
                .at(order.at(value.span))
                .says(format!(
                    "the SMS waits for the morning: {hour:02}.{minute:02} in Norway is outside 09.00 to 17.00"
                ))
                .help("choose a time of day, and let no text speak of `i dag`");
        }
    }
}
