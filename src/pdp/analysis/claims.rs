//! Claims: proved for every request, or refuted by the smallest.

use super::cell::{Regions, Sets, View};
use super::diagram::Diagram;
use super::domain::Value;
use super::minimal::join;
use super::model::Model;
use super::symbolic::Symbolic;
use super::table::QuickMap;
use super::verdict::{Claim, Doubt, Example, Judgement, Strength};
use crate::pdp::Decision;
use crate::xacml::Effect;
use std::hash::{Hash, Hasher};

/// How many pairs of pieces are tried for a smaller example.
const MAX_PAIRS: usize = 4096;

/// What is known of one cell, for all claims about it.
enum Cell<'m> {
    Constant(Decision),
    Sets(Box<Prepared<'m>>),
    Mixed(Box<(Diagram, Regions)>),
    Opaque(Doubt),
}

/// The pieces of a cell, ready to be asked.
struct Prepared<'m> {
    permit: Vec<&'m [u32]>,
    deny: Vec<&'m [u32]>,
    sets: &'m Sets<'m>,
    covers: [super::minimal::Covers<'m>; 2],
}

impl Prepared<'_> {
    fn at(&self, set: &[u32]) -> (bool, bool) {
        (self.covers[0].covers(set), self.covers[1].covers(set))
    }
}

/// A value as the key of a map: told apart by its text first, which nearly always is enough.
#[derive(PartialEq, Eq)]
struct Named<'c>(&'c Value);

impl Hash for Named<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

/// Judges claims, each cell once.
pub(super) fn judge(model: &Model<'_, '_>, claims: &[Claim]) -> Vec<Judgement> {
    let mut numbers: Vec<usize> = (0..claims.len()).collect();
    numbers.sort_by_key(|number| claims[*number].shape);
    let mut judged: Vec<Option<Judgement>> = vec![None; claims.len()];
    let mut atoms: QuickMap<Named<'_>, Option<u32>> = QuickMap::default();
    for numbers in numbers.chunk_by(|one, other| claims[*one].shape == claims[*other].shape) {
        let Some(shape) = numbers.first().map(|number| claims[*number].shape) else { continue };
        let view = model.view(0, shape);
        let cell = match &view {
            View::Constant(decision) => Cell::Constant(*decision),
            View::Opaque => Cell::Opaque(model.opaque(0).unwrap_or_else(|| Doubt::because("it is not worked out"))),
            View::Sets(sets) => Cell::Sets(Box::new(prepare(sets))),
            View::Mixed => {
                let mut diagram = model.diagram();
                let worked = model.work(0, shape, &mut diagram);
                Cell::Mixed(Box::new((diagram, worked.regions)))
            }
        };
        let mut cell = cell;
        for number in numbers {
            let claim = &claims[*number];
            let mut atom = |value| *atoms.entry(Named(value)).or_insert_with(|| model.shared.words.atom(value));
            let who = claim.who.iter().filter_map(&mut atom).collect();
            judged[*number] = Some(one(model, &mut cell, claim, who));
        }
    }
    let lost = || Judgement::Undecided(Doubt::because("the claim is of no cell"));
    judged.into_iter().map(|judgement| judgement.unwrap_or_else(lost)).collect()
}

fn prepare<'m>(sets: &'m Sets<'m>) -> Prepared<'m> {
    let sorted = |effect| {
        let mut pieces: Vec<&[u32]> = sets.pieces(effect).map(|(_, piece)| &**piece).collect();
        pieces.sort_by_key(|piece| piece.len());
        pieces
    };
    Prepared {
        permit: sorted(Effect::Permit),
        deny: sorted(Effect::Deny),
        sets,
        covers: [sets.covers(Effect::Permit), sets.covers(Effect::Deny)],
    }
}

