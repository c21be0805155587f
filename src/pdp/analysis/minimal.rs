//! Minimal requests: the smallest holdings that satisfy a rule.
//!
//! A target without required attributes is monotone: who satisfies it goes on satisfying it with more. So it is known by its
//! minimal holdings, its *pieces*, and whether one rule covers another is asked of pieces alone (fact file, §2.4).

use super::atoms::Test;
use super::program::{Formula, Shared};
use super::shapes::Cell;

/// A set of atoms that must be held, in order; the empty piece is satisfied by everybody.
pub(super) type Piece = Box<[u32]>;

/// How many pieces a rule may have; one with more is left to the diagrams.
const MAX_PIECES: usize = 20_000;

/// The pieces of a formula in a cell; none if it is not monotone there, or they are too many.
pub(super) fn pieces(shared: &Shared, cell: Cell<'_>, formula: u32) -> Option<Vec<Piece>> {
    let mut pieces = raw(shared, cell, formula)?;
    pieces.retain(|piece| !cell.excludes(&shared.words, piece));
    Some(smallest(pieces))
}

/// The pieces of an AND of formulas.
pub(super) fn joined(shared: &Shared, cell: Cell<'_>, parts: &[u32]) -> Option<Vec<Piece>> {
    match parts {
        [one] => pieces(shared, cell, *one),
        _ => {
            let all = parts
                .iter()
                .try_fold(vec![Piece::default()], |known, part| product(&known, &raw(shared, cell, *part)?));
            let mut all = all?;
            all.retain(|piece| !cell.excludes(&shared.words, piece));
            Some(smallest(all))
        }
    }
}

/// The pieces of an AND of formulas, one of which lacks an alternative.
pub(super) fn without(
    shared: &Shared,
    cell: Cell<'_>,
    parts: &[u32],
    formula: u32,
    index: usize,
) -> Option<Vec<Piece>> {
    let all = parts.iter().try_fold(vec![Piece::default()], |known, part| {
        let left_out = (*part == formula).then_some(index);
        product(&known, &raw_without(shared, cell, *part, left_out)?)
    });
    Some(smallest(all?))
}

fn raw(shared: &Shared, cell: Cell<'_>, formula: u32) -> Option<Vec<Piece>> {
    raw_without(shared, cell, formula, None)
}

fn raw_without(shared: &Shared, cell: Cell<'_>, formula: u32, left_out: Option<usize>) -> Option<Vec<Piece>> {
    let kept = |number: usize| Some(number) != left_out;
    match &shared.formulas[formula] {
        Formula::True => Some(vec![Piece::default()]),
        Formula::False => Some(Vec::new()),
        Formula::Test(test) => of_test(shared, cell, *test, false),
        Formula::All(parts) => {
            parts.iter().try_fold(vec![Piece::default()], |known, part| product(&known, &raw(shared, cell, *part)?))
        }
        Formula::Any(parts) => {
            let mut all = Vec::new();
            for (_, part) in parts.iter().enumerate().filter(|(number, _)| kept(*number)) {
                all.extend(raw(shared, cell, *part)?);
            }
            (all.len() <= MAX_PIECES).then_some(all)
        }
        Formula::Last(parts) => {
            let mut all = Vec::new();
            for (_, part) in parts.iter().enumerate().filter(|(number, _)| kept(*number)) {
                all.extend(match &**part {
                    [one] => of_test(shared, cell, *one, true)?,
                    several => several.iter().try_fold(vec![Piece::default()], |known, test| {
                        product(&known, &of_test(shared, cell, *test, true)?)
                    })?,
                });
            }
            (all.len() <= MAX_PIECES).then_some(all)
        }
        Formula::Then(_)
        | Formula::Else(_)
        | Formula::Not(_)
        | Formula::Only(_)
        | Formula::Size { .. }
        | Formula::Applied { .. }
        | Formula::One(_)
        | Formula::Unknown(_) => None,
    }
}

