//! What becomes of a placeholder: asked once, so that one mistake is told by one rule.

use crate::notice::{Channel, Form, Kind};
use crate::rules::reading::{Reading, Received};
use crate::source::Span;
use crate::text::filled_in;
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
pub(super) struct Found<'r> {
    /// The text it stands in.
    pub(super) text: &'r Reading<'r>,
    /// Where in what is seen of it, both `$` included.
    pub(super) range: Range<usize>,
    /// Where in the file.
    pub(super) at: Span,
    /// The name between them.
    pub(super) name: &'r str,
    /// What it is.
    pub(super) verdict: Verdict,
}

/// The link of signing, and as the library misspells it.
const INSTANCE_URL: &str = "instanceUrl";

/// Every placeholder of a notice, each place once although one text may serve two channels.
pub(super) fn found<'r>(notice: &'r Received<'_>) -> Vec<Found<'r>> {
    let mut all: Vec<Found<'r>> = Vec::new();
    for text in notice.texts.iter().filter(|text| is_sent(text.channel)) {
        for (range, name) in text.placeholders() {
            let at = text.span(range.clone());
            let verdict = verdict(name, notice.form);
            // In the first message of an app `app/placeholder` tells what is wrong.
            let is_told =
                notice.form == Form::AppInstantiation && notice.kind == Kind::Main && verdict != Verdict::Known;
            if !is_told && all.iter().all(|other| other.at != at) {
                all.push(Found { text, range, at, name, verdict });
            }
        }
    }
    all
}

const fn is_sent(channel: Channel) -> bool {
    matches!(channel, Channel::Sms | Channel::EmailSubject | Channel::EmailBody)
}

fn verdict(name: &str, form: Form) -> Verdict {
    let known = filled_in(form);
    let by_case = || known.iter().copied().find(|known| known.eq_ignore_ascii_case(name));
    if known.contains(&name) {
        Verdict::Known
    } else if let Some(right) = by_case() {
        Verdict::LetterCase(right)
    } else if is_altinn2(name) {
        Verdict::Altinn2(successor(name, known))
    } else if form == Form::TextResource && name.eq_ignore_ascii_case(INSTANCE_URL) {
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
