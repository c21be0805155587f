//! `$name$`: what Altinn fills in itself when it sends.
//!
//! Source: Altinn/altinn-notifications @0d0183f, `KeywordsService.cs`; Altinn/altinn-correspondence @da78516,
//! `CreateNotificationOrderHandler.cs`. Both compare letter by letter, upper and lower case apart.

use crate::notice::Form;
use std::ops::Range;

/// One placeholder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder<'t> {
    /// Where it stands, both `$` included.
    pub range: Range<usize>,
    /// The name between them.
    pub name: &'t str,
}

/// What the Notifications API fills in.
const NOTIFICATIONS: &[&str] = &["recipientName", "recipientNumber"];
/// What Correspondence fills in, or passes on to Notifications.
const CORRESPONDENCE: &[&str] =
    &["sendersName", "correspondenceRecipientName", "resourceName", "messageTitle", "recipientName", "recipientNumber"];

/// What eFormidling fills in before Correspondence does the rest (felleslosninger/efm-integrasjonspunkt @fd348ae,
/// `NotificationFactory.java`).
const E_FORMIDLING: &[&str] = &[
    "reporterName",
    "sendersName",
    "correspondenceRecipientName",
    "resourceName",
    "messageTitle",
    "recipientName",
    "recipientNumber",
];

/// What the app library fills in when an instance is made (Altinn/altinn-studio @e049d2c, `ReplacementTokens.cs`).
const APPS: &[&str] = &[
    "appName",
    "instanceOwnerName",
    "serviceOwnerName",
    "orgNumber",
    "personNumber",
    "socialSecurityNumber",
    "dueDate",
];

/// Every placeholder in a text. An amount such as `$100` is none: a letter must follow.
pub fn placeholders(text: &str) -> Vec<Placeholder<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'$', &text.as_bytes()[at..]).map(|offset| at + offset) {
        let rest = &text[start + 1..];
        let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_name = rest.starts_with(|first: char| first.is_ascii_alphabetic());
        if is_name && rest[len..].starts_with('$') {
            found.push(Placeholder { range: start..start + len + 2, name: &rest[..len] });
            at = start + len + 2;
        } else {
            at = start + 1;
        }
    }
    found
}

/// The names that the system fills in to which a form of notice is sent. Orders that are sent at once, or carry
/// attachments, take the same names, though nobody is looked up for them.
pub const fn filled_in(form: Form) -> &'static [&'static str] {
    match form {
        Form::AppInstantiation => APPS,
        Form::Correspondence | Form::CorrespondenceMultipart | Form::CorrespondenceBuilder | Form::TextResource => {
            CORRESPONDENCE
        }
        Form::EFormidling => E_FORMIDLING,
        _ => NOTIFICATIONS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        placeholders(text).into_iter().map(|one| one.name).collect()
    }

    #[test]
    fn names_between_two_dollars_are_found() {
        assert_eq!(names("$recipientName$ (org.nr. $recipientNumber$)"), ["recipientName", "recipientNumber"]);
        assert_eq!(names("$a$b$c$"), ["a", "c"]);
        assert_eq!(names("$recipientName og $recipientNumber$"), ["recipientNumber"]);
    }

    #[test]
    fn amounts_holes_and_words_are_none() {
        for text in ["kostar $100$", "US$ og NOK$", "${navn}$", "$", "$$", "$navn", "$på$", "$a b$"] {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}
