//! A result, with the work it took.

use super::{Counts, Stage, Step, Stopwatch, Times, Unread};
use crate::setup::Setup;
use crate::suppression::Suppression;
use std::path::PathBuf;

/// A result with the work it took.
pub(super) struct Worked<T> {
    pub(super) value: T,
    /// What the files say of the setup.
    pub(super) setups: Vec<Setup>,
    pub(super) counts: Counts,
    pub(super) times: Times,
    pub(super) unread: Vec<Unread>,
    pub(super) suppressions: Vec<Suppression>,
    pub(super) files: Vec<PathBuf>,
}

impl Worked<Step> {
    pub(super) fn none() -> Self {
        Self {
            value: Step::Nothing,
            setups: Vec::new(),
            counts: Counts::default(),
            times: Times::default(),
            unread: Vec::new(),
            suppressions: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The same work, with another result.
    pub(super) fn with<T>(self, value: T) -> Worked<T> {
        let Self { value: _, setups, counts, times, unread, suppressions, files } = self;
        Worked { value, setups, counts, times, unread, suppressions, files }
    }

    pub(super) fn timed<R>(&mut self, stopwatch: &dyn Stopwatch, stage: Stage, work: impl FnOnce() -> R) -> R {
        let start = stopwatch.now();
        let result = work();
        self.times.add(stage, stopwatch.now().saturating_sub(start));
        result
    }
}
