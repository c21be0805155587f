//! Every cell of an access matrix, from what each rule matches once.
//!
//! In this dialect the categories of a rule are judged apart, so a rule is known by three rows of states: one state per
//! subject, per place and per action; and a condition looks at one category, so it is known by one row more. A cell is
//! combined from those, without looking at the policy again.
//!
//! This answers for the evaluator of single requests, and the evaluator for this: functions, targets, conditions and
//! combining are written a second time here, and in another way. Shared are only the model, the version and what .NET's
//! library does with two texts.

mod condition;
mod tally;
mod target;
mod test;

use super::version::Rules;
use super::{Binding, Version};
use crate::altinn::attribute;
use crate::pdp::Decision;
use crate::xacml::{Category, Combining, Effect, Policy, combining};
use condition::{ConditionRow, Outcome};
use std::borrow::Cow;
use tally::Tally;
use target::{Parts, State};

pub use target::each_any_of;

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
    subjects: Vec<State>,
    places: Vec<State>,
    actions: Vec<State>,
    condition: Option<Box<ConditionRow>>,
}

/// The decisions of one policy over subjects × places × actions.
#[derive(Clone, Debug)]
pub struct Table {
    rows: Vec<Row>,
    combiner: Combiner,
}

/// How the rows of a cell become its decision.
#[derive(Clone, Copy, Debug)]
enum Combiner {
    /// Not at all: Altinn cannot read the policy, or does not know the algorithm.
    Broken,
    ByTable(Combining),
    InTurn {
        deny_ends: bool,
    },
}

/// What a rule that matches place and action comes to.
enum Ruled {
    Nothing,
    Effect,
    Error,
    Throws,
    Unknown,
}

/// The sides of a cell, by number.
#[derive(Clone, Copy)]
struct At {
    subject: usize,
    place: usize,
    action: usize,
}

impl Table {
    /// Matches every rule of the policy with every probe once, as Altinn's cloud does today.
    pub fn new(
        policy: &Policy<'_>,
        binding: &Binding,
        subjects: &[Probe],
        places: &[Probe],
        actions: &[Probe],
    ) -> Self {
        Self::of_version(policy, binding, Version::CLOUD, subjects, places, actions)
    }

    /// Matches every rule of the policy with every probe once, as a version of the engine does.
    pub fn of_version(
        policy: &Policy<'_>,
        binding: &Binding,
        version: Version,
        subjects: &[Probe],
        places: &[Probe],
        actions: &[Probe],
    ) -> Self {
        let rules = version.rules();
        let combiner = combiner(policy, rules);
        if matches!(combiner, Combiner::Broken) {
            return Self { rows: Vec::new(), combiner };
        }
        let delivered: Vec<Probe>;
        let subjects = if version.delivers_as_is() {
            subjects
        } else {
            delivered = subjects.iter().map(|probe| probe.delivered(version)).collect();
            &delivered
        };
        let rows = policy.rules.iter().map(|rule| {
            let all = || rule.target.iter().flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
            let states = |category, probes: &[Probe]| {
                let parts = Parts::of(all(), category, binding, rules.is_in);
                probes.iter().map(|probe| parts.state(probe)).collect()
            };
            Row {
                effect: rule.effect.value,
                subjects: states(Category::Subject, subjects),
                places: states(Category::Resource, places),
                actions: states(Category::Action, actions),
                condition: rule.condition.as_ref().map(|condition| {
                    Box::new(ConditionRow::new(condition, binding, rules.is_in, [subjects, places, actions]))
                }),
            }
        });
        Self { rows: rows.collect(), combiner }
    }

    /// The decision for one cell, by the numbers of its subject, place and action.
    pub fn decide(&self, subject: usize, place: usize, action: usize) -> Decision {
        let at = At { subject, place, action };
        let algorithm = match self.combiner {
            Combiner::Broken => return Decision::Indeterminate,
            Combiner::ByTable(algorithm) => Some(algorithm),
            Combiner::InTurn { .. } => None,
        };
        let (mut missing, mut unknown) = (false, false);
        for row in &self.rows {
            let sides = [row.places[place], row.actions[action]];
            // A throw ends everything, whatever else the rules say.
            if sides.contains(&State::Throws) {
                return Decision::Indeterminate;
            }
            missing |= sides.contains(&State::Missing);
            unknown |= sides.contains(&State::Unknown);
        }
        if missing {
            return Decision::Indeterminate;
        }
        if unknown {
            return Decision::Undecided;
        }
        match (algorithm, self.combiner) {
            (Some(algorithm), _) => self.by_table(algorithm, at),
            (None, Combiner::InTurn { deny_ends }) => self.in_turn(deny_ends, at),
            (None, _) => Decision::Indeterminate,
        }
    }

