//! A reminder with the very words of the first message.

use crate::notice::{Channel, Kind, Order};
use crate::rules::{Context, Report};
use crate::text::same_words;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let main: Vec<_> =
        order.notices.iter().filter(|notice| notice.kind == Kind::Main).flat_map(|notice| &notice.texts).collect();
    let mut told = Vec::new();
    for notice in order.notices.iter().filter(|notice| matches!(notice.kind, Kind::Reminder(_)) && !notice.is_framed) {
        for text in notice.texts.iter().filter(|text| text.channel != Channel::EmailSubject && !text.has_holes()) {
            let same = main
                .iter()
                .find(|main| main.channel == text.channel && same_words(main.text.as_str(), text.text.as_str()));
            let Some(same) = same.filter(|_| !told.contains(&text.text.span())) else { continue };
            told.push(text.text.span());
            report
                .at(order.at(text.text.span()))
                .says("the reminder says word for word what the first message said")
                .help("say that it is a reminder, what has not been done, and by when it must be")
                .note("the same text twice looks like a slip, or like fraud")
                .also(order.at(same.text.span()), "the first message");
        }
    }
}
