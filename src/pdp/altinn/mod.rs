//! Altinn's own decision point, as it answers today: deviations from the standard included.
//!
//! Source: Altinn/altinn-authorization-tmp @f7ff53bd2 (2026-08-21), `Altinn.Authorization.ABAC`, read in code; its answers
//! to recorded requests are replayed in tests where the recordings are at hand.

mod combine;
mod evaluate;
mod functions;
mod placeholders;
mod table;

use crate::source::Span;
use crate::xacml::{Irregularity, Policy, combining};

pub use combine::RuleDecision;
pub use evaluate::evaluate;
pub use functions::is_known as is_known_function;
pub use placeholders::Binding;
pub use table::{Probe, Table, each_any_of};

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
