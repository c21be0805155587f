//! A policy as formulas over the atoms of a request.

use super::atoms::Vocabulary;
use super::table::Table;
use super::tree::Node;
use crate::config::Date;
use crate::pdp;
use crate::pdp::altinn::{Release, Version};
use crate::source::Span;
use crate::xacml::Effect;
use std::sync::Arc;

/// Which engine's reading is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// Altinn's own, deviations included.
    Altinn,
    /// Altinn's own until 2026-08-19: rules are combined in turn, and `string-is-in` may ask for a part.
    AltinnInTurn,
    /// Version 0.0.8 of Altinn's, in LocalTest and in Altinn Studio: rules are combined in turn, and `string-is-in` asks for
    /// a part.
    Altinn008,
    /// XACML 3.0 as OASIS wrote it.
    Standard,
}

impl Dialect {
    /// How a decision point reads a policy, on the day that it is asked for.
    pub fn of(point: pdp::Dialect) -> Self {
        match point {
            pdp::Dialect::Standard(_) => Self::Standard,
            pdp::Dialect::Altinn(version) if version.release == Release::V0_0_8 => Self::Altinn008,
            pdp::Dialect::Altinn(version) if version.combines_in_turn() => Self::AltinnInTurn,
            pdp::Dialect::Altinn(_) => Self::Altinn,
        }
    }

    /// The version of Altinn's engine that is asked; none for the standard.
    pub(super) fn version(self) -> Option<Version> {
        match self {
            Self::Altinn => Some(Version::CLOUD),
            Self::AltinnInTurn => Some(Version { as_of: Date::parse("2026-08-19"), ..Version::CLOUD }),
            Self::Altinn008 => Some(Version::LOCAL_TEST),
            Self::Standard => None,
        }
    }

    /// The name in the configuration and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Altinn | Self::AltinnInTurn => Version::CLOUD.name(),
            Self::Altinn008 => Version::LOCAL_TEST.name(),
            Self::Standard => "standard",
        }
    }
}

/// Something that is true, not true, or fails. Parts are numbers of formulas.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Formula {
    True,
    False,
    /// Some selected value passes the test.
    Test(u32),
    /// Not true if one is not, whatever fails beside it.
    All(Box<[u32]>),
    /// True if one is, whatever fails beside it.
    Any(Box<[u32]>),
    /// One category of a rule as Altinn's engine goes through it: parts of tests, of which the last satisfied or missing
    /// one stands. A part that misses what must be present fails; a test that throws stops everything.
    Last(Arc<[Box<[u32]>]>),
    /// One after the other until one is not true; a failure before that fails.
    Then(Box<[u32]>),
    /// One after the other until one is true; a failure before that fails.
    Else(Box<[u32]>),
    Not(u32),
    /// The bag of the test has exactly one value, otherwise it fails; and that value passes.
    Only(u32),
    /// Whether a bag of no value, of one and of more passes.
    Size {
        bag: u32,
        must: bool,
        passes: [bool; 3],
    },
    /// A condition of Altinn's engine: some value passes the test, of whatever type. It fails where the attribute is not in
    /// the request, or where a bag has several values that may have one; a test that throws stops everything.
    Applied {
        test: u32,
        single: Option<u32>,
    },
    /// A condition of Altinn's engine that counts: true for one value, failed for any other number.
    One(u32),
    /// What is not worked out, by number.
    Unknown(u32),
}

/// A part of the policy whose result is not worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Where it stands.
    pub span: Span,
    /// What it is: lower-case start, no final full stop.
    pub text: String,
    /// Whether it may stop the whole decision, and not only fail.
    pub(super) may_stop: bool,
}

