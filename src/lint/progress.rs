//! How far a visit has come, for whoever waits.

use crate::workspace::Unit;

/// Told how far a visit has come, from every thread, in no order.
pub trait Progress: Sync {
    /// The visit begins, with so much before it.
    fn begins(&self, all: Planned);
    /// One of what was planned is done.
    fn done(&self);
}

/// Nobody waits.
impl Progress for () {
    fn begins(&self, _: Planned) {}
    fn done(&self) {}
}

/// What is counted: apps and resources or, where there is none, files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Apps.
    pub apps: usize,
    /// Resources.
    pub resources: usize,
    /// Files of their own.
    pub files: usize,
}

impl Planned {
    pub(super) fn of<'u>(units: impl Iterator<Item = &'u Unit>) -> Self {
        let mut planned = Self::default();
        for unit in units {
            match unit {
                Unit::App(_) => planned.apps += 1,
                Unit::Resource(_) => planned.resources += 1,
                Unit::Loose(_) => planned.files += 1,
                Unit::Code(_) => {}
            }
        }
        planned
    }

    /// How many are counted, and what they are called.
    pub fn counted(self) -> (usize, &'static str) {
        match (self.apps, self.resources) {
            (0, 0) => (self.files, "files"),
            (apps, 0) => (apps, "apps"),
            (0, resources) => (resources, "resources"),
            (apps, resources) => (apps + resources, "apps and resources"),
        }
    }

    /// Whether a unit is one of those that are counted.
    pub(super) fn counts(self, unit: &Unit) -> bool {
        match unit {
            Unit::App(_) | Unit::Resource(_) => true,
            Unit::Loose(_) => self.apps + self.resources == 0,
            Unit::Code(_) => false,
        }
    }
}
