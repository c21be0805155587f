//! Alternatives of a rule that change nothing: without the AllOf, no request is answered otherwise.
//!
//! Looked for where all rules of a cell are monotone, and where an alternative speaks of the asker alone, of the place alone
//! or of the action alone: every policy seen so far. Elsewhere an alternative is taken to be needed.

use super::cell::{Sets, View};
use super::domain::Shape;
use super::minimal::{Piece, is_within, joined, without};
use super::model::Model;
use super::point::{State, state_without};
use super::program::{Dialect, Formula};
use super::redundancy::{Found, made_up};
use super::shapes::{ACTION, ASKER, Cell, PLACE};
use crate::source::Span;
use crate::xacml::{AllOf, Category, Effect, Rule};

/// An AllOf that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedundantValue {
    /// The number of the rule.
    pub rule: usize,
    /// The number of the AnyOf in its target, and of the AllOf in that.
    pub at: (usize, usize),
    /// The AllOf.
    pub span: Span,
}

/// What a rule loses with an alternative.
enum Lost {
    /// These pieces, by asker.
    Pieces(Vec<Vec<Piece>>),
    Places(Vec<bool>),
    Actions(Vec<bool>),
}

struct Candidate {
    value: RedundantValue,
    lost: Lost,
    needed: bool,
}

/// The alternatives that change nothing, each taken out by itself, of the rules that are not in `left_out`.
pub(super) fn redundant_values(model: &Model<'_, '_>, left_out: &[usize]) -> Vec<RedundantValue> {
    let side = &model.sides[0];
    if side.plan.algorithm().is_none() || model.opaque(0).is_some() {
        return Vec::new();
    }
    let Some(policy) = side.subject.policy() else { return Vec::new() };
    let mut by_rule: Vec<Vec<Candidate>> = Vec::new();
    for (number, rule) in policy.rules.iter().enumerate() {
        by_rule.push(if left_out.contains(&number) { Vec::new() } else { candidates(model, number, rule) });
    }
    for cell in 0..side.space.cells() {
        let shape = side.space.shape(cell);
        match model.view(0, shape) {
            View::Sets(sets) => in_sets(&sets, shape, &mut by_rule),
            View::Constant(_) | View::Opaque => {}
            View::Mixed => {
                for entry in side.plan.entries(shape) {
                    by_rule[entry.line as usize].clear();
                }
            }
        }
    }
    let all = by_rule.into_iter().flatten();
    all.filter(|candidate| !candidate.needed).map(|candidate| candidate.value).collect()
}

