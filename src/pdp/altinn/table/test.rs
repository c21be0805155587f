//! A comparison made ready: which function it is, and what of it can be worked out before a value is there.

use crate::pdp::altinn::dotnet::{self, Pattern, Told};
use crate::pdp::altinn::version::IsIn;
use std::borrow::Cow;

/// What a function asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Same,
    SameButForCase,
    SameNumber,
    SameUri,
    SameTime,
    SameDay,
    SameInstant,
    Part,
    SameOrPart,
    Pattern,
    /// No function that the engine has.
    None,
}

impl Kind {
    pub(super) fn of(id: &str, is_in: IsIn) -> Self {
        let Some((version, name)) =
            id.strip_prefix("urn:oasis:names:tc:xacml:").and_then(|rest| rest.split_once(":function:"))
        else {
            return Self::None;
        };
        match (version, name) {
            ("1.0", "string-equal") => Self::Same,
            ("3.0", "string-equal-ignore-case") => Self::SameButForCase,
            ("1.0", "string-is-in") => match is_in {
                IsIn::Same => Self::Same,
                IsIn::Part => Self::Part,
                IsIn::Either => Self::SameOrPart,
            },
            ("1.0", "integer-equal" | "integer-one-and-only") => Self::SameNumber,
            ("1.0", "anyURI-equal") => Self::SameUri,
            ("1.0", "time-equal") => Self::SameTime,
            ("1.0", "date-equal") => Self::SameDay,
            ("1.0", "dateTime-equal") => Self::SameInstant,
            ("1.0", "string-regexp-match") => Self::Pattern,
            _ => Self::None,
        }
    }

    /// Asks of two values; the first is the pattern or the part.
    pub(super) fn asked_of(self, first: &str, second: &str) -> Told {
        let holds = match self {
            Self::Same => first == second,
            Self::SameButForCase => dotnet::equal_ignoring_case(first, second),
            Self::SameNumber => {
                let number = dotnet::integer(first);
                number.is_some() && number == dotnet::integer(second)
            }
            Self::Part => second.contains(first),
            Self::SameOrPart if first != second && second.contains(first) => {
                return Told::Unknown("`string-is-in` changed on a day that is not known");
            }
            Self::SameOrPart => first == second,
            Self::SameUri => return dotnet::uris(first, second),
            Self::SameTime => return dotnet::times(first, second),
            Self::SameDay => return dotnet::dates(first, second),
            Self::SameInstant => return dotnet::instants(first, second),
            Self::Pattern => return Pattern::new(first).is_found_in(second),
            Self::None => return Told::Throws,
        };
        if holds { Told::Yes } else { Told::No }
    }
}

/// A function with the policy's value.
pub(super) struct Test<'a> {
    kind: Kind,
    value: Cow<'a, str>,
    /// The value read as a pattern, where it is one.
    pattern: Option<Box<Pattern>>,
}

impl<'a> Test<'a> {
    pub(super) fn new(kind: Kind, value: Cow<'a, str>) -> Self {
        let pattern = (kind == Kind::Pattern).then(|| Box::new(Pattern::new(&value)));
        Self { kind, value, pattern }
    }

    /// Asks of a value of the request.
    pub(super) fn asked_of(&self, requested: &str) -> Told {
        match &self.pattern {
            Some(pattern) => pattern.is_found_in(requested),
            None => self.kind.asked_of(&self.value, requested),
        }
    }
}
