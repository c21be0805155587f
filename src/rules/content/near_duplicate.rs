//! The same text in two files, with a small difference.

use crate::notice::{Channel, Notice};
use crate::rules::{Context, Joined, Report};
use crate::source::Location;
use crate::text::squeezed;

/// Texts shorter than this are alike by chance.
const SHORTEST: usize = 60;
/// More texts than these are not compared, each with each.
const MOST: usize = 400;

struct Text {
    squeezed: String,
    at: Location,
    channel: Channel,
}

pub(crate) fn check(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    let texts: Vec<Text> = joined.notices.iter().flat_map(texts).take(MOST).collect();
    let mut told = vec![false; texts.len()];
    for (number, one) in texts.iter().enumerate() {
        if told[number] {
            continue;
        }
        let near = |other: &Text| {
            other.channel == one.channel
                && other.at.source.path() != one.at.source.path()
                && other.squeezed != one.squeezed
                && is_near(&one.squeezed, &other.squeezed)
        };
        let Some(found) = texts.iter().enumerate().skip(number + 1).find(|(_, other)| near(other)) else { continue };
        told[found.0] = true;
        report
            .at(found.1.at.clone())
            .says("nearly the same text stands in another file")
            .help("keep it in one place, or make the difference clear")
            .also(one.at.clone(), "the other one");
    }
}

fn texts(notice: &Notice) -> Vec<Text> {
    let is_body = |text: &&crate::notice::MessageText| text.channel != Channel::EmailSubject;
    let texts = notice.texts.iter().filter(is_body).map(|text| Text {
        squeezed: squeezed(text.text.as_str()),
        at: notice.at(text.text.span()),
        channel: text.channel,
    });
    texts.filter(|text| text.squeezed.chars().count() >= SHORTEST).collect()
}

/// Whether less than 15 of 100 letters differ. Another language differs by more.
fn is_near(one: &str, other: &str) -> bool {
    let (a, b) = (one.chars().count(), other.chars().count());
    let allowed = a.max(b) * 15 / 100;
    a.abs_diff(b) <= allowed && strsim::levenshtein(one, other) <= allowed
}
