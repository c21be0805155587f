//! A policy as Altinn's engine reads it (facts A1 to A12): the target of the policy does not count, the categories of a rule
//! are judged apart, every AllOf is an alternative.

use super::program::{Algorithm, Fate, Formula, Line, Program, Shared, Unknown};
use super::same::of_altinn;
use crate::pdp::altinn::Binding;
use crate::source::Span;
use crate::xacml::{AttributeSource, Category, Combining, Effect, Match, Policy, Rule, combining, data_type};

/// Reads a policy.
pub(super) fn read(policy: &Policy<'_>, binding: &Binding, shared: &mut Shared) -> Program {
    let algorithm = match fate(policy) {
        Ok(algorithm) => algorithm,
        Err(broken) => {
            return Program { fate: Fate::Broken(broken), target: None, lines: Vec::new() };
        }
    };
    let lines = policy.rules.iter().map(|rule| line(rule, binding, shared)).collect();
    Program { fate: Fate::Rules(algorithm), target: None, lines }
}

fn fate(policy: &Policy<'_>) -> Result<Algorithm, Unknown> {
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
    match combining::of(&id.value) {
        Some(Combining::DenyOverrides) => Ok(Algorithm::Overrides(Effect::Deny)),
        Some(Combining::PermitOverrides) => Ok(Algorithm::Overrides(Effect::Permit)),
        Some(Combining::DenyUnlessPermit) => Ok(Algorithm::Otherwise(Effect::Deny)),
        Some(Combining::PermitUnlessDeny) => Ok(Algorithm::Otherwise(Effect::Permit)),
        Some(Combining::FirstApplicable) => Ok(Algorithm::First),
        None => broken(id.span, "Altinn does not know this combining algorithm".to_owned()),
    }
}

fn line(rule: &Rule<'_>, binding: &Binding, shared: &mut Shared) -> Line {
    let [resource, action, subject] = categories(rule, binding, shared);
    let condition = rule.condition.as_ref().map(|condition| {
        shared.unknown(condition.span, "what Altinn's engine makes of this condition is not worked out", true)
    });
    Line {
        effect: rule.effect.value,
        gates: resource.into_iter().chain(action).collect(),
        parts: subject.into_iter().collect(),
        condition,
    }
}

/// Resource, action and subject, each judged apart; none where the rule does not name it, and so takes any.
fn categories(rule: &Rule<'_>, binding: &Binding, shared: &mut Shared) -> [Option<u32>; 3] {
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
            tests[place].push(test(one, designator.must_be_present.value, binding, shared));
        }
        for (parts, tests) in parts.iter_mut().zip(tests).filter(|(_, tests)| !tests.is_empty()) {
            parts.push(tests.into_boxed_slice());
        }
    }
    parts.map(|parts| (!parts.is_empty()).then(|| shared.formula(Formula::Last(parts.into()))))
}

fn test(one: &Match<'_>, must: bool, binding: &Binding, shared: &mut Shared) -> u32 {
    let is_string = one.value.data_type.value == data_type::STRING;
    // Of every type but the string, the engine compares what stands between the tags, markup and all.
    let text = if is_string { &one.value.text.value } else { &one.value.markup.value };
    let bag = shared.words.bag(one.category().urn(), one.attribute_id(), &one.value.data_type.value, None);
    shared.words.test(bag, of_altinn(&one.function.value), &binding.bind(text), must)
}
