//! Formulas over all requests of one cell at once.

use super::atoms::Test;
use super::diagram::{Bdd, Diagram};
use super::program::{Formula, Shared};
use super::shapes::Cell;

/// Where something is true, where it fails, and where it stops the whole decision; elsewhere it is not true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Truth {
    pub(super) yes: Bdd,
    pub(super) fails: Bdd,
    pub(super) stops: Bdd,
}

impl Truth {
    const fn only(yes: Bdd) -> Self {
        Self { yes, fails: Diagram::FALSE, stops: Diagram::FALSE }
    }
}

/// The variables of a cell: atoms; then, for each, whether two values of it are held; then what is not worked out.
pub(super) struct Symbolic<'a> {
    pub(super) shared: &'a Shared,
    pub(super) cell: Cell<'a>,
    pub(super) diagram: &'a mut Diagram,
}

/// For one test of which the result is not worked out: whether it passes, whether it fails.
const SIDES: u32 = 2;

impl<'a> Symbolic<'a> {
    pub(super) fn atoms(shared: &Shared) -> u32 {
        u32::try_from(shared.words.atoms.len()).unwrap_or(u32::MAX / 8)
    }

    /// The first variable of what is not worked out.
    pub(super) fn first_open(shared: &Shared) -> u32 {
        2 * Self::atoms(shared)
    }

    /// What an open variable belongs to: a test, or an unknown part.
    pub(super) fn open_test(shared: &Shared, variable: u32) -> OpenPart {
        let number = (variable - Self::first_open(shared)) / SIDES;
        let tests = u32::try_from(shared.words.tests.all().len()).unwrap_or(u32::MAX / 8);
        if number < tests { OpenPart::Test(number) } else { OpenPart::Unknown(number - tests) }
    }

    fn open(&mut self, part: OpenPart, side: u32) -> Bdd {
        let tests = u32::try_from(self.shared.words.tests.all().len()).unwrap_or(u32::MAX / 8);
        let number = match part {
            OpenPart::Test(test) => test,
            OpenPart::Unknown(number) => tests + number,
        };
        self.diagram.variable(Self::first_open(self.shared) + number * SIDES + side)
    }

    /// Whether a value of the class is held.
    pub(super) fn has(&mut self, atom: u32) -> Bdd {
        match self.cell.holds(atom) {
            Some(always) => Diagram::constant(always),
            None => self.diagram.variable(atom),
        }
    }

    fn has_any(&mut self, atoms: &[u32]) -> Bdd {
        let all: Vec<Bdd> = atoms.iter().map(|atom| self.has(*atom)).collect();
        self.diagram.any(&all)
    }

    /// What a formula comes to.
    pub(super) fn truth(&mut self, formula: u32) -> Truth {
        let shared = self.shared;
        match &shared.formulas[formula] {
            Formula::True => Truth::only(Diagram::TRUE),
            Formula::False => Truth::only(Diagram::FALSE),
            Formula::Test(test) => self.standard_test(*test),
            Formula::All(parts) => self.kleene(parts, true),
            Formula::Any(parts) => self.kleene(parts, false),
            Formula::Last(parts) => self.last(parts),
            Formula::Then(parts) => self.in_turn(parts, true),
            Formula::Else(parts) => self.in_turn(parts, false),
            Formula::Not(part) => {
                let part = self.truth(*part);
                let either = self.diagram.or(part.yes, part.fails);
                Truth { yes: self.diagram.not(either), ..part }
            }
            Formula::Only(test) => self.only(*test),
            Formula::Size { bag, must, passes } => self.size(*bag, *must, *passes),
            Formula::Applied { test, single } => self.applied(*test, *single),
            Formula::One(bag) => {
                let [_, one, _] = self.counts(*bag);
                Truth { yes: one, fails: self.diagram.not(one), stops: Diagram::FALSE }
            }
            Formula::Unknown(number) => self.unknown(*number),
        }
    }

