//! Roles and access packages, and the day on which some of them end.

mod altinn2_role_leftover;
mod altinn2_role_only;
mod altinn2_role_shrinks;
mod losses;
mod named;
mod newer_urn_only;
mod org_as_role;
mod package_not_offered;
mod package_of_other_party;
mod package_without_holder;
mod readers;
mod removed_role;
mod role_not_offered;
mod special_holder_only;
mod successor;
mod unknown_package;
mod unknown_role;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::service("role/altinn2-role-leftover", altinn2_role_leftover::check),
    Rule::service("role/altinn2-role-only", altinn2_role_only::check),
    Rule::service("role/altinn2-role-shrinks", altinn2_role_shrinks::check),
    Rule::service("role/newer-urn-only", newer_urn_only::check),
    Rule::service("role/org-as-role", org_as_role::check),
    Rule::service("role/package-not-offered", package_not_offered::check),
    Rule::service("role/package-of-other-party", package_of_other_party::check),
    Rule::service("role/package-without-holder", package_without_holder::check),
    Rule::service("role/removed-role", removed_role::check),
    Rule::service("role/role-not-offered", role_not_offered::check),
    Rule::service("role/special-holder-only", special_holder_only::check),
    Rule::service("role/unknown-package", unknown_package::check),
    Rule::service("role/unknown-role", unknown_role::check),
];
