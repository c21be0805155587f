//! A policy as Altinn's engine reads it (facts A1 to A12): the target of the policy does not count, the categories of a rule
//! are judged apart, every AllOf is an alternative.

use super::program::{Algorithm, Fate, Formula, Line, Program, Shared, Unknown};
use super::same::{Compare, IsIn, int32, of_altinn};
use crate::pdp::altinn::Binding;
use crate::source::Span;
use crate::xacml::{
    Apply, AttributeSource, Category, Combining, Condition, Designator, Effect, Expression, Match, Policy, Rule, Value,
    combining, data_type,
};

/// What versions of the engine do in ways of their own (fact A1; changed on 2026-08-20).
#[derive(Clone, Copy, Debug)]
pub(super) struct Engine {
    by_table: bool,
    is_in: IsIn,
}

impl Engine {
    /// As it is.
    pub(super) const NOW: Self = Self { by_table: true, is_in: IsIn::Same };
    /// As it was; on which day `string-is-in` changed is not known.
    pub(super) const BEFORE: Self = Self { by_table: false, is_in: IsIn::Unsure };
    /// In LocalTest and Studio.
    pub(super) const V0_0_8: Self = Self { by_table: false, is_in: IsIn::Part };
}

/// Reads a policy.
pub(super) fn read(policy: &Policy<'_>, binding: &Binding, engine: Engine, shared: &mut Shared) -> Program {
    let algorithm = match fate(policy, engine) {
        Ok(algorithm) => algorithm,
        Err(broken) => {
            return Program { fate: Fate::Broken(broken), target: None, lines: Vec::new(), tree: None };
        }
    };
    let mut reader = Reader { binding, is_in: engine.is_in, shared };
    let lines = policy.rules.iter().map(|rule| reader.line(rule)).collect();
    Program { fate: Fate::Rules(algorithm), target: None, lines, tree: None }
}

fn fate(policy: &Policy<'_>, engine: Engine) -> Result<Algorithm, Unknown> {
    let broken = |span: Span, text: String| Err(Unknown { span, text, may_stop: true });
    if let Some(first) = policy.irregularities.first() {
        return broken(first.span, format!("Altinn cannot read the policy: {}", first.kind));
    }
    // The engine does not know selectors, and comes to every one whatever is asked.
    let selector = policy.matches().find(|(_, one)| matches!(one.attribute, AttributeSource::Selector(_)));
    if let Some((_, one)) = selector {
        return broken(one.span, "an AttributeSelector stops Altinn's engine".to_owned());
    }
    let Some(id) = &policy.combining else {
        return broken(policy.start_tag, "the policy names no combining algorithm".to_owned());
    };
    if !engine.by_table {
        return Ok(Algorithm::InTurn { deny_ends: id.value == combining::DENY_OVERRIDES });
    }
    match combining::of(&id.value) {
        Some(Combining::DenyOverrides) => Ok(Algorithm::Overrides(Effect::Deny)),
        Some(Combining::PermitOverrides) => Ok(Algorithm::Overrides(Effect::Permit)),
        Some(Combining::DenyUnlessPermit) => Ok(Algorithm::Otherwise(Effect::Deny)),
        Some(Combining::PermitUnlessDeny) => Ok(Algorithm::Otherwise(Effect::Permit)),
        Some(Combining::FirstApplicable) => Ok(Algorithm::First),
        None => broken(id.span, "Altinn does not know this combining algorithm".to_owned()),
    }
}

/// Reads the rules of one policy.
struct Reader<'r> {
    binding: &'r Binding,
    is_in: IsIn,
    shared: &'r mut Shared,
}

