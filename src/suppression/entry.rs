//! `[[ignore]]` of the configuration: for files that have no comments.

use super::{Scope, Suppression};
use crate::config::Config;
use crate::finding::SilencedBy;
use crate::source::Location;

/// The entries of a configuration.
pub fn of_entries(config: &Config) -> Vec<Suppression> {
    let Some(source) = &config.source else { return Vec::new() };
    config
        .exceptions
        .iter()
        .map(|entry| Suppression {
            at: Location::new(source, entry.span),
            by: SilencedBy::Configuration,
            rules: entry.rules.clone(),
            scope: Scope::Files { glob: entry.path.clone(), anchor: entry.anchor.clone() },
            until: entry.until,
            reason: entry.reason.clone(),
            malformed: None,
            whole: None,
        })
        .collect()
}
