//! What Altinn fills in when it sends, and what it does not.

mod leftover;
mod unknown;

use super::Rule;

pub(super) const RULES: &[Rule] =
    &[Rule::notice("placeholder/leftover", leftover::check), Rule::notice("placeholder/unknown", unknown::check)];