impl Reader<'_> {
    fn line(&mut self, rule: &Rule<'_>) -> Line {
        let [resource, action, subject] = self.categories(rule);
        let condition = rule.condition.as_ref().map(|condition| self.condition(condition));
        Line {
            effect: rule.effect.value,
            gates: resource.into_iter().chain(action).collect(),
            parts: subject.into_iter().collect(),
            condition,
        }
    }

    /// Resource, action and subject, each judged apart; none where the rule does not name it, and so takes any.
    fn categories(&mut self, rule: &Rule<'_>) -> [Option<u32>; 3] {
        let all_of = rule.target.iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
        let mut parts: [Vec<Box<[u32]>>; 3] = Default::default();
        for all_of in all_of {
            let mut tests: [Vec<u32>; 3] = Default::default();
            for one in &all_of.matches {
                let Some(designator) = one.designator() else { continue };
                let place = match designator.category {
                    Category::Resource => 0,
                    Category::Action => 1,
                    Category::Subject => 2,
                    Category::Environment | Category::Other => continue,
                };
                tests[place].push(self.test(one, designator.must_be_present.value));
            }
            for (parts, tests) in parts.iter_mut().zip(tests).filter(|(_, tests)| !tests.is_empty()) {
                parts.push(tests.into_boxed_slice());
            }
        }
        parts.map(|parts| (!parts.is_empty()).then(|| self.shared.formula(Formula::Last(parts.into()))))
    }

    fn test(&mut self, one: &Match<'_>, must: bool) -> u32 {
        let words = &mut self.shared.words;
        let bag = words.bag(one.category().urn(), one.attribute_id(), Some(&one.value.data_type.value), None);
        words.test(bag, of_altinn(&one.function.value, self.is_in), &self.binding.bind(text(&one.value)), must)
    }

    /// One comparison of one attribute with one value (facts A7 and A12): of the arguments the last of each kind counts, and
    /// of an inner function its designator, and whether it counts or wants one value.
    fn condition(&mut self, condition: &Condition<'_>) -> u32 {
        let Expression::Apply(apply) = &condition.expression else { return self.shared.formula(Formula::False) };
        let inner = apply.arguments.iter().rev().find_map(|argument| match argument {
            Expression::Apply(inner) => Some(inner),
            _ => None,
        });
        let Some(designator) = designated(apply).or_else(|| inner.and_then(designated)) else {
            let why =
                "whether a condition without an attribute stops Altinn's engine, or fails, hangs on the whole request";
            return self.shared.unknown(condition.span, why, true);
        };
        if designator.category == Category::Other {
            let why = "what Altinn's engine is sent in this category is not worked out";
            return self.shared.unknown(designator.span, why, true);
        }
        let value = apply.arguments.iter().rev().find_map(|argument| match argument {
            Expression::Value(value) => Some(value),
            _ => None,
        });
        let (category, id) = (designator.category.urn(), designator.id.value.as_ref());
        let single = inner.map_or(&apply.function.value, |inner| &inner.function.value);
        let typed = self.shared.words.bag(category, id, Some(&designator.data_type.value), None);
        if inner.is_some_and(|inner| BAG_SIZE.contains(&&*inner.function.value)) {
            return match value.and_then(|value| int32(text(value))) {
                Some(1) => self.shared.formula(Formula::One(typed)),
                _ => self.shared.unknown(condition.span, "values are counted up to one", true),
            };
        }
        let single = ONE_AND_ONLY.contains(&&**single).then_some(typed);
        let any = self.shared.words.bag(category, id, None, None);
        let test = match value {
            Some(value) => {
                let how = of_altinn(&apply.function.value, self.is_in).in_condition();
                self.shared.words.test(any, how, &self.binding.bind(text(value)), false)
            }
            None => self.shared.words.test(any, Compare::Throws, "", false),
        };
        self.shared.formula(Formula::Applied { test, single })
    }
}

/// Inner functions that want a single value of the designator's type.
const ONE_AND_ONLY: [&str; 3] = [
    "urn:oasis:names:tc:xacml:1.0:function:integer-one-and-only",
    "urn:oasis:names:tc:xacml:1.0:function:date-one-and-only",
    "urn:oasis:names:tc:xacml:1.0:function:dateTime-one-and-only",
];
/// Inner functions that count.
const BAG_SIZE: [&str; 3] = [
    "urn:oasis:names:tc:xacml:1.0:function:time-bag-size",
    "urn:oasis:names:tc:xacml:1.0:function:date-bag-size",
    "urn:oasis:names:tc:xacml:1.0:function:dateTime-bag-size",
];

fn designated<'p, 't>(apply: &'p Apply<'t>) -> Option<&'p Designator<'t>> {
    apply.arguments.iter().rev().find_map(|argument| match argument {
        Expression::Attribute(AttributeSource::Designator(designator)) => Some(designator),
        _ => None,
    })
}

/// Of every type but the string, the engine compares what stands between the tags, markup and all.
fn text<'v>(value: &'v Value<'_>) -> &'v str {
    if value.data_type.value == data_type::STRING { &value.text.value } else { value.markup() }
}