/// How the decisions of rules become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// One of this effect is enough; a failed one of this effect comes before the other effect.
    Overrides(Effect),
    /// This effect unless a rule has the other.
    Otherwise(Effect),
    /// The first that does not leave it open decides.
    First,
    /// As Altinn's engine did: one rule after the other, until one fails or, where `deny_ends`, one denies. It is permitted
    /// if a rule before that permits, and never denied.
    InTurn { deny_ends: bool },
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) effect: Effect,
    /// Formulas whose failure is the failure of the whole decision: resource and action in Altinn's dialect.
    pub(super) gates: Vec<u32>,
    /// The other formulas of the target.
    pub(super) parts: Vec<u32>,
    /// The condition, or what else may fail once the target matches.
    pub(super) condition: Option<u32>,
}

/// What a policy is to one dialect.
#[derive(Clone, Debug)]
pub(super) enum Fate {
    /// Its rules are combined.
    Rules(Algorithm),
    /// Every request is answered Indeterminate.
    Broken(Unknown),
    /// Not worked out at all.
    Opaque(Unknown),
}

/// A policy, read in one dialect.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) fate: Fate,
    pub(super) target: Option<u32>,
    pub(super) lines: Vec<Line>,
    /// Where policies stand within others.
    pub(super) tree: Option<Node>,
}

/// What all programs of an analysis share.
#[derive(Clone, Debug, Default)]
pub(super) struct Shared {
    pub(super) words: Vocabulary,
    pub(super) formulas: Table<Formula>,
    pub(super) unknowns: Vec<Unknown>,
}

impl Shared {
    /// The same before values are sorted into classes, so that another policy can be read beside.
    pub(super) fn unsorted(&self) -> Self {
        Self { words: self.words.unsorted(), formulas: self.formulas.clone(), unknowns: self.unknowns.clone() }
    }

    pub(super) fn formula(&mut self, formula: Formula) -> u32 {
        self.formulas.number(formula)
    }

    /// An AND of parts that are judged apart, without a shell around a single one.
    pub(super) fn all(&mut self, parts: Vec<u32>) -> u32 {
        match parts.as_slice() {
            [] => self.formula(Formula::True),
            [one] => *one,
            _ => self.formula(Formula::All(parts.into())),
        }
    }

    /// An OR of parts that are judged apart.
    pub(super) fn any(&mut self, parts: Vec<u32>) -> u32 {
        match parts.as_slice() {
            [] => self.formula(Formula::False),
            [one] => *one,
            _ => self.formula(Formula::Any(parts.into())),
        }
    }

    pub(super) fn unknown(&mut self, span: Span, text: impl Into<String>, may_stop: bool) -> u32 {
        let number = u32::try_from(self.unknowns.len()).unwrap_or(u32::MAX);
        self.unknowns.push(Unknown { span, text: text.into(), may_stop });
        self.formula(Formula::Unknown(number))
    }

    /// The slots that a formula looks at.
    pub(super) fn slots(&self, formula: u32, seen: &mut dyn FnMut(u32)) {
        let bag = |test: &u32| self.words.tests[*test].bag;
        let mut slot = |bag: u32| seen(self.words.bags[bag].slot);
        match &self.formulas[formula] {
            Formula::True | Formula::False | Formula::Unknown(_) => {}
            Formula::Test(test) | Formula::Only(test) | Formula::Applied { test, .. } => slot(bag(test)),
            Formula::Size { bag, .. } | Formula::One(bag) => slot(*bag),
            Formula::Last(parts) => parts.iter().flatten().for_each(|test| slot(bag(test))),
            Formula::Not(part) => self.slots(*part, seen),
            Formula::All(parts) | Formula::Any(parts) | Formula::Then(parts) | Formula::Else(parts) => {
                parts.iter().for_each(|part| self.slots(*part, seen));
            }
        }
    }

    /// Whether a formula, or what it is made of, is not worked out.
    pub(super) fn has_unknown(&self, formula: u32) -> bool {
        match &self.formulas[formula] {
            Formula::Unknown(_) => true,
            Formula::Not(part) => self.has_unknown(*part),
            Formula::All(parts) | Formula::Any(parts) | Formula::Then(parts) | Formula::Else(parts) => {
                parts.iter().any(|part| self.has_unknown(*part))
            }
            _ => false,
        }
    }
}
