//! A notification of a correspondence that leaves the choice of channel to the API.

use crate::notice::{Channel, Kind, Order};
use crate::rules::{Context, Report};

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(notification), Some(_)) = (order.notification(), order.letter()) else { return };
    // A notice without its e-mail is refused, which is said by the rule on channels and their content.
    let has = |channel| {
        order
            .notices
            .iter()
            .filter(|one| one.kind == Kind::Main)
            .flat_map(|one| &one.texts)
            .any(|one| one.channel == channel)
    };
    if notification.get("notificationChannel").is_some()
        || notification.get("channelSchema").is_some()
        || !order.is_certain
    {
        return;
    }
    let finding = report.at(order.at(notification.head()));
    finding
        .says("no channel is chosen, so the notice goes by e-mail alone")
        .help("add `notificationChannel`, such as `EmailPreferred`");
    if has(Channel::Sms) && has(Channel::EmailBody) {
        finding.note("the text of the SMS is never used");
    }
}
