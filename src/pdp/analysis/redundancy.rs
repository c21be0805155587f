//! Rules and values that change nothing: taken out, no request is answered otherwise.

use super::cell::{RuleRegions, Sets, View, before};
use super::diagram::Diagram;
use super::minimal::{Covers, Piece};
use super::model::Model;
use super::program::{Algorithm, Line};
use crate::xacml::Effect;

/// Why a rule changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redundancy {
    /// It applies to no request that can occur and whose decision is not stopped anyway.
    Dead,
    /// Wherever it applies, other rules say the same: one of them for each part of it, and none where the algorithm says it
    /// anyway.
    Covered(Vec<usize>),
    /// Wherever it applies, rules of the other effect come before it, or rules of the same effect cover it.
    Overridden(Vec<usize>),
}

/// A rule that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redundant {
    /// The number of the rule.
    pub rule: usize,
    /// Why.
    pub why: Redundancy,
}

/// What is known of a rule while cells are gone through.
#[derive(Clone, Debug, Default)]
struct Standing {
    /// Whether a cell changes without it, or may.
    needed: bool,
    /// Whether it applies, fails or stops anything anywhere.
    lives: bool,
    covered_by: Vec<u32>,
    overridden_by: Vec<u32>,
}

impl Standing {
    fn note(&mut self, found: &Found) {
        match found {
            Found::Nothing => self.needed = true,
            Found::Default => {}
            Found::Same(rule) => remember(&mut self.covered_by, *rule),
            Found::Other(rule) => remember(&mut self.overridden_by, *rule),
        }
    }
}

/// What makes up for a piece of a rule.
pub(super) enum Found {
    Nothing,
    /// The effect is taken anyway.
    Default,
    Same(u32),
    Other(u32),
}

/// How many rules are named as the cause.
const MAX_NAMED: usize = 8;

fn remember(list: &mut Vec<u32>, rule: u32) {
    if list.len() < MAX_NAMED && !list.contains(&rule) {
        list.push(rule);
    }
}

/// The rules that change nothing, each taken out by itself.
pub(super) fn redundant(model: &Model<'_, '_>) -> Vec<Redundant> {
    let side = &model.sides[0];
    if side.plan.program.tree.is_some() || side.plan.algorithm().is_none() || model.opaque(0).is_some() {
        return Vec::new();
    }
    let mut standing = vec![Standing::default(); side.plan.program.lines.len()];
    let mut diagram = model.diagram();
    for cell in 0..side.space.cells() {
        let shape = side.space.shape(cell);
        match model.view(0, shape) {
            View::Sets(sets) => in_sets(&sets, &mut standing),
            // Where every decision is stopped, or nothing matches, no rule is missed but the one that stops.
            View::Constant(_) | View::Opaque => {}
            View::Mixed => {
                diagram.clear();
                in_diagram(model, shape, &mut diagram, &mut standing);
            }
        }
    }
    keep_stopping(model, &mut standing);
    let listed = |rules: &[u32]| rules.iter().map(|rule| *rule as usize).collect();
    let redundant = standing.into_iter().enumerate().filter(|(_, rule)| !rule.needed);
    let redundant = redundant.map(|(rule, standing)| {
        let why = match () {
            () if !standing.lives => Redundancy::Dead,
            () if standing.overridden_by.is_empty() => Redundancy::Covered(listed(&standing.covered_by)),
            () => {
                let mut all = standing.overridden_by;
                standing.covered_by.iter().for_each(|rule| remember(&mut all, *rule));
                Redundancy::Overridden(listed(&all))
            }
        };
        Redundant { rule, why }
    });
    redundant.collect()
}

/// A rule whose resource or action may stop decisions is never called redundant: what it does, it does to all others.
fn keep_stopping(model: &Model<'_, '_>, standing: &mut [Standing]) {
    let side = &model.sides[0];
    let stops = (0..side.space.cells()).any(|cell| side.plan.is_stopped(side.space.shape(cell)));
    if !stops {
        return;
    }
    for (line, standing) in side.plan.program.lines.iter().zip(standing) {
        standing.needed |= may_stop(model, line);
    }
}

