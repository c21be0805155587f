//! A place left open in an order that is otherwise finished. In a file of JSON no client fills it in, so it may be sent as it
//! stands.

use crate::finding::Severity;
use crate::notice::{Form, MessageText, Order, carrier_of, holes};
use crate::rules::{Context, Report};

/// What `placeholder/leftover` tells of.
const LEFT: &str = "{textToken}";
/// What generated examples of an API put where nobody has written a text yet.
const UNWRITTEN: &str = "string";

pub(crate) fn check(order: &Order, _: &Context<'_>, report: &mut Report<'_>) {
    if !is_sent_as_it_stands(order) || is_template(order) {
        return;
    }
    let texts = order.notices.iter().flat_map(|notice| &notice.texts);
    let mut places = Vec::new();
    for (text, hole) in texts.flat_map(|text| text.holes.iter().map(move |hole| (text, hole.clone()))) {
        let written = &text.text.as_str()[hole.clone()];
        // `#{name}` is told by `placeholder/other-syntax`, whatever it stands in.
        let is_marked = text.text.as_str()[..hole.start].ends_with('#');
        let at = text.text.span_of(hole);
        if written != UNWRITTEN && written != LEFT && !is_marked && places.iter().all(|(known, _)| *known != at) {
            places.push((at, written));
        }
    }
    let Some(((first, written), rest)) = places.split_first() else { return };
    // Who it goes to is what every template leaves open.
    let is_addressed = !order.recipients().is_empty();
    let severity = if is_addressed { Severity::Warning } else { Severity::Info };
    let finding = report.weighing(severity, order.at(*first));
    if is_addressed {
        finding
            .says(format!("Altinn does not fill in `{written}`, and all else in this order is filled in"))
            .note("unless a program puts the words in before the order is sent, people read it as it stands");
    } else {
        finding
            .says(format!("whether anything fills in `{written}` cannot be told from this file"))
            .note("Altinn does not; if a program of yours does before it sends, all is well");
    }
    finding.help("write `$recipientName$` for the recipient, or make sure that your program puts the words in");
    for (at, written) in rest {
        finding.also(order.at(*at), format!("`{written}` too"));
    }
}

/// Whether the order is a file of JSON. In requests of an API client such places are the client's variables.
fn is_sent_as_it_stands(order: &Order) -> bool {
    let path = order.source.path();
    let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let is_of_altinn = !matches!(order.form, Form::Dialog | Form::EFormidling | Form::Own | Form::TextResource);
    is_json
        && is_of_altinn
        && order.is_certain
        && order.request.is_none()
        && carrier_of(path, order.source.text()).is_none()
}

/// Whether the file leaves anything open outside the texts that people read, or a whole text: then a program fills it in.
fn is_template(order: &Order) -> bool {
    let texts = || order.notices.iter().flat_map(|notice| &notice.texts).chain(&order.inbox);
    let is_whole = |text: &MessageText| {
        let written = text.text.as_str().trim();
        written != UNWRITTEN && holes(written).iter().any(|hole| hole.len() == written.len())
    };
    if texts().any(is_whole) {
        return true;
    }
    let spans: Vec<_> = texts().map(|text| text.text.span().range()).collect();
    let whole = order.source.text();
    holes(whole).into_iter().any(|hole| !spans.iter().any(|span| span.contains(&hole.start)))
}
