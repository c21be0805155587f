//! Markup that mail programs take out or block, and a document that does not say its language.

use super::bodies;
use crate::finding::Severity;
use crate::notice::ContentType;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{Tag, tags};

/// Elements that do something; mail programs take them out.
const ACTIVE: [&str; 11] =
    ["script", "form", "input", "button", "iframe", "frame", "object", "embed", "applet", "video", "audio"];
/// The outermost elements that can say a language.
const OUTERMOST: [&str; 3] = ["html", "body", "div"];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice).filter(|text| text.content_type == ContentType::Html) {
        let whole = text.text.as_str();
        let tags = tags(whole);
        let at = |tag: &Tag<'_>| notice.at(text.text.span_of(tag.range.clone()));
        for tag in tags.iter().filter(|tag| !tag.is_end) {
            if ACTIVE.contains(&tag.name.as_str()) {
                report
                    .at(at(tag))
                    .says(format!("mail programs take `<{}>` out or do not open the mail", tag.name))
                    .note("Altinn passes the HTML on as it is")
                    .help("leave it out; say in words what people shall do in Altinn");
            } else if let Some(remote) = remote(tag) {
                let finding = report.at(at(tag));
                finding.says(format!("the e-mail fetches {remote} from elsewhere, which mail programs block"));
                if is_pixel(tag) {
                    finding.note("a picture of one point tells the sender who has opened the mail");
                }
                finding.help("leave it out, or put it into the mail itself (`cid:`)");
            }
        }
        let Some(outer) = tags.first().filter(|tag| OUTERMOST.contains(&tag.name.as_str())) else { continue };
        // The language may stand on `html` or on the `body` in it.
        if !tags.iter().any(|tag| OUTERMOST.contains(&tag.name.as_str()) && tag.attribute("lang").is_some()) {
            report
                .weighing(Severity::Info, at(outer))
                .says("the e-mail does not say which language it is in")
                .note("who has it read aloud hears it in the wrong language")
                .help(format!("write `<{} lang=\"nb\">`, `nn` or `en`", outer.name));
        }
    }
}

/// What a tag fetches from another machine.
fn remote(tag: &Tag<'_>) -> Option<&'static str> {
    let is_remote = |address: &str| {
        let address = address.trim().to_ascii_lowercase();
        ["http://", "https://", "//"].into_iter().any(|start| address.starts_with(start))
    };
    let named = |name: &str| tag.attribute(name).is_some_and(is_remote);
    match tag.name.as_str() {
        "img" if named("src") || named("srcset") => Some("a picture"),
        "link" if named("href") => Some("a style sheet"),
        _ if named("background") => Some("a picture"),
        _ if tag.attribute("style").is_some_and(paints) => Some("a picture"),
        _ => None,
    }
}

/// Whether a style fetches something.
fn paints(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    style.split("url(").skip(1).any(|rest| {
        let address = rest.trim_start().trim_start_matches(['"', '\'']);
        address.starts_with("http:") || address.starts_with("https:") || address.starts_with("//")
    })
}

/// A picture of one point by one point.
fn is_pixel(tag: &Tag<'_>) -> bool {
    let is_one = |name: &str| tag.attribute(name).is_some_and(|size| matches!(size.trim(), "0" | "1" | "0px" | "1px"));
    is_one("width") && is_one("height")
}
