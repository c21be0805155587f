//! A national identity number in a text, or a real one in a file of a repository.

use crate::notice::{Channel, ContentType};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{identity_numbers, is_identity_number};

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        // What nobody sees of a mail, such as a comment or an address behind a word, is sent all the same.
        let written = if text.content_type == ContentType::Html { text.text.as_str() } else { "" };
        let seen = identity_numbers(text.seen()).into_iter().map(|one| (text.span(one.range), one.synthetic, true));
        let unseen = identity_numbers(written).into_iter();
        let unseen = unseen.map(|one| (text.text.span_of(one.range), one.synthetic, false));
        for (at, synthetic, is_seen) in seen.chain(unseen) {
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
            if !is_seen {
                finding.note("people do not see it there, but it is sent with the mail");
            }
            if synthetic {
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
