//! Notification orders as the API takes them.

mod borrowed_sender;
mod differing_senders;
mod long_sms_sender;
mod misnamed_sender;
mod sms_sender;
mod sms_sender_characters;
mod sms_sender_number;
mod unreadable;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::notice("order/borrowed-sender", borrowed_sender::check),
    Rule::order("order/differing-senders", differing_senders::check),
    Rule::notice("order/long-sms-sender", long_sms_sender::check),
    Rule::order("order/misnamed-sender", misnamed_sender::check),
    Rule::notice("order/sms-sender-characters", sms_sender_characters::check),
    Rule::notice("order/sms-sender-number", sms_sender_number::check),
    Rule::service("order/unreadable", unreadable::check),
];
