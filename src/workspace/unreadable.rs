//! Files that were recognised and could not be read: each must become a finding, none is skipped in silence.

use crate::source::{Location, Source, Span};
use crate::syntax::{json, xml};
use std::sync::Arc;

/// Which kind of file it is, and so which rule speaks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A policy.
    Policy,
    /// A process, metadata, resource or text file of an app or resource.
    Config,
    /// A notification order.
    Order,
    /// A notice whose text is not where it can be read.
    Unseen,
}

/// One obstacle.
#[derive(Clone, Debug)]
pub struct Obstacle {
    /// Which kind of file.
    pub kind: FileKind,
    /// Where the reader stumbles.
    pub at: Location,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Further places of the same trouble.
    pub also: Vec<(Span, String)>,
    /// Whether the file may be right, but is beyond what this program reads.
    pub is_cap: bool,
}

/// What to do about a file that is beyond what is read.
const CAP_HELP: &str = "no real file comes near this limit; split the file or look at how it was made";

/// The most further places that are named beside the first.
const MAX_ALSO: usize = 4;

impl Obstacle {
    /// The problems of an XML document as one obstacle; none for a well-formed one.
    pub fn of_xml(kind: FileKind, source: &Arc<Source>, problems: &[xml::Problem]) -> Option<Self> {
        let (first, rest) = problems.split_first()?;
        let is_cap = first.kind.is_cap();
        let help = if is_cap { CAP_HELP } else { "make the file well-formed XML again" };
        Some(Self {
            kind,
            at: Location::new(source, first.span),
            message: first.kind.to_string(),
            help: help.to_owned(),
            also: rest.iter().take(MAX_ALSO).map(|problem| (problem.span, problem.kind.to_string())).collect(),
            is_cap,
        })
    }

    /// What keeps a JSON document from being read, with what to do where the JSON is broken.
    pub fn of_json(kind: FileKind, source: &Arc<Source>, problem: &json::Problem, help: &str) -> Self {
        let is_cap = problem.kind.is_cap();
        let help = if is_cap { CAP_HELP } else { help };
        Self { is_cap, ..Self::new(kind, Location::new(source, problem.span), problem.kind.to_string(), help) }
    }

    /// A file that is beyond what is read or worked through.
    pub fn beyond(kind: FileKind, at: Location, message: String) -> Self {
        Self { is_cap: true, ..Self::new(kind, at, message, CAP_HELP) }
    }

    /// An obstacle without further places.
    pub fn new(kind: FileKind, at: Location, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, at, message: message.into(), help: help.into(), also: Vec::new(), is_cap: false }
    }
}
