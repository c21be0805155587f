//! A policy as it stands after deployment, for decision points that know nothing of placeholders.

use super::altinn::Binding;
use crate::xacml::{Expression, Policy, Target, Value};
use std::borrow::Cow;

/// The policy with every placeholder replaced. Spans stay those of the file.
pub fn bound<'t>(policy: &Policy<'t>, binding: &Binding) -> Policy<'t> {
    let mut policy = policy.clone();
    policy.target.iter_mut().for_each(|target| bind_target(target, binding));
    let variables = policy.variables.iter_mut().filter_map(|variable| variable.expression.as_mut());
    variables.for_each(|expression| bind_expression(expression, binding));
    for rule in &mut policy.rules {
        rule.target.iter_mut().for_each(|target| bind_target(target, binding));
        rule.condition.iter_mut().for_each(|condition| bind_expression(&mut condition.expression, binding));
    }
    policy
}

fn bind_target(target: &mut Target<'_>, binding: &Binding) {
    let all_of = target.any_of.iter_mut().flat_map(|any_of| &mut any_of.all_of);
    for one in all_of.flat_map(|all_of| &mut all_of.matches) {
        bind_value(&mut one.value, binding);
    }
}

fn bind_expression(expression: &mut Expression<'_>, binding: &Binding) {
    match expression {
        Expression::Value(value) => bind_value(value, binding),
        Expression::Apply(apply) => {
            apply.arguments.iter_mut().for_each(|argument| bind_expression(argument, binding));
        }
        Expression::Attribute(_) | Expression::Function(_) | Expression::Variable(_) | Expression::Unknown(_) => {}
    }
}

fn bind_value(value: &mut Value<'_>, binding: &Binding) {
    for text in std::iter::once(&mut value.text.value).chain(value.written.as_deref_mut()) {
        if let Cow::Owned(replaced) = binding.bind(text) {
            *text = Cow::Owned(replaced);
        }
    }
}
