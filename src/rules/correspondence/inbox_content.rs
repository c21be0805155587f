//! A title, summary or body of a message in the inbox that Correspondence refuses.

use crate::finding::Severity;
use crate::notice::schema::{Seen, Type, What};
use crate::notice::{Form, Order};
use crate::rules::{Context, Report};

/// The most characters of each text of a dialog (Altinn/dialogporten, `DialogContentType.cs`).
const OF_DIALOGS: [(crate::notice::Channel, usize); 3] = [
    (crate::notice::Channel::InboxTitle, 255),
    (crate::notice::Channel::InboxSummary, 255),
    (crate::notice::Channel::InboxBody, 1023),
];

pub(crate) fn check(order: &Order, members: &[Seen<'_>], _: &Context<'_>, report: &mut Report<'_>) {
    if order.form == Form::Dialog {
        dialog(order, report);
    }
    for seen in members {
        if let What::Missing(field, answer) = seen.what
            && matches!(field.name, "messageTitle" | "messageBody")
            && !seen
                .holder
                .members()
                .iter()
                .any(|one| field.aliases.iter().any(|name| one.name.eq_ignore_ascii_case(name)))
        {
            let value = seen.holder.get(field.name);
            report
                .at(order.at(value.map_or(seen.holder.head(), |value| value.span)))
                .says(format!("the message has no `{}`", field.name))
                .help("write it; without it neither the message nor the notice is sent")
                .note(format!("Correspondence answers {answer}"));
        }
        let Some((field, holds, value)) = seen.value() else { continue };
        let Some(text) = value.known() else { continue };
        let len = text.encode_utf16().count();
        let is_content = seen.spec.field("messageTitle").is_some();
        match holds {
            Type::Plain(max) | Type::Text(max) if len > max && (is_content || field.name == "messageSender") => {
                report
                    .at(order.at(value.span))
                    .says(format!("`{}` has {len} characters, and Correspondence takes {max}", field.name))
                    .help(format!("shorten it by {}", len - max))
                    .note("it answers status 400, and neither the message nor the notice is sent");
            }
            Type::Plain(_) if has_markup(text) => {
                report
                    .at(order.at(value.span))
                    .says(format!("`{}` holds markup, and must be plain text", field.name))
                    .help("take the markup out")
                    .note(if is_content {
                        "Correspondence answers error 1002"
                    } else {
                        "Correspondence answers error 1039"
                    });
            }
            Type::Text(_) if field.name == "messageSummary" && has_markup(text) => {
                report
                    .weighing(Severity::Warning, order.at(value.span))
                    .says("the summary holds markup, and is shown as plain text")
                    .help("take the markup out");
            }
            Type::Link if !text.starts_with("https://") || len > 255 => {
                report
                    .at(order.at(value.span))
                    .says("the address of a reply must begin with `https://` and have at most 255 characters")
                    .help("give a shorter address, by `https`")
                    .note("Correspondence answers error 1035");
            }
            _ => {}
        }
    }
    let Some(letter) = order.letter() else { return };
    let confirmed = letter.get("isConfirmationNeeded").filter(|flag| flag.truth() == Some(true));
    if let Some(flag) = confirmed.filter(|_| letter.set("dueDateTime").is_none()) {
        report
            .at(order.at(flag.span))
            .says("the message must be confirmed, and does not say by when")
            .help("add `dueDateTime`")
            .note("Correspondence answers error 1016, and neither the message nor the notice is sent");
    }
}

fn dialog(order: &Order, report: &mut Report<'_>) {
    for text in order.inbox.iter().filter(|text| !text.has_holes()) {
        let Some((_, max)) = OF_DIALOGS.iter().find(|(channel, _)| *channel == text.channel) else { continue };
        let len = text.text.as_str().encode_utf16().count();
        if len > *max {
            report
                .at(order.at(text.text.span()))
                .says(format!("the text has {len} characters, and Dialogporten takes {max}"))
                .help(format!("shorten it by {}", len - max))
                .note("the dialog is refused");
        }
    }
}

/// Tags of HTML, or the emphasis, headings and links of Markdown.
fn has_markup(text: &str) -> bool {
    let has_tag = text.match_indices('<').any(|(at, _)| {
        let rest = text[at + 1..].trim_start_matches('/');
        rest.starts_with(|one: char| one.is_ascii_alphabetic()) && rest.contains('>')
    });
    has_tag || text.matches("**").count() > 1 || text.starts_with('#') || text.contains("](")
}
