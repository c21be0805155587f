//! Altinn's own decision point, as it answers today: deviations from the standard included.
//!
//! Source: Altinn/altinn-authorization-tmp @f7ff53bd2 (2026-08-21), `Altinn.Authorization.ABAC`, read in code; its answers
//! to recorded requests are replayed in tests where the recordings are at hand.
//!
//! [`evaluate`] follows the engine rule by rule for one request; [`Table`] decides every cell of an access matrix from
//! what was matched once. They share the model, [`Version`] and what .NET's library does with two texts (`dotnet`); how
//! targets, conditions and rules are decided each says for itself.

mod combine;
mod condition;
mod dotnet;
mod evaluate;
mod functions;
mod hinges;
mod placeholders;
mod respond;
mod table;
mod version;

use crate::source::Span;
use crate::xacml::{Combining, Effect, Expression, Irregularity, Policy, Value, combining, data_type};

pub use combine::RuleDecision;
pub use evaluate::{evaluate, evaluate_as};
pub use functions::is_known as is_known_function;
pub use placeholders::Binding;
pub use respond::{Failed, Form, answer, json_trap, respond};
pub use table::{Probe, Table, each_any_of};
pub use version::{Release, Version};

/// Why the whole policy fails, whatever is asked.
#[derive(Clone, Debug)]
pub enum Broken<'p> {
    /// Altinn's reader refuses the text; the first refusal is given.
    Refused(&'p Irregularity),
    /// The combining algorithm is none that Altinn knows.
    UnknownAlgorithm(Span),
}

/// Whether every request on this policy is answered Indeterminate, and why.
pub fn broken<'p>(policy: &'p Policy<'_>) -> Option<Broken<'p>> {
    if let Some(first) = policy.irregularities.first() {
        return Some(Broken::Refused(first));
    }
    let id = policy.combining.as_ref()?;
    combining::of(&id.value).is_none().then_some(Broken::UnknownAlgorithm(id.span))
}

/// Whether the cloud and `altinn@0.0.8` answer every request on this policy alike, as far as that is seen without asking
/// them: no rule denies, fails or compares in a way that changed.
pub fn answers_alike(policy: &Policy<'_>) -> bool {
    !policy.irregularities.is_empty() || (combines_alike(policy) && !names_is_in(policy))
}

/// Whether combining by table and in turn come to the same: all rules permit, and none can be Indeterminate.
fn combines_alike(policy: &Policy<'_>) -> bool {
    let algorithm = policy.combining.as_ref().and_then(|id| combining::of(&id.value));
    let overrides =
        matches!(algorithm, Some(Combining::DenyOverrides | Combining::PermitOverrides | Combining::FirstApplicable));
    overrides
        && policy.rules.iter().all(|rule| rule.effect.value == Effect::Permit && rule.condition.is_none())
        && policy.matches().all(|(_, one)| one.designator().is_none_or(|designator| !designator.must_be_present.value))
}

fn names_is_in(policy: &Policy<'_>) -> bool {
    let applied = policy.rules.iter().filter_map(|rule| match &rule.condition.as_ref()?.expression {
        Expression::Apply(apply) => Some(apply.function.value.as_ref()),
        _ => None,
    });
    policy.matches().map(|(_, one)| one.function.value.as_ref()).chain(applied).any(|id| id == functions::STRING_IS_IN)
}

/// The engine throws; the service answers Indeterminate for the whole call.
struct Thrown {
    span: Span,
    text: String,
}

/// What of a value is compared: the text of a string, and of every other type what stands between the tags.
fn compared<'v>(value: &'v Value<'_>) -> &'v str {
    if value.data_type.value == data_type::STRING { &value.text.value } else { value.markup() }
}
