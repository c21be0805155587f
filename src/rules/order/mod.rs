//! Notification orders as the API takes them.

mod altinn2_soap;
mod not_seen;
mod unreadable;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("order/unreadable", unreadable::check),
    Rule::service("order/not-seen", not_seen::check),
    Rule::order("order/altinn2-soap", altinn2_soap::check),
];
