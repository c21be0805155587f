//! What keeps an expression, a rule or a policy from being evaluated.

use crate::pdp::{MissingAttribute, StatusCode};
use crate::source::Span;
use std::borrow::Cow;

/// A place in one of the policies that were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The number of the document, in the order in which they were given.
    pub document: usize,
    /// The place in its text.
    pub span: Span,
}

/// A failure with its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: FaultKind,
    /// Lower-case start, no final full stop.
    pub(super) text: Cow<'static, str>,
    /// None until whoever knows the place has said it.
    pub(super) place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// An attribute that must be present is not.
    Missing(Box<MissingAttribute>),
    /// Something is not written as it must be.
    Syntax,
    /// Something cannot be computed.
    Processing,
    /// The standard has an answer and this program cannot give it. It is never taken for one.
    Undecided,
}

impl Fault {
    pub(super) fn processing(text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: FaultKind::Processing, text: text.into(), place: None }
    }

    pub(super) fn syntax(text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: FaultKind::Syntax, text: text.into(), place: None }
    }

    pub(super) fn undecided(text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: FaultKind::Undecided, text: text.into(), place: None }
    }

    pub(super) fn missing(attribute: MissingAttribute, text: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: FaultKind::Missing(Box::new(attribute)), text: text.into(), place: None }
    }

    /// Says where it is, unless that is known more exactly.
    #[must_use]
    pub(super) fn at(mut self, place: Place) -> Self {
        self.place.get_or_insert(place);
        self
    }

    pub(super) fn is_undecided(&self) -> bool {
        self.kind == FaultKind::Undecided
    }

    pub(super) fn code(&self) -> StatusCode {
        match self.kind {
            FaultKind::Missing(_) => StatusCode::MissingAttribute,
            FaultKind::Syntax => StatusCode::SyntaxError,
            FaultKind::Processing | FaultKind::Undecided => StatusCode::ProcessingError,
        }
    }
}