fn of_test(shared: &Shared, cell: Cell<'_>, test: u32, of_altinn: bool) -> Option<Vec<Piece>> {
    let Test { bag, must, .. } = shared.words.tests[test];
    let answers = &shared.words.answers[test as usize];
    let possible = |atoms: &[u32]| atoms.iter().any(|atom| cell.holds(*atom) != Some(false));
    if possible(&answers.fails) || possible(&answers.open) {
        return None;
    }
    if must {
        let slot = shared.words.bags[bag].slot as usize;
        let all = if of_altinn { &shared.words.atoms_of[slot] } else { &shared.words.selected[bag as usize] };
        // What is surely there is not missed; anything else may be, and then the target fails.
        if !all.iter().any(|atom| cell.holds(*atom) == Some(true)) {
            return None;
        }
    }
    if answers.yes.iter().any(|atom| cell.holds(*atom) == Some(true)) {
        return Some(vec![Piece::default()]);
    }
    let open = answers.yes.iter().filter(|atom| cell.holds(**atom).is_none());
    Some(open.map(|atom| Piece::from([*atom])).collect())
}

fn product(some: &[Piece], others: &[Piece]) -> Option<Vec<Piece>> {
    if some.len().saturating_mul(others.len()) > MAX_PIECES {
        return None;
    }
    Some(some.iter().flat_map(|one| others.iter().map(move |other| join(one, other))).collect())
}

/// The holdings of both.
pub(super) fn join(one: &[u32], other: &[u32]) -> Piece {
    if one.is_empty() {
        return other.into();
    }
    let mut all: Vec<u32> = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    all.dedup();
    all.into()
}

/// Whether all of `piece` is in `set`, both in order.
pub(super) fn is_within(piece: &[u32], set: &[u32]) -> bool {
    match piece {
        [] => true,
        [one] => set.binary_search(one).is_ok(),
        _ => {
            let mut rest = set.iter();
            piece.iter().all(|atom| rest.any(|other| other == atom))
        }
    }
}

/// Only those that no other is within, shortest first.
fn smallest(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if pieces.len() < 2 {
        return pieces;
    }
    pieces.sort_unstable_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
    pieces.dedup();
    if pieces.last().is_some_and(|longest| longest.len() == 1) {
        return pieces;
    }
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let covered = kept.len() <= 2000 && kept.iter().any(|known| is_within(known, &piece));
        if !covered {
            kept.push(piece);
        }
    }
    kept
}

/// Which pieces of which rules are within a set: by the first atom of the piece.
#[derive(Debug, Default)]
pub(super) struct Covers<'v> {
    /// Rules that everybody satisfies.
    all: Vec<u32>,
    /// By first atom; of one atom in the order of the rules.
    by_first: Vec<(u32, u32, &'v [u32])>,
}

impl<'v> Covers<'v> {
    pub(super) fn new(pieces: impl Iterator<Item = (u32, &'v Piece)>) -> Self {
        let mut covers = Self::default();
        for (line, piece) in pieces {
            match piece.first() {
                None => covers.all.push(line),
                Some(first) => covers.by_first.push((*first, line, piece)),
            }
        }
        covers.by_first.sort_by_key(|(first, ..)| *first);
        covers
    }

    /// A rule with a piece within the set, that `accept` takes.
    pub(super) fn within(&self, set: &[u32], accept: impl Fn(u32, &[u32]) -> bool) -> Option<u32> {
        if let Some(line) = self.all.iter().find(|line| accept(**line, &[])) {
            return Some(*line);
        }
        set.iter().find_map(|atom| {
            let from = self.by_first.partition_point(|(first, ..)| first < atom);
            let mut found = self.by_first[from..].iter().take_while(|(first, ..)| first == atom);
            found.find(|(_, line, piece)| is_within(piece, set) && accept(*line, piece)).map(|(_, line, _)| *line)
        })
    }

    /// Whether any piece is within the set.
    pub(super) fn covers(&self, set: &[u32]) -> bool {
        self.within(set, |_, _| true).is_some()
    }
}
