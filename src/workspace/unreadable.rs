//! Files that were recognised and could not be read: each must become a finding, none is skipped in silence.

use crate::source::{Location, Source, Span};
use crate::syntax::xml;
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
}

/// The most further places that are named beside the first.
const MAX_ALSO: usize = 4;

impl Obstacle {
    /// The problems of an XML document as one obstacle; none for a well-formed one.
    pub fn of_xml(kind: FileKind, source: &Arc<Source>, problems: &[xml::Problem]) -> Option<Self> {
        let (first, rest) = problems.split_first()?;
        let help = if first.kind.is_cap() {
            "no real file comes near this limit; split the file or look at how it was made"
        } else {
            "make the file well-formed XML again"
        };
        Some(Self {
            kind,
            at: Location::new(source, first.span),
            message: first.kind.to_string(),
            help: help.to_owned(),
            also: rest.iter().take(MAX_ALSO).map(|problem| (problem.span, problem.kind.to_string())).collect(),
        })
    }

    /// An obstacle without further places.
    pub fn new(kind: FileKind, at: Location, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, at, message: message.into(), help: help.into(), also: Vec::new() }
    }
}
