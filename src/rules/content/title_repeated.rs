//! The title of a message, repeated where others than its reader see it.

use crate::finding::Severity;
use crate::notice::Channel;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{Lexicon, Wording, says_confidential};
use std::cell::LazyCell;

/// The placeholder that becomes the title of the message.
const TITLE: &str = "messageTitle";

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    let confidential = LazyCell::new(|| is_confidential(notice, context.lexicon));
    let mut told = Vec::new();
    for text in &notice.texts {
        let Some(place) = text.channel.of_notice() else { continue };
        for (range, _) in text.placeholders().filter(|(_, name)| *name == TITLE) {
            let at = text.span(range);
            if told.contains(&at) {
                continue;
            }
            told.push(at);
            let is_confidential = *confidential;
            let severity = match text.channel {
                _ if is_confidential => Severity::Error,
                Channel::EmailBody => Severity::Info,
                _ => Severity::Warning,
            };
            let finding = report.weighing(severity, notice.at(at));
            if is_confidential {
                finding
                    .says(format!("`${TITLE}$` carries the title of a confidential letter into the {place}"))
                    .note("the title of such a letter is asked to name the case or who works on it, and whoever sees the notice reads it without access")
                    .help("leave it out; say what the letter concerns without personal data, and who must be given access to it");
            } else {
                finding
                    .says(format!("`${TITLE}$` repeats the title of the message in the {place}"))
                    .note("a title often names the case or a person, and an SMS lights up on a locked screen")
                    .help("leave it out, and say what kind of message it is");
            }
        }
    }
}

/// Whether the letter is confidential by its flag, by the name of its resource, or by what the notice says of it.
fn is_confidential(notice: &Received<'_>, lexicon: Lexicon) -> bool {
    if let Some(flag) = &notice.is_confidential {
        return flag.value;
    }
    let is_named = notice.resource().is_some_and(|id| says_confidential(&Wording::of(id), lexicon));
    is_named || notice.texts.iter().any(|text| says_confidential(text.wording(), lexicon))
}
