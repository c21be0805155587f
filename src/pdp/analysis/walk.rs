//! A way through all that a policy looks at in a request.

use crate::pdp::standard::Evaluable;
use crate::xacml::{AttributeSource, Designator, Expression, Member, Policy, Target};

/// Calls a function with every designator: of the policy's target, of every rule, of every variable.
pub(super) fn designators<'p, 't>(policy: &'p Policy<'t>, found: &mut dyn FnMut(&'p Designator<'t>)) {
    target(policy.target.as_ref(), found);
    for variable in &policy.variables {
        variable.expression.iter().for_each(|expression| within(expression, found));
    }
    for rule in &policy.rules {
        target(rule.target.as_ref(), found);
        rule.condition.iter().for_each(|condition| within(&condition.expression, found));
    }
}

/// The same for a policy or policy set, what it refers to left out.
pub(super) fn designators_within<'p>(of: Evaluable<'p>, found: &mut dyn FnMut(&'p Designator<'p>)) {
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        match next {
            Evaluable::Policy(policy) => designators(policy, found),
            Evaluable::PolicySet(set) => {
                target(set.target.as_ref(), found);
                open.extend(set.members.iter().filter_map(|member| match member {
                    Member::Policy(policy) => Some(Evaluable::Policy(policy)),
                    Member::PolicySet(set) => Some(Evaluable::PolicySet(set)),
                    Member::PolicyReference(_) | Member::PolicySetReference(_) => None,
                }));
            }
        }
    }
}

fn target<'p, 't>(target: Option<&'p Target<'t>>, found: &mut dyn FnMut(&'p Designator<'t>)) {
    let all_of = target.into_iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    all_of.flat_map(|all_of| &all_of.matches).filter_map(|one| one.designator()).for_each(found);
}

fn within<'p, 't>(expression: &'p Expression<'t>, found: &mut dyn FnMut(&'p Designator<'t>)) {
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        match expression {
            Expression::Attribute(AttributeSource::Designator(designator)) => found(designator),
            Expression::Apply(apply) => open.extend(&apply.arguments),
            _ => {}
        }
    }
}