    fn unknown(&mut self, number: u32) -> Truth {
        let may_stop = self.shared.unknowns[number as usize].may_stop;
        let (passes, fails) = (self.open(OpenPart::Unknown(number), 0), self.open(OpenPart::Unknown(number), 1));
        let not_fails = self.diagram.not(fails);
        let yes = self.diagram.and(passes, not_fails);
        let failed = self.diagram.without(fails, passes);
        let both = self.diagram.and(fails, passes);
        // Of the four combinations one is "not true", and one stops the decision where that is possible.
        match may_stop {
            true => Truth { yes, fails: failed, stops: both },
            false => Truth { yes, fails, stops: Diagram::FALSE },
        }
    }

    /// Some value passes; or else fails; or else may have been required.
    fn standard_test(&mut self, test: u32) -> Truth {
        let shared = self.shared;
        let Test { bag, must, .. } = shared.words.tests[test];
        let answers = &shared.words.answers[test as usize];
        let mut yes = self.has_any(&answers.yes);
        let mut fails = self.has_any(&answers.fails);
        if !answers.open.is_empty() {
            let open = self.has_any(&answers.open);
            let (passes, failed) = (self.open(OpenPart::Test(test), 0), self.open(OpenPart::Test(test), 1));
            let (passes, failed) = (self.diagram.and(open, passes), self.diagram.and(open, failed));
            yes = self.diagram.or(yes, passes);
            fails = self.diagram.or(fails, failed);
        }
        if must {
            let present = self.has_any(&shared.words.selected[bag as usize]);
            let missing = self.diagram.not(present);
            fails = self.diagram.or(fails, missing);
        }
        Truth { yes, fails: self.diagram.without(fails, yes), stops: Diagram::FALSE }
    }

    /// AND (`strong` is "not true") and OR (`strong` is "true") of parts that are all looked at.
    fn kleene(&mut self, parts: &[u32], every: bool) -> Truth {
        let mut known = Truth::only(Diagram::constant(every));
        for part in parts {
            let part = self.truth(*part);
            let stops = self.diagram.or(known.stops, part.stops);
            let fails = self.diagram.or(known.fails, part.fails);
            known = if every {
                let yes = self.diagram.and(known.yes, part.yes);
                // What is neither true nor failed on one side is not true, and decides.
                let open_left = self.diagram.or(known.yes, known.fails);
                let open_right = self.diagram.or(part.yes, part.fails);
                let open = self.diagram.and(open_left, open_right);
                let fails = self.diagram.and(fails, open);
                Truth { yes, fails, stops }
            } else {
                let yes = self.diagram.or(known.yes, part.yes);
                let fails = self.diagram.without(fails, yes);
                Truth { yes, fails, stops }
            };
        }
        known
    }

    /// AND and OR that look at one part after the other and at no more than they need.
    fn in_turn(&mut self, parts: &[u32], every: bool) -> Truth {
        let mut known = Truth::only(Diagram::constant(every));
        for part in parts {
            let part = self.truth(*part);
            if every {
                let fails = self.diagram.and(known.yes, part.fails);
                known.fails = self.diagram.or(known.fails, fails);
                known.yes = self.diagram.and(known.yes, part.yes);
            } else {
                let decided = self.diagram.or(known.yes, known.fails);
                let (yes, fails) = (self.diagram.without(part.yes, decided), self.diagram.without(part.fails, decided));
                known.yes = self.diagram.or(known.yes, yes);
                known.fails = self.diagram.or(known.fails, fails);
            }
        }
        known
    }

    /// No value of a bag, exactly one, or more.
    fn counts(&mut self, bag: u32) -> [Bdd; 3] {
        let shared = self.shared;
        let offset = Self::atoms(shared);
        let (mut none, mut one) = (Diagram::TRUE, Diagram::FALSE);
        for atom in &shared.words.selected[bag as usize] {
            let has = self.has(*atom);
            let again = match self.cell.holds_twice(*atom) {
                Some(always) => Diagram::constant(always),
                None => self.diagram.variable(offset + atom),
            };
            let once = self.diagram.without(has, again);
            let (left, right) = (self.diagram.and(none, once), self.diagram.without(one, has));
            one = self.diagram.or(left, right);
            none = self.diagram.without(none, has);
        }
        let few = self.diagram.or(none, one);
        [none, one, self.diagram.not(few)]
    }

