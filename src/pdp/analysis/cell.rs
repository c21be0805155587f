//! One cell: where, among all holdings of its asker, it is Permit, Deny, Indeterminate and NotApplicable.

use super::diagram::{Bdd, Diagram};
use super::domain::Shape;
use super::minimal::{Covers, Piece, joined};
use super::plan::Plan;
use super::program::{Algorithm, Fate, Shared};
use super::shapes::{ASKER, Space};
use super::symbolic::{Symbolic, Truth};
use super::table::QuickMap;
use crate::pdp::Decision;
use crate::xacml::Effect;
use std::borrow::Cow;

/// The pieces of rules whose only open part is the asker, by asker and rule.
pub(super) type Known = QuickMap<(usize, u32), Option<Vec<Piece>>>;

/// What a cell comes to.
pub(super) enum View<'v> {
    /// The same for every request.
    Constant(Decision),
    /// Two monotone sets, from which the algorithm makes the decision.
    Sets(Sets<'v>),
    /// For the diagrams.
    Mixed,
    /// Not worked out.
    Opaque,
}

/// The rules of a cell by their pieces.
pub(super) struct Sets<'v> {
    pub(super) algorithm: Algorithm,
    pub(super) rules: Vec<(u32, Effect, Cow<'v, [Piece]>)>,
}

impl Sets<'_> {
    /// The pieces of one effect, to be asked.
    pub(super) fn covers(&self, effect: Effect) -> Covers<'_> {
        Covers::new(self.pieces(effect))
    }

    /// The pieces of one effect, with their rules.
    pub(super) fn pieces(&self, of: Effect) -> impl Iterator<Item = (u32, &Piece)> {
        let rules = self.rules.iter().filter(move |(_, effect, _)| *effect == of);
        rules.flat_map(|(line, _, pieces)| pieces.iter().map(|piece| (*line, piece)))
    }

    /// The decision where some Permit rule applies or none, and some Deny rule or none.
    pub(super) const fn decision(&self, permit: bool, deny: bool) -> Decision {
        match (self.algorithm, permit, deny) {
            (Algorithm::Overrides(Effect::Deny), _, true)
            | (Algorithm::Overrides(Effect::Permit) | Algorithm::First, false, true)
            | (Algorithm::Otherwise(Effect::Deny), false, _)
            | (Algorithm::Otherwise(Effect::Permit), _, true) => Decision::Deny,
            (Algorithm::Otherwise(Effect::Permit), _, false)
            | (Algorithm::Overrides(_) | Algorithm::First | Algorithm::Otherwise(Effect::Deny), true, _) => {
                Decision::Permit
            }
            (Algorithm::InTurn { .. }, true, _) => Decision::Permit,
            (Algorithm::Overrides(_) | Algorithm::First, false, false) | (Algorithm::InTurn { .. }, false, _) => {
                Decision::NotApplicable
            }
        }
    }
}

/// Works out pieces of rules for a plan, once for each asker.
pub(super) fn know(shared: &Shared, space: &Space, plan: &Plan) -> Known {
    let mut known = Known::default();
    for (asker, holding) in space.askers.iter().enumerate() {
        let cell = super::shapes::Cell { asker: Some(holding), ..Default::default() };
        for (line, parts) in (0..).zip(&plan.asker_parts) {
            if parts.iter().all(|part| space.dimensions(shared, *part) & !ASKER == 0) {
                known.insert((asker, line), joined(shared, cell, parts));
            }
        }
    }
    known
}

