//! Two policies, two dates or two dialects: every request that is answered differently.

use super::cell::{Sets, View};
use super::claims::split;
use super::diagram::{Bdd, Diagram};
use super::domain::{Domain, Shape, Value};
use super::minimal::{Covers, Piece, is_within, join};
use super::model::Model;
use super::verdict::{Doubt, Example};
use crate::pdp::Decision;
use crate::xacml::Effect;

/// Who is answered differently.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Whoever asks, even with nothing.
    Everybody,
    /// Whoever holds one value.
    Person(Value),
    /// Only who holds all of these at once; with fewer it does not change in this way.
    Together(Vec<Value>),
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The asker, place and action.
    pub shape: Shape,
    /// Who.
    pub who: Who,
    /// The decision by the first.
    pub before: Decision,
    /// The decision by the second.
    pub after: Decision,
    /// The request.
    pub example: Example,
}

/// All changes, and where it is not known whether there are any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What is answered differently: for each cell the smallest holdings with which a Permit is lost, with which one is
    /// gained, and with which one refusal becomes another. Every request that is answered differently in one of these three
    /// ways holds all that one of them holds, unless [`Self::more`] names its cell.
    pub changes: Vec<Change>,
    /// Cells with more smallest holdings than are listed.
    pub more: Vec<Shape>,
    /// Cells that could not be compared, and why.
    pub undecided: Vec<(Shape, Doubt)>,
}

impl Changes {
    /// Whether every request is answered alike, which is then proved.
    pub const fn is_none(&self) -> bool {
        self.changes.is_empty() && self.undecided.is_empty()
    }
}

/// How many changes of one cell are listed.
const MAX_CHANGES: usize = 512;
/// How many joins of pieces are tried in one cell before the diagrams are asked.
const MAX_JOINS: usize = 20_000;

/// The two domains over the places and actions of both; the askers are each one's own.
pub(super) fn together(one: &Domain, other: &Domain) -> [Domain; 2] {
    let mut first = one.clone();
    for (into, from) in [(&mut first.places, &other.places), (&mut first.actions, &other.actions)] {
        for point in from {
            if !into.contains(point) {
                into.push(point.clone());
            }
        }
    }
    first.people.extend(other.people.iter().cloned());
    let mut second = first.clone();
    if other.askers.len() == one.askers.len() {
        second.askers.clone_from(&other.askers);
    }
    [first, second]
}

/// Every change from the first side to the second.
pub(super) fn changes(model: &Model<'_, '_>) -> Changes {
    let mut all = Changes::default();
    let mut diagram = model.diagram();
    let space = &model.sides[0].space;
    for cell in 0..space.cells() {
        let shape = space.shape(cell);
        if is_same(model, shape) {
            continue;
        }
        let found = match (model.view(0, shape), model.view(1, shape)) {
            (View::Opaque, _) | (_, View::Opaque) => {
                let doubt = model.opaque(0).or_else(|| model.opaque(1));
                all.undecided.push((shape, doubt.unwrap_or_else(|| Doubt::because("it is not worked out"))));
                continue;
            }
            (View::Constant(one), View::Constant(other)) if one == other => continue,
            (View::Sets(one), View::Sets(other)) if has_same_holdings(model, shape) => {
                let cell = space.cell(shape);
                by_pieces(&one, &other, &|set| !cell.excludes(&model.shared.words, set))
            }
            _ => None,
        };
        let mut minimal = match found {
            Some(found) => found,
            None => {
                diagram.clear();
                match by_diagram(model, shape, &mut diagram) {
                    Ok(found) => found,
                    Err((found, doubt)) => {
                        all.undecided.push((shape, doubt));
                        found
                    }
                }
            }
        };
        if minimal.len() > MAX_CHANGES {
            minimal.truncate(MAX_CHANGES);
            all.more.push(shape);
        }
        all.changes.extend(minimal.into_iter().map(|one| change(model, shape, one)));
    }
    all
}

/// A smallest holding that is answered differently.
struct Minimal {
    atoms: Vec<u32>,
    twice: Vec<u32>,
    before: Decision,
    after: Decision,
}

