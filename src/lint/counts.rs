//! How much work was done, and where the time went.

use crate::workspace::Service;
use std::ops::AddAssign;
use std::time::Duration;

/// Work, counted: the same for the same files, whatever the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files opened.
    pub files: usize,
    /// Bytes read.
    pub bytes: u64,
    /// Services seen: apps, resources, policies of their own.
    pub services: usize,
    /// Notices seen.
    pub notices: usize,
    /// Files recognised, whether they could be read or not.
    pub recognised: usize,
    /// Nodes of the trees that were built.
    pub nodes: usize,
    /// Matches of a rule with a person, place or action that were computed.
    pub states: usize,
}

impl Counts {
    /// Counts the work on a service, and the service itself where it is spoken of.
    pub(super) fn see(&mut self, service: &Service<'_>, is_spoken_of: bool) {
        if is_spoken_of {
            self.services += 1;
            self.notices += service.notices.len();
        }
        self.nodes += service.nodes;
        self.states += service.access.as_ref().map_or(0, |access| access.work());
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.bytes += other.bytes;
        self.services += other.services;
        self.notices += other.notices;
        self.recognised += other.recognised;
        self.nodes += other.nodes;
        self.states += other.states;
    }
}

/// A clock, kept by the caller.
pub trait Stopwatch: Sync {
    /// The time since some fixed moment.
    fn now(&self) -> Duration;
}

/// A stopwatch that stands still: for whoever does not ask for times.
impl Stopwatch for () {
    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// What the time goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Opening and reading files, and making text of bytes.
    Read,
    /// Trees, models and decisions.
    Model,
    /// The rules.
    Rules,
}

/// Time by stage, summed over threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// [`Stage::Read`].
    pub read: Duration,
    /// [`Stage::Model`].
    pub model: Duration,
    /// [`Stage::Rules`].
    pub rules: Duration,
}

impl Times {
    pub(super) fn add(&mut self, stage: Stage, time: Duration) {
        match stage {
            Stage::Read => self.read += time,
            Stage::Model => self.model += time,
            Stage::Rules => self.rules += time,
        }
    }
}

impl AddAssign for Times {
    fn add_assign(&mut self, other: Self) {
        self.read += other.read;
        self.model += other.model;
        self.rules += other.rules;
    }
}
