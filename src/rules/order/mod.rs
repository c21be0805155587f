//! Notification orders as the API takes them.

mod unreadable;

use super::Rule;

pub(super) const RULES: &[Rule] = &[Rule::service("order/unreadable", unreadable::check)];
