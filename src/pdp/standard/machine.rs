//! What an evaluation has at hand: the request, what the decision point knows beside it, and a bound on its work.

use super::content::Contents;
use super::fault::Fault;
use super::regexp;
use super::value::DateTime;
use crate::pdp::Context;
use regex::Regex;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// How much work one decision may take: steps, where a step is a function applied or a target, rule or policy looked at.
const MAX_STEPS: u64 = 5_000_000;
/// What it takes to read a regular expression, in steps.
const PATTERN_STEPS: u64 = 2_000;
/// How many regular expressions are kept for another use.
const MAX_PATTERNS: usize = 64;
/// How deep expressions and variables may stand in each other, policies and references around them counted [`POLICY`] times.
const MAX_DEPTH: u32 = 600;
/// What an expression or variable counts towards the depth.
pub(super) const EXPRESSION: u32 = 1;
/// What a policy or policy set counts: it takes about as much of the stack as so many expressions.
pub(super) const POLICY: u32 = 10;

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
    patterns: RefCell<HashMap<String, Result<Regex, Fault>>>,
    steps: Cell<u64>,
    depth: Cell<u32>,
}

impl<'e> Machine<'e> {
    pub(super) fn new(context: &'e Context, options: &'e Options) -> Self {
        Self {
            context,
            options,
            contents: Contents::new(context),
            patterns: RefCell::default(),
            steps: Cell::new(0),
            depth: Cell::new(0),
        }
    }

    pub(super) fn contents(&self) -> &Contents<'e> {
        &self.contents
    }

    /// A regular expression, read once.
    pub(super) fn pattern(&self, pattern: &str) -> Result<Regex, Fault> {
        if let Some(known) = self.patterns.borrow().get(pattern) {
            return known.clone();
        }
        self.spend(PATTERN_STEPS + pattern.len() as u64)?;
        let compiled = regexp::compile(pattern);
        let mut patterns = self.patterns.borrow_mut();
        if patterns.len() >= MAX_PATTERNS {
            patterns.clear();
        }
        patterns.insert(pattern.to_owned(), compiled.clone());
        compiled
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

    /// Does something deeper, by as many levels.
    pub(super) fn deeper<T>(&self, levels: u32, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        let depth = self.depth.get();
        if depth + levels > MAX_DEPTH {
            let policies = MAX_DEPTH / POLICY;
            let text = format!("policies are nested more than {policies} deep, or expressions more than {MAX_DEPTH}");
            return Err(Fault::processing(text));
        }
        self.depth.set(depth + levels);
        let result = work();
        self.depth.set(depth);
        result
    }
}
