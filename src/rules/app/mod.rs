//! The other files of an app or resource.

mod lenient_json;
mod process_not_verifiable;
mod unreadable;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("app/lenient-json", lenient_json::check),
    Rule::service("app/process-not-verifiable", process_not_verifiable::check),
    Rule::service("app/unreadable", unreadable::check),
];
