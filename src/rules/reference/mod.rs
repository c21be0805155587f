//! Ids that must agree between files.

mod app_mismatch;
mod bad_placeholder;
mod dead_attribute;
mod end_event_not_in_process;
mod id_case;
mod notification_resource_malformed;
mod notification_resource_type;
mod notification_resource_unknown;
mod process_ids;
mod required_action_ungranted;
mod resource_mismatch;
mod task_not_in_process;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("reference/app-mismatch", app_mismatch::check),
    Rule::service("reference/bad-placeholder", bad_placeholder::check),
    Rule::service("reference/dead-attribute", dead_attribute::check),
    Rule::service("reference/end-event-not-in-process", end_event_not_in_process::check),
    Rule::service("reference/id-case", id_case::check),
    Rule::notice("reference/notification-resource-malformed", notification_resource_malformed::check),
    Rule::service("reference/notification-resource-type", notification_resource_type::check),
    Rule::joined("reference/notification-resource-unknown", notification_resource_unknown::check),
    Rule::service("reference/required-action-ungranted", required_action_ungranted::check),
    Rule::service("reference/resource-mismatch", resource_mismatch::check),
    Rule::service("reference/task-not-in-process", task_not_in_process::check),
];
