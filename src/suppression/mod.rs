//! What people have decided not to hear of: comments beside the place, and entries of the configuration.
//!
//! A comment reads `notify-lint: ignore RULE [until=DATE]: REASON`. In XML it speaks of the next element, elsewhere of the
//! line it stands on, or, alone on a line, of the next. `ignore-file` speaks of the whole file.

mod comment;
mod directive;
mod entry;

use crate::config::Date;
use crate::finding::SilencedBy;
use crate::source::{Location, Source, Span, Spanned};
use std::sync::Arc;

pub use entry::of_entries;

/// The name that begins a comment of ours; a colon follows.
const NAME: &str = "notify-lint";

/// One decision not to hear of something.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The comment or entry.
    pub at: Location,
    /// What is written there.
    pub by: SilencedBy,
    /// The rules, catalogue ids or families that it names.
    pub rules: Vec<Spanned<String>>,
    /// For each of them, what is to be deleted to take it out; none in a file that is written by the program.
    pub cuts: Vec<Span>,
    /// What it speaks of.
    pub scope: Scope,
    /// The last day on which it is heeded.
    pub until: Option<Spanned<Date>>,
    /// Why.
    pub reason: Option<String>,
    /// What keeps it from being understood.
    pub malformed: Option<Malformed>,
    /// What is to be deleted to be rid of it; none in a file that is written by the program.
    pub whole: Option<Span>,
}

/// What a suppression speaks of.
#[derive(Clone, Debug)]
pub enum Scope {
    /// Everything in its file.
    File,
    /// What begins in this stretch of its file.
    Stretch(Span),
    /// Nothing: it stands where nothing follows.
    Nothing,
    /// What begins in the files of a glob, and, where it is named, in that part of them.
    Files {
        /// The glob, relative to the folder of the configuration.
        glob: globset::GlobMatcher,
        /// The anchor.
        anchor: Option<String>,
    },
}

/// A comment that says our name, or an entry, and cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Where.
    pub span: Span,
    /// What may have been meant: what to write, and in place of what.
    pub meant: Option<Spanned<&'static str>>,
}

impl Suppression {
    /// Whether it is understood, gives a reason and is not over.
    pub fn holds(&self, as_of: Date) -> bool {
        self.malformed.is_none() && self.reason.is_some() && !self.is_over(as_of)
    }

    /// Whether its last day has passed.
    pub fn is_over(&self, as_of: Date) -> bool {
        self.until.is_some_and(|until| until.value < as_of)
    }
}

/// The comments of a file that speak to this program, in the order in which they stand.
pub fn of_comments(source: &Arc<Source>) -> Vec<Suppression> {
    // Nearly no file has one, and looking for a word costs nothing.
    if memchr::memmem::find(source.text().as_bytes(), NAME.as_bytes()).is_none() {
        return Vec::new();
    }
    comment::comments(source).into_iter().filter_map(|comment| directive::read(source, &comment)).collect()
}

/// The comment that silences rules, for a reason, in the element behind it.
pub fn comment_text(rules: &[&str], reason: &str) -> String {
    format!("<!-- {NAME}: ignore {}: {reason} -->", rules.join(", "))
}

/// The innermost element that a stretch of an XML file begins in; the root where it begins in none.
pub fn element_round(source: &Source, at: Span) -> Span {
    comment::element_round(source.text(), at)
}
