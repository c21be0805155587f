//! What becomes of a placeholder: asked once, so that one mistake is told by one rule.

use crate::notice::{Channel, Form, Kind, MessageText, Notice};
use crate::source::Span;
use crate::text::{Placeholder, filled_in, placeholders, visible};
use std::ops::Range;

/// What a name between two `$` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Filled in.
    Known,
    /// A name that is filled in, but for upper and lower case: the right one.
    LetterCase(&'static str),
    /// A name of Altinn 2's, and what took its place where that is filled in.
    Altinn2(Option<&'static str>),
    /// The link to the form, which works in the inbox alone.
    InstanceUrl,
    /// Nobody's.
    Unknown,
}

/// One placeholder of a notice.
pub(super) struct Found<'n> {
    /// The text it stands in.
    pub(super) text: &'n MessageText,
    /// Where in the decoded text, both `$` included.
    pub(super) range: Range<usize>,
    /// Where in the file.
    pub(super) at: Span,
    /// The name between them.
    pub(super) name: String,
    /// What it is.
    pub(super) verdict: Verdict,
}

/// The link of signing, and as the library misspells it.
const INSTANCE_URL: &str = "instanceUrl";

/// Every placeholder of a notice, each place once although one text may serve two channels.
pub(super) fn found(notice: &Notice) -> Vec<Found<'_>> {
    let mut all: Vec<Found<'_>> = Vec::new();
    for text in notice.texts.iter().filter(|text| is_sent(text.channel)) {
        for one in placeholders(&visible(text)) {
            let at = text.text.span_of(one.range.clone());
            let verdict = verdict(&one, notice.form);
            // In the first message of an app `app/placeholder` tells what is wrong.
            let is_told =
                notice.form == Form::AppInstantiation && notice.kind == Kind::Main && verdict != Verdict::Known;
            if !is_told && all.iter().all(|other| other.at != at) {
                all.push(Found { text, range: one.range, at, name: one.name.to_owned(), verdict });
            }
        }
    }
    all
}

const fn is_sent(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::EmailSubject | Channel::EmailBody)
}

fn verdict(one: &Placeholder<'_>, form: Form) -> Verdict {
    let known = filled_in(form);
    let by_case = || known.iter().copied().find(|name| name.eq_ignore_ascii_case(one.name));
    if known.contains(&one.name) {
        Verdict::Known
    } else if let Some(right) = by_case() {
        Verdict::LetterCase(right)
    } else if is_altinn2(one.name) {
        Verdict::Altinn2(successor(one.name, known))
    } else if form == Form::TextResource && one.name.eq_ignore_ascii_case(INSTANCE_URL) {
        Verdict::InstanceUrl
    } else {
        Verdict::Unknown
    }
}

/// Whether Altinn 2 knew the name: all those of the party, and the service. Source: Altinn/docs @0abd1fd,
/// `content/api/tjenesteeiere/_index.md`.
fn is_altinn2(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("reportee") || name == "servicename"
}

/// The name that took its place, where the form has one that says the same.
pub(super) fn successor(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let candidates: &[&str] = match name.to_ascii_lowercase().as_str() {
        "reporteename" => &["recipientName", "instanceOwnerName"],
        "reporteenumber" => &["recipientNumber", "orgNumber"],
        "servicename" => &["resourceName", "appName"],
        _ => &[],
    };
    candidates.iter().find_map(|candidate| known.iter().copied().find(|name| name == candidate))
}

/// The placeholders that a form has, as they are written.
pub(super) fn names(form: Form) -> Vec<String> {
    filled_in(form).iter().map(|name| format!("`${name}$`")).collect()
}