fn one(model: &Model<'_, '_>, cell: &mut Cell<'_>, claim: &Claim, mut who: Vec<u32>) -> Judgement {
    let words = &model.shared.words;
    let space = &model.sides[0].space;
    let Some(asker) = space.askers.get(claim.shape.asker) else {
        return Judgement::Undecided(Doubt::because("the domain has no such asker"));
    };
    // What is not among the open attributes is in no request of the shape, or in every one.
    who.retain(|atom| asker.open.has(*atom));
    who.sort_unstable();
    let mut twice: Vec<u32> = who.windows(2).filter(|two| two[0] == two[1]).map(|two| two[0]).collect();
    twice.dedup();
    who.dedup();
    let at = space.cell(claim.shape);
    who.retain(|atom| at.holds(*atom).is_none());
    if at.excludes(words, &who) {
        return Judgement::Undecided(Doubt::because("no request of this shape holds all of this"));
    }
    let example = |atoms: Vec<u32>, twice: Vec<u32>, decision| {
        Judgement::Refuted(Example { shape: claim.shape, atoms, twice, decisions: vec![decision] })
    };
    match cell {
        Cell::Opaque(doubt) => Judgement::Undecided(doubt.clone()),
        Cell::Constant(decision) if *decision == claim.decision => Judgement::Proved,
        Cell::Constant(decision) => example(who, twice, *decision),
        Cell::Sets(cell) => {
            let (permit, deny) = cell.at(&who);
            let decision = cell.sets.decision(permit, deny);
            if decision != claim.decision {
                return example(who, twice, decision);
            }
            match claim.strength {
                Strength::Alone => Judgement::Proved,
                Strength::WithAnythingElse => {
                    let possible = |set: &[u32]| !at.excludes(words, set);
                    match against(cell, &who, claim.decision, (permit, deny), &possible) {
                        Some((set, decision)) => example(set, Vec::new(), decision),
                        None => Judgement::Proved,
                    }
                }
            }
        }
        Cell::Mixed(cell) => {
            let (diagram, regions) = &mut **cell;
            let from = model.first_open();
            let atoms = Symbolic::atoms(&model.shared);
            let holds = |variable: u32| match variable.checked_sub(atoms) {
                None => who.binary_search(&variable).is_ok(),
                Some(atom) => twice.binary_search(&atom).is_ok(),
            };
            let all = [regions.permit, regions.deny, regions.indeterminate];
            if diagram.is_exhausted() {
                return Judgement::Undecided(model.doubt(diagram, &[]));
            }
            match regions.at(diagram, from, &holds) {
                Decision::Undecided if claim.strength == Strength::Alone => {
                    let here = all.map(|region| diagram.at(region, from, &holds));
                    return Judgement::Undecided(model.doubt(diagram, &here));
                }
                Decision::Undecided => {}
                decision if decision != claim.decision => return example(who, twice, decision),
                _ if claim.strength == Strength::Alone => return Judgement::Proved,
                _ => {}
            }
            let wanted = regions.of(diagram, claim.decision);
            let mut bad = diagram.without(regions.possible, wanted);
            for variable in who.iter().copied().chain(twice.iter().map(|atom| atoms + atom)) {
                let has = diagram.variable(variable);
                bad = diagram.and(bad, has);
            }
            if bad == Diagram::FALSE && !diagram.is_exhausted() {
                return Judgement::Proved;
            }
            // An example must have one certain answer, so that it can be replayed.
            let mut found: Option<(Vec<u32>, Decision)> = None;
            for decision in [Decision::Permit, Decision::Deny, Decision::Indeterminate, Decision::NotApplicable] {
                if decision == claim.decision {
                    continue;
                }
                let region = regions.of(diagram, decision);
                let region = diagram.and(region, bad);
                let certain = diagram.whatever(region, from);
                if let Some(set) = diagram.smallest(certain)
                    && found.as_ref().is_none_or(|(known, _)| set.len() < known.len())
                {
                    found = Some((set, decision));
                }
            }
            if diagram.is_exhausted() {
                return Judgement::Undecided(model.doubt(diagram, &[]));
            }
            match found {
                Some((set, decision)) => {
                    let (atoms, twice) = split(model, set);
                    example(atoms, twice, decision)
                }
                None => Judgement::Undecided(model.doubt(diagram, &[bad])),
            }
        }
    }
}

/// Variables as what is held, and what is held twice.
pub(super) fn split(model: &Model<'_, '_>, set: Vec<u32>) -> (Vec<u32>, Vec<u32>) {
    let atoms = Symbolic::atoms(&model.shared);
    let (once, twice): (Vec<u32>, Vec<u32>) = set.into_iter().partition(|variable| *variable < atoms);
    (once, twice.into_iter().map(|variable| variable - atoms).collect())
}

/// The smallest larger holding that is answered otherwise. What a holding satisfies, every larger one does; so only
/// pieces, and pairs of them, need to be added.
fn against(
    cell: &Prepared<'_>,
    who: &[u32],
    wanted: Decision,
    (permit, deny): (bool, bool),
    possible: &dyn Fn(&[u32]) -> bool,
) -> Option<(Vec<u32>, Decision)> {
    let otherwise = |state: (bool, bool)| cell.sets.decision(state.0, state.1) != wanted;
    let fits = |set: &[u32], state| possible(set) && cell.at(set) == state;
    let mut found: Option<super::minimal::Piece> = None;
    let mut consider = |set: super::minimal::Piece, state| {
        if found.as_ref().is_none_or(|known| set.len() < known.len()) && fits(&set, state) {
            found = Some(set);
        }
        // Nothing is smaller than one value more than there was.
        found.as_ref().map(|known| known.len() <= who.len() + 1)
    };
    if !permit && otherwise((true, deny)) {
        for piece in &cell.permit {
            if consider(join(who, piece), (true, deny)) == Some(true) {
                break;
            }
        }
    }
    if !deny && otherwise((permit, true)) {
        for piece in &cell.deny {
            if consider(join(who, piece), (permit, true)) == Some(true) {
                break;
            }
        }
    }
    if !permit && !deny && otherwise((true, true)) {
        // Smaller pairs come first. Past the bound any example is good enough, but one is looked for to the end.
        let pairs = cell.permit.iter().flat_map(|one| cell.deny.iter().map(move |other| (one, other)));
        for (number, (one, other)) in pairs.enumerate() {
            match consider(join(who, &join(one, other)), (true, true)) {
                Some(smallest) if smallest || number > MAX_PAIRS => break,
                _ => {}
            }
        }
    }
    let set = found?.into_vec();
    let (permit, deny) = cell.at(&set);
    Some((set, cell.sets.decision(permit, deny)))
}