    /// The rules that match place and action, in order, with what they come to.
    fn candidates(&self, at: At) -> impl Iterator<Item = (Effect, Ruled)> + '_ {
        self.rows
            .iter()
            .filter(move |row| row.places[at.place] == State::Match && row.actions[at.action] == State::Match)
            .map(move |row| (row.effect, row.ruled(at)))
    }

    fn by_table(&self, algorithm: Combining, at: At) -> Decision {
        let mut tally = Tally::default();
        let mut unknown = false;
        for (effect, ruled) in self.candidates(at) {
            match ruled {
                Ruled::Nothing => {}
                Ruled::Effect => tally.says(effect),
                Ruled::Error => tally.fails(effect),
                Ruled::Throws => return Decision::Indeterminate,
                Ruled::Unknown => unknown = true,
            }
        }
        if unknown { Decision::Undecided } else { tally.decision(algorithm) }
    }

    fn in_turn(&self, deny_ends: bool, at: At) -> Decision {
        let mut so_far = Decision::NotApplicable;
        for (effect, ruled) in self.candidates(at) {
            match (ruled, effect) {
                (Ruled::Nothing, _) => {}
                (Ruled::Error | Ruled::Throws, _) => return Decision::Indeterminate,
                (Ruled::Unknown, _) => return Decision::Undecided,
                (Ruled::Effect, Effect::Permit) => so_far = Decision::Permit,
                (Ruled::Effect, Effect::Deny) if deny_ends => break,
                (Ruled::Effect, Effect::Deny) => {}
            }
        }
        so_far
    }

    /// Which rule gives a subject its effect in a cell: the first that matches all three and whose condition holds.
    pub fn first_rule(&self, effect: Effect, subject: usize, place: usize, action: usize) -> Option<usize> {
        let at = At { subject, place, action };
        self.rows.iter().position(|row| {
            row.effect == effect
                && row.places[place] == State::Match
                && row.actions[action] == State::Match
                && matches!(row.ruled(at), Ruled::Effect)
        })
    }

    /// How many states were computed: a measure of work.
    pub fn work(&self) -> usize {
        self.rows.iter().map(|row| row.subjects.len() + row.places.len() + row.actions.len()).sum()
    }
}

fn combiner(policy: &Policy<'_>, rules: Rules) -> Combiner {
    let id = policy.combining.as_ref().map_or("", |id| &id.value);
    if !policy.irregularities.is_empty() {
        Combiner::Broken
    } else if !rules.by_table {
        Combiner::InTurn { deny_ends: id == combining::DENY_OVERRIDES }
    } else {
        combining::of(id).map_or(Combiner::Broken, Combiner::ByTable)
    }
}

impl Row {
    fn ruled(&self, at: At) -> Ruled {
        match self.subjects[at.subject] {
            State::NoMatch => return Ruled::Nothing,
            State::Missing => return Ruled::Error,
            State::Throws => return Ruled::Throws,
            State::Unknown => return Ruled::Unknown,
            State::Match => {}
        }
        match self.condition.as_ref().map(|condition| condition.outcome([at.subject, at.place, at.action])) {
            None | Some(Outcome::Holds) => Ruled::Effect,
            Some(Outcome::Fails) => Ruled::Nothing,
            Some(Outcome::Error) => Ruled::Error,
            Some(Outcome::Throws) => Ruled::Throws,
            Some(Outcome::Unknown) => Ruled::Unknown,
        }
    }
}

impl Probe {
    /// The values with roles as a version delivers them.
    fn delivered(&self, version: Version) -> Self {
        let values = self.values.iter().filter_map(|(id, value)| {
            if id != attribute::ROLE_CODE {
                return Some((id.clone(), value.clone()));
            }
            version.delivered(value).map(|role| (id.clone(), Cow::Owned(role.into_owned())))
        });
        Self { values: values.collect() }
    }
}
