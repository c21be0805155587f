//! A link in an e-mail: in what is read, or behind it.

use crate::notice::{Channel, ContentType};
use crate::rules::reading::{Reading, Received};
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::text::AddressKind;
use crate::text::html::Html;
use crate::text::words::SHORTENERS;

/// Attributes whose value is opened; what is fetched without anybody's doing has a rule of its own.
const LEADING: [&str; 3] = ["href", "action", "formaction"];
/// Addresses that lead to nothing outside the message, or are no links but contact details.
const HARMLESS: [&str; 5] = ["mailto:", "tel:", "cid:", "data:", "#"];

pub(crate) fn check(notice: &Received<'_>, context: &Context<'_>, report: &mut Report<'_>) {
    for text in &notice.texts {
        let Some(place) = text.channel.of_notice().filter(|_| text.channel != Channel::Sms) else { continue };
        let mut links = read(text);
        links.extend(behind(text));
        links.sort_by_key(|(at, _)| at.start);
        links.dedup_by_key(|(at, _)| *at);
        for (at, address) in links {
            // A short link hides even where it leads, and has a rule of its own.
            let is_short = context.lexicon.of(&SHORTENERS).is_in(&address);
            if context.approves(&address) || is_short || is_an_sms(notice, text) {
                continue;
            }
            report
                .at(notice.at(at))
                .says(format!("the {place} holds a link: `{address}`"))
                .help(
                    "say in words where it is found: `på Altinns nettsider`, `på nettsidene til Altinn`, \
                     `in your Altinn inbox`",
                )
                .note("people are taught never to follow a link in a message from Altinn");
        }
    }
}

/// Whether the same text goes out as an SMS, in which the rule on those finds its links.
fn is_an_sms(notice: &Received<'_>, text: &Reading<'_>) -> bool {
    notice.texts.iter().any(|other| other.channel == Channel::Sms && other.text.span() == text.text.span())
}

/// The links that are read as they stand.
fn read(text: &Reading<'_>) -> Vec<(Span, String)> {
    let links = text.addresses().iter().filter(|address| address.kind == AddressKind::Url);
    links.map(|link| (text.span(link.range.clone()), text.quote(link.range.clone()).into_owned())).collect()
}

/// The links of tags: each leads somewhere, whatever is read of it.
fn behind(text: &Reading<'_>) -> Vec<(Span, String)> {
    if text.content_type != ContentType::Html {
        return Vec::new();
    }
    let whole = text.text.as_str();
    let html = Html::new(whole);
    let mut found = Vec::new();
    for (_, tag) in html.tags() {
        for attribute in &tag.attributes {
            let Some(range) = attribute.value.clone() else { continue };
            let value = whole[range.clone()].trim().to_lowercase();
            let is_address = value.contains("//") || value.starts_with("www.");
            let leads = LEADING.contains(&attribute.name.as_str())
                && !HARMLESS.iter().any(|start| value.starts_with(start))
                && !value.is_empty()
                && (attribute.name == "href" || is_address);
            if leads && tag.name != "link" {
                found.push((text.text.span_of(range.clone()), whole[range].to_owned()));
            }
        }
    }
    found
}
