//! The steps before the policy: without them no notice is sent at all.

mod missing_scope;
mod misspelt_scope;
mod misspelt_service_owner;
mod old_app_library;

use super::Rule;

pub(super) const RULES: &[Rule] = &[
    Rule::joined("setup/missing-scope", missing_scope::check),
    Rule::joined("setup/misspelt-scope", misspelt_scope::check),
    Rule::service("setup/misspelt-service-owner", misspelt_service_owner::check),
    Rule::joined("setup/old-app-library", old_app_library::check),
];
