//! Targets (core specification, §7.6 to §7.8).

use super::fault::Fault;
use super::frame::Frame;
use super::functions::Operand;
use super::value::Value;
use crate::xacml::{Match, Target};

/// How a target, or a part of it, stands to a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Matching {
    Match,
    NoMatch,
    /// It fails, or this program cannot tell; an answer that cannot be told weighs more, since it hides the rest.
    Indeterminate(Fault),
}

/// AND or OR of three values: `strong` decides, an Indeterminate comes before its contrary.
fn combine(parts: impl Iterator<Item = Matching>, strong: &Matching, otherwise: Matching) -> Matching {
    let mut result = otherwise;
    for part in parts {
        match part {
            Matching::Indeterminate(fault) => match &result {
                Matching::Indeterminate(known) if known.is_undecided() || !fault.is_undecided() => {}
                _ => result = Matching::Indeterminate(fault),
            },
            part if part == *strong => return part,
            _ => {}
        }
    }
    result
}

fn all(parts: impl Iterator<Item = Matching>) -> Matching {
    combine(parts, &Matching::NoMatch, Matching::Match)
}

fn any(parts: impl Iterator<Item = Matching>) -> Matching {
    combine(parts, &Matching::Match, Matching::NoMatch)
}

impl<'e> Frame<'e> {
    /// Whether a target matches; an absent or empty one matches every request.
    pub(super) fn target(&self, target: Option<&'e Target<'e>>) -> Matching {
        let any_of = target.into_iter().flat_map(|target| &target.any_of);
        all(any_of.map(|any_of| {
            any(any_of.all_of.iter().map(|all_of| all(all_of.matches.iter().map(|one| self.one_match(one)))))
        }))
    }

    fn one_match(&self, one: &'e Match<'e>) -> Matching {
        let compared = self.compare(one);
        compared.unwrap_or_else(|fault| Matching::Indeterminate(fault.at(self.place(one.span))))
    }

    /// The value of the policy with each of the request: one is enough.
    fn compare(&self, one: &'e Match<'e>) -> Result<Matching, Fault> {
        let function = self.function(&one.function)?;
        let literal = self.literal(&one.value)?;
        let bag = self.bag(&one.attribute)?;
        Ok(any(bag.into_iter().map(|value| {
            match function.apply(self.machine, vec![Operand::One(literal.clone()), Operand::One(value)]) {
                Ok(Operand::One(Value::Boolean(true))) => Matching::Match,
                Ok(_) => Matching::NoMatch,
                Err(fault) => Matching::Indeterminate(fault.at(self.place(one.span))),
            }
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_match_wins_over_indeterminate_and_match_over_both_where_one_is_enough() {
        let failed = || Matching::Indeterminate(Fault::processing("failed"));
        let open = || Matching::Indeterminate(Fault::undecided("open"));
        assert_eq!(all([failed(), Matching::NoMatch].into_iter()), Matching::NoMatch);
        assert_eq!(all([failed(), Matching::Match].into_iter()), failed());
        assert_eq!(any([failed(), Matching::Match].into_iter()), Matching::Match);
        assert_eq!(any([Matching::NoMatch, failed()].into_iter()), failed());
        assert_eq!(any([failed(), open(), failed()].into_iter()), open());
        assert_eq!(all([].into_iter()), Matching::Match);
        assert_eq!(any([].into_iter()), Matching::NoMatch);
    }
}
