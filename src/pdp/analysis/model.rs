//! One or two policies over the same atoms, and the plain evaluator beside each.

use super::cell::{Known, Regions, RuleRegions, View, know, regions, rules, view};
use super::diagram::{Bdd, Diagram};
use super::domain::{Domain, Shape, Value};
use super::plan::Plan;
use super::program::{Dialect, Program, Shared};
use super::read_altinn::{self, Engine};
use super::shapes::Space;
use super::symbolic::{OpenPart, Symbolic};
use super::verdict::{Doubt, Example, Witness};
use super::{read_set, read_standard};
use crate::pdp::altinn::Binding;
use crate::pdp::standard::{Evaluable, Options, Repository};
use crate::pdp::{Answer, Context, ContextAttribute, ContextValue, altinn, standard};
use crate::xacml::{AllOf, Policy};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A policy as one dialect reads it, under one domain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'p, 't> {
    pub(super) text: Text<'p, 't>,
    pub(super) domain: &'p Domain,
    pub(super) dialect: Dialect,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Text<'p, 't> {
    /// One policy, and what its placeholders stand for.
    Policy(&'p Policy<'t>, &'p Binding),
    /// The policy or policy set at the root of one of several documents.
    Documents(&'p [Evaluable<'p>], usize),
}

impl<'p, 't> Subject<'p, 't> {
    /// The policy, where there is only one.
    pub(super) const fn policy(&self) -> Option<&'p Policy<'t>> {
        match self.text {
            Text::Policy(policy, _) => Some(policy),
            Text::Documents(..) => None,
        }
    }
}

/// A subject laid out in cells.
#[derive(Clone, Debug)]
pub(super) struct Side<'p, 't> {
    pub(super) subject: Subject<'p, 't>,
    /// The policy as deployed, where the dialect does not replace placeholders itself.
    deployed: Option<Box<Policy<'t>>>,
    pub(super) space: Space,
    pub(super) plan: Plan,
    pub(super) known: Known,
}

/// A subject as formulas.
struct Read<'p, 't> {
    subject: Subject<'p, 't>,
    program: Program,
    deployed: Option<Box<Policy<'t>>>,
}

impl<'p, 't> Read<'p, 't> {
    fn new(subject: Subject<'p, 't>, shared: &mut Shared) -> Self {
        let done = |program, deployed| Self { subject, program, deployed };
        let (policy, binding) = match subject.text {
            Text::Policy(policy, binding) => (policy, binding),
            Text::Documents(documents, document) => return done(read_set::read(documents, document, shared), None),
        };
        let engine = match subject.dialect {
            Dialect::Altinn => Engine::NOW,
            Dialect::AltinnInTurn => Engine::BEFORE,
            Dialect::Altinn008 => Engine::V0_0_8,
            Dialect::Standard => {
                let deployed = deployed(policy, binding).map(Box::new);
                return done(read_standard::read(deployed.as_deref().unwrap_or(policy), shared), deployed);
            }
        };
        done(read_altinn::read(policy, binding, engine, shared), None)
    }
}

impl<'p, 't> Side<'p, 't> {
    /// What was read, for another domain.
    fn read(&self, domain: &'p Domain) -> Read<'p, 't> {
        let subject = Subject { domain, ..self.subject };
        Read { subject, program: self.plan.program.clone(), deployed: self.deployed.clone() }
    }
}

/// Subjects over the same atoms.
#[derive(Clone, Debug)]
pub(super) struct Model<'p, 't> {
    pub(super) shared: Shared,
    pub(super) sides: Vec<Side<'p, 't>>,
    /// The bound on the nodes of one cell.
    pub(super) budget: usize,
}

/// What the diagrams say of a cell.
pub(super) struct Worked {
    pub(super) rules: Vec<(u32, RuleRegions)>,
    pub(super) regions: Regions,
}

impl<'p, 't> Model<'p, 't> {
    /// One subject by itself.
    pub(super) fn new(subject: Subject<'p, 't>, budget: usize) -> Self {
        let mut shared = Shared::default();
        let read = vec![Read::new(subject, &mut shared)];
        Self::laid_out(shared, read, budget)
    }

    /// One subject beside another, both by their domains. What was read before is not read again.
    pub(super) fn beside(&self, domain: &'p Domain, other: Subject<'p, 't>) -> Self {
        let mut shared = self.shared.unsorted();
        let mut read: Vec<Read<'p, 't>> = self.sides.iter().map(|side| side.read(domain)).collect();
        read.push(Read::new(other, &mut shared));
        Self::laid_out(shared, read, self.budget)
    }

    fn laid_out(mut shared: Shared, read: Vec<Read<'p, 't>>, budget: usize) -> Self {
        let domains: Vec<&Domain> = read.iter().map(|one| one.subject.domain).collect();
        shared.words.classify(&domains);
        let side = |Read { subject, program, deployed }| {
            let space = Space::new(&shared.words, subject.domain);
            let plan = Plan::new(program, &shared, &space);
            let known = know(&shared, &space, &plan);
            Side { subject, deployed, space, plan, known }
        };
        let sides = read.into_iter().map(side).collect();
        Self { shared, sides, budget }
    }

    /// Why nothing at all is worked out for a side.
    pub(super) fn opaque(&self, side: usize) -> Option<Doubt> {
        if self.shared.words.too_many {
            return Some(Doubt::because("the policy compares with more values than are worked out"));
        }
        let why = self.sides[side].plan.opaque()?;
        Some(Doubt { reason: why.text.clone(), parts: vec![why.clone()] })
    }

    pub(super) fn view(&self, side: usize, shape: Shape) -> View<'_> {
        let Side { space, plan, known, .. } = &self.sides[side];
        match self.shared.words.too_many {
            true => View::Opaque,
            false => view(&self.shared, space, plan, known, shape),
        }
    }

    /// A diagram for the cells of this model.
    pub(super) fn diagram(&self) -> Diagram {
        Diagram::new(self.budget)
    }

    /// Works out a cell by diagrams.
    pub(super) fn work(&self, side: usize, shape: Shape, diagram: &mut Diagram) -> Worked {
        let Side { space, plan, .. } = &self.sides[side];
        let mut at = Symbolic { shared: &self.shared, cell: space.cell(shape), diagram };
        let rules = rules(&mut at, plan, shape);
        if let Some(tree) = &plan.program.tree {
            let regions = super::tree::regions(&mut at, tree, &rules);
            return Worked { rules: Vec::new(), regions };
        }
        let parts: Vec<RuleRegions> = rules.iter().map(|(_, rule)| *rule).collect();
        let regions = regions(&mut at, plan, shape, &parts);
        Worked { rules, regions }
    }

    /// The first variable that stands for what is not worked out.
    pub(super) fn first_open(&self) -> u32 {
        Symbolic::first_open(&self.shared)
    }

    /// What something hangs on that is not worked out.
    pub(super) fn doubt(&self, diagram: &Diagram, of: &[Bdd]) -> Doubt {
        if diagram.is_exhausted() {
            let reason = format!("the cell needs more than {} nodes to be worked out", self.budget);
            return Doubt::because(reason);
        }
        let from = self.first_open();
        let variables: BTreeSet<u32> = of.iter().flat_map(|of| diagram.variables(*of)).collect();
        let open: BTreeSet<OpenPart> = variables
            .into_iter()
            .filter(|variable| *variable >= from)
            .map(|variable| Symbolic::open_test(&self.shared, variable))
            .collect();
        let mut parts = Vec::new();
        let mut words = Vec::new();
        for part in open {
            match part {
                OpenPart::Unknown(number) => {
                    let unknown = &self.shared.unknowns[number as usize];
                    words.push(unknown.text.clone());
                    parts.push(unknown.clone());
                }
                OpenPart::Test(test) => {
                    let test = &self.shared.words.tests[test];
                    let slot = &self.shared.words.slots[self.shared.words.bags[test.bag].slot];
                    let constant = &self.shared.words.texts[test.constant];
                    words.push(format!("how `{constant}` compares with values of `{}` is not worked out", slot.id));
                }
            }
        }
        words.dedup();
        Doubt { reason: words.join("; "), parts }
    }

    /// The values of the classes.
    pub(super) fn values(&self, atoms: &[u32]) -> Vec<Value> {
        atoms.iter().map(|atom| self.shared.words.atoms[*atom as usize].value.clone()).collect()
    }

    /// The request of an example, as a side is sent it.
    fn request(&self, side: usize, example: &Example) -> Option<(Context, Vec<Value>)> {
        let Side { subject, space, .. } = &self.sides[side];
        let Domain { askers, places, actions, .. } = subject.domain;
        let Shape { asker, place, action } = example.shape;
        let open = &space.askers.get(asker)?.open;
        let sent = |atoms: &[u32]| -> Vec<Value> {
            let sent: Vec<u32> = atoms.iter().copied().filter(|atom| open.has(*atom)).collect();
            self.values(&sent)
        };
        let (holds, again) = (sent(&example.atoms), sent(&example.twice));
        let fixed =
            askers.get(asker)?.fixed.iter().chain(&places.get(place)?.values).chain(&actions.get(action)?.values);
        let mut context = Context::default();
        for value in fixed.chain(&holds).chain(&again) {
            let one = ContextAttribute {
                id: value.id.to_string(),
                issuer: value.issuer.clone(),
                include_in_result: false,
                values: vec![ContextValue {
                    data_type: value.data_type.to_string(),
                    text: value.text.clone(),
                    xpath: None,
                }],
            };
            context.add(&value.category, one);
        }
        Some((context, holds))
    }

    /// Asks the plain evaluator of a side.
    pub(super) fn ask(&self, side: usize, request: &Context) -> Answer {
        let Side { subject, deployed, .. } = &self.sides[side];
        match subject.text {
            Text::Policy(policy, _) => self.ask_with(side, deployed.as_deref().unwrap_or(policy), request),
            Text::Documents(documents, document) => {
                let repository = Repository::new(documents.iter().copied());
                standard::evaluate(&repository, document, request, &Options::default()).answer
            }
        }
    }

    /// Asks the plain evaluator of a side about another policy.
    pub(super) fn ask_with(&self, side: usize, policy: &Policy<'_>, request: &Context) -> Answer {
        let Side { subject, .. } = &self.sides[side];
        match (subject.dialect.version(), subject.text) {
            (Some(version), Text::Policy(_, binding)) => {
                altinn::evaluate_as(policy, binding, version, &request.to_request())
            }
            _ => {
                let repository = Repository::new([Evaluable::Policy(policy)]);
                standard::evaluate(&repository, 0, request, &Options::default()).answer
            }
        }
    }

    /// The example as every side is sent it, if each plain evaluator answers as the analysis says.
    pub(super) fn replay(&self, example: &Example) -> Result<Vec<Witness>, Doubt> {
        let sides = 0..example.decisions.len();
        let replayed = sides.zip(&example.decisions).map(|(side, expected)| {
            let (request, holds) =
                self.request(side, example).ok_or_else(|| Doubt::because("the example is of another analysis"))?;
            let answer = self.ask(side, &request);
            if answer.decision == *expected {
                return Ok(Witness { request, holds, answer });
            }
            Err(Doubt::because(format!(
                "the analysis expects {} and the plain evaluator answers {}",
                expected.name(),
                answer.decision.name()
            )))
        });
        replayed.collect()
    }
}

/// The policy with its placeholders replaced in targets; none if it has none.
fn deployed<'t>(policy: &Policy<'t>, binding: &Binding) -> Option<Policy<'t>> {
    let named = |all_of: &AllOf<'_>| all_of.matches.iter().any(|one| Binding::is_placeholder(&one.value.text.value));
    let targets = policy.target.iter().chain(policy.rules.iter().filter_map(|rule| rule.target.as_ref()));
    let mut all_of = targets.flat_map(|target| &target.any_of).flat_map(|any_of| &any_of.all_of);
    if !all_of.any(named) {
        return None;
    }
    let mut policy = policy.clone();
    let targets = policy.target.iter_mut().chain(policy.rules.iter_mut().filter_map(|rule| rule.target.as_mut()));
    for all_of in targets.flat_map(|target| &mut target.any_of).flat_map(|any_of| &mut any_of.all_of) {
        for one in &mut all_of.matches {
            let bound = binding.bind(&one.value.text.value).into_owned();
            one.value.text.value = Cow::Owned(bound);
        }
    }
    Some(policy)
}