fn change(model: &Model<'_, '_>, shape: Shape, one: Minimal) -> Change {
    let mut values = model.values(&one.atoms);
    let who = match (values.pop(), values.is_empty()) {
        (None, _) => Who::Everybody,
        (Some(only), true) => Who::Person(only),
        (Some(last), false) => {
            values.push(last);
            Who::Together(values)
        }
    };
    let decisions = vec![one.before, one.after];
    let example = Example { shape, atoms: one.atoms, twice: one.twice, decisions };
    Change { shape, who, before: one.before, after: one.after, example }
}

/// Whether the same rules stand in a cell on both sides.
fn is_same(model: &Model<'_, '_>, shape: Shape) -> bool {
    let [one, other] = model.sides.as_slice() else { return true };
    let plans = [&one.plan, &other.plan];
    let same_frame = plans[0].algorithm().is_some()
        && plans[0].program.tree == plans[1].program.tree
        && (plans[0].program.tree.is_none() || plans[0].program.lines == plans[1].program.lines)
        && plans[0].algorithm() == plans[1].algorithm()
        && plans[0].program.target == plans[1].program.target
        && plans.iter().all(|plan| !plan.is_stopped(shape));
    if !same_frame || !has_same_holdings(model, shape) {
        return false;
    }
    let entries = plans.map(|plan| plan.entries(shape));
    entries[0].len() == entries[1].len()
        && entries[0].iter().zip(entries[1]).all(|(left, right)| {
            let lines = [&plans[0].program.lines[left.line as usize], &plans[1].program.lines[right.line as usize]];
            left.plain == right.plain
                && lines[0].effect == lines[1].effect
                && lines[0].condition == lines[1].condition
                && match left.plain {
                    // Place and action are satisfied on both sides, in whatever words.
                    true => plans[0].asker_parts[left.line as usize] == plans[1].asker_parts[right.line as usize],
                    false => lines[0] == lines[1],
                }
        })
}

/// Whether the same can be held on both sides: it differs where roles end between two dates.
fn has_same_holdings(model: &Model<'_, '_>, shape: Shape) -> bool {
    let [one, other] = model.sides.as_slice() else { return true };
    let [one, other] = [one, other].map(|side| side.space.askers.get(shape.asker).map(|asker| &asker.open));
    one == other
}

/// Kinds of change: who holds the smallest for one of them may not for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Lost,
    Gained,
    /// Between the ways not to be permitted.
    Other,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Lost, Self::Gained, Self::Other];

    fn of(before: Decision, after: Decision) -> Option<Self> {
        match (before, after) {
            _ if before == after => None,
            (Decision::Permit, _) => Some(Self::Lost),
            (_, Decision::Permit) => Some(Self::Gained),
            _ => Some(Self::Other),
        }
    }
}