fn may_stop(model: &Model<'_, '_>, line: &Line) -> bool {
    let side = &model.sides[0];
    (0..side.space.cells()).any(|cell| {
        let cell = side.space.cell(side.space.shape(cell));
        line.gates.iter().any(|gate| {
            use super::point::State;
            matches!(super::point::state(&model.shared, cell, *gate), State::Fails | State::Stops | State::Open)
        })
    })
}

/// In a cell of monotone rules, a piece is made up for by a piece within it.
fn in_sets(sets: &Sets<'_>, standing: &mut [Standing]) {
    let covers = [sets.covers(Effect::Permit), sets.covers(Effect::Deny)];
    for (line, effect, pieces) in &sets.rules {
        let rule = &mut standing[*line as usize];
        rule.lives = true;
        if rule.needed {
            continue;
        }
        for piece in pieces.iter() {
            let found = made_up(sets, &covers, *line, *effect, piece);
            rule.note(&found);
            if rule.needed {
                break;
            }
        }
    }
}

pub(super) fn made_up(sets: &Sets<'_>, covers: &[Covers<'_>; 2], line: u32, effect: Effect, piece: &Piece) -> Found {
    let (own, other) = match effect {
        Effect::Permit => (&covers[0], &covers[1]),
        Effect::Deny => (&covers[1], &covers[0]),
    };
    // Under `unless` algorithms the effect that is taken anyway need not be said.
    if let Algorithm::Otherwise(default) = sets.algorithm
        && default == effect
    {
        return Found::Default;
    }
    // Combined in turn, a rule that denies at most ends the search.
    if matches!(sets.algorithm, Algorithm::InTurn { .. }) && effect == Effect::Deny {
        return Found::Default;
    }
    if let Some(rule) = own.within(piece, |rule, _| rule != line) {
        return Found::Same(rule);
    }
    let weak = matches!(sets.algorithm, Algorithm::Overrides(strong) if strong != effect);
    match other.within(piece, |_, _| true).filter(|_| weak) {
        Some(rule) => Found::Other(rule),
        None => Found::Nothing,
    }
}

/// Elsewhere, the cell is combined once more without each rule, from what stands before it and what stands behind.
fn in_diagram(model: &Model<'_, '_>, shape: super::domain::Shape, diagram: &mut Diagram, standing: &mut [Standing]) {
    let worked = model.work(0, shape, diagram);
    let rules: Vec<RuleRegions> = worked.rules.iter().map(|(_, rule)| *rule).collect();
    let changed = changed_without(model, shape, diagram, &rules);
    for (number, (line, rule)) in worked.rules.iter().enumerate() {
        let standing = &mut standing[*line as usize];
        let lives = [rule.applies, rule.fails, rule.stops].iter().any(|part| *part != Diagram::FALSE);
        standing.lives |= lives || diagram.is_exhausted();
        standing.needed |= diagram.is_exhausted() || changed[number];
        if !lives || standing.needed {
            continue;
        }
        for (other_line, other) in &worked.rules {
            if other_line != line && diagram.and(other.applies, rule.applies) != Diagram::FALSE {
                let list =
                    if other.effect == rule.effect { &mut standing.covered_by } else { &mut standing.overridden_by };
                remember(list, *other_line);
            }
        }
        standing.needed |= diagram.is_exhausted();
    }
}

