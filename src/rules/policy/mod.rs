//! What Altinn's decision point makes of the text.

mod any_of_is_or;
mod authentication_level;
mod case_sensitive_role;
mod colon_value;
mod condition;
mod data_type;
mod deny_rule;
mod deny_unless_permit;
mod duplicate_rule_id;
mod ignored_part;
mod missing;
mod mixed_all_of;
mod must_be_present;
mod must_be_present_subject;
mod no_action_or_resource;
mod no_subject;
mod no_target;
mod obligation_category;
mod permit_unless_deny;
mod policy_target;
mod selector;
mod studio_lossy;
mod template_untouched;
mod two_actions;
mod two_subjects;
mod undecided;
mod unknown_algorithm;
mod unknown_function;
mod unreadable;
mod whitespace;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("policy/any-of-is-or", any_of_is_or::check),
    Rule::service("policy/authentication-level", authentication_level::check),
    Rule::service("policy/case-sensitive-role", case_sensitive_role::check),
    Rule::service("policy/colon-value", colon_value::check),
    Rule::service("policy/condition", condition::check),
    Rule::service("policy/data-type", data_type::check),
    Rule::service("policy/deny-rule", deny_rule::check),
    Rule::service("policy/deny-unless-permit", deny_unless_permit::check),
    Rule::service("policy/duplicate-rule-id", duplicate_rule_id::check),
    Rule::service("policy/ignored-part", ignored_part::check),
    Rule::service("policy/missing", missing::check),
    Rule::service("policy/mixed-all-of", mixed_all_of::check),
    Rule::service("policy/must-be-present", must_be_present::check),
    Rule::service("policy/must-be-present-subject", must_be_present_subject::check),
    Rule::service("policy/no-action-or-resource", no_action_or_resource::check),
    Rule::service("policy/no-subject", no_subject::check),
    Rule::service("policy/no-target", no_target::check),
    Rule::service("policy/obligation-category", obligation_category::check),
    Rule::service("policy/permit-unless-deny", permit_unless_deny::check),
    Rule::service("policy/policy-target", policy_target::check),
    Rule::service("policy/selector", selector::check),
    Rule::service("policy/studio-lossy", studio_lossy::check),
    Rule::service("policy/template-untouched", template_untouched::check),
    Rule::service("policy/two-actions", two_actions::check),
    Rule::service("policy/two-subjects", two_subjects::check),
    Rule::service("policy/undecided", undecided::check),
    Rule::service("policy/unknown-algorithm", unknown_algorithm::check),
    Rule::service("policy/unknown-function", unknown_function::check),
    Rule::service("policy/unreadable", unreadable::check),
    Rule::service("policy/whitespace", whitespace::check),
];
