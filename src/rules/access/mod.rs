//! Who is reached, and who can open what the notice points to.

mod access_list_enabled;
mod action_not_granted;
mod acts_but_cannot_read;
mod correspondence_incomplete;
mod declared_recipient_missing;
mod end_not_readable;
mod events_not_readable;
mod grant;
mod instance_delegated_signers;
mod key_role_missing;
mod no_recipient;
mod party_type_mismatch;
mod person_only_read;
mod places;
mod reach;
mod read_only_on_task;
mod service_owner_rights;
mod system_task_not_readable;
mod task_not_readable;
mod unsatisfiable_subject;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("access/access-list-enabled", access_list_enabled::check),
    Rule::service("access/action-not-granted", action_not_granted::check),
    Rule::service("access/acts-but-cannot-read", acts_but_cannot_read::check),
    Rule::service("access/correspondence-incomplete", correspondence_incomplete::check),
    Rule::service("access/declared-recipient-missing", declared_recipient_missing::check),
    Rule::service("access/end-not-readable", end_not_readable::check),
    Rule::service("access/events-not-readable", events_not_readable::check),
    Rule::service("access/instance-delegated-signers", instance_delegated_signers::check),
    Rule::service("access/key-role-missing", key_role_missing::check),
    Rule::service("access/no-recipient", no_recipient::check),
    Rule::service("access/party-type-mismatch", party_type_mismatch::check),
    Rule::service("access/person-only-read", person_only_read::check),
    Rule::service("access/read-only-on-task", read_only_on_task::check),
    Rule::service("access/service-owner-rights", service_owner_rights::check),
    Rule::service("access/system-task-not-readable", system_task_not_readable::check),
    Rule::service("access/task-not-readable", task_not_readable::check),
    Rule::service("access/unsatisfiable-subject", unsatisfiable_subject::check),
];
