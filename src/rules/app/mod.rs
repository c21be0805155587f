//! The other files of an app or resource.

mod ignored_notice;
mod language_missing;
mod lenient_json;
mod placeholder;
mod process_not_verifiable;
mod reminder_time;
mod sending_time_number;
mod signing_default_text;
mod signing_key_unknown;
mod signing_text_missing;
mod unreadable;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::order("app/ignored-notice", ignored_notice::check),
    Rule::members("app/language-missing", language_missing::check),
    Rule::service("app/lenient-json", lenient_json::check),
    Rule::order("app/placeholder", placeholder::check),
    Rule::service("app/process-not-verifiable", process_not_verifiable::check),
    Rule::order("app/reminder-time", reminder_time::check),
    Rule::order("app/sending-time-number", sending_time_number::check),
    Rule::service("app/signing-default-text", signing_default_text::check),
    Rule::service("app/signing-key-unknown", signing_key_unknown::check),
    Rule::service("app/signing-text-missing", signing_text_missing::check),
    Rule::service("app/unreadable", unreadable::check),
];