    fn only(&mut self, test: u32) -> Truth {
        let [_, one, _] = self.counts(self.shared.words.tests[test].bag);
        let some = self.standard_test(test);
        let yes = self.diagram.and(some.yes, one);
        let failed = self.diagram.and(some.fails, one);
        let other = self.diagram.not(one);
        Truth { yes, fails: self.diagram.or(failed, other), stops: Diagram::FALSE }
    }

    /// A condition of Altinn's engine.
    fn applied(&mut self, test: u32, single: Option<u32>) -> Truth {
        let shared = self.shared;
        let Truth { yes, stops, .. } = self.altinn_test(test);
        let slot = shared.words.bags[shared.words.tests[test].bag].slot;
        let present = self.has_any(&shared.words.atoms_of[slot as usize]);
        let mut fails = self.diagram.not(present);
        if let Some(bag) = single {
            let [_, _, several] = self.counts(bag);
            fails = self.diagram.or(fails, several);
        }
        Truth { yes: self.diagram.without(yes, fails), stops: self.diagram.without(stops, fails), fails }
    }

    fn size(&mut self, bag: u32, must: bool, passes: [bool; 3]) -> Truth {
        let counts = self.counts(bag);
        let passing: Vec<Bdd> =
            counts.iter().zip(passes).filter(|(_, passes)| *passes).map(|(size, _)| *size).collect();
        let yes = self.diagram.any(&passing);
        let fails = if must { counts[0] } else { Diagram::FALSE };
        Truth { yes: self.diagram.without(yes, fails), fails, stops: Diagram::FALSE }
    }

    /// One category of a rule, as Altinn's engine goes through it.
    fn last(&mut self, parts: &[Box<[u32]>]) -> Truth {
        let mut known = Truth::only(Diagram::FALSE);
        for part in parts {
            let (mut yes, mut missing) = (Diagram::TRUE, Diagram::FALSE);
            for test in part {
                let one = self.altinn_test(*test);
                yes = self.diagram.and(yes, one.yes);
                missing = self.diagram.or(missing, one.fails);
                known.stops = self.diagram.or(known.stops, one.stops);
            }
            let before = self.diagram.without(known.yes, missing);
            known.fails = self.diagram.without(known.fails, yes);
            known.yes = self.diagram.or(before, yes);
            known.fails = self.diagram.or(known.fails, missing);
        }
        let going = |diagram: &mut Diagram, of| diagram.without(of, known.stops);
        Truth { yes: going(self.diagram, known.yes), fails: going(self.diagram, known.fails), stops: known.stops }
    }

    /// Some value passes; `fails` is what must be present and is missing.
    fn altinn_test(&mut self, test: u32) -> Truth {
        let shared = self.shared;
        let Test { bag, must, .. } = shared.words.tests[test];
        let answers = &shared.words.answers[test as usize];
        let mut yes = self.has_any(&answers.yes);
        let mut stops = self.has_any(&answers.fails);
        let undecided = self.diagram.and(yes, stops);
        if !answers.open.is_empty() {
            let open = self.has_any(&answers.open);
            let (passes, throws) = (self.open(OpenPart::Test(test), 0), self.open(OpenPart::Test(test), 1));
            let (passes, throws) = (self.diagram.and(open, passes), self.diagram.and(open, throws));
            yes = self.diagram.or(yes, passes);
            stops = self.diagram.or(stops, throws);
        }
        if undecided != Diagram::FALSE {
            // Values are looked at in the order of the request until one passes: which comes first is open.
            let passes = self.open(OpenPart::Test(test), 0);
            let first = self.diagram.and(undecided, passes);
            stops = self.diagram.without(stops, first);
        }
        yes = self.diagram.without(yes, stops);
        let mut missing = Diagram::FALSE;
        if must {
            let slot = shared.words.bags[bag].slot;
            let present = self.has_any(&shared.words.atoms_of[slot as usize]);
            missing = self.diagram.not(present);
        }
        Truth { yes, fails: missing, stops }
    }
}

/// What an open variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OpenPart {
    /// A test, by number.
    Test(u32),
    /// An unknown part, by number.
    Unknown(u32),
}
