//! The keys under which an app has the texts that it sends to those who are to sign, as its code names them.
//!
//! Source: Altinn/altinn-studio @e049d2c, `Features/Signing/SigneeCommunication.cs`.

use super::constants::{Constants, Meaning};
use super::expression::Code;
use super::texts::path_of;
use crate::notice::{Channel, Kind, Node, SigningKey};
use crate::source::{Location, Source};
use crate::syntax::Mapped;
use std::collections::BTreeSet;
use std::sync::Arc;

const TYPE: &str = "CommunicationConfig";

/// The member of a configuration, when what is in it is sent, the member for the channel, that of the key, and where the
/// text is shown.
const KEYS: [(&str, Kind, &str, &str, Channel); 6] = [
    ("notification", Kind::Main, "email", "subjectTextResourceKey", Channel::EmailSubject),
    ("notification", Kind::Main, "email", "bodyTextResourceKey", Channel::EmailBody),
    ("notification", Kind::Main, "sms", "bodyTextResourceKey", Channel::Sms),
    ("reminderNotification", Kind::Reminder(1), "email", "subjectTextResourceKey", Channel::EmailSubject),
    ("reminderNotification", Kind::Reminder(1), "email", "bodyTextResourceKey", Channel::EmailBody),
    ("reminderNotification", Kind::Reminder(1), "sms", "bodyTextResourceKey", Channel::Sms),
];

/// The members for what is read in the inbox: each with where the text is shown.
const INBOX: [(&str, Channel); 3] = [
    ("titleTextResourceKey", Channel::InboxTitle),
    ("summaryTextResourceKey", Channel::InboxSummary),
    ("bodyTextResourceKey", Channel::InboxBody),
];

/// The configurations that a file puts together.
pub(super) fn find(code: Code<'_>) -> Vec<Node> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < code.tokens.len() {
        // `CommunicationConfig = new() { … }` has the type in the name of the member.
        let named = |name: &str| name == TYPE || (name.is_empty() && at > 1 && code.word(at - 2) == Some(TYPE));
        let is_new = code.word(at) == Some("new") && named(code.type_name(at));
        let made = if is_new { code.made(at, 0) } else { None };
        match made.filter(|made| made.has_members) {
            Some(made) => {
                found.push(made.node);
                at = made.end;
            }
            None => at += 1,
        }
    }
    found
}

/// The names that stand where a key could.
pub(super) fn names(config: &Node, wanted: &mut BTreeSet<String>) {
    for (written, ..) in written(config) {
        let path = path_of(written);
        wanted.extend(path.and_then(|path| path.rsplit('.').next()).map(str::to_owned));
    }
}

/// The keys that a configuration names.
pub(super) fn keys(config: &Node, source: &Arc<Source>, constants: &Constants) -> Vec<SigningKey> {
    let named = written(config).filter_map(|(written, channel, kind)| {
        let constant = path_of(written).and_then(|path| constants.find(source, path));
        let is_literal = constant.is_none();
        let known = match constant {
            Some(Meaning::Here(node) | Meaning::There(_, node)) => node,
            None => written,
        };
        let key = known.known()?.to_owned();
        let span = written.text().map_or(written.span, Mapped::span);
        Some(SigningKey { key, channel, kind, at: Location::new(source, span), is_literal })
    });
    named.collect()
}

/// What stands where a key could, with where the text is shown and when it is sent.
fn written(config: &Node) -> impl Iterator<Item = (&Node, Channel, Kind)> {
    let sent = KEYS
        .into_iter()
        .filter_map(|(when, kind, channel, key, shown)| Some((config.at(&[when, channel, key])?, shown, kind)));
    let inbox =
        INBOX.into_iter().filter_map(|(key, shown)| Some((config.at(&["inboxMessage", key])?, shown, Kind::Main)));
    sent.chain(inbox).flat_map(|(written, shown, kind)| {
        let each = written.values();
        each.iter().map(move |value| (value, shown, kind))
    })
}
