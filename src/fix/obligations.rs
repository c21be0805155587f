//! The obligations of a policy, which go with an answer and stand in no access matrix: the level of authentication above
//! all, which apps demand of whoever opens a form.

use crate::finding::Effect;
use crate::xacml::{Assignment, Effect as RuleEffect, Expression, Obligation, Policy};

/// An obligation as the decision point hands it out. Those of rules, and advice, it hands out never.
#[derive(PartialEq, Eq)]
pub(super) struct Handed {
    id: String,
    on: RuleEffect,
    assigned: Vec<Assigned>,
}

/// What an obligation assigns; what is no plain value is left out by the decision point.
#[derive(PartialEq, Eq)]
struct Assigned {
    id: String,
    category: Option<String>,
    value: String,
}

/// The obligations of a policy, in its order.
pub(super) fn of(policy: &Policy<'_>) -> Vec<Handed> {
    let assigned = |one: &Assignment<'_>| {
        let Some(Expression::Value(value)) = &one.expression else { return None };
        Some(Assigned {
            id: one.id.value.clone().into_owned(),
            category: one.category.as_ref().map(|category| category.value.clone().into_owned()),
            value: value.text.value.trim().to_owned(),
        })
    };
    let handed = |one: &Obligation<'_>| Handed {
        id: one.id.value.clone().into_owned(),
        on: one.on.value,
        assigned: one.assignments.iter().filter_map(assigned).collect(),
    };
    policy.obligations.iter().map(handed).collect()
}

/// Whether every obligation is the same as before, but for a category that was lacking where the repair says so.
pub(super) fn are_kept(before: &[Handed], after: &[Handed], effect: &Effect) -> bool {
    before == after
        || (*effect == Effect::Levels && before.len() == after.len() && before.iter().zip(after).all(is_filled))
}

fn is_filled((before, after): (&Handed, &Handed)) -> bool {
    let same = |(old, new): (&Assigned, &Assigned)| {
        let has_category = old.category.is_none() || old.category == new.category;
        (&old.id, &old.value) == (&new.id, &new.value) && has_category
    };
    (&before.id, before.on) == (&after.id, after.on)
        && before.assigned.len() == after.assigned.len()
        && before.assigned.iter().zip(&after.assigned).all(same)
}
