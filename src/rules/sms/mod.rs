//! What becomes of a text on its way as an SMS.

mod foreign_character;
mod several_messages;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::notice("sms/foreign-character", foreign_character::check),
    Rule::notice("sms/several-messages", several_messages::check),
];
