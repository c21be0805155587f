//! Roles and access packages, and the day on which some of them end.

mod altinn2_role_only;
mod altinn2_role_shrinks;
mod named;
mod org_as_role;
mod readers;
mod removed_role;
mod successor;
mod unknown_package;
mod unknown_role;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("role/altinn2-role-only", altinn2_role_only::check),
    Rule::service("role/altinn2-role-shrinks", altinn2_role_shrinks::check),
    Rule::service("role/org-as-role", org_as_role::check),
    Rule::service("role/removed-role", removed_role::check),
    Rule::service("role/unknown-package", unknown_package::check),
    Rule::service("role/unknown-role", unknown_role::check),
];
