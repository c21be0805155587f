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
mod conflict;
mod diagram;
mod dialects;
mod diff;
mod domain;
mod expression;
mod minimal;
mod model;
mod open;
mod parts;
mod plan;
mod point;
mod points;
mod program;
mod read_altinn;
mod read_set;
mod read_standard;
mod redundancy;
mod same;
mod shapes;
mod signature;
mod symbolic;
mod table;
mod tree;
mod values;
mod verdict;
mod walk;

use crate::pdp::altinn::Binding;
use crate::pdp::standard::Evaluable;
use crate::xacml::Policy;
use model::{Model, Subject, Text};

pub use conflict::{Conflict, MAX_CONFLICTS};
pub use dialects::{Construct, Difference};
pub use diff::{Change, Changes, Who};
pub use domain::{Asker, Domain, Open, Point, Shape, Value};
pub use open::OpenToAll;
pub use program::{Dialect, Unknown};
pub use redundancy::{Redundancy, Redundant};
pub use values::RedundantValue;
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
        let subject = Subject { text: Text::Policy(policy, binding), domain, dialect };
        Self { model: Model::new(subject, MAX_NODES), domain }
    }

    /// Reads the policy or policy set at the root of a document as the standard has it; references are followed within the
    /// documents. Of policy sets, claims and differences are told, but no rules that change nothing.
    pub fn of_documents(documents: &'p [Evaluable<'p>], document: usize, domain: &'p Domain) -> Self {
        let subject = Subject { text: Text::Documents(documents, document), domain, dialect: Dialect::Standard };
        Self { model: Model::new(subject, MAX_NODES), domain }
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

    /// Every class of values that the askers of a kind can hold, by one value of each: those that are named and what they
    /// leave over.
    pub fn classes(&self, asker: usize) -> Vec<Value> {
        let list = self.model.sides[0].space.askers.get(asker).map(|asker| asker.list.as_slice());
        self.model.values(list.unwrap_or_default())
    }

    /// Why every request is answered Indeterminate, where the policy as a whole is refused.
    pub fn broken(&self) -> Option<&Unknown> {
        self.model.sides[0].plan.broken()
    }

    /// Rules that change nothing, each taken out by itself: of two that are alike, both are listed. Nothing is listed where
    /// the policy as a whole is refused or not worked out.
    pub fn redundant(&self) -> Vec<Redundant> {
        redundancy::redundant(&self.model)
    }

    /// Alternatives (AllOf) that change nothing, each taken out by itself, of rules that are not redundant as a whole.
    pub fn redundant_values(&self) -> Vec<RedundantValue> {
        let whole: Vec<usize> = self.redundant().into_iter().map(|redundant| redundant.rule).collect();
        values::redundant_values(&self.model, &whole)
    }

    /// Permit and Deny rules that apply to the same request; [`MAX_CONFLICTS`] pairs at most.
    pub fn conflicts(&self) -> Vec<Conflict> {
        conflict::conflicts(&self.model)
    }

    /// What is permitted to who holds nothing.
    pub fn open_to_all(&self) -> Vec<OpenToAll> {
        open::open_to_all(&self.model)
    }

    /// What is answered differently by another policy, at another date (a domain in which roles have ended) or in another
    /// dialect. Places and actions are those of both.
    pub fn diff(&self, other: &Analysis<'_, '_>) -> Changes {
        let [first, second] = diff::together(self.domain, other.domain);
        diff::changes(&self.pair(other, &first, &second))
    }

    /// The change's request as both sides answer it, if the plain evaluators confirm it.
    ///
    /// # Errors
    /// What a plain evaluator answers instead.
    pub fn show_change(&self, other: &Analysis<'_, '_>, change: &Change) -> Result<[Witness; 2], Doubt> {
        self.show_changes(other, std::slice::from_ref(change)).pop().unwrap_or_else(|| Err(Doubt::because("no change")))
    }

    /// As [`Self::show_change`], for many.
    pub fn show_changes(&self, other: &Analysis<'_, '_>, changes: &[Change]) -> Vec<Result<[Witness; 2], Doubt>> {
        let [first, second] = diff::together(self.domain, other.domain);
        let pair = self.pair(other, &first, &second);
        let show = |change: &Change| {
            let witnesses = pair.replay(&change.example)?;
            <[Witness; 2]>::try_from(witnesses).map_err(|_| Doubt::because("the change is about one policy only"))
        };
        changes.iter().map(show).collect()
    }

    /// Where the dialects answer differently, each with the construct that does it; and the cells that could not be
    /// compared.
    pub fn differs_between_dialects(&self) -> (Vec<Difference>, Vec<(Shape, Doubt)>) {
        let (differences, rest) = dialects::differences(&self.model);
        (differences, rest.undecided)
    }

    /// How much there is to look at.
    pub fn size(&self) -> Size {
        let side = &self.model.sides[0];
        let pieces = |pieces: &Option<Vec<minimal::Piece>>| pieces.as_ref().map_or(0, Vec::len);
        let mut rules_in_cells = 0;
        let mut minimal = 0;
        for shape in (0..side.space.cells()).map(|cell| side.space.shape(cell)) {
            for entry in side.plan.entries(shape) {
                rules_in_cells += 1;
                minimal += side.known.get(&(shape.asker, entry.line)).map_or(0, pieces);
            }
        }
        Size {
            atoms: self.model.shared.words.atoms.len(),
            formulas: self.model.shared.formulas.all().len(),
            cells: side.space.cells(),
            rules_in_cells,
            minimal,
        }
    }

    /// How many nodes the diagrams of a cell take; none where no diagrams are needed.
    pub fn nodes(&self, shape: Shape) -> Option<usize> {
        let cell::View::Mixed = self.model.view(0, shape) else { return None };
        let mut diagram = self.model.diagram();
        self.model.work(0, shape, &mut diagram);
        Some(diagram.len())
    }

    fn pair<'q, 'u>(&'q self, other: &'q Analysis<'q, 'u>, first: &'q Domain, second: &'q Domain) -> Model<'q, 'q> {
        let model: &Model<'q, 'q> = &self.model;
        model.beside(first, Subject { domain: second, ..other.model.sides[0].subject })
    }
}

/// How much an analysis has to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Classes of values.
    pub atoms: usize,
    /// Different parts of targets and conditions.
    pub formulas: usize,
    /// Cells of askers, places and actions.
    pub cells: usize,
    /// Rules in all cells together.
    pub rules_in_cells: usize,
    /// Minimal holdings in all cells together.
    pub minimal: usize,
}
