//! The names by which one version of an API or another knows the sender of a message.

/// Names that hold a sender somewhere.
const NAMES: [&str; 7] =
    ["senderEmailAddress", "fromAddress", "sender", "senderNumber", "senderName", "from", "fromEmailAddress"];

/// Whether a member of that name is meant as a sender, in any letter case.
pub fn is_sender_name(name: &str) -> bool {
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(name))
}
