//! A confidential message whose notice does not say how anybody gets to read it.

use crate::notice::{Channel, MessageText, Node, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report};
use crate::text::{Lexicon, Wording, says_confidential, speaks_of_access};

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    let Some(flag) = super::confidential(order) else { return };
    if order.letter().and_then(|letter| letter.get("notification")).is_some_and(Node::is_open) {
        return;
    }
    let Some(notification) = order.notification() else {
        report
            .at(order.at(flag))
            .says("a confidential message without a notice: nobody has access to it, and nobody is told to give it")
            .help("add a `notification` that says who must be given access, and to which service")
            .note("nobody gets access to confidential messages by a role; somebody must be given it first");
        return;
    };
    // The reader must be told both things in each channel by which a message comes alone.
    for channel in [Channel::EmailBody, Channel::Sms] {
        let texts: Vec<&MessageText> = order.notices.iter().take(1).flat_map(|notice| &notice.texts).collect();
        let of_channel: Vec<&&MessageText> = texts
            .iter()
            .filter(|text| {
                text.channel == channel || (channel == Channel::EmailBody && text.channel == Channel::EmailSubject)
            })
            .collect();
        let Some(body) = of_channel.iter().find(|text| text.channel == channel) else { continue };
        if of_channel.iter().any(|text| text.has_holes()) {
            continue;
        }
        let says =
            |test: fn(&Wording, Lexicon) -> bool| of_channel.iter().any(|text| test(&wording(text), context.lexicon));
        let lacks = match (says(says_confidential), says(speaks_of_access)) {
            (true, true) => continue,
            (false, true) => "that it is confidential",
            (true, false) => "that somebody must be given access before it is seen",
            (false, false) => "that it is confidential, and that somebody must be given access before it is seen",
        };
        let place = if channel == Channel::Sms { "the SMS" } else { "the e-mail" };
        report
            .at(order.at(body.text.span()))
            .says(format!("{place} of a confidential message does not say {lacks}"))
            .help("say that it is confidential, what it is about without personal data, and which service somebody must be given access to")
            .also(order.at(flag), "the message is confidential");
    }
    let texts = order.notices.first().is_some_and(|notice| !notice.texts.is_empty());
    if !texts {
        report
            .at(order.at(notification.head()))
            .says("the notice of a confidential message has no text of its own, so it does not say how to get access")
            .help("write who must be given access, and to which service")
            .also(order.at(flag), "the message is confidential");
    }
}