/// The alternatives of a rule, each with what is lost without it.
fn candidates(model: &Model<'_, '_>, number: usize, rule: &Rule<'_>) -> Vec<Candidate> {
    let side = &model.sides[0];
    let line = &side.plan.program.lines[number];
    // A rule that may stop decisions by what an alternative misses is not taken apart.
    let is_plain = |formula: u32| !model.shared.has_unknown(formula);
    let may_stop = line.gates.iter().any(|gate| may_stop(model, *gate));
    if may_stop || line.condition.is_some() || !line.gates.iter().chain(&line.parts).all(|part| is_plain(*part)) {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    for (span, at, formula, index) in alternatives(model, number, rule) {
        let lost = match side.space.dimensions(&model.shared, formula) {
            PLACE => {
                let cell = |at: usize| Cell { place: side.space.places.get(at), ..Cell::default() };
                Lost::Places(points(model, formula, index, side.space.places.len(), cell))
            }
            ACTION => {
                let cell = |at: usize| Cell { action: side.space.actions.get(at), ..Cell::default() };
                Lost::Actions(points(model, formula, index, side.space.actions.len(), cell))
            }
            ASKER => match lost_pieces(model, number, formula, index) {
                Some(lost) => Lost::Pieces(lost),
                None => continue,
            },
            _ => continue,
        };
        candidates.push(Candidate { value: RedundantValue { rule: number, at, span }, lost, needed: false });
    }
    candidates
}

/// Whether what a gate looks at may be missing, or throw.
fn may_stop(model: &Model<'_, '_>, gate: u32) -> bool {
    let words = &model.shared.words;
    let stops = |test: &u32| {
        let answers = &words.answers[*test as usize];
        words.tests[*test].must || !answers.fails.is_empty() || !answers.open.is_empty()
    };
    match &model.shared.formulas[gate] {
        Formula::Last(parts) => parts.iter().flatten().any(stops),
        _ => true,
    }
}

/// Every AllOf that is one of several: the formula that it is part of, and its number in that.
fn alternatives(model: &Model<'_, '_>, number: usize, rule: &Rule<'_>) -> Vec<(Span, (usize, usize), u32, usize)> {
    let side = &model.sides[0];
    let line = &side.plan.program.lines[number];
    let any_of = rule.target.iter().flat_map(|target| &target.any_of).enumerate();
    let mut found = Vec::new();
    match side.subject.dialect {
        Dialect::Standard => {
            for ((first, any_of), formula) in any_of.zip(&line.parts) {
                for (second, all_of) in any_of.all_of.iter().enumerate().filter(|_| any_of.all_of.len() > 1) {
                    found.push((all_of.span, (first, second), *formula, second));
                }
            }
        }
        Dialect::Altinn | Dialect::AltinnInTurn | Dialect::Altinn008 => {
            let names = |category: &Category| rule.names(*category);
            let gates = [Category::Resource, Category::Action].into_iter().filter(names).zip(&line.gates);
            let parts = [Category::Subject].into_iter().filter(names).zip(&line.parts);
            for (category, formula) in gates.chain(parts) {
                let of_it = |all_of: &AllOf<'_>| all_of.matches.iter().any(|one| one.category() == category);
                let mut index = 0;
                let size = match &model.shared.formulas[*formula] {
                    Formula::Last(parts) => parts.len(),
                    _ => 0,
                };
                for (first, any_of) in any_of.clone() {
                    for (second, all_of) in any_of.all_of.iter().enumerate().filter(|(_, all_of)| of_it(all_of)) {
                        let only = all_of.matches.iter().all(|one| one.category() == category);
                        if size > 1 && only && any_of.all_of.len() > 1 {
                            found.push((all_of.span, (first, second), *formula, index));
                        }
                        index += 1;
                    }
                }
            }
        }
    }
    found
}

/// Where a formula is not true any more without one of its alternatives, or is not plainly one or the other.
fn points<'c>(
    model: &Model<'_, '_>,
    formula: u32,
    index: usize,
    count: usize,
    cell: impl Fn(usize) -> Cell<'c>,
) -> Vec<bool> {
    let lost = |at: usize| state_without(&model.shared, cell(at), formula, Some(index)) != State::Yes;
    (0..count).map(lost).collect()
}

fn lost_pieces(model: &Model<'_, '_>, number: usize, formula: u32, index: usize) -> Option<Vec<Vec<Piece>>> {
    let side = &model.sides[0];
    let parts = &side.plan.asker_parts[number];
    let by_asker = side.space.askers.iter().map(|asker| {
        let cell = Cell { asker: Some(asker), ..Cell::default() };
        let all = joined(&model.shared, cell, parts)?;
        let left = without(&model.shared, cell, parts, formula, index)?;
        let lost = |piece: &Piece| !left.iter().any(|other| is_within(other, piece));
        Some(all.into_iter().filter(lost).collect())
    });
    by_asker.collect()
}

fn in_sets(sets: &Sets<'_>, shape: Shape, by_rule: &mut [Vec<Candidate>]) {
    let covers = [sets.covers(Effect::Permit), sets.covers(Effect::Deny)];
    for (line, effect, pieces) in &sets.rules {
        let needed = |piece: &Piece| matches!(made_up(sets, &covers, *line, *effect, piece), Found::Nothing);
        // Whether the whole rule is needed here is asked once, for all alternatives of place and action.
        let mut whole = None;
        for candidate in by_rule[*line as usize].iter_mut().filter(|candidate| !candidate.needed) {
            candidate.needed = match &candidate.lost {
                Lost::Places(lost) if !lost[shape.place] => false,
                Lost::Actions(lost) if !lost[shape.action] => false,
                Lost::Places(_) | Lost::Actions(_) => *whole.get_or_insert_with(|| pieces.iter().any(needed)),
                Lost::Pieces(lost) => lost[shape.asker].iter().any(needed),
            };
        }
    }
}
