//! HTML in an e-mail that is sent as plain text: people read the tags.

use super::bodies;
use crate::notice::{ContentType, Form};
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::{Tag, tags};

/// Elements that are written in mails; any other word between angle brackets may be meant to be read.
const ELEMENTS: [&str; 27] = [
    "a", "b", "body", "br", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html",
    "img", "li", "ol", "p", "span", "strong", "table", "td", "tr", "ul",
];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice).filter(|text| text.content_type == ContentType::Plain) {
        let seen = text.seen();
        let found: Vec<Tag<'_>> = tags(seen).into_iter().filter(|tag| ELEMENTS.contains(&tag.name.as_str())).collect();
        let Some((first, rest)) = found.split_first() else { continue };
        let at = |tag: &Tag<'_>| text.at(tag.range.clone());
        let finding = report.at(at(first));
        finding.says(format!("the e-mail is sent as plain text, so people read `{}`", text.quote(first.range.clone())));
        for tag in rest {
            finding.also(at(tag), "here too");
        }
        if notice.form == Form::TextResource {
            finding
                .note("the texts of signing are sent as plain text, and nothing changes that")
                .help("write the words alone");
        } else {
            finding
                .note("plain text is what Altinn sends where `contentType` is not given")
                .help("write `\"contentType\": \"Html\"` beside the text, or take the markup out");
        }
    }
}