/// Looks at a cell.
pub(super) fn view<'v>(shared: &Shared, space: &Space, plan: &'v Plan, known: &'v Known, shape: Shape) -> View<'v> {
    let algorithm = match &plan.program.fate {
        Fate::Rules(algorithm) => *algorithm,
        Fate::Broken(_) => return View::Constant(Decision::Indeterminate),
        Fate::Opaque(_) => return View::Opaque,
    };
    if plan.is_stopped(shape) {
        return View::Constant(Decision::Indeterminate);
    }
    if plan.program.tree.is_some() {
        return View::Mixed;
    }
    let cell = space.cell(shape);
    if let Some(target) = plan.program.target {
        match super::point::state(shared, cell, target) {
            super::point::State::Yes => {}
            super::point::State::No => return View::Constant(Decision::NotApplicable),
            _ => return View::Mixed,
        }
    }
    let mut rules = Vec::new();
    for entry in plan.entries(shape) {
        let pieces = match known.get(&(shape.asker, entry.line)) {
            _ if !entry.plain => None,
            Some(pieces) => pieces.as_deref().map(Cow::Borrowed),
            None => joined(shared, cell, &plan.asker_parts[entry.line as usize]).map(Cow::Owned),
        };
        let Some(pieces) = pieces else { return View::Mixed };
        if !pieces.is_empty() {
            rules.push((entry.line, plan.program.lines[entry.line as usize].effect, pieces));
        }
    }
    let uniform = rules.windows(2).all(|two| two[0].1 == two[1].1);
    match algorithm {
        Algorithm::First | Algorithm::InTurn { deny_ends: true } if !uniform => View::Mixed,
        _ => View::Sets(Sets { algorithm, rules }),
    }
}

/// Where a cell is what: disjoint, NotApplicable elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Regions {
    pub(super) permit: Bdd,
    pub(super) deny: Bdd,
    pub(super) indeterminate: Bdd,
    /// Where requests can be: at most one value where there is at most one.
    pub(super) possible: Bdd,
}

impl Regions {
    /// Where the decision is this one.
    pub(super) fn of(self, diagram: &mut Diagram, decision: Decision) -> Bdd {
        match decision {
            Decision::Permit => self.permit,
            Decision::Deny => self.deny,
            Decision::Indeterminate => self.indeterminate,
            Decision::NotApplicable => {
                let any = diagram.any(&[self.permit, self.deny, self.indeterminate]);
                diagram.not(any)
            }
            Decision::Undecided => Diagram::FALSE,
        }
    }

    /// The decision at a point of the diagrams, if what is open makes no difference there.
    pub(super) fn at(self, diagram: &Diagram, from: u32, holds: &dyn Fn(u32) -> bool) -> Decision {
        let all = [
            (self.permit, Decision::Permit),
            (self.deny, Decision::Deny),
            (self.indeterminate, Decision::Indeterminate),
        ];
        let mut result = Decision::NotApplicable;
        for (region, decision) in all {
            match diagram.at(region, from, holds) {
                Diagram::TRUE => return decision,
                Diagram::FALSE => {}
                _ => result = Decision::Undecided,
            }
        }
        result
    }
}

/// What one rule does in a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct RuleRegions {
    pub(super) effect: Effect,
    pub(super) applies: Bdd,
    pub(super) fails: Bdd,
    pub(super) stops: Bdd,
}

/// What every rule of a cell does.
pub(super) fn rules(at: &mut Symbolic<'_>, plan: &Plan, shape: Shape) -> Vec<(u32, RuleRegions)> {
    plan.entries(shape).iter().map(|entry| (entry.line, rule(at, plan, entry.line))).collect()
}

