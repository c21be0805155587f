//! The decisions of one policy over subjects × places × actions, whoever decides.

use crate::altinn::requests;
use crate::pdp::altinn::{Binding, Probe, Table};
use crate::pdp::{Decision, Dialect};
use crate::xacml::{Effect, Policy};

#[derive(Clone, Debug)]
pub(super) enum Decisions {
    /// Of Altinn, combined when asked for from what was matched once.
    Altinn(Table),
    /// Of the standard, each decided.
    Standard { cells: Vec<Decision>, places: usize, actions: usize },
}

impl Decisions {
    /// Decides a policy. `sides` are the subjects, places and actions.
    pub(super) fn new(dialect: Dialect, policy: &Policy<'_>, binding: &Binding, sides: [&[Probe]; 3]) -> Self {
        let [subjects, places, actions] = sides;
        if let Dialect::Altinn(version) = dialect {
            return Self::Altinn(Table::of_version(policy, binding, version, subjects, places, actions));
        }
        let policy = crate::pdp::bound(policy, binding);
        let mut cells = Vec::with_capacity(subjects.len() * places.len() * actions.len());
        for subject in subjects {
            for place in places {
                for action in actions {
                    let request = requests::request(subject, place, action);
                    cells.push(dialect.decide_bound(&policy, &request).decision);
                }
            }
        }
        Self::Standard { cells, places: places.len(), actions: actions.len() }
    }

    pub(super) fn decide(&self, subject: usize, place: usize, action: usize) -> Decision {
        match self {
            Self::Altinn(table) => table.decide(subject, place, action),
            Self::Standard { cells, places, actions } => {
                let at = (subject * places + place) * actions + action;
                cells.get(at).copied().unwrap_or(Decision::Undecided)
            }
        }
    }

    pub(super) fn first_rule(&self, effect: Effect, subject: usize, place: usize, action: usize) -> Option<usize> {
        match self {
            Self::Altinn(table) => table.first_rule(effect, subject, place, action),
            Self::Standard { .. } => None,
        }
    }

    pub(super) fn work(&self) -> usize {
        match self {
            Self::Altinn(table) => table.work(),
            Self::Standard { cells, .. } => cells.len(),
        }
    }
}
