//! A text that does not say who sends it.

use crate::finding::Severity;
use crate::notice::Channel;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::text::{mentions, names_somebody, same_words};

/// Placeholders that become the sender's name.
const SENDERS: [&str; 3] = ["sendersName", "serviceOwnerName", "reporterName"];
/// The longest SMS, in characters, that may leave the name to the sender shown above it.
const ONE_LINER: usize = 100;
/// The most characters that an SMS sender has, and the fewest by which a body is recognised.
const SENDER_LEN: std::ops::RangeInclusive<usize> = 3..=11;

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    if notice.is_framed {
        return;
    }
    let subjects: Vec<_> = notice.of(Channel::EmailSubject).collect();
    let mut told = Vec::new();
    for text in notice.of(Channel::Sms).chain(notice.of(Channel::EmailBody)) {
        let email = text.channel == Channel::EmailBody;
        let read_together = subjects.iter().copied().filter(|_| email).chain([text]);
        let is_blank = text.text.as_str().trim().is_empty();
        let says_so = read_together.clone().any(|part| part.has_holes() || names_sender(part, context));
        // A body that is its subject again lacks everything, and `content/blank-variant` asks for all of it.
        let repeats = |subject: &&Reading<'_>| same_words(subject.text.as_str(), text.text.as_str());
        let at = text.text.span();
        if is_blank
            || says_so
            || (email && subjects.iter().any(repeats))
            || told.contains(&at)
            || (!email && sender_suffices(text, context))
        {
            continue;
        }
        told.push(at);
        let channel = if email { "e-mail" } else { "SMS" };
        if context.sender_names.is_empty() {
            report
                .weighing(Severity::Info, notice.at(at))
                .says(format!("the {channel} seems to name nobody who sends it"))
                .help("name the public body that sends it, in the text or in the subject")
                .note("the names were guessed; put `sender-names` into `notify-lint.toml` to have them looked for");
        } else {
            report
                .at(notice.at(at))
                .says(format!("the {channel} does not say who sends it"))
                .help(format!("name the public body that sends it, such as `{}`", context.sender_names[0]))
                .note("Altinn brings messages from hundreds of public bodies; its own name does not tell which one");
        }
    }
}

fn names_sender(text: &Reading<'_>, context: &Context<'_>) -> bool {
    let seen = text.seen();
    let by_placeholder = text.placeholders().any(|(_, name)| SENDERS.contains(&name));
    let by_name = match context.sender_names {
        [] => names_somebody(seen),
        names => names.iter().any(|name| mentions(seen, name)),
    };
    by_placeholder || by_name
}

/// Whether the sender shown above a short SMS says who it is.
fn sender_suffices(text: &Reading<'_>, context: &Context<'_>) -> bool {
    let Some(sender) = &text.sender else { return false };
    let sender = sender.as_str().trim();
    let is_short = text.text.as_str().chars().count() <= ONE_LINER && !text.text.as_str().trim().contains('\n');
    let is_filled_in = !crate::notice::holes(sender).is_empty();
    let is_name = match context.sender_names {
        [] => sender.chars().any(char::is_alphabetic) && names_somebody(sender),
        names => {
            let sender = sender.to_lowercase();
            SENDER_LEN.contains(&sender.chars().count())
                && names.iter().any(|name| name.to_lowercase().starts_with(&sender))
        }
    };
    is_short && (is_filled_in || is_name)
}
