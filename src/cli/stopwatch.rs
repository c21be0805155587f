//! The clock of the machine.

use crate::config::Date;
use crate::lint::Stopwatch;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A stopwatch that was started with the program.
pub(super) struct Running(Instant);

impl Running {
    #[allow(clippy::disallowed_methods)]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Stopwatch for Running {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Seconds since the beginning of 1970.
#[allow(clippy::disallowed_methods)]
pub(super) fn unix_seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(since).unwrap_or(i64::MAX)
}

/// The day it is, in UTC.
#[allow(clippy::disallowed_methods)]
pub(super) fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Date::from_unix_seconds(seconds)
}
