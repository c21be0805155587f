//! What is said about a claim, and the requests that show it.

use super::domain::{Shape, Value};
use super::program::Unknown;
use crate::pdp::{Answer, Context, Decision};

/// How much is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// Of the one request in which the asker holds what is named and nothing else.
    Alone,
    /// Of every request in which the asker holds what is named, whatever else they hold.
    WithAnythingElse,
}

/// A claim: whoever holds this, at this shape, is answered so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The asker, place and action.
    pub shape: Shape,
    /// What the asker holds; nothing stands for everybody.
    pub who: Vec<Value>,
    /// The decision that is claimed.
    pub decision: Decision,
    /// Whether other holdings are meant as well.
    pub strength: Strength,
}

/// What is said about a claim, under the shape that it assumes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The shape of request.
    pub shape: Shape,
    /// Proved, refuted or undecided.
    pub outcome: Outcome,
}

/// The three things that can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds for every request that is meant.
    Proved,
    /// It does not hold for this one, which the plain evaluator has confirmed.
    Refuted(Witness),
    /// It is not known, and why.
    Undecided(Doubt),
}

/// A request with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The whole request; [`Context::to_request`] has the form that Altinn's engine takes.
    pub request: Context,
    /// What the asker holds in it of the open attributes.
    pub holds: Vec<Value>,
    /// What the plain evaluator answers, and why.
    pub answer: Answer,
}

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// In words: lower-case start, no final full stop.
    pub reason: String,
    /// The parts of the policy that it hangs on.
    pub parts: Vec<Unknown>,
}

impl Doubt {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), parts: Vec::new() }
    }
}

/// A request that shows something, not yet confirmed; [`super::Analysis::show`] confirms it and lets it be seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    pub(super) shape: Shape,
    pub(super) atoms: Vec<u32>,
    pub(super) twice: Vec<u32>,
    /// What the analysis says is answered, by each of the sides it is about.
    pub(super) decisions: Vec<Decision>,
}

impl Example {
    /// The shape of the request.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// How many values of open attributes the asker holds in it.
    pub const fn size(&self) -> usize {
        self.atoms.len()
    }
}

/// A verdict whose example nobody has seen yet: what whole matrices are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// As [`Outcome::Proved`].
    Proved,
    /// As [`Outcome::Refuted`], to be shown.
    Refuted(Example),
    /// As [`Outcome::Undecided`].
    Undecided(Doubt),
}
