//! A `resourceId` of a notice that the API refuses, or that names another resource than was meant.

use crate::finding::{Fix, Safety};
use crate::notice::{Form, holes};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};

/// What the second version of the API demands before an id, and the first takes away.
const PREFIX: &str = "urn:altinn:resource:";
/// How the ids of apps begin.
const APP: &str = "app_";

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(written) = &notice.resource_id else { return };
    let text = written.as_str();
    let open = holes(text);
    let at = notice.at(written.span());
    let id = text.strip_prefix(PREFIX);
    // What stands before the first variable is known, and it must be the prefix as far as it goes.
    let known = &text[..open.first().map_or(text.len(), |hole| hole.start)];
    let may_have_prefix = !open.is_empty() && PREFIX.starts_with(known);
    // The app library has a resource only in the order that it sends to the second version.
    let is_second = matches!(notice.form, Form::OrderV2 | Form::AppClient);
    if is_second && id.is_none() && !may_have_prefix {
        let whole = format!("{PREFIX}{}", text.trim());
        let finding = report.at(at);
        finding
            .says(format!("`{text}` does not begin with `{PREFIX}`, so the API refuses the order"))
            .help(format!("write `{whole}`"))
            .note("the first version of the API takes the id alone, the second does not");
        if !text.contains(':') && !text.trim().is_empty() {
            finding.fix(Fix::replace("put the prefix before the id", Safety::Safe, notice.at(written.span()), whole));
        }
        return;
    }
    let id = id.unwrap_or(text);
    if id.is_empty() {
        if is_second {
            report
                .at(at)
                .says("the prefix stands without an id, so the API refuses the order")
                .help(format!("write the id of the resource behind it, such as `{PREFIX}app_ttd_skjema`"));
        }
        return;
    }
    if let Some(rest) = id.strip_prefix(APP).filter(|_| open.is_empty()) {
        let parts: Vec<&str> = rest.split('_').collect();
        match parts[..] {
            [org, app] if !org.is_empty() && !app.is_empty() => {}
            [org, app, _, ..] if !org.is_empty() && !app.is_empty() => {
                report
                    .at(at.clone())
                    .says(format!("Altinn reads `{id}` as the app `{org}/{app}` and forgets the rest"))
                    .help("write the id as `app_<service owner>_<app>`, where neither has an underscore in it")
                    .note("people are asked for their access to the wrong app, and left out without a word");
            }
            _ => {
                report
                    .at(at.clone())
                    .says(format!("`{id}` begins like the id of an app, but names no service owner and app"))
                    .help("write the id as `app_<service owner>_<app>`");
            }
        }
    }
    let literal: String = {
        let is_open = |at: usize| open.iter().any(|hole| hole.contains(&(at + text.len() - id.len())));
        id.char_indices().filter(|(at, _)| !is_open(*at)).map(|(_, one)| one).collect()
    };
    if literal.contains(char::is_uppercase) {
        let lower = id.to_lowercase();
        let finding = report.at(at);
        finding
            .says(format!(
                "`{id}` has upper case letters, and the list of a user's own resources cannot hold such an id"
            ))
            .help("write the id as the resource registry has it, in lower case")
            .note("those who chose which resources they want to hear of are never told of this one");
        if open.is_empty() {
            let title = format!("write `{lower}`");
            let span = written.span_of(text.len() - id.len()..text.len());
            finding.fix(Fix::replace(title, Safety::Unsafe, notice.at(span), lower));
        }
    }
}
