//! What becomes of comments and entries that silence a finding.

mod expired;
mod malformed;
mod unknown_rule;
mod unused;
mod without_reason;

use super::Rule;
use crate::finding::{Fix, Safety, SilencedBy};
use crate::source::{Location, Span};
use crate::suppression::Suppression;

pub(super) const RULES: &[Rule] = &[
    Rule::suppression("suppression/expired", expired::check),
    Rule::suppression("suppression/malformed", malformed::check),
    Rule::suppression("suppression/unknown-rule", unknown_rule::check),
    Rule::suppression("suppression/unused", unused::check),
    Rule::suppression("suppression/without-reason", without_reason::check),
];

/// A suppression, and which of its words did nothing.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The suppression.
    pub suppression: Suppression,
    /// For each rule that it names: whether that rule was asked about what it speaks of, and found nothing there.
    pub idle: Vec<bool>,
    /// Whether everything was looked at that such a rule may go by, so that nothing is found there by anybody.
    pub is_sure: bool,
    /// The path of another file in which the same is found now, where the file it spoke of may have been moved.
    pub moved: Option<String>,
    /// The names in it that are no rule's, by their number, each with the rule whose id is nearest.
    pub unknown: Vec<(usize, Option<&'static str>)>,
}

/// The place of one of its words.
fn word(suppression: &Suppression, span: Span) -> Location {
    Location::new(&suppression.at.source, span)
}

/// What it is called where people read of it.
fn called(suppression: &Suppression) -> &'static str {
    match suppression.by {
        SilencedBy::Comment => "this comment",
        SilencedBy::Configuration => "this entry",
        SilencedBy::Baseline => "this entry of the baseline",
    }
}

/// The deletion of a comment or an entry, its lines included where nothing else stands on them.
fn deletion(suppression: &Suppression, safety: Safety) -> Option<Fix> {
    let whole = word(suppression, suppression.whole?);
    let title = match suppression.by {
        SilencedBy::Comment => "delete the comment",
        SilencedBy::Configuration | SilencedBy::Baseline => "delete the entry",
    };
    Some(Fix::replace(title, safety, whole, ""))
}
