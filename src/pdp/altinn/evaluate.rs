//! One request against one policy, step by step as Altinn's engine goes.

use super::combine::{RuleDecision, combine};
use super::condition::{self, Outcome};
use super::dotnet::Told;
use super::functions::compare;
use super::version::Rules;
use super::{Binding, Thrown, Version, compared, hinges};
use crate::pdp::{Answer, Decision, Fault, Reason, Request, StatusCode};
use crate::source::Span;
use crate::xacml::{AllOf, AttributeSource, Category, Effect, Match, Policy, Rule, combining};

/// How one category of a rule's target stands to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Match,
    NoMatch,
    /// `MustBePresent` names an attribute that the request does not have.
    Missing(Span),
    /// A comparison cannot be told: it may hold, or not, or throw.
    Unknown(Span, &'static str),
}

/// Decides one request as Altinn's cloud does today.
pub fn evaluate(policy: &Policy<'_>, binding: &Binding, request: &Request) -> Answer {
    evaluate_as(policy, binding, Version::CLOUD, request)
}

/// Decides one request as a version of the engine does, and says what dated rule or switch the decision hangs on.
///
/// `request` is what the decision point has once it has added what it knows, but for what the version itself says of
/// roles: in which letter case they come, and whether they are over.
pub fn evaluate_as(policy: &Policy<'_>, binding: &Binding, version: Version, request: &Request) -> Answer {
    let delivered = hinges::delivered(version, request);
    let request = delivered.as_ref().unwrap_or(request);
    let mut answer = decide(policy, binding, version.rules(), request).answer;
    answer.hinges = hinges::of(policy, version, request, answer.decision, |rules, request| {
        decide(policy, binding, rules, request).answer.decision
    });
    answer
}

/// A decision, and what the engine says beside it.
pub(super) struct Decided {
    pub(super) answer: Answer,
    pub(super) status: StatusCode,
    /// Whether the resource and action of any rule matched, without which nothing of the request is sent back.
    pub(super) any_rule: bool,
}

impl Decided {
    fn of(answer: Answer, status: StatusCode) -> Self {
        Self { answer, status, any_rule: false }
    }
}

/// Decides by given rules, for a request that has all that is delivered.
pub(super) fn decide(policy: &Policy<'_>, binding: &Binding, rules: Rules, request: &Request) -> Decided {
    if let Some(irregularity) = policy.irregularities.first() {
        let text = format!("Altinn cannot read the policy: {}", irregularity.kind);
        let answer = Answer::because(Decision::Indeterminate, irregularity.span, text);
        let answer = Answer { fault: Some(Fault::Refused), ..answer };
        return Decided::of(answer, StatusCode::SyntaxError);
    }
    let engine = Engine { binding, rules, request };
    engine.decide(policy).unwrap_or_else(|thrown| {
        let answer = Answer::because(Decision::Indeterminate, thrown.span, thrown.text);
        Decided::of(Answer { fault: Some(Fault::Thrown), ..answer }, StatusCode::SyntaxError)
    })
}

struct Engine<'a> {
    binding: &'a Binding,
    rules: Rules,
    request: &'a Request,
}

/// A rule whose resource and action match, and what it came to.
struct Candidate<'p, 't> {
    rule: &'p Rule<'t>,
    decision: RuleDecision,
    /// Why it failed, where it did.
    error: Option<Reason>,
    /// Whether it failed in a way that the engine calls an error of processing.
    is_processing_error: bool,
}

/// What a rule comes to, or why that cannot be told.
type Ruled<'p, 't> = Result<Candidate<'p, 't>, Reason>;

