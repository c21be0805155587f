//! Every cell of an access matrix, from what each rule matches once.
//!
//! In this dialect the categories of a rule are judged apart, so a rule is known by three rows of states: one state per
//! subject, per place and per action. A cell is combined from those, without looking at the policy again.

use super::combine::{RuleDecision, combine};
use super::functions::{Comparison, compare};
use super::{Binding, broken};
use crate::pdp::Decision;
use crate::xacml::{AllOf, AttributeSource, Category, Combining, Effect, Match, Policy, Rule, combining, data_type};
use std::borrow::Cow;

/// The attributes of one category that one subject, place or action brings to every request it is part of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    /// Attribute ids and values; the same id may stand several times.
    pub values: Vec<(Cow<'static, str>, Cow<'static, str>)>,
}

/// The states of one rule.
#[derive(Clone, Debug)]
struct Row {
    effect: Effect,
    conditional: bool,
    subjects: Vec<State>,
    places: Vec<State>,
    actions: Vec<State>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Match,
    NoMatch,
    Missing,
    Throws,
    Undecided,
}

/// The decisions of one policy over subjects × places × actions.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Row>,
    algorithm: Option<Combining>,
}

impl Table {
    /// Matches every rule of the policy with every probe once.
    pub fn new(
        policy: &Policy<'_>,
        binding: &Binding,
        subjects: &[Probe],
        places: &[Probe],
        actions: &[Probe],
    ) -> Self {
        let algorithm = match broken(policy) {
            Some(_) => None,
            None => policy.combining.as_ref().and_then(|id| combining::of(&id.value)),
        };
        let states = |rule: &Rule<'_>, category, probes: &[Probe]| {
            let all = rule.target.iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
            let parts = Parts::of(all, category, binding);
            probes.iter().map(|probe| parts.state(probe)).collect()
        };
        let row = |rule: &Rule<'_>| Row {
            effect: rule.effect.value,
            conditional: rule.condition.is_some(),
            subjects: states(rule, Category::Subject, subjects),
            places: states(rule, Category::Resource, places),
            actions: states(rule, Category::Action, actions),
        };
        let rows = if algorithm.is_some() { policy.rules.iter().map(row).collect() } else { Vec::new() };
        Self { rows, algorithm }
    }

    /// The decision for one cell, by the numbers of its subject, place and action.
    pub fn decide(&self, subject: usize, place: usize, action: usize) -> Decision {
        let Some(algorithm) = self.algorithm else { return Decision::Indeterminate };
        let mut decisions = Vec::with_capacity(self.rows.len());
        let mut missing = false;
        for row in &self.rows {
            let (place, action) = (row.places[place], row.actions[action]);
            // A throw ends everything, whatever else the rules say.
            if place == State::Throws || action == State::Throws {
                return Decision::Indeterminate;
            }
            if place == State::Missing || action == State::Missing {
                missing = true;
            } else if place != State::NoMatch && action != State::NoMatch {
                let sure = place == State::Match && action == State::Match;
                decisions.push((row, sure));
            }
        }
        if missing {
            return Decision::Indeterminate;
        }
        let mut combined = Vec::with_capacity(decisions.len());
        for (row, sure) in decisions {
            combined.push(match row.subjects[subject] {
                State::Throws => return Decision::Indeterminate,
                State::NoMatch => RuleDecision::NotApplicable,
                State::Missing if sure => RuleDecision::Indeterminate(row.effect),
                State::Match if sure && !row.conditional => RuleDecision::Effect(row.effect),
                _ => RuleDecision::Undecided,
            });
        }
        combine(algorithm, &combined)
    }

    /// Which rule gives a subject its effect in a cell: the first that matches all three.
    pub fn first_rule(&self, effect: Effect, subject: usize, place: usize, action: usize) -> Option<usize> {
        self.rows.iter().position(|row| {
            row.effect == effect
                && row.subjects[subject] == State::Match
                && row.places[place] == State::Match
                && row.actions[action] == State::Match
        })
    }

    /// How many states were computed: a measure of work.
    pub fn work(&self) -> usize {
        self.rows.iter().map(|row| row.subjects.len() + row.places.len() + row.actions.len()).sum()
    }
}

/// The matches of one rule that are of one category, with their values bound.
struct Parts<'a, 't> {
    selector: bool,
    /// Each match with the number of its AllOf. Without any, the rule does not name the category.
    matches: Vec<(usize, &'a Match<'t>, Cow<'a, str>)>,
}

impl<'a, 't> Parts<'a, 't> {
    fn of(all: impl Iterator<Item = &'a AllOf<'t>>, category: Category, binding: &Binding) -> Self {
        let mut parts = Self { selector: false, matches: Vec::new() };
        for (number, all_of) in all.enumerate() {
            for one in &all_of.matches {
                match &one.attribute {
                    AttributeSource::Selector(_) => parts.selector = true,
                    AttributeSource::Designator(designator) if designator.category == category => {
                        parts.matches.push((number, one, binding.bind(&one.value.text.value)));
                    }
                    AttributeSource::Designator(_) => {}
                }
            }
        }
        parts
    }

    fn state(&self, probe: &Probe) -> State {
        if self.selector {
            return State::Throws;
        }
        if self.matches.is_empty() {
            return State::Match;
        }
        let mut state = State::NoMatch;
        for all_of in self.matches.chunk_by(|a, b| a.0 == b.0) {
            let mut part = State::Match;
            let mut missing = false;
            for (_, one, value) in all_of {
                match one_state(one, value, probe) {
                    State::Throws => return State::Throws,
                    State::Missing => missing = true,
                    State::NoMatch => part = State::NoMatch,
                    State::Undecided if part == State::Match => part = State::Undecided,
                    State::Match | State::Undecided => {}
                }
            }
            match part {
                _ if missing => state = State::Missing,
                State::Match => state = State::Match,
                State::Undecided if state != State::Match => state = State::Undecided,
                _ => {}
            }
        }
        state
    }
}

/// What each AnyOf of a rule's target says of a probe by itself, AnyOf without the category left out.
pub fn each_any_of(rule: &Rule<'_>, category: Category, binding: &Binding, probe: &Probe) -> Vec<bool> {
    let all = rule.target.iter().flat_map(|target| &target.any_of);
    all.filter_map(|any_of| {
        let parts = Parts::of(any_of.all_of.iter(), category, binding);
        (!parts.matches.is_empty()).then(|| parts.state(probe) == State::Match)
    })
    .collect()
}

fn one_state(one: &Match<'_>, value: &str, probe: &Probe) -> State {
    let Some(designator) = one.designator() else { return State::Throws };
    let mut state = None;
    for (id, requested) in &probe.values {
        if **id != *designator.id.value {
            continue;
        }
        let now = if one.value.data_type.value == data_type::STRING {
            match compare(&one.function.value, value, requested) {
                Comparison::Match => return State::Match,
                Comparison::NoMatch => State::NoMatch,
                Comparison::Throws => return State::Throws,
                Comparison::Undecided => State::Undecided,
            }
        } else {
            State::NoMatch
        };
        state = Some(if state == Some(State::Undecided) { State::Undecided } else { now });
    }
    match state {
        Some(state) => state,
        None if designator.must_be_present.value => State::Missing,
        None => State::NoMatch,
    }
}
