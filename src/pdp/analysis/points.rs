//! Formulas over all places, or all actions, at once: a test is asked at every point once, and rules share its answers.

use super::point::{State, state, test_state};
use super::program::{Formula, Shared};
use super::shapes::Cell;
use super::table::QuickMap;

/// The points of one dimension.
pub(super) struct Points<'a> {
    shared: &'a Shared,
    count: usize,
    cell: &'a dyn Fn(usize) -> Cell<'a>,
    /// By test and dialect: where it is true; none if it is anything else than true or not true somewhere.
    tests: QuickMap<(u32, bool), Option<Vec<bool>>>,
}

impl<'a> Points<'a> {
    pub(super) fn new(shared: &'a Shared, count: usize, cell: &'a dyn Fn(usize) -> Cell<'a>) -> Self {
        Self { shared, count, cell, tests: QuickMap::default() }
    }

    /// How many points there are.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// What a formula comes to at one point.
    pub(super) fn state(&self, at: usize, formula: u32) -> State {
        state(self.shared, (self.cell)(at), formula)
    }

    /// Where a formula is true, if no part of it fails or is open anywhere.
    pub(super) fn where_true(&mut self, formula: u32) -> Option<Vec<bool>> {
        let shared = self.shared;
        match &shared.formulas[formula] {
            Formula::True => Some(vec![true; self.count]),
            Formula::False => Some(vec![false; self.count]),
            Formula::Test(test) => self.test(*test, false).cloned(),
            Formula::All(parts) => {
                let mut all = vec![true; self.count];
                for part in parts {
                    and(&mut all, &self.where_true(*part)?);
                }
                Some(all)
            }
            Formula::Any(parts) => {
                let mut any = vec![false; self.count];
                for part in parts {
                    or(&mut any, &self.where_true(*part)?);
                }
                Some(any)
            }
            Formula::Last(parts) => {
                let (mut any, mut all) = (vec![false; self.count], vec![true; self.count]);
                for part in parts.iter() {
                    all.fill(true);
                    for test in part {
                        and(&mut all, self.test(*test, true)?);
                    }
                    or(&mut any, &all);
                }
                Some(any)
            }
            _ => None,
        }
    }

    fn test(&mut self, test: u32, of_altinn: bool) -> Option<&Vec<bool>> {
        let (shared, count, cell) = (self.shared, self.count, self.cell);
        let known = self.tests.entry((test, of_altinn)).or_insert_with(|| {
            let at = |at: usize| match test_state(shared, cell(at), test, of_altinn) {
                State::Yes => Some(true),
                State::No => Some(false),
                State::Fails | State::Stops | State::Open => None,
            };
            (0..count).map(at).collect()
        });
        known.as_ref()
    }
}

fn and(all: &mut [bool], other: &[bool]) {
    all.iter_mut().zip(other).for_each(|(one, other)| *one &= other);
}

fn or(any: &mut [bool], other: &[bool]) {
    any.iter_mut().zip(other).for_each(|(one, other)| *one |= other);
}
