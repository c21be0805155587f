//! A formula where nothing is open: for places and actions, which are fixed in every cell.

use super::atoms::Test;
use super::program::{Formula, Shared};
use super::shapes::Cell;

/// What a formula comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Yes,
    No,
    Fails,
    /// It stops the whole decision.
    Stops,
    /// It depends on what is open or not worked out, or on more than is looked at here.
    Open,
}

/// What a formula comes to in a cell, as far as it is a target over what the cell fixes.
pub(super) fn state(shared: &Shared, cell: Cell<'_>, formula: u32) -> State {
    state_without(shared, cell, formula, None)
}

/// The same, with one alternative of the formula left out.
pub(super) fn state_without(shared: &Shared, cell: Cell<'_>, formula: u32, left_out: Option<usize>) -> State {
    match &shared.formulas[formula] {
        Formula::True => State::Yes,
        Formula::False => State::No,
        Formula::Test(test) => match test_state(shared, cell, *test, false) {
            State::Stops => State::Fails,
            other => other,
        },
        Formula::All(parts) => kleene(parts.iter().map(|part| state(shared, cell, *part)), State::No, State::Yes),
        Formula::Any(parts) => {
            let kept = parts.iter().enumerate().filter(|(number, _)| Some(*number) != left_out);
            kleene(kept.map(|(_, part)| state(shared, cell, *part)), State::Yes, State::No)
        }
        Formula::Last(parts) => {
            let kept = parts.iter().enumerate().filter(|(number, _)| Some(*number) != left_out);
            last(shared, cell, kept.map(|(_, part)| part))
        }
        _ => State::Open,
    }
}

/// What is strong decides; what is open comes before a failure, since it may be strong.
fn kleene(parts: impl Iterator<Item = State>, strong: State, weak: State) -> State {
    let mut known = weak;
    for part in parts {
        match part {
            _ if part == strong => return strong,
            State::Open => known = State::Open,
            State::Fails if known == weak => known = State::Fails,
            _ => {}
        }
    }
    known
}

fn last<'s>(shared: &Shared, cell: Cell<'_>, parts: impl Iterator<Item = &'s Box<[u32]>>) -> State {
    let (mut known, mut open) = (State::No, false);
    for part in parts {
        let (mut all, mut missing) = (true, false);
        for test in part {
            match test_state(shared, cell, *test, true) {
                State::Yes => {}
                State::No => all = false,
                State::Fails => missing = true,
                State::Stops => return State::Stops,
                State::Open => open = true,
            }
        }
        if missing {
            known = State::Fails;
        } else if all {
            known = State::Yes;
        }
    }
    if open { State::Open } else { known }
}

/// What a test comes to in a cell, as one dialect or the other reads it.
pub(super) fn test_state(shared: &Shared, cell: Cell<'_>, test: u32, of_altinn: bool) -> State {
    let Test { bag, must, .. } = shared.words.tests[test];
    let answers = &shared.words.answers[test as usize];
    let mut open = false;
    let mut any = |atoms: &[u32]| {
        atoms.iter().any(|atom| {
            let holds = cell.holds(*atom);
            open |= holds.is_none();
            holds == Some(true)
        })
    };
    let (yes, stops, unsure) = (any(&answers.yes), any(&answers.fails), any(&answers.open));
    let missing = must && !yes && {
        let slot = shared.words.bags[bag].slot as usize;
        !any(if of_altinn { &shared.words.atoms_of[slot] } else { &shared.words.selected[bag as usize] })
    };
    match () {
        () if open || unsure || (yes && stops) => State::Open,
        () if stops => State::Stops,
        () if yes => State::Yes,
        () if missing => State::Fails,
        () => State::No,
    }
}
