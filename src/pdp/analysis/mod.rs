//! Every request at once: claims proved or refuted, rules that change nothing, differences.
//!
//! A policy is read once more, apart from the plain evaluators, as formulas over *atoms* ("a value of this class is held"). The
//! [`Domain`] says which requests can occur: cells of asker, place and action, each with some attributes left open. In a cell
//! where all rules are monotone, everything follows from their minimal holdings; elsewhere decision diagrams tell Permit, Deny,
//! NotApplicable and Indeterminate apart for every holding. Where neither is exact the answer is *undecided*, with the reason.
//! Whatever is refuted is refuted by a request that the plain evaluator of the same dialect has answered.
//!
//! `docs/analysis.md` says what is proved, and under which assumptions.
//!
//! The way of a policy: `read_altinn`, `read_standard` with `expression` and `signature` → `program` (formulas) → `atoms`
//! (classes) → `shapes` (the domain in atoms) → `plan` (which rule in which cell) → `cell` by `minimal` or by `symbolic` and
//! `diagram` → [`claims`](Analysis::claim), [`redundancy`](Analysis::redundant), [`differences`](Analysis::diff).

mod atoms;
mod cell;
mod claims;
mod diagram;
mod domain;
mod expression;
mod minimal;
mod model;
mod plan;
mod point;
mod program;
mod read_altinn;
mod read_standard;
mod same;
mod shapes;
mod signature;
mod symbolic;
mod table;
mod verdict;
mod walk;

use crate::pdp::altinn::Binding;
use crate::xacml::Policy;
use model::{Model, Subject};

pub use domain::{Asker, Domain, Open, Point, Shape, Value};
pub use program::{Dialect, Unknown};
pub use verdict::{Claim, Doubt, Example, Judgement, Outcome, Strength, Verdict, Witness};

/// How many nodes one cell may take: some 50 MB.
const MAX_NODES: usize = 1_000_000;

/// A policy in one dialect, under one domain.
#[derive(Clone, Debug)]
pub struct Analysis<'p, 't> {
    model: Model<'p, 't>,
    domain: &'p Domain,
}

impl<'p, 't> Analysis<'p, 't> {
    /// Reads a policy. `binding` says what the placeholders stand for.
    pub fn new(policy: &'p Policy<'t>, binding: &'p Binding, domain: &'p Domain, dialect: Dialect) -> Self {
        let subject = Subject { policy, binding, domain, dialect };
        Self { model: Model::new(&[subject], MAX_NODES), domain }
    }

    /// With another bound on the nodes of a cell: what needs more is undecided.
    #[must_use]
    pub fn with_budget(mut self, nodes: usize) -> Self {
        self.model.budget = nodes;
        self
    }

    /// The domain.
    pub const fn domain(&self) -> &'p Domain {
        self.domain
    }

    /// Judges one claim, its example confirmed.
    pub fn claim(&self, claim: &Claim) -> Verdict {
        let judgement = self.judge(std::slice::from_ref(claim)).pop();
        let outcome = match judgement {
            Some(Judgement::Proved) => Outcome::Proved,
            Some(Judgement::Undecided(doubt)) => Outcome::Undecided(doubt),
            Some(Judgement::Refuted(example)) => match self.show(&example) {
                Ok(witness) => Outcome::Refuted(witness),
                Err(doubt) => Outcome::Undecided(doubt),
            },
            None => Outcome::Undecided(Doubt::because("nothing was claimed")),
        };
        Verdict { shape: claim.shape, outcome }
    }

    /// Judges many claims, in their order; examples are to be shown by [`Self::show`].
    pub fn judge(&self, claims: &[Claim]) -> Vec<Judgement> {
        claims::judge(&self.model, claims)
    }

    /// An example as a request, if the plain evaluator confirms it.
    ///
    /// # Errors
    /// What the plain evaluator answers instead.
    pub fn show(&self, example: &Example) -> Result<Witness, Doubt> {
        let replayed = self.model.replay(example)?;
        replayed.into_iter().next().ok_or_else(|| Doubt::because("the example is about no policy"))
    }

    /// Everything that the askers of a kind can hold and that makes a difference: the values that the policy or the domain
    /// names, in the order in which they are named.
    pub fn people(&self, asker: usize) -> Vec<Value> {
        let words = &self.model.shared.words;
        let list = self.model.sides[0].space.askers.get(asker).map(|asker| asker.list.as_slice()).unwrap_or_default();
        let named = list.iter().filter(|atom| words.atoms[**atom as usize].named);
        self.model.values(&named.copied().collect::<Vec<_>>())
    }
}
