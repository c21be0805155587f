//! What an evaluation has at hand: the request, what the decision point knows beside it, and a bound on its work.

use super::content::Contents;
use super::fault::Fault;
use super::value::DateTime;
use crate::pdp::Context;
use std::cell::Cell;

/// How much work one decision may take: steps, where a step is a function applied or a target, rule or policy looked at.
const MAX_STEPS: u64 = 5_000_000;
/// How deep expressions, variables, policies and references may stand in each other.
const MAX_DEPTH: u32 = 600;

/// What the decision point knows besides the request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// The current time, for requests that do not say it (core specification, §10.2.5). Without one, an attribute that
    /// nobody supplies is absent.
    pub now: Option<DateTime>,
}

pub(super) struct Machine<'e> {
    pub(super) context: &'e Context,
    pub(super) options: &'e Options,
    contents: Contents<'e>,
    steps: Cell<u64>,
    depth: Cell<u32>,
}

impl<'e> Machine<'e> {
    pub(super) fn new(context: &'e Context, options: &'e Options) -> Self {
        Self { context, options, contents: Contents::new(context), steps: Cell::new(0), depth: Cell::new(0) }
    }

    pub(super) fn contents(&self) -> &Contents<'e> {
        &self.contents
    }

    /// Takes steps from what is left.
    pub(super) fn spend(&self, steps: u64) -> Result<(), Fault> {
        let spent = self.steps.get().saturating_add(steps);
        self.steps.set(spent);
        if spent <= MAX_STEPS {
            return Ok(());
        }
        Err(Fault::undecided(format!("the decision takes more than {MAX_STEPS} steps")))
    }

    /// Does something one level deeper.
    pub(super) fn deeper<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth.get() >= MAX_DEPTH {
            return Err(Fault::processing(format!("it is nested more than {MAX_DEPTH} deep")));
        }
        self.depth.set(self.depth.get() + 1);
        let result = work();
        self.depth.set(self.depth.get() - 1);
        result
    }
}
