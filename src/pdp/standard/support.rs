//! What is not supported, wherever it stands in a policy or policy set: combining algorithms and functions by unknown ids.
//!
//! The standard has the decision point answer Indeterminate for whatever contains such a thing (core specification, §7.19.1),
//! a policy set around it included; what is only referred to is not contained. Errors of types and syntax, in contrast,
//! spoil the policy that has them and no other (§7.19.2).

use super::combine::{Algorithm, Of};
use super::fault::{Fault, Place};
use super::functions::Function;
use super::repository::Evaluable;
use crate::xacml::{Expression, Obligation, Policy, Target, Text};

/// Something unsupported, with its place in the document of what contains it.
pub(super) struct Unsupported<'e> {
    id: &'e Text<'e>,
    what: What,
}

enum What {
    Algorithm(Of),
    Function,
}

impl Unsupported<'_> {
    /// As a fault of a document.
    pub(super) fn in_document(&self, document: usize) -> Fault {
        let place = Place { document, span: self.id.span };
        match self.what {
            What::Algorithm(of) => unknown_algorithm(self.id, of).at(place),
            What::Function => unknown_function(self.id).at(place),
        }
    }
}

/// The combining algorithm of an id is none for rules, or none for policies.
pub(super) fn unknown_algorithm(id: &Text<'_>, of: Of) -> Fault {
    let (what, other) = match of {
        Of::Rules => ("rules", Of::Policies),
        Of::Policies => ("policies", Of::Rules),
    };
    let hint = match (Algorithm::named(&id.value, other), other) {
        (Some(_), Of::Policies) => "; it combines policies",
        (Some(_), Of::Rules) => "; it combines rules",
        (None, _) => "",
    };
    Fault::syntax(format!("`{}` is no algorithm of XACML 3.0 that combines {what}{hint}", id.value))
}

/// The function of an id is none that is known.
pub(super) fn unknown_function(id: &Text<'_>) -> Fault {
    Fault::processing(format!("the function `{}` is none that is supported", id.value))
}

/// The first thing that is not supported, in the order of the text but for algorithms, which come first.
pub(super) fn unsupported(of: Evaluable<'_>) -> Option<Unsupported<'_>> {
    let algorithm = |id: Option<&'_ Text<'_>>, of| id.is_some_and(|id| Algorithm::named(&id.value, of).is_none());
    let mut open = vec![of];
    while let Some(next) = open.pop() {
        match next {
            Evaluable::Policy(policy) => {
                let id = policy.combining.as_ref();
                if algorithm(id, Of::Rules) {
                    return id.map(|id| Unsupported { id, what: What::Algorithm(Of::Rules) });
                }
                if let Some(id) = functions(policy) {
                    return Some(Unsupported { id, what: What::Function });
                }
            }
            Evaluable::PolicySet(set) => {
                let id = set.combining.as_ref();
                if algorithm(id, Of::Policies) {
                    return id.map(|id| Unsupported { id, what: What::Algorithm(Of::Policies) });
                }
                let own =
                    target(set.target.as_ref()).or_else(|| duties(&set.obligations)).or_else(|| duties(&set.advice));
                if let Some(id) = own {
                    return Some(Unsupported { id, what: What::Function });
                }
                open.extend(next.contained().rev());
            }
        }
    }
    None
}

/// The first function of a policy that is not supported.
fn functions<'e>(policy: &'e Policy<'e>) -> Option<&'e Text<'e>> {
    let variables = || policy.variables.iter().filter_map(|variable| variable.expression.as_ref()).find_map(expression);
    let rules = || {
        policy.rules.iter().find_map(|rule| {
            target(rule.target.as_ref())
                .or_else(|| rule.condition.as_ref().and_then(|condition| expression(&condition.expression)))
                .or_else(|| duties(&rule.obligations))
                .or_else(|| duties(&rule.advice))
        })
    };
    target(policy.target.as_ref())
        .or_else(variables)
        .or_else(rules)
        .or_else(|| duties(&policy.obligations))
        .or_else(|| duties(&policy.advice))
}

fn unknown<'e>(id: &'e Text<'e>) -> Option<&'e Text<'e>> {
    Function::of(id.value.trim()).is_none().then_some(id)
}

fn target<'e>(target: Option<&'e Target<'e>>) -> Option<&'e Text<'e>> {
    target?.matches().find_map(|one| unknown(&one.function))
}

fn duties<'e>(duties: &'e [Obligation<'e>]) -> Option<&'e Text<'e>> {
    let assignments = duties.iter().flat_map(|duty| &duty.assignments);
    assignments.filter_map(|assignment| assignment.expression.as_ref()).find_map(expression)
}

fn expression<'e>(whole: &'e Expression<'e>) -> Option<&'e Text<'e>> {
    // No deeper than the reader of XML goes, so recursion is bounded.
    match whole {
        Expression::Apply(apply) => unknown(&apply.function).or_else(|| apply.arguments.iter().find_map(expression)),
        Expression::Function(id) => unknown(id),
        Expression::Value(_) | Expression::Attribute(_) | Expression::Variable(_) | Expression::Unknown(_) => None,
    }
}