fn rule(at: &mut Symbolic<'_>, plan: &Plan, line: u32) -> RuleRegions {
    let line = &plan.program.lines[line as usize];
    let (mut gates, mut stops) = (Diagram::TRUE, Diagram::FALSE);
    for gate in &line.gates {
        let gate = at.truth(*gate);
        let stopping = at.diagram.or(gate.fails, gate.stops);
        stops = at.diagram.or(stops, stopping);
        gates = at.diagram.and(gates, gate.yes);
    }
    let mut target = Truth { yes: Diagram::TRUE, fails: Diagram::FALSE, stops: Diagram::FALSE };
    for part in &line.parts {
        let part = at.truth(*part);
        let open = [at.diagram.or(target.yes, target.fails), at.diagram.or(part.yes, part.fails)];
        let both = at.diagram.and(open[0], open[1]);
        let fails = at.diagram.or(target.fails, part.fails);
        target = Truth {
            yes: at.diagram.and(target.yes, part.yes),
            fails: at.diagram.and(fails, both),
            stops: at.diagram.or(target.stops, part.stops),
        };
    }
    if let Some(condition) = line.condition {
        let condition = at.truth(condition);
        let fails = at.diagram.and(target.yes, condition.fails);
        let stops = at.diagram.and(target.yes, condition.stops);
        target = Truth {
            yes: at.diagram.and(target.yes, condition.yes),
            fails: at.diagram.or(target.fails, fails),
            stops: at.diagram.or(target.stops, stops),
        };
    }
    let stopping = at.diagram.and(gates, target.stops);
    let (applies, mut fails) = (at.diagram.and(gates, target.yes), at.diagram.and(gates, target.fails));
    match plan.algorithm() {
        // It stops nothing where the search has ended before.
        Some(Algorithm::InTurn { .. }) => fails = at.diagram.or(fails, stopping),
        _ => stops = at.diagram.or(stops, stopping),
    }
    RuleRegions { effect: line.effect, applies, fails, stops }
}

/// Combines what the rules of a cell do.
pub(super) fn regions(at: &mut Symbolic<'_>, plan: &Plan, shape: Shape, rules: &[RuleRegions]) -> Regions {
    let possible = possible(at);
    let constant = |decision| {
        let is = |wanted| Diagram::constant(decision == wanted);
        Regions {
            permit: is(Decision::Permit),
            deny: is(Decision::Deny),
            indeterminate: is(Decision::Indeterminate),
            possible,
        }
    };
    let Some(algorithm) = plan.algorithm() else { return constant(Decision::Indeterminate) };
    if plan.is_stopped(shape) {
        return constant(Decision::Indeterminate);
    }
    let of = |effect, what: fn(&RuleRegions) -> Bdd| -> Vec<Bdd> {
        rules.iter().filter(|rule| rule.effect == effect).map(what).collect()
    };
    let mut any = |effect, what: fn(&RuleRegions) -> Bdd| at.diagram.any(&of(effect, what));
    let permit = any(Effect::Permit, |rule| rule.applies);
    let deny = any(Effect::Deny, |rule| rule.applies);
    let permit_fails = any(Effect::Permit, |rule| rule.fails);
    let deny_fails = any(Effect::Deny, |rule| rule.fails);
    let stops: Vec<Bdd> = rules.iter().map(|rule| rule.stops).collect();
    let diagram = &mut *at.diagram;
    let (permit, deny, mut indeterminate) = match algorithm {
        Algorithm::Overrides(strong) => {
            let (own, own_fails, other, other_fails) = match strong {
                Effect::Deny => (deny, deny_fails, permit, permit_fails),
                Effect::Permit => (permit, permit_fails, deny, deny_fails),
            };
            let first = diagram.without(own_fails, own);
            let done = diagram.or(own, own_fails);
            let weak = diagram.without(other, done);
            let last = diagram.or(done, other);
            let last = diagram.without(other_fails, last);
            let indeterminate = diagram.or(first, last);
            match strong {
                Effect::Deny => (weak, own, indeterminate),
                Effect::Permit => (own, weak, indeterminate),
            }
        }
        Algorithm::Otherwise(Effect::Deny) => (permit, diagram.not(permit), Diagram::FALSE),
        Algorithm::Otherwise(Effect::Permit) => (diagram.not(deny), deny, Diagram::FALSE),
        Algorithm::First => first(diagram, rules),
        Algorithm::InTurn { deny_ends } => in_turn(diagram, rules, deny_ends),
    };
    let stopped = diagram.any(&stops);
    indeterminate = diagram.or(indeterminate, stopped);
    let (permit, deny) = (diagram.without(permit, stopped), diagram.without(deny, stopped));
    let regions = Regions { permit, deny, indeterminate, possible };
    match plan.program.target {
        None => regions,
        Some(target) => within(at, target, regions),
    }
}

