//! A condition over the probes of the one category that it looks at.

use super::Probe;
use super::test::Kind;
use crate::pdp::altinn::dotnet::{self, Told};
use crate::pdp::altinn::version::IsIn;
use crate::pdp::altinn::{Binding, compared};
use crate::xacml::{Apply, AttributeSource, Category, Condition, Designator, Expression, Value, data_type};

/// What a condition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Holds,
    Fails,
    /// Indeterminate, with the effect of the rule.
    Error,
    Throws,
    Unknown,
}

/// The outcomes of one condition.
#[derive(Clone, Debug)]
pub(super) enum ConditionRow {
    /// The same for all.
    Always(Outcome),
    /// It names no attribute: it throws wherever the request has any.
    Nameless([Vec<bool>; 3]),
    /// By the probe of one side: subject, place or action.
    By(usize, Vec<Outcome>),
}

impl ConditionRow {
    /// `probes` are those of subjects, places and actions.
    pub(super) fn new(condition: &Condition<'_>, binding: &Binding, is_in: IsIn, probes: [&[Probe]; 3]) -> Self {
        let Expression::Apply(apply) = &condition.expression else { return Self::Always(Outcome::Fails) };
        let comparison = Comparison::of(apply, is_in);
        let Some(designator) = comparison.designator else {
            return Self::Nameless(probes.map(|side| side.iter().map(|probe| probe.values.is_empty()).collect()));
        };
        let side = match designator.category {
            Category::Subject => 0,
            Category::Resource => 1,
            Category::Action => 2,
            // No probe brings anything of another category.
            Category::Environment | Category::Other => return Self::Always(Outcome::Error),
        };
        let bound = comparison.value.map(|value| binding.bind(compared(value)));
        let outcomes = probes[side].iter().map(|probe| comparison.outcome(designator, bound.as_deref(), probe));
        Self::By(side, outcomes.collect())
    }

    pub(super) fn outcome(&self, at: [usize; 3]) -> Outcome {
        match self {
            Self::Always(outcome) => *outcome,
            Self::By(side, outcomes) => outcomes[at[*side]],
            Self::Nameless(empty) if empty.iter().zip(at).all(|(side, at)| side[at]) => Outcome::Error,
            Self::Nameless(_) => Outcome::Throws,
        }
    }
}

/// How often an attribute may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bag {
    Any,
    AtMostOne,
    Counted,
}

struct Comparison<'p, 't> {
    kind: Kind,
    bag: Bag,
    value: Option<&'p Value<'t>>,
    designator: Option<&'p Designator<'t>>,
}

impl<'p, 't> Comparison<'p, 't> {
    fn of(apply: &'p Apply<'t>, is_in: IsIn) -> Self {
        let (value, outer, inner) = arguments(apply);
        let designator = outer.or_else(|| inner.and_then(|inner| arguments(inner).1));
        let bag = match (inner, name(&inner.unwrap_or(apply).function.value)) {
            (_, "integer-one-and-only" | "date-one-and-only" | "dateTime-one-and-only") => Bag::AtMostOne,
            (Some(_), "time-bag-size" | "date-bag-size" | "dateTime-bag-size") => Bag::Counted,
            _ => Bag::Any,
        };
        Self { kind: Kind::of(&apply.function.value, is_in), bag, value, designator }
    }

    fn outcome(&self, designator: &Designator<'_>, value: Option<&str>, probe: &Probe) -> Outcome {
        if probe.values.is_empty() {
            return Outcome::Error;
        }
        let requested: Vec<&str> =
            probe.values.iter().filter(|(id, _)| *id == designator.id.value).map(|(_, value)| &**value).collect();
        // All values of probes are strings, and only those of the designator's type are counted.
        let count = if designator.data_type.value == data_type::STRING { requested.len() } else { 0 };
        match self.bag {
            Bag::AtMostOne if count > 1 => return Outcome::Error,
            Bag::Counted => {
                // The count is taken as it is written: a placeholder is no number either way.
                return match self.value.map(|value| dotnet::integer(compared(value))) {
                    Some(Some(wanted)) if usize::try_from(wanted) == Ok(count) => Outcome::Holds,
                    Some(Some(_)) => Outcome::Error,
                    _ => Outcome::Throws,
                };
            }
            Bag::Any | Bag::AtMostOne => {}
        }
        match (requested.is_empty(), value) {
            (true, _) => Outcome::Error,
            (false, None) => Outcome::Throws,
            (false, Some(value)) => self.compared(&requested, value),
        }
    }

    /// The first value that settles it; here the request's value is the pattern.
    fn compared(&self, requested: &[&str], value: &str) -> Outcome {
        let told = requested.iter().map(|requested| self.kind.asked_of(requested, value));
        for told in told {
            match told {
                Told::No => {}
                Told::Yes => return Outcome::Holds,
                Told::Throws => return Outcome::Throws,
                Told::Unknown(_) => return Outcome::Unknown,
            }
        }
        Outcome::Fails
    }
}

/// The last value, the last designator and the last inner function.
type Arguments<'p, 't> = (Option<&'p Value<'t>>, Option<&'p Designator<'t>>, Option<&'p Apply<'t>>);

fn arguments<'p, 't>(apply: &'p Apply<'t>) -> Arguments<'p, 't> {
    apply.arguments.iter().fold((None, None, None), |(value, designator, inner), argument| match argument {
        Expression::Value(value) => (Some(value), designator, inner),
        Expression::Attribute(AttributeSource::Designator(designator)) => (value, Some(designator), inner),
        Expression::Apply(inner) => (value, designator, Some(inner)),
        _ => (value, designator, inner),
    })
}

/// The name of a function of XACML 1.0; empty for every other.
fn name(id: &str) -> &str {
    id.strip_prefix("urn:oasis:names:tc:xacml:1.0:function:").unwrap_or_default()
}
