//! A text that does not fit into the frame of Altinn's own message.

use crate::notice::{Channel, Order};
use crate::rules::{Context, Report};
use crate::text::Shown;

/// The longest subject, in characters, that is read behind the words that Altinn puts before it.
const SUBJECT: usize = 40;

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    let framed = order.notices.iter().filter(|notice| notice.is_framed).flat_map(|notice| &notice.texts);
    for text in framed.filter(|text| !text.has_holes()) {
        let shown = Shown::of(text);
        let seen = shown.as_str().trim();
        if seen.is_empty() {
            continue;
        }
        let says = if text.channel == Channel::EmailSubject {
            let len = seen.chars().count();
            if len > SUBJECT {
                format!("the subject has {len} characters behind `En melding har blitt mottatt i Altinn`")
            } else if repeats(seen) {
                "the subject says again what Altinn's frame says".to_owned()
            } else {
                continue;
            }
        } else if !seen.ends_with(['.', '!', '?', ':']) {
            "the text is put between two sentences of Altinn's, and is none itself".to_owned()
        } else if repeats(seen) {
            "the text says again what Altinn's frame says".to_owned()
        } else {
            continue;
        };
        report
            .at(order.at(text.text.span()))
            .says(says)
            .help("write one short sentence on what it is about, such as `Det gjelder søknaden om skjenkebevilling.`")
            .note(
                "the frame names sender and recipient, and ends with `Logg deg inn i Altinn for å se denne meldingen.`",
            );
    }
}

fn repeats(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("altinn") || text.starts_with("logg ") || text.contains(" logg ")
}