/// From the last rule to the first: whatever the first one that does something does.
fn first(diagram: &mut Diagram, rules: &[RuleRegions]) -> (Bdd, Bdd, Bdd) {
    let mut known = (Diagram::FALSE, Diagram::FALSE, Diagram::FALSE);
    for rule in rules.iter().rev() {
        known = before(diagram, rule, known);
    }
    known
}

/// From the last rule to the first, as Altinn's engine went before it had tables.
fn in_turn(diagram: &mut Diagram, rules: &[RuleRegions], deny_ends: bool) -> (Bdd, Bdd, Bdd) {
    let (mut permit, mut indeterminate) = (Diagram::FALSE, Diagram::FALSE);
    for rule in rules.iter().rev() {
        match rule.effect {
            Effect::Permit => permit = diagram.or(permit, rule.applies),
            Effect::Deny if deny_ends => {
                permit = diagram.without(permit, rule.applies);
                indeterminate = diagram.without(indeterminate, rule.applies);
            }
            Effect::Deny => {}
        }
        indeterminate = diagram.or(indeterminate, rule.fails);
    }
    (diagram.without(permit, indeterminate), Diagram::FALSE, indeterminate)
}

/// Permit, Deny and Indeterminate once a rule stands before what is known.
pub(super) fn before(diagram: &mut Diagram, rule: &RuleRegions, known: (Bdd, Bdd, Bdd)) -> (Bdd, Bdd, Bdd) {
    let done = diagram.or(rule.applies, rule.fails);
    let (permit, deny) = (diagram.without(known.0, done), diagram.without(known.1, done));
    let indeterminate = diagram.without(known.2, done);
    let indeterminate = diagram.or(indeterminate, rule.fails);
    match rule.effect {
        Effect::Permit => (diagram.or(permit, rule.applies), deny, indeterminate),
        Effect::Deny => (permit, diagram.or(deny, rule.applies), indeterminate),
    }
}

/// The target of the policy around it (core specification, §7.12): what fails there is Indeterminate, unless nothing applies.
fn within(at: &mut Symbolic<'_>, target: u32, inner: Regions) -> Regions {
    let target = at.truth(target);
    let diagram = &mut *at.diagram;
    let permit = diagram.and(target.yes, inner.permit);
    let deny = diagram.and(target.yes, inner.deny);
    let failed = diagram.any(&[inner.permit, inner.deny]);
    let failed = diagram.and(failed, target.fails);
    let either = diagram.or(target.yes, target.fails);
    let indeterminate = diagram.and(either, inner.indeterminate);
    Regions { permit, deny, indeterminate: diagram.or(indeterminate, failed), ..inner }
}

/// At most one value where there is at most one.
pub(super) fn possible(at: &mut Symbolic<'_>) -> Bdd {
    let shared = at.shared;
    let mut possible = Diagram::TRUE;
    for slot in at.cell.asker.map(|asker| asker.single.clone()).unwrap_or_default() {
        let (mut none, mut one) = (Diagram::TRUE, Diagram::FALSE);
        for atom in &shared.words.atoms_of[slot as usize] {
            let has = at.has(*atom);
            let again = match at.cell.holds_twice(*atom) {
                Some(always) => Diagram::constant(always),
                None => at.diagram.variable(Symbolic::atoms(shared) + atom),
            };
            let first = at.diagram.and(none, has);
            let first = at.diagram.without(first, again);
            let second = at.diagram.without(one, has);
            one = at.diagram.or(first, second);
            none = at.diagram.without(none, has);
        }
        let few = at.diagram.or(none, one);
        possible = at.diagram.and(possible, few);
    }
    possible
}
