//! `[[ignore]]` of the configuration: for files that have no comments.

use super::{Malformed, Scope, Suppression};
use crate::config::{Config, Exception, Wrong};
use crate::finding::SilencedBy;
use crate::source::{Location, Spanned};

/// The entries of a configuration.
pub fn of_entries(config: &Config) -> Vec<Suppression> {
    let Some(source) = &config.source else { return Vec::new() };
    let suppression = |entry: &Exception| Suppression {
        at: Location::new(source, entry.span),
        by: SilencedBy::Configuration,
        rules: entry.rules.clone(),
        cuts: entry.cuts.clone(),
        scope: match &entry.path {
            Some(glob) => Scope::Files { glob: glob.clone(), anchor: entry.anchor.clone() },
            None => Scope::Nothing,
        },
        until: entry.until,
        reason: entry.reason.clone(),
        malformed: entry.wrong.as_ref().map(malformed),
        whole: Some(entry.whole),
    };
    config.exceptions.iter().map(suppression).collect()
}

fn malformed(wrong: &Wrong) -> Malformed {
    Malformed {
        message: wrong.message.clone(),
        help: wrong.help.clone(),
        span: wrong.span,
        meant: wrong.meant.map(|meant| Spanned::new(meant, wrong.span)),
    }
}
