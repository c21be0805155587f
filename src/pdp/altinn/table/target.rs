//! One category of a rule's target, made ready once and then matched with every probe.

use super::Probe;
use super::test::{Kind, Test};
use crate::pdp::altinn::Binding;
use crate::pdp::altinn::dotnet::Told;
use crate::pdp::altinn::version::{IsIn, Version};
use crate::xacml::{AllOf, AttributeSource, Category, Rule, data_type};

/// How a category of a rule stands to a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Match,
    NoMatch,
    Missing,
    Throws,
    Unknown,
}

/// The matches of one rule that are of one category, with their values bound.
pub(super) struct Parts<'a> {
    selector: bool,
    /// Each match with the number of its AllOf. Without any, the rule does not name the category.
    matches: Vec<(usize, Part<'a>)>,
}

struct Part<'a> {
    attribute: &'a str,
    must_be_present: bool,
    /// None where the value is no string: no value of a probe has another type.
    test: Option<Test<'a>>,
}

impl<'a> Parts<'a> {
    pub(super) fn of<'t: 'a>(
        all: impl Iterator<Item = &'a AllOf<'t>>,
        category: Category,
        binding: &Binding,
        is_in: IsIn,
    ) -> Self {
        let mut parts = Self { selector: false, matches: Vec::new() };
        for (number, all_of) in all.enumerate() {
            for one in &all_of.matches {
                match &one.attribute {
                    AttributeSource::Selector(_) => parts.selector = true,
                    AttributeSource::Designator(designator) if designator.category == category => {
                        let is_string = one.value.data_type.value == data_type::STRING;
                        let test = || {
                            let value = binding.bind(&one.value.text.value);
                            Test::new(Kind::of(&one.function.value, is_in), value)
                        };
                        let part = Part {
                            attribute: &designator.id.value,
                            must_be_present: designator.must_be_present.value,
                            test: is_string.then(test),
                        };
                        parts.matches.push((number, part));
                    }
                    AttributeSource::Designator(_) => {}
                }
            }
        }
        parts
    }

    pub(super) fn state(&self, probe: &Probe) -> State {
        if self.selector {
            return State::Throws;
        }
        if self.matches.is_empty() {
            return State::Match;
        }
        let (mut state, mut unknown) = (State::NoMatch, false);
        for all_of in self.matches.chunk_by(|a, b| a.0 == b.0) {
            let (mut holds, mut missing) = (true, false);
            for (_, part) in all_of {
                match part.state(probe) {
                    State::Match => {}
                    State::Throws => return State::Throws,
                    State::Unknown => unknown = true,
                    State::Missing => missing = true,
                    State::NoMatch => holds = false,
                }
            }
            // Of what is satisfied and what is missing the last one stands.
            if missing {
                state = State::Missing;
            } else if holds {
                state = State::Match;
            }
        }
        if unknown { State::Unknown } else { state }
    }
}

impl Part<'_> {
    fn state(&self, probe: &Probe) -> State {
        let mut present = false;
        let (mut matched, mut unknown) = (false, false);
        for (_, requested) in probe.values.iter().filter(|(id, _)| id == self.attribute) {
            present = true;
            match self.test.as_ref().map_or(Told::No, |test| test.asked_of(requested)) {
                // The others are looked at all the same: each is an attribute of its own, and may throw.
                Told::Yes => matched = true,
                Told::No => {}
                Told::Throws => return State::Throws,
                Told::Unknown(_) => unknown = true,
            }
        }
        match (present, unknown, matched) {
            (false, ..) if self.must_be_present => State::Missing,
            (_, true, _) => State::Unknown,
            (_, _, true) => State::Match,
            _ => State::NoMatch,
        }
    }
}

/// What each AnyOf of a rule's target says of a probe by itself, AnyOf without the category left out.
pub fn each_any_of(rule: &Rule<'_>, category: Category, binding: &Binding, probe: &Probe) -> Vec<bool> {
    let all = rule.target.iter().flat_map(|target| &target.any_of);
    all.filter_map(|any_of| {
        let parts = Parts::of(any_of.all_of.iter(), category, binding, Version::CLOUD.rules().is_in);
        (!parts.matches.is_empty()).then(|| parts.state(probe) == State::Match)
    })
    .collect()
}