/// By rule: whether the cell is another without it.
fn changed_without(
    model: &Model<'_, '_>,
    shape: super::domain::Shape,
    diagram: &mut Diagram,
    rules: &[RuleRegions],
) -> Vec<bool> {
    let side = &model.sides[0];
    let Some(algorithm) = side.plan.algorithm() else { return vec![true; rules.len()] };
    let mut symbolic =
        super::symbolic::Symbolic { shared: &model.shared, cell: side.space.cell(shape), diagram: &mut *diagram };
    let whole = super::cell::regions(&mut symbolic, &side.plan, shape, rules);
    let summary = Summary::of(diagram, algorithm, rules);
    let mut changed = Vec::with_capacity(rules.len());
    for number in 0..rules.len() {
        let without = match algorithm {
            Algorithm::InTurn { .. } => [&rules[..number], &rules[number + 1..]].concat(),
            _ => summary.without(number),
        };
        let mut symbolic =
            super::symbolic::Symbolic { shared: &model.shared, cell: side.space.cell(shape), diagram: &mut *diagram };
        let other = super::cell::regions(&mut symbolic, &side.plan, shape, &without);
        let parts =
            [(whole.permit, other.permit), (whole.deny, other.deny), (whole.indeterminate, other.indeterminate)];
        let differ = parts.map(|(one, other)| diagram.differ(one, other));
        let differ = diagram.any(&differ);
        changed.push(diagram.and(differ, whole.possible) != Diagram::FALSE || diagram.is_exhausted());
    }
    changed
}

/// All rules in a few that say the same, so that leaving one out costs a few operations and not all over again.
struct Summary {
    /// By number: what the rules before it come to, and what it and those behind it do.
    before: Vec<[RuleRegions; 2]>,
    behind: Vec<[RuleRegions; 2]>,
}

impl Summary {
    fn of(diagram: &mut Diagram, algorithm: Algorithm, rules: &[RuleRegions]) -> Self {
        let nothing = [Effect::Permit, Effect::Deny].map(|effect| RuleRegions {
            effect,
            applies: Diagram::FALSE,
            fails: Diagram::FALSE,
            stops: Diagram::FALSE,
        });
        let (mut before, mut behind) = (vec![nothing], vec![nothing]);
        for rule in rules {
            let known = before[before.len() - 1];
            before.push(match algorithm {
                Algorithm::First => followed(diagram, known, rule),
                _ => added(diagram, known, rule),
            });
        }
        for rule in rules.iter().rev() {
            let known = behind[behind.len() - 1];
            behind.push(match algorithm {
                Algorithm::First => preceded(diagram, known, rule),
                _ => added(diagram, known, rule),
            });
        }
        behind.reverse();
        Self { before, behind }
    }

    /// A few rules that come to the same as all but one.
    fn without(&self, number: usize) -> Vec<RuleRegions> {
        [self.before[number], self.behind[number + 1]].concat()
    }
}

/// Two rules that say what the rules so far and one behind them say; the first holds the failures of both.
fn followed(diagram: &mut Diagram, known: [RuleRegions; 2], rule: &RuleRegions) -> [RuleRegions; 2] {
    let done = diagram.any(&[known[0].applies, known[0].fails, known[1].applies]);
    let (applies, fails) = (diagram.without(rule.applies, done), diagram.without(rule.fails, done));
    added_apart(diagram, known, &RuleRegions { applies, fails, ..*rule })
}

/// The same with the one before them.
fn preceded(diagram: &mut Diagram, mut known: [RuleRegions; 2], rule: &RuleRegions) -> [RuleRegions; 2] {
    let inner = (known[0].applies, known[1].applies, known[0].fails);
    (known[0].applies, known[1].applies, known[0].fails) = before(diagram, rule, inner);
    known[0].stops = diagram.or(known[0].stops, rule.stops);
    known
}

fn added_apart(diagram: &mut Diagram, mut known: [RuleRegions; 2], rule: &RuleRegions) -> [RuleRegions; 2] {
    let same = &mut known[usize::from(rule.effect == Effect::Deny)];
    same.applies = diagram.or(same.applies, rule.applies);
    known[0].fails = diagram.or(known[0].fails, rule.fails);
    known[0].stops = diagram.or(known[0].stops, rule.stops);
    known
}

fn added(diagram: &mut Diagram, mut known: [RuleRegions; 2], rule: &RuleRegions) -> [RuleRegions; 2] {
    let same = &mut known[usize::from(rule.effect == Effect::Deny)];
    same.applies = diagram.or(same.applies, rule.applies);
    same.fails = diagram.or(same.fails, rule.fails);
    same.stops = diagram.or(same.stops, rule.stops);
    known
}
