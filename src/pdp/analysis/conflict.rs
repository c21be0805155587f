//! Rules of different effects that apply to the same request.

use super::cell::View;
use super::claims::split;
use super::diagram::Diagram;
use super::domain::Shape;
use super::minimal::{Piece, join};
use super::model::Model;
use super::verdict::Example;
use crate::pdp::Decision;
use crate::xacml::Effect;
use std::collections::BTreeSet;

/// A Permit rule and a Deny rule that apply to the same request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The number of the Permit rule.
    pub permit: usize,
    /// The number of the Deny rule.
    pub deny: usize,
    /// The smallest request to which both apply, of the first cell in which they do.
    pub example: Example,
}

/// How many pairs of rules are listed at most.
pub const MAX_CONFLICTS: usize = 100;
/// How many pairs of holdings of two rules are tried for a smaller example.
const MAX_PAIRS: usize = 4096;

/// Every pair of rules that conflict, each once; the first [`MAX_CONFLICTS`] of them.
pub(super) fn conflicts(model: &Model<'_, '_>) -> Vec<Conflict> {
    let side = &model.sides[0];
    let mut seen: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut found = Vec::new();
    let mut diagram = model.diagram();
    for cell in 0..side.space.cells() {
        let shape = side.space.shape(cell);
        match model.view(0, shape) {
            View::Sets(sets) => {
                let at = side.space.cell(shape);
                let of = |effect| sets.rules.iter().filter(move |rule| rule.1 == effect);
                for (permit, _, some) in of(Effect::Permit) {
                    for (deny, _, others) in of(Effect::Deny).filter(|deny| !seen.contains(&(*permit, deny.0))) {
                        if found.len() >= MAX_CONFLICTS {
                            return found;
                        }
                        let possible = |set: &[u32]| !at.excludes(&model.shared.words, set);
                        if let Some(set) = smallest(some, others, &possible) {
                            let both = sets.decision(true, true);
                            found.push(conflict(shape, *permit, *deny, (set.into_vec(), Vec::new()), both));
                        }
                    }
                }
            }
            View::Mixed => {
                diagram.clear();
                in_diagram(model, shape, &mut diagram, &seen, &mut found);
            }
            View::Constant(_) | View::Opaque => {}
        }
        for conflict in &found[seen.len().min(found.len())..] {
            seen.insert((number(conflict.permit), number(conflict.deny)));
        }
    }
    found
}

/// The smallest holding of two rules that is possible. Past the bound any is good enough, but one is looked for to the end.
fn smallest(some: &[Piece], others: &[Piece], possible: &dyn Fn(&[u32]) -> bool) -> Option<Piece> {
    let mut best: Option<Piece> = None;
    let pairs = some.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    for (number, (one, other)) in pairs.enumerate() {
        let set = join(one, other);
        if best.as_ref().is_none_or(|best| set.len() < best.len()) && possible(&set) {
            best = Some(set);
        }
        if number >= MAX_PAIRS && best.is_some() {
            break;
        }
    }
    best
}

fn number(rule: usize) -> u32 {
    u32::try_from(rule).unwrap_or(u32::MAX)
}

fn conflict(shape: Shape, permit: u32, deny: u32, held: (Vec<u32>, Vec<u32>), decision: Decision) -> Conflict {
    let example = Example { shape, atoms: held.0, twice: held.1, decisions: vec![decision] };
    Conflict { permit: permit as usize, deny: deny as usize, example }
}

/// With diagrams: where both surely apply, and what is decided there is sure.
fn in_diagram(
    model: &Model<'_, '_>,
    shape: Shape,
    diagram: &mut Diagram,
    seen: &BTreeSet<(u32, u32)>,
    found: &mut Vec<Conflict>,
) {
    let worked = model.work(0, shape, diagram);
    let from = model.first_open();
    let of = |effect| worked.rules.iter().filter(move |rule| rule.1.effect == effect);
    for (permit, one) in of(Effect::Permit) {
        for (deny, other) in of(Effect::Deny).filter(|deny| !seen.contains(&(*permit, deny.0))) {
            if found.len() >= MAX_CONFLICTS {
                return;
            }
            let both = diagram.and(one.applies, other.applies);
            let both = diagram.and(both, worked.regions.possible);
            let certain = diagram.whatever(both, from);
            let Some(set) = diagram.smallest(certain) else { continue };
            if diagram.is_exhausted() {
                return;
            }
            let decision = worked.regions.at(diagram, from, &|variable| set.contains(&variable));
            if decision != Decision::Undecided {
                found.push(conflict(shape, *permit, *deny, split(model, set), decision));
            }
        }
    }
}
