//! What becomes of a text on its way as an SMS.

mod blank;
mod counted_otherwise;
mod cut_off;
mod double_cost_character;
mod foreign_character;
mod known;
mod markup;
mod placeholder_length;
mod sent_twice;
mod several_messages;
mod whitespace;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::notice("sms/blank", blank::check),
    Rule::notice("sms/counted-otherwise", counted_otherwise::check),
    Rule::notice("sms/cut-off", cut_off::check),
    Rule::notice("sms/double-cost-character", double_cost_character::check),
    Rule::notice("sms/foreign-character", foreign_character::check),
    Rule::notice("sms/markup", markup::check),
    Rule::notice("sms/placeholder-length", placeholder_length::check),
    Rule::wide("sms/sent-twice", sent_twice::check, sent_twice::check_joined),
    Rule::notice("sms/several-messages", several_messages::check),
    Rule::notice("sms/whitespace", whitespace::check),
];
