//! What the exit status says; the same for every output format.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 0: nothing at or above the threshold.
    Clean,
    /// 1: findings at or above the threshold.
    Findings,
    /// 2: wrong usage, an error in the configuration, or a file that could not be opened.
    Trouble,
    /// 3: there was nothing to check.
    Nothing,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Clean => 0,
            Status::Findings => 1,
            Status::Trouble => 2,
            Status::Nothing => 3,
        })
    }
}
