//! The policy with which Altinn's app template begins, to tell whether anybody has thought about it since.
//!
//! Source: Altinn/app-template-dotnet @a20079d (2025-03-04), `App/config/authorization/policy.xml`; Altinn Studio creates
//! the same.

use super::attribute;
use crate::xacml::{AllOf, Category, Effect, Policy, Rule};
use std::collections::BTreeSet;

/// A rule of a template: the subjects, each an attribute and a value (any value where it is empty), and the actions. Both
/// rules are for the whole app.
type Granted = (&'static [(&'static str, &'static str)], &'static [&'static str]);

const SINCE_2025: [Granted; 2] = [
    (&[(attribute::ROLE_CODE, "priv"), (attribute::ROLE_CODE, "dagl")], &["read", "write", "delete", "instantiate"]),
    (&[(attribute::ORG, "")], &["read", "write", "instantiate", "complete"]),
];

/// Whether a policy grants what the template since March 2025 grants, and nothing else, however it is written.
pub fn is_untouched(policy: &Policy<'_>) -> bool {
    policy.rules.len() == SINCE_2025.len()
        && policy.rules.iter().zip(SINCE_2025).all(|(rule, granted)| is(rule, granted))
}

fn is(rule: &Rule<'_>, (subjects, actions): Granted) -> bool {
    let values = |category| -> BTreeSet<(String, String)> {
        let matches = rule.matches_of(category);
        matches.map(|one| (one.attribute_id().to_owned(), one.value.text.value.trim().to_lowercase())).collect()
    };
    let (named, done) = (values(Category::Subject), values(Category::Action));
    let same_subjects = named.len() == subjects.len()
        && subjects.iter().all(|(id, value)| {
            named.iter().any(|(named_id, named_value)| named_id == id && (value.is_empty() || named_value == value))
        });
    let same_actions =
        done.len() == actions.len() && actions.iter().all(|action| done.iter().any(|(_, one)| one == action));
    let all_ofs = rule.target.iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    let is_whole = |all_of: &AllOf<'_>| {
        let ids: BTreeSet<&str> = all_of.matches.iter().map(|one| one.attribute_id()).collect();
        ids == BTreeSet::from([attribute::ORG, attribute::APP])
    };
    let mut places = all_ofs.filter(|all_of| all_of.matches.iter().any(|one| one.category() == Category::Resource));
    rule.effect.value == Effect::Permit
        && rule.condition.is_none()
        && same_subjects
        && same_actions
        && places.next().is_some_and(is_whole)
        && places.next().is_none()
}
