//! What dated rule or switch a decision hangs on: turned the other way, the decision is another.

use super::version::{IsIn, Rules};
use super::{Version, combines_alike, names_is_in};
use crate::altinn::{attribute, register};
use crate::pdp::{Attribute, Decision, Hinge, Request};
use crate::xacml::{Category, Policy};

/// The hinges of a decision on a delivered request. `decide` decides by other rules or for another request.
pub(super) fn of(
    policy: &Policy<'_>,
    version: Version,
    request: &Request,
    decision: Decision,
    decide: impl Fn(Rules, &Request) -> Decision,
) -> Vec<Hinge> {
    if !policy.irregularities.is_empty() {
        return Vec::new();
    }
    let rules = version.rules();
    let mut hinges = Vec::new();
    let mut hangs = |hinge, rules, request: &Request| {
        if decide(rules, request) != decision {
            hinges.push(hinge);
        }
    };
    if !combines_alike(policy) {
        hangs(Hinge::Combining, Rules { by_table: !rules.by_table, ..rules }, request);
    }
    if names_is_in(policy) {
        let is_in = if rules.is_in == IsIn::Part { IsIn::Same } else { IsIn::Part };
        hangs(Hinge::StringIsIn, Rules { is_in, ..rules }, request);
    }
    if let Some(lowered) = with_roles(request, |role| Some(role.to_lowercase())) {
        hangs(Hinge::LowerCaseRoles, rules, &lowered);
    }
    let lasting = |role: &str| (!register::ends_with_altinn2(role)).then(|| role.to_owned());
    if let Some(lasting) = with_roles(request, lasting) {
        hangs(Hinge::Altinn2Roles, rules, &lasting);
    }
    hinges
}

/// The request with its roles as a version delivers them; none if that changes nothing.
pub(super) fn delivered(version: Version, request: &Request) -> Option<Request> {
    if version.delivers_as_is() {
        return None;
    }
    with_roles(request, |role| version.delivered(role).map(std::borrow::Cow::into_owned))
}

/// The request with other role codes; none if that changes nothing.
fn with_roles(request: &Request, change: impl Fn(&str) -> Option<String>) -> Option<Request> {
    let mut changed = false;
    let mut other = Request::new();
    for one in request.attributes() {
        if one.category != Category::Subject || one.id != attribute::ROLE_CODE {
            other = other.with_attribute(one.clone());
            continue;
        }
        let values: Vec<String> = one.values.iter().filter_map(|value| change(value)).collect();
        changed |= values != one.values;
        // Whoever has no role left has no attribute either.
        if !values.is_empty() {
            other = other.with_attribute(Attribute { values, ..one.clone() });
        }
    }
    changed.then_some(other)
}
