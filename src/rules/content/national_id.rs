//! A national identity number in a text, or a real one in a file of a repository.

use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{identity_numbers, is_identity_number};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        for number in identity_numbers(text.seen()) {
            let at = text.span(number.range);
            if told.contains(&at) {
                continue;
            }
            told.push(at);
            let channel = if text.channel == Channel::Sms { "SMS" } else { "e-mail" };
            let finding = report.at(notice.at(at));
            finding
                .says(format!("a national identity number is sent in an {channel}"))
                .here("date and check digits are those of a national identity number")
                .help("leave the number out; say who is meant with `$recipientName$`");
            if number.synthetic {
                finding.note("this one is made for tests, but a text that has room for it will be given a real one");
            }
        }
    }
    for number in &notice.national_ids {
        // Numbers made for tests are what should stand there.
        if is_identity_number(number.as_str()) == Some(false) {
            report
                .at(notice.at(number.span()))
                .says("a national identity number stands in a file of the repository")
                .here("date and check digits are those of a number that a person can have")
                .help("put a variable there, or a synthetic number for tests, such as `01819010001`")
                .note("whether anybody has this number was not looked up");
        }
    }
}
