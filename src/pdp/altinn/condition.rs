//! Conditions, as far as Altinn implements them (`XacmlApply.cs`): one comparison of one attribute with one value.
//!
//! Of the arguments the last value, the last designator and the last inner function count, whatever the function; of the
//! inner function only its designator, whether it counts a bag, and whether it wants one value.

use super::dotnet::Told;
use super::functions::compare;
use super::version::IsIn;
use super::{Binding, Thrown};
use crate::pdp::{Attribute, Request};
use crate::source::Span;
use crate::xacml::{Apply, AttributeSource, Category, Condition, Designator, Expression, Value};

/// Inner functions that want a single value of the designator's type.
pub(super) const ONE_AND_ONLY: [&str; 3] = [
    "urn:oasis:names:tc:xacml:1.0:function:integer-one-and-only",
    "urn:oasis:names:tc:xacml:1.0:function:date-one-and-only",
    "urn:oasis:names:tc:xacml:1.0:function:dateTime-one-and-only",
];

/// Inner functions that count.
pub(super) const BAG_SIZE: [&str; 3] = [
    "urn:oasis:names:tc:xacml:1.0:function:time-bag-size",
    "urn:oasis:names:tc:xacml:1.0:function:date-bag-size",
    "urn:oasis:names:tc:xacml:1.0:function:dateTime-bag-size",
];

/// What a condition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The rule has its effect.
    Holds,
    /// The rule does not apply.
    Fails,
    /// The rule is Indeterminate, for the reason given: an attribute is absent, or a count is wrong.
    Error(&'static str),
    /// The rule is Indeterminate, because the request has several values where one is wanted.
    Several,
    /// It cannot be told.
    Unknown(&'static str),
}

/// Evaluates a condition for a request.
pub(super) fn evaluate(
    condition: &Condition<'_>,
    binding: &Binding,
    is_in: IsIn,
    request: &Request,
) -> Result<Outcome, Thrown> {
    match &condition.expression {
        Expression::Apply(apply) => Applied::of(apply).evaluate(binding, is_in, request),
        // A value, an attribute, a function or a variable is no comparison; the engine takes it not to hold.
        _ => Ok(Outcome::Fails),
    }
}

/// The arguments that count.
struct Applied<'p, 't> {
    apply: &'p Apply<'t>,
    value: Option<&'p Value<'t>>,
    designator: Option<&'p Designator<'t>>,
    inner: Option<&'p Apply<'t>>,
}

impl<'p, 't> Applied<'p, 't> {
    fn of(apply: &'p Apply<'t>) -> Self {
        let mut applied = Self { apply, value: None, designator: last_designator(apply), inner: None };
        for argument in &apply.arguments {
            match argument {
                Expression::Value(value) => applied.value = Some(value),
                Expression::Apply(inner) => applied.inner = Some(inner),
                _ => {}
            }
        }
        if applied.designator.is_none() {
            applied.designator = applied.inner.and_then(last_designator);
        }
        applied
    }

    fn evaluate(&self, binding: &Binding, is_in: IsIn, request: &Request) -> Result<Outcome, Thrown> {
        let Some(designator) = self.designator else {
            if request.attributes().is_empty() {
                return Ok(Outcome::Error("the condition names no attribute"));
            }
            return Err(self.thrown("a condition without an attribute stops Altinn's engine"));
        };
        let mut of_category = request.attributes().iter().filter(|one| one.category == designator.category).peekable();
        if of_category.peek().is_none() {
            return Ok(Outcome::Error("the request has nothing of the category that the condition looks at"));
        }
        if designator.category == Category::Other {
            return Ok(Outcome::Unknown("categories beside the four of Altinn's requests are not told apart"));
        }
        let named: Vec<&Attribute> = of_category.filter(|one| one.id == designator.id.value).collect();
        let typed = named.iter().filter(|one| one.data_type == designator.data_type.value);
        let count: usize = typed.map(|one| one.values.len()).sum();
        let inner = self.inner.map(|inner| inner.function.value.as_ref());
        if ONE_AND_ONLY.contains(&inner.unwrap_or(&self.apply.function.value)) && count > 1 {
            return Ok(Outcome::Several);
        }
        if inner.is_some_and(|inner| BAG_SIZE.contains(&inner)) {
            return self.counts(count);
        }
        self.compares(&named, binding, is_in)
    }

    fn counts(&self, count: usize) -> Result<Outcome, Thrown> {
        let wanted = self.value.and_then(|value| super::dotnet::integer(super::compared(value)));
        match wanted.map(usize::try_from) {
            None => Err(self.thrown("a count is compared with what is no number, which stops Altinn's engine")),
            Some(Ok(wanted)) if wanted == count => Ok(Outcome::Holds),
            Some(_) => Ok(Outcome::Error("the request has another number of values than the condition wants")),
        }
    }

    fn compares(&self, named: &[&Attribute], binding: &Binding, is_in: IsIn) -> Result<Outcome, Thrown> {
        if named.is_empty() {
            return Ok(Outcome::Error("the attribute that the condition looks at is not in the request"));
        }
        let mut unknown = None;
        for requested in named.iter().flat_map(|one| &one.values) {
            let Some(value) = self.value else {
                return Err(self.thrown("a condition without a value stops Altinn's engine"));
            };
            let value = binding.bind(super::compared(value));
            // The request's value stands where a match has the policy's: here it is the pattern.
            match compare(&self.apply.function.value, is_in, requested, &value) {
                Told::Yes => return Ok(unknown.map_or(Outcome::Holds, Outcome::Unknown)),
                Told::No => {}
                // A value that may have matched would have ended the search before.
                Told::Throws if unknown.is_some() => break,
                Told::Throws => {
                    let text = format!("the function `{}` stops Altinn's engine", self.apply.function.value);
                    return Err(Thrown { span: self.apply.function.span, text });
                }
                Told::Unknown(reason) => unknown = unknown.or(Some(reason)),
            }
        }
        Ok(unknown.map_or(Outcome::Fails, Outcome::Unknown))
    }

    fn thrown(&self, text: &str) -> Thrown {
        let span: Span = self.apply.span;
        Thrown { span, text: text.to_owned() }
    }
}

fn last_designator<'p, 't>(apply: &'p Apply<'t>) -> Option<&'p Designator<'t>> {
    apply.arguments.iter().rev().find_map(|argument| match argument {
        Expression::Attribute(AttributeSource::Designator(designator)) => Some(designator),
        _ => None,
    })
}