/// Two cells of monotone rules. What is smallest among the changed holdings is a piece that one side has and the other does
/// not cover, or such a piece joined with one of the opposite effect (fact file, §2.4).
fn by_pieces(one: &Sets<'_>, other: &Sets<'_>, possible: &dyn Fn(&[u32]) -> bool) -> Option<Vec<Minimal>> {
    let sides = [one, other];
    let covers: Vec<[Covers<'_>; 2]> =
        sides.iter().map(|side| [side.covers(Effect::Permit), side.covers(Effect::Deny)]).collect();
    let decide = |side: usize, set: &[u32]| {
        let [permit, deny] = &covers[side];
        sides[side].decision(permit.covers(set), deny.covers(set))
    };
    let of = |side: usize, effect| sides[side].pieces(effect).map(|(_, piece)| piece);
    let changed = |side: usize, effect: Effect| -> Vec<&Piece> {
        let contrary = &covers[1 - side][usize::from(effect == Effect::Deny)];
        of(side, effect).filter(|piece| !contrary.covers(piece)).collect()
    };
    // Under one algorithm, only what the other side does not cover can make a difference; under two, everything can.
    let same = sides[0].algorithm == sides[1].algorithm;
    let part = |side: usize, effect| if same { changed(side, effect) } else { of(side, effect).collect() };
    let mut sets: Vec<Piece> = vec![Piece::default()];
    for side in [0, 1] {
        let (permit, deny) = (part(side, Effect::Permit), part(side, Effect::Deny));
        sets.extend(permit.into_iter().chain(deny.iter().copied()).cloned());
        // Permitted by one, and denied by the other for a reason of its own.
        let all: Vec<&Piece> = of(1 - side, Effect::Permit).collect();
        if all.len().saturating_mul(deny.len()) > MAX_JOINS {
            return None;
        }
        sets.extend(all.iter().flat_map(|one| deny.iter().map(move |other| join(one, other))));
    }
    sets.sort_unstable_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    sets.dedup();
    sets.retain(|set| possible(set));
    let mut kept: Vec<(Kind, Minimal)> = Vec::new();
    for set in sets {
        let (before, after) = (decide(0, &set), decide(1, &set));
        let Some(kind) = Kind::of(before, after) else { continue };
        if !kept.iter().any(|(of, known)| *of == kind && is_within(&known.atoms, &set)) {
            kept.push((kind, Minimal { before, after, atoms: set.into_vec(), twice: Vec::new() }));
        }
    }
    Some(kept.into_iter().map(|(_, minimal)| minimal).collect())
}

type Unfinished = (Vec<Minimal>, Doubt);

/// Two cells by diagrams over the same variables.
fn by_diagram(model: &Model<'_, '_>, shape: Shape, diagram: &mut Diagram) -> Result<Vec<Minimal>, Unfinished> {
    let from = model.first_open();
    let [one, other] = [0, 1].map(|side| model.work(side, shape, diagram).regions);
    let decisions = [Decision::Permit, Decision::Deny, Decision::Indeterminate, Decision::NotApplicable];
    let mut regions: Vec<(Decision, Decision, Bdd)> = Vec::new();
    let mut changed = Vec::new();
    for before in decisions {
        for after in decisions.into_iter().filter(|after| *after != before) {
            let (left, right) = (one.of(diagram, before), other.of(diagram, after));
            let both = diagram.and(left, right);
            // On either side, what is possible there: with fewer values, a holding is possible wherever it was.
            let possible = diagram.and(one.possible, other.possible);
            let both = diagram.and(both, possible);
            changed.push(both);
            regions.push((before, after, diagram.whatever(both, from)));
        }
    }
    let mut found: Vec<Minimal> = Vec::new();
    let parts: Vec<Bdd> = regions.iter().map(|(_, _, region)| *region).collect();
    for kind in Kind::ALL {
        let of_kind = |(before, after, region): &(Decision, Decision, Bdd)| {
            (Kind::of(*before, *after) == Some(kind)).then_some(*region)
        };
        let of_kind: Vec<Bdd> = regions.iter().filter_map(of_kind).collect();
        let mut left = diagram.any(&of_kind);
        while let Some(set) = diagram.smallest(left) {
            if diagram.is_exhausted() || found.len() > MAX_CHANGES {
                break;
            }
            let holds = |variable: u32| set.contains(&variable);
            let pair = regions.iter().find(|(_, _, region)| diagram.at(*region, u32::MAX, &holds) == Diagram::TRUE);
            let Some((before, after, _)) = pair.copied() else { break };
            // Whoever holds as much is spoken for.
            let mut above = Diagram::TRUE;
            for variable in &set {
                let has = diagram.variable(*variable);
                above = diagram.and(above, has);
            }
            left = diagram.without(left, above);
            let (atoms, twice) = split(model, set);
            found.push(Minimal { atoms, twice, before, after });
        }
    }
    if diagram.is_exhausted() {
        return Err((Vec::new(), model.doubt(diagram, &[])));
    }
    let all = diagram.any(&changed);
    let certain = diagram.any(&parts);
    let unsure = diagram.without(all, certain);
    if unsure != Diagram::FALSE {
        let doubt = model.doubt(diagram, &[unsure]);
        return Err((found, doubt));
    }
    Ok(found)
}
