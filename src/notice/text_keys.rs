//! Which text resources of an app are sent as notices.
//!
//! The keys are named in C#; where that is at hand, it says which they are (`csharp/signing.rs`). Where it is not, or
//! computes them, what is left are their names: the documentation's own
//! (`signing.email_subject`, `signing.notification_content`) and those built like them. Texts of the inbox message
//! (`signing.correspondence_…`, `signing.inbox.…`) are no notices. Source: Altinn/altinn-studio @e049d2c,
//! `Features/Signing/SigneeCommunication.cs`, and the documentation of signing.

use super::{Channel, Kind};

/// What a key says of the text behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Use {
    /// Where the text is shown.
    pub(super) channels: &'static [Channel],
    /// First message or reminder.
    pub(super) kind: Kind,
}

const INBOX: &[&str] = &["correspondence", "inbox", "innboks", "receipt", "kvittering", "summary"];
const SMS: &[&str] = &["sms"];
const EMAIL: &[&str] = &["email", "epost", "mail"];
const EITHER: &[&str] = &["notification", "notifications", "varsel", "varsling"];
const SUBJECT: &[&str] = &["subject", "title", "emne", "tittel"];
const BODY: &[&str] = &["body", "content", "text", "message", "tekst", "innhold", "innhald", "melding"];
const REMINDER: &[&str] = &["reminder", "påminnelse", "påminning", "paaminnelse", "paaminning", "purring"];
const OF_FORMS: &[&str] = &["label", "button", "header", "description", "placeholder", "help", "error", "validation"];

/// How the app library sends the text behind a key, if its name says that it does.
pub(super) fn use_of(key: &str) -> Option<Use> {
    let words = words(key);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if words.first()? != "signing" || has(INBOX) || has(OF_FORMS) {
        return None;
    }
    let channels: &[Channel] = match (has(SMS), has(EMAIL), has(EITHER), has(SUBJECT), has(BODY)) {
        (true, false, _, false, _) => &[Channel::Sms],
        (false, true, _, true, false) | (false, false, true, true, false) => &[Channel::EmailSubject],
        (false, true, _, false, true) => &[Channel::EmailBody],
        // One text for both channels is judged as both.
        (true, true, _, false, true) | (false, false, true, false, true) => &[Channel::EmailBody, Channel::Sms],
        _ => return None,
    };
    Some(Use { channels, kind: if has(REMINDER) { Kind::Reminder(1) } else { Kind::Main } })
}

/// The words of a key, in lower case: `signing.emailBody_nn` is `signing`, `email`, `body`, `nn`.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for character in key.chars() {
        if !character.is_alphanumeric() || (after_lower && character.is_uppercase()) {
            words.push(String::new());
        }
        after_lower = character.is_lowercase();
        if character.is_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_key_says_where_its_text_is_shown() {
        let channels = |key| use_of(key).map(|found| found.channels);
        assert_eq!(channels("signing.email_subject"), Some(&[Channel::EmailSubject][..]));
        assert_eq!(channels("signing.notification_content"), Some(&[Channel::EmailBody, Channel::Sms][..]));
        assert_eq!(channels("signing.email.body"), Some(&[Channel::EmailBody][..]));
        assert_eq!(channels("signing.smsBody"), Some(&[Channel::Sms][..]));
        assert_eq!(channels("signing.sms"), Some(&[Channel::Sms][..]));
        assert_eq!(use_of("signing.email.reminder.subject").map(|found| found.kind), Some(Kind::Reminder(1)));
    }

    #[test]
    fn texts_of_the_inbox_and_of_forms_are_no_notices() {
        for key in [
            "signing.correspondence_title_common",
            "signing.correspondence_receipt_body",
            "signing.inbox.body",
            "signing.email.label",
            "signing.email",
            "email.body",
            "emails.email.title",
            "Form.notification.body",
        ] {
            assert_eq!(use_of(key), None, "{key}");
        }
    }
}
