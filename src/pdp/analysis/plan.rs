//! Which rules matter in which cell: found once from what places and actions decide, so that a cell looks at no other rule.

use super::domain::Shape;
use super::point::{State, state};
use super::points::Points;
use super::program::{Algorithm, Fate, Program, Shared, Unknown};
use super::shapes::{ACTION, ASKER, Cell, PLACE, Space};

/// A rule in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) line: u32,
    /// Whether place and action satisfy it, so that only the asker is left to ask about.
    pub(super) plain: bool,
}

/// A program laid over the cells of a space.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) program: Program,
    /// By cell, without regard to the asker: the rules, in their order.
    entries: Vec<Vec<Entry>>,
    /// By place and by action: whether every decision there is stopped.
    stopped_places: Vec<bool>,
    stopped_actions: Vec<bool>,
    /// By rule: the parts that depend on the asker.
    pub(super) asker_parts: Vec<Vec<u32>>,
}

impl Plan {
    pub(super) fn new(program: Program, shared: &Shared, space: &Space) -> Self {
        let (places, actions) = (space.places.len(), space.actions.len());
        let mut plan = Self {
            program,
            entries: vec![Vec::new(); places * actions],
            stopped_places: vec![false; places],
            stopped_actions: vec![false; actions],
            asker_parts: Vec::new(),
        };
        let place = |at: usize| Cell { place: space.places.get(at), ..Cell::default() };
        let action = |at: usize| Cell { action: space.actions.get(at), ..Cell::default() };
        let mut of_places = Points::new(shared, places, &place);
        let mut of_actions = Points::new(shared, actions, &action);
        for line in 0..plan.program.lines.len() {
            plan.lay(line, shared, space, [&mut of_places, &mut of_actions]);
        }
        plan
    }

    fn lay(&mut self, number: usize, shared: &Shared, space: &Space, points: [&mut Points<'_>; 2]) {
        let line = &self.program.lines[number];
        let [mut of_places, mut of_actions] = points.each_ref().map(|points| vec![true; points.len()]);
        let (mut plain_places, mut plain_actions) = (of_places.clone(), of_actions.clone());
        let (mut of_both, mut of_asker) = (Vec::new(), Vec::new());
        let parts = line.gates.iter().map(|part| (*part, true)).chain(line.parts.iter().map(|part| (*part, false)));
        let mut plain = line.condition.is_none();
        let mut open_gate = false;
        for (part, gate) in parts {
            let dimensions = space.dimensions(shared, part);
            if shared.has_unknown(part) {
                plain = false;
            } else if dimensions & ASKER != 0 {
                // A gate that is open may stop the decision where the rest of the rule does not apply.
                open_gate |= gate;
                of_asker.push(part);
            } else if dimensions == PLACE | ACTION {
                of_both.push((part, gate));
            } else {
                let (points, kept, plain, stopped) = match dimensions {
                    ACTION => (&mut *points[1], &mut of_actions, &mut plain_actions, &mut self.stopped_actions),
                    _ => (&mut *points[0], &mut of_places, &mut plain_places, &mut self.stopped_places),
                };
                match points.where_true(part) {
                    // Nothing fails anywhere: only whether it is true counts.
                    Some(holds) => kept.iter_mut().zip(holds).for_each(|(kept, holds)| *kept &= holds),
                    None => open_gate |= narrow(kept, plain, gate, stopped, |at| points.state(at, part)),
                }
            }
        }
        // What stops may do so through a gate that the rule's other parts hide: such a rule is looked at everywhere.
        open_gate |= of_both.iter().any(|(_, gate)| *gate);
        for place in (0..of_places.len()).filter(|place| open_gate || of_places[*place]) {
            for action in (0..of_actions.len()).filter(|action| open_gate || of_actions[*action]) {
                let cell = Cell { place: space.places.get(place), action: space.actions.get(action), asker: None };
                let mut plain = plain && !open_gate && plain_places[place] && plain_actions[action];
                let mut applies = true;
                for (part, _) in &of_both {
                    match state(shared, cell, *part) {
                        State::Yes => {}
                        State::No => applies = open_gate,
                        State::Fails | State::Stops | State::Open => plain = false,
                    }
                }
                if applies {
                    let entry = Entry { line: u32::try_from(number).unwrap_or(u32::MAX), plain };
                    self.entries[place * space.actions.len() + action].push(entry);
                }
            }
        }
        self.asker_parts.push(of_asker);
    }

    /// The rules of a cell.
    pub(super) fn entries(&self, shape: Shape) -> &[Entry] {
        let at = shape.place * self.stopped_actions.len() + shape.action;
        self.entries.get(at).map_or(&[], Vec::as_slice)
    }

    /// Whether what place and action bring stops every decision of a cell.
    pub(super) fn is_stopped(&self, shape: Shape) -> bool {
        self.stopped_places.get(shape.place).copied().unwrap_or(false)
            || self.stopped_actions.get(shape.action).copied().unwrap_or(false)
    }

    /// How rules are combined, where they are.
    pub(super) const fn algorithm(&self) -> Option<Algorithm> {
        match self.program.fate {
            Fate::Rules(algorithm) => Some(algorithm),
            Fate::Broken(_) | Fate::Opaque(_) => None,
        }
    }

    /// Why every request is answered Indeterminate.
    pub(super) const fn broken(&self) -> Option<&Unknown> {
        match &self.program.fate {
            Fate::Broken(why) => Some(why),
            Fate::Rules(_) | Fate::Opaque(_) => None,
        }
    }

    /// Why nothing is worked out.
    pub(super) const fn opaque(&self) -> Option<&Unknown> {
        match &self.program.fate {
            Fate::Opaque(why) => Some(why),
            Fate::Rules(_) | Fate::Broken(_) => None,
        }
    }
}

/// Takes out the points where a part is not true, and notes those where it is anything but true. Whether a gate is open
/// somewhere is given back: what it may stop, it stops whatever the rest of the rule says.
fn narrow(
    points: &mut [bool],
    plain: &mut [bool],
    gate: bool,
    stopped: &mut [bool],
    state: impl Fn(usize) -> State,
) -> bool {
    let mut open_gate = false;
    for at in 0..points.len() {
        // A gate counts wherever it stops, even if another part has taken the point out.
        if !points[at] && !gate {
            continue;
        }
        match state(at) {
            State::Yes => {}
            State::No => points[at] = false,
            State::Fails | State::Stops if gate => stopped[at] = true,
            State::Open if gate => open_gate = true,
            State::Fails | State::Stops | State::Open => plain[at] = false,
        }
    }
    open_gate
}
