//! One request against one policy, step by step as Altinn's engine goes.

use super::combine::{RuleDecision, combine};
use super::functions::{Comparison, compare};
use super::{Binding, Broken, broken};
use crate::pdp::{Answer, Decision, Request};
use crate::source::Span;
use crate::xacml::{AllOf, AttributeSource, Category, Effect, Match, Policy, Rule, Value, combining, data_type};

/// How one category of a rule's target stands to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Match,
    NoMatch,
    /// `MustBePresent` names an attribute that the request does not have.
    Missing(Span),
    Undecided(Span),
}

/// The engine throws; the service answers Indeterminate for the whole call.
struct Thrown {
    span: Span,
    text: String,
}

/// Decides one request.
pub fn evaluate(policy: &Policy<'_>, binding: &Binding, request: &Request) -> Answer {
    match broken(policy) {
        Some(Broken::Refused(irregularity)) => {
            let text = format!("Altinn cannot read the policy: {}", irregularity.kind);
            return Answer::because(Decision::Indeterminate, irregularity.span, text);
        }
        Some(Broken::UnknownAlgorithm(span)) => {
            // The rules are still gone through first, but an exception there is Indeterminate too.
            return Answer::because(Decision::Indeterminate, span, "Altinn does not know this combining algorithm");
        }
        None => {}
    }
    let engine = Engine { binding, request };
    engine.decide(policy).unwrap_or_else(|thrown| Answer::because(Decision::Indeterminate, thrown.span, thrown.text))
}

struct Engine<'a> {
    binding: &'a Binding,
    request: &'a Request,
}

impl Engine<'_> {
    fn decide(&self, policy: &Policy<'_>) -> Result<Answer, Thrown> {
        let mut candidates = Vec::new();
        let mut missing = None;
        for rule in &policy.rules {
            let resource = self.category(rule, Category::Resource)?;
            let action = self.category(rule, Category::Action)?;
            match (resource, action) {
                (State::Match, State::Match) => candidates.push((rule, None)),
                (State::Missing(span), _) | (_, State::Missing(span)) => missing = missing.or(Some(span)),
                (State::NoMatch, _) | (_, State::NoMatch) => {}
                (State::Undecided(span), _) | (_, State::Undecided(span)) => candidates.push((rule, Some(span))),
            }
        }
        if let Some(span) = missing {
            let text = "an attribute that must be present is not in the request, which stops the whole decision";
            return Ok(Answer::because(Decision::Indeterminate, span, text));
        }
        let mut decisions = Vec::with_capacity(candidates.len());
        let mut undecided = None;
        for (rule, open) in &candidates {
            let subject = self.category(rule, Category::Subject)?;
            let effect = rule.effect.value;
            let decision = match subject {
                State::NoMatch => RuleDecision::NotApplicable,
                State::Missing(_) if open.is_none() => RuleDecision::Indeterminate(effect),
                State::Match if open.is_none() && rule.condition.is_none() => RuleDecision::Effect(effect),
                _ => {
                    let condition = rule.condition.as_ref().map(|condition| condition.span);
                    undecided = undecided.or(*open).or(condition).or(Some(rule.start_tag));
                    RuleDecision::Undecided
                }
            };
            decisions.push(decision);
        }
        let algorithm = policy.combining.as_ref().and_then(|id| combining::of(&id.value));
        let decision = algorithm.map_or(Decision::Indeterminate, |algorithm| combine(algorithm, &decisions));
        Ok(self.answer(decision, &candidates, &decisions, undecided))
    }

    fn answer(
        &self,
        decision: Decision,
        candidates: &[(&Rule<'_>, Option<Span>)],
        decisions: &[RuleDecision],
        undecided: Option<Span>,
    ) -> Answer {
        let rule_that =
            |wanted: RuleDecision| decisions.iter().position(|decision| *decision == wanted).map(|at| candidates[at].0);
        let (wanted, text) = match decision {
            Decision::Permit => (RuleDecision::Effect(Effect::Permit), "this rule permits it"),
            Decision::Deny => (RuleDecision::Effect(Effect::Deny), "this rule denies it"),
            Decision::Undecided => {
                return Answer {
                    decision,
                    because: undecided.map(|span| crate::pdp::Reason {
                        span,
                        text: "this version cannot decide what this part comes to".to_owned(),
                    }),
                };
            }
            Decision::NotApplicable | Decision::Indeterminate => return Answer::plain(decision),
        };
        match rule_that(wanted) {
            Some(rule) => Answer::because(decision, rule.start_tag, text),
            None => Answer::plain(decision),
        }
    }

    /// One satisfied AllOf anywhere is enough; of "satisfied" and "missing" the last one stands.
    fn category(&self, rule: &Rule<'_>, category: Category) -> Result<State, Thrown> {
        let Some(target) = &rule.target else { return Ok(State::Match) };
        let mut state = State::NoMatch;
        let mut named = false;
        for all_of in target.any_of.iter().flat_map(|any_of| &any_of.all_of) {
            match self.all_of(all_of, category)? {
                None => continue,
                Some(State::NoMatch) => {}
                Some(State::Undecided(_)) if state == State::Match => {}
                Some(now) => state = now,
            }
            named = true;
        }
        Ok(if named { state } else { State::Match })
    }

    /// The part of an AllOf that is of one category; none if it has no such part.
    fn all_of(&self, all_of: &AllOf<'_>, category: Category) -> Result<Option<State>, Thrown> {
        let mut state = None;
        let mut missing = None;
        for one in &all_of.matches {
            let AttributeSource::Designator(designator) = &one.attribute else {
                return Err(Thrown { span: one.span, text: "an AttributeSelector stops Altinn's engine".into() });
            };
            if designator.category != category {
                continue;
            }
            let present = self.request.named(category, &designator.id.value).next().is_some();
            let now = if present { self.matches(one, category)? } else { State::NoMatch };
            if !present && designator.must_be_present.value {
                missing = Some(State::Missing(designator.must_be_present.span));
            }
            state = Some(match (state, now) {
                (Some(State::NoMatch), _) | (_, State::NoMatch) => State::NoMatch,
                (Some(State::Undecided(span)), _) => State::Undecided(span),
                (_, now) => now,
            });
        }
        Ok(missing.or(state))
    }

    /// Any value of the request that matches is enough, but every one is looked at until then.
    fn matches(&self, one: &Match<'_>, category: Category) -> Result<State, Thrown> {
        let value = self.binding.bind(compared(&one.value));
        let mut state = State::NoMatch;
        for attribute in self.request.named(category, one.attribute_id()) {
            for requested in &attribute.values {
                if attribute.data_type != one.value.data_type.value {
                    continue;
                }
                match compare(&one.function.value, &value, requested) {
                    Comparison::Match => {
                        state = State::Match;
                        break;
                    }
                    Comparison::NoMatch => {}
                    Comparison::Undecided if state == State::NoMatch => state = State::Undecided(one.span),
                    Comparison::Undecided => {}
                    Comparison::Throws => {
                        let text = format!("the function `{}` stops Altinn's engine", one.function.value);
                        return Err(Thrown { span: one.function.span, text });
                    }
                }
            }
        }
        Ok(state)
    }
}

/// What of a value is compared: the text of a string, and of every other type what stands between the tags.
fn compared<'v>(value: &'v Value<'_>) -> &'v str {
    if value.data_type.value == data_type::STRING { &value.text.value } else { &value.markup.value }
}
