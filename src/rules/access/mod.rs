//! Who is reached, and who can open what the notice points to.

mod action_not_granted;
mod acts_but_cannot_read;
mod declared_recipient_missing;
mod end_not_readable;
mod grant;
mod no_recipient;
mod places;
mod reach;
mod read_only_on_task;
mod task_not_readable;
mod unsatisfiable_subject;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("access/action-not-granted", action_not_granted::check),
    Rule::service("access/acts-but-cannot-read", acts_but_cannot_read::check),
    Rule::service("access/declared-recipient-missing", declared_recipient_missing::check),
    Rule::service("access/end-not-readable", end_not_readable::check),
    Rule::service("access/no-recipient", no_recipient::check),
    Rule::service("access/read-only-on-task", read_only_on_task::check),
    Rule::service("access/task-not-readable", task_not_readable::check),
    Rule::service("access/unsatisfiable-subject", unsatisfiable_subject::check),
];
