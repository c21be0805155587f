//! Dialogs of Dialogporten: no notices, but what people read first when they get one.
//!
//! Source: Altinn/dialogporten @743f07f, `DialogContentType.cs`.

use super::body::Node;
use super::fields::Fields;
use super::{Channel, ContentType, MessageText};
use crate::source::Spanned;

const CONTENTS: [(&str, Channel); 5] = [
    ("title", Channel::InboxTitle),
    ("nonSensitiveTitle", Channel::InboxTitle),
    ("summary", Channel::InboxSummary),
    ("nonSensitiveSummary", Channel::InboxSummary),
    ("additionalInfo", Channel::InboxBody),
];

/// Reads a dialog that was recognised.
pub(super) fn read(body: &Node, fields: &mut Fields<'_>, inbox: &mut Vec<MessageText>) {
    let Some(content) = fields.object(body, "content") else { return };
    for (name, channel) in CONTENTS {
        for value in content.at(&[name, "value"]).map_or(&[][..], Node::items) {
            let language = value.get("languageCode").and_then(|code| {
                let text = code.text()?;
                code.known().map(|known| Spanned::new(known.to_owned(), text.span()))
            });
            inbox.extend(fields.message(value, "value", channel, ContentType::Plain, language.as_ref()));
        }
    }
}
