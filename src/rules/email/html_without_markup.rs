//! A text that is sent as HTML and is none.

use super::bodies;
use crate::notice::ContentType;
use crate::rules::reading::Received;
use crate::rules::{Context, Report};
use crate::text::html::{TokenKind, tokens};
use crate::text::tags;

/// Elements after or before which a line begins anew by itself.
const BLOCKS: [&str; 26] = [
    "body",
    "blockquote",
    "br",
    "center",
    "div",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];

pub(crate) fn check(notice: &Received<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for text in bodies(notice).filter(|text| text.content_type == ContentType::Html) {
        let whole = text.text.as_str();
        let tags = tags(whole);
        let is_open = whole.trim().is_empty() || (text.has_holes() && tags.is_empty());
        if is_open || tags.iter().any(|tag| tag.begins("pre") || tag.begins("style")) {
            continue;
        }
        if tags.is_empty() {
            let finding = report.at(notice.at(text.text.span()));
            finding.says("the e-mail is sent as HTML, and its text has no markup").help(
                "put each paragraph between `<p>` and `</p>`, or leave `contentType` out, so that it is sent as plain text",
            );
            if whole.contains('\n') {
                finding.note("line ends count as blanks in HTML, so everything arrives as one block");
            }
            continue;
        }
        if !whole.contains('\n') {
            continue;
        }
        // A line end counts as a blank, unless an element beside it begins a line anyway.
        let seen = without_markup(whole);
        let lost = whole.match_indices('\n').map(|(at, _)| at).find(|at| {
            let (before, after) = (seen[..*at].trim_end().len(), seen[*at..].trim_start());
            let after = seen.len() - after.len();
            let between = |tag: &&crate::text::Tag<'_>| {
                BLOCKS.contains(&tag.name.as_str()) && tag.range.start >= before && tag.range.end <= after.max(before)
            };
            let is_between_words = before > 0 && after < seen.len();
            let inside_tag = tags.iter().any(|tag| tag.range.contains(at));
            is_between_words && !inside_tag && !tags.iter().any(|tag| between(&tag)) && ends_a_line(&seen[..before])
        });
        if let Some(at) = lost {
            report
                .at(notice.at(text.text.span_of(at..at + 1)))
                .says("this line end is lost: the e-mail is sent as HTML, where it counts as a blank")
                .help("write `<br>`, or put each paragraph between `<p>` and `</p>`");
        }
    }
}

/// The text with blanks for its markup, each character at its place.
fn without_markup(html: &str) -> String {
    let mut bytes = html.as_bytes().to_vec();
    for token in tokens(html).into_iter().filter(|token| token.kind != TokenKind::Text) {
        bytes[token.range].fill(b' ');
    }
    // Markup begins and ends at ASCII brackets, so what is left is UTF-8.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether the line before was meant to end here, and was not only wrapped to keep the file narrow.
fn ends_a_line(before: &str) -> bool {
    before.ends_with(['.', ':', '!', '?', ','])
}
