//! A reminder that does not say that it is one.

use crate::notice::{Channel, Kind, Order};
use crate::rules::reading::wording;
use crate::rules::{Context, Report};
use crate::text::{same_words, says_that_it_reminds};

pub(crate) fn check(order: &Order, context: &Context<'_>, report: &mut Report<'_>) {
    for notice in &order.notices {
        if !matches!(notice.kind, Kind::Reminder(_)) || notice.is_framed {
            continue;
        }
        let says = |text: &&crate::notice::MessageText| says_that_it_reminds(&wording(text), context.lexicon);
        for text in notice.texts.iter().filter(|text| !text.has_holes() && !text.text.as_str().trim().is_empty()) {
            // Subject and body of an e-mail are read together.
            let is_email = text.channel != Channel::Sms;
            let mut together = notice
                .texts
                .iter()
                .filter(|other| (other.channel != Channel::Sms) == is_email && same_language(text, other));
            let says_so = if is_email { together.any(|other| other.has_holes() || says(&other)) } else { says(&text) };
            let speaks = text.channel != Channel::EmailSubject
                || !notice.texts.iter().any(|other| other.channel == Channel::EmailBody);
            if says_so || !speaks || same_as_main(order, text) {
                continue;
            }
            report
                .at(order.at(text.text.span()))
                .says("the text of the reminder does not say that it is one")
                .help("begin with `Påminnelse:`, `Påminning:` or `Reminder:`")
                .note("Altinn 2 put such a word before it, and Altinn 3 does not");
        }
    }
}

fn same_language(one: &crate::notice::MessageText, other: &crate::notice::MessageText) -> bool {
    one.language.as_ref().map(|code| &code.value) == other.language.as_ref().map(|code| &code.value)
}

/// A text that is the first message's own has a rule to itself.
fn same_as_main(order: &Order, text: &crate::notice::MessageText) -> bool {
    order
        .notices
        .iter()
        .filter(|notice| notice.kind == Kind::Main)
        .flat_map(|notice| &notice.texts)
        .any(|main| main.channel == text.channel && same_words(main.text.as_str(), text.text.as_str()))
}