impl Engine<'_> {
    fn decide(&self, policy: &Policy<'_>) -> Result<Decided, Thrown> {
        let mut candidates = Vec::new();
        let mut missing = None;
        let mut unknown = None;
        for rule in &policy.rules {
            let resource = self.category(rule, Category::Resource)?;
            let action = self.category(rule, Category::Action)?;
            match (resource, action) {
                (State::Match, State::Match) => candidates.push(rule),
                (State::Missing(span), _) | (_, State::Missing(span)) => missing = missing.or(Some(span)),
                (State::Unknown(span, text), _) | (_, State::Unknown(span, text)) => {
                    unknown = unknown.or(Some((span, text)));
                }
                (State::NoMatch, _) | (_, State::NoMatch) => {}
            }
        }
        if let Some(span) = missing {
            // Sure beside what is unknown: that can only throw, which is Indeterminate too.
            let text = "an attribute that must be present is not in the request, which stops the whole decision";
            let answer = Answer::because(Decision::Indeterminate, span, text);
            return Ok(Decided::of(answer, StatusCode::MissingAttribute));
        }
        let id = policy.combining.as_ref().map_or("", |id| &id.value);
        let algorithm = combining::of(id);
        if let Some((span, text)) = unknown.filter(|_| !self.rules.by_table || algorithm.is_some()) {
            return Ok(Decided::of(Answer::because(Decision::Undecided, span, text), StatusCode::Ok));
        }
        if !self.rules.by_table {
            return self.in_turn(&candidates, id == combining::DENY_OVERRIDES);
        }
        let mut ruled = Vec::with_capacity(candidates.len());
        for rule in candidates {
            // An error of a rule is one all the same, whatever the others come to.
            ruled.push(self.rule(rule)?);
        }
        let Some(algorithm) = algorithm else {
            let span = policy.combining.as_ref().map_or(policy.start_tag, |id| id.span);
            let text = "Altinn does not know this combining algorithm";
            let answer = Answer::because(Decision::Indeterminate, span, text);
            return Ok(Decided::of(answer, StatusCode::Ok));
        };
        let candidates = match ruled.into_iter().collect::<Result<Vec<_>, _>>() {
            Ok(candidates) => candidates,
            Err(reason) => return Ok(Decided::of(undecided(reason), StatusCode::Ok)),
        };
        let decisions: Vec<_> = candidates.iter().map(|candidate| candidate.decision).collect();
        let decision = combine(algorithm, &decisions);
        let several = candidates.iter().any(|candidate| candidate.is_processing_error);
        let status = match decision {
            Decision::Indeterminate if several => StatusCode::ProcessingError,
            _ => StatusCode::Ok,
        };
        Ok(Decided { any_rule: !candidates.is_empty(), answer: answer(decision, candidates), status })
    }

    /// As before 2026-08-20: an error ends the search at once, and so may a rule that denies.
    fn in_turn(&self, rules: &[&Rule<'_>], deny_ends: bool) -> Result<Decided, Thrown> {
        let mut permitted = None;
        let mut denied = None;
        for rule in rules {
            let candidate = match self.rule(rule)? {
                Ok(candidate) => candidate,
                Err(reason) => return Ok(Decided::of(undecided(reason), StatusCode::Ok)),
            };
            match candidate.decision {
                RuleDecision::NotApplicable => {}
                RuleDecision::Effect(Effect::Permit) => permitted = permitted.or(Some(rule.start_tag)),
                RuleDecision::Effect(Effect::Deny) if deny_ends => {
                    denied = Some(rule.start_tag);
                    break;
                }
                RuleDecision::Effect(Effect::Deny) => {}
                RuleDecision::Indeterminate(_) => {
                    let answer = Answer { because: candidate.error, ..Answer::plain(Decision::Indeterminate) };
                    let several = candidate.is_processing_error;
                    let status = if several { StatusCode::ProcessingError } else { StatusCode::Ok };
                    return Ok(Decided::of(answer, status));
                }
            }
        }
        let answer = match (permitted, denied) {
            (Some(span), _) => Answer::because(Decision::Permit, span, "this rule permits it"),
            (None, Some(span)) => {
                let text = "this rule denies it, which ended the search and was then forgotten in that version";
                Answer::because(Decision::NotApplicable, span, text)
            }
            (None, None) => Answer::plain(Decision::NotApplicable),
        };
        Ok(Decided { answer, status: StatusCode::Ok, any_rule: !rules.is_empty() })
    }

    /// A rule whose resource and action match.
    fn rule<'p, 't>(&self, rule: &'p Rule<'t>) -> Result<Ruled<'p, 't>, Thrown> {
        let effect = rule.effect.value;
        let plain = |decision| Ok(Ok(Candidate { rule, decision, error: None, is_processing_error: false }));
        let failed = |span, text: &str, is_processing_error| {
            let error = Some(Reason { span, text: text.to_owned() });
            Ok(Ok(Candidate { rule, decision: RuleDecision::Indeterminate(effect), error, is_processing_error }))
        };
        let unknown = |span, text: &str| Ok(Err(Reason { span, text: text.to_owned() }));
        match self.category(rule, Category::Subject)? {
            State::NoMatch => return plain(RuleDecision::NotApplicable),
            State::Missing(span) => {
                let text = "an attribute of the subject that must be present is not in the request";
                return failed(span, text, false);
            }
            State::Unknown(span, text) => return unknown(span, text),
            State::Match => {}
        }
        let Some(condition) = &rule.condition else { return plain(RuleDecision::Effect(effect)) };
        match condition::evaluate(condition, self.binding, self.rules.is_in, self.request)? {
            Outcome::Holds => plain(RuleDecision::Effect(effect)),
            Outcome::Fails => plain(RuleDecision::NotApplicable),
            Outcome::Error(text) => failed(condition.span, text, false),
            Outcome::Several => {
                failed(condition.span, "the condition wants one value, and the request has several", true)
            }
            Outcome::Unknown(text) => unknown(condition.span, text),
        }
    }

    /// One satisfied AllOf anywhere is enough; of "satisfied" and "missing" the last one stands.
    fn category(&self, rule: &Rule<'_>, category: Category) -> Result<State, Thrown> {
        let Some(target) = &rule.target else { return Ok(State::Match) };
        let mut state = State::NoMatch;
        let mut named = false;
        let mut unknown = None;
        for all_of in target.any_of.iter().flat_map(|any_of| &any_of.all_of) {
            match self.all_of(all_of, category)? {
                None => continue,
                Some(State::NoMatch) => {}
                Some(now @ State::Unknown(..)) => unknown = unknown.or(Some(now)),
                Some(now) => state = now,
            }
            named = true;
        }
        Ok(match unknown {
            Some(unknown) => unknown,
            None if named => state,
            None => State::Match,
        })
    }

    /// The part of an AllOf that is of one category; none if it has no such part.
    fn all_of(&self, all_of: &AllOf<'_>, category: Category) -> Result<Option<State>, Thrown> {
        let mut state = None;
        let mut missing = None;
        let mut unknown = None;
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
                missing = missing.or(Some(State::Missing(designator.must_be_present.span)));
            }
            if matches!(now, State::Unknown(..)) {
                unknown = unknown.or(Some(now));
            }
            state = Some(if state == Some(State::NoMatch) { State::NoMatch } else { now });
        }
        Ok(unknown.or(missing).or(state))
    }

    /// Any value of the request that matches is enough, and ends the search among the values of its attribute only.
    fn matches(&self, one: &Match<'_>, category: Category) -> Result<State, Thrown> {
        let value = self.binding.bind(compared(&one.value));
        let mut state = State::NoMatch;
        let mut unknown = None;
        for attribute in self.request.named(category, one.attribute_id()) {
            if attribute.data_type != one.value.data_type.value {
                continue;
            }
            let mut open = None;
            for requested in &attribute.values {
                match compare(&one.function.value, self.rules.is_in, &value, requested) {
                    Told::Yes => {
                        state = State::Match;
                        break;
                    }
                    Told::No => {}
                    Told::Unknown(text) => open = open.or(Some(State::Unknown(one.span, text))),
                    // A value that may have matched would have ended the search before.
                    Told::Throws if open.is_some() => break,
                    Told::Throws => {
                        let text = format!("the function `{}` stops Altinn's engine", one.function.value);
                        return Err(Thrown { span: one.function.span, text });
                    }
                }
            }
            unknown = unknown.or(open);
        }
        Ok(unknown.unwrap_or(state))
    }
}

/// The answer that rules came to, with the rule to point at.
fn answer(decision: Decision, candidates: Vec<Candidate<'_, '_>>) -> Answer {
    let (wanted, text) = match decision {
        Decision::Permit => (RuleDecision::Effect(Effect::Permit), "this rule permits it"),
        Decision::Deny => (RuleDecision::Effect(Effect::Deny), "this rule denies it"),
        Decision::Indeterminate => {
            let because = candidates.into_iter().find_map(|candidate| candidate.error);
            return Answer { because, ..Answer::plain(decision) };
        }
        Decision::NotApplicable | Decision::Undecided => return Answer::plain(decision),
    };
    match candidates.iter().find(|candidate| candidate.decision == wanted) {
        Some(candidate) => Answer::because(decision, candidate.rule.start_tag, text),
        None => Answer::plain(decision),
    }
}

fn undecided(reason: Reason) -> Answer {
    Answer { because: Some(reason), ..Answer::plain(Decision::Undecided) }
}
