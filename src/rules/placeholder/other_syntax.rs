//! A place to be filled in that is written as another system writes it: Altinn sends it as it stands.

use crate::notice::Form;
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::text::FILLED_IN;

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let mut told = Vec::new();
    for text in &notice.texts {
        for (at, written) in places(text, notice.form) {
            // What has variables is told by `placeholder/text-variable`.
            let has_variables = notice.variables.iter().any(|one| one.text == text.text.span());
            if told.contains(&at) || has_variables || is_filled_in_elsewhere(notice, written) {
                continue;
            }
            told.push(at);
            let finding = report.at(notice.at(at));
            finding.says(format!("Altinn does not fill in `{written}`: people will read it as it stands"));
            if notice.form == Form::TextResource {
                finding.help("write `$correspondenceRecipientName$` for the recipient, or the words themselves");
            } else {
                finding
                    .note("nothing else in this file is left open in this way, so no program seems to fill it in")
                    .help("write `$recipientName$` for the recipient, or let your program put the words in before it sends");
            }
        }
    }
}

/// Places that are written as other systems write them.
fn places<'r>(text: &'r Reading<'_>, form: Form) -> Vec<(Span, &'r str)> {
    let whole = text.text.as_str();
    // `{{name}}` in an order is what the owner's own program fills in; the app library fills in nothing of the kind. A
    // text that is one hole is a generated example.
    let of_app = form == Form::TextResource;
    let unfilled = text.holes.iter().filter(|hole| of_app && hole.len() != whole.len()).cloned();
    // `#{name}`: what stands in the brackets looks like a hole.
    let marked = text.holes.iter().filter(|hole| !of_app && whole[..hole.start].ends_with('#'));
    let holes = unfilled.chain(marked.map(|hole| hole.start - 1..hole.end));
    let mut found: Vec<_> = holes.map(|range| (text.text.span_of(range.clone()), &whole[range])).collect();
    let seen = text.seen();
    for (open, close) in [("[[", "]]"), ("@", "@")] {
        let mut at = 0;
        while let Some(start) = seen[at..].find(open).map(|offset| at + offset) {
            let inside = &seen[start + open.len()..];
            let len = inside
                .find(|one: char| !(one.is_alphanumeric() || matches!(one, '_' | '.' | '-')))
                .unwrap_or(inside.len());
            let is_name = inside.starts_with(char::is_alphabetic) && inside[len..].starts_with(close);
            // `post@eksempel.no@` is no name between two signs.
            let stands_alone =
                open != "@" || !seen[..start].ends_with(|one: char| one.is_alphanumeric() || one == FILLED_IN);
            at = start + open.len();
            if is_name && stands_alone {
                let place = start..at + len + close.len();
                found.push((text.span(place.clone()), &seen[place.clone()]));
                at = place.end;
            }
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found
}

/// Whether the file leaves something else open in the same way, outside the texts that people read: then it is a template,
/// and a program fills it in before it is sent. Text resources are sent by the app library, which does not.
fn is_filled_in_elsewhere(notice: &Received<'_>, written: &str) -> bool {
    if notice.form == Form::TextResource {
        return false;
    }
    let open: String = written.chars().take_while(|one| !one.is_alphanumeric() && *one != ' ' && *one != '_').collect();
    let whole = notice.source.text();
    let spans: Vec<_> = notice.texts.iter().map(|text| text.text.span().range()).collect();
    whole.match_indices(&*open).any(|(at, _)| {
        let inside = &whole[at + open.len()..];
        let is_name = inside.trim_start_matches(' ').starts_with(|one: char| one.is_alphanumeric() || one == '_');
        is_name && !spans.iter().any(|span| span.contains(&at))
    })
}
