//! What Altinn's decision point makes of the text.

mod any_of_is_or;
mod data_type;
mod deny_unless_permit;
mod differs_from_local_test;
mod failing_condition;
mod missing;
mod must_be_present;
mod must_be_present_subject;
mod no_subject;
mod no_target;
mod undecided;
mod unknown_algorithm;
mod unknown_function;
mod unreadable;
mod whitespace;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("policy/any-of-is-or", any_of_is_or::check),
    Rule::service("policy/data-type", data_type::check),
    Rule::service("policy/deny-unless-permit", deny_unless_permit::check),
    Rule::service("policy/differs-from-local-test", differs_from_local_test::check),
    Rule::service("policy/failing-condition", failing_condition::check),
    Rule::service("policy/missing", missing::check),
    Rule::service("policy/must-be-present", must_be_present::check),
    Rule::service("policy/must-be-present-subject", must_be_present_subject::check),
    Rule::service("policy/no-subject", no_subject::check),
    Rule::service("policy/no-target", no_target::check),
    Rule::service("policy/undecided", undecided::check),
    Rule::service("policy/unknown-algorithm", unknown_algorithm::check),
    Rule::service("policy/unknown-function", unknown_function::check),
    Rule::service("policy/unreadable", unreadable::check),
    Rule::service("policy/whitespace", whitespace::check),
];
