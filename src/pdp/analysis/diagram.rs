//! Reduced ordered binary decision diagrams: true or false of every assignment at once.
//!
//! Equal functions are the same node, so that two things are proved equal by comparing two numbers. Work is bounded: past the
//! budget of nodes every result is meaningless and [`Diagram::is_exhausted`] says so.

use super::table::QuickMap;

/// A function of the variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bdd(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Node {
    variable: u32,
    low: Bdd,
    high: Bdd,
}

/// Nodes shared by all functions of one cell.
#[derive(Clone, Debug)]
pub(super) struct Diagram {
    nodes: Vec<Node>,
    unique: QuickMap<Node, Bdd>,
    chosen: QuickMap<(Bdd, Bdd, Bdd), Bdd>,
    /// The variables in use: no function is deeper than there are.
    used: QuickMap<u32, ()>,
    budget: usize,
    exhausted: bool,
}

/// How many variables a cell may have: functions are gone through by recursion, which must not outgrow the stack.
const MAX_VARIABLES: usize = 2000;

/// The variable of the two constants: behind all others.
const NONE: u32 = u32::MAX;

impl Diagram {
    pub(super) const FALSE: Bdd = Bdd(0);
    pub(super) const TRUE: Bdd = Bdd(1);

    pub(super) fn new(budget: usize) -> Self {
        let constant = |of| Node { variable: NONE, low: of, high: of };
        Self {
            nodes: vec![constant(Self::FALSE), constant(Self::TRUE)],
            unique: QuickMap::default(),
            chosen: QuickMap::default(),
            used: QuickMap::default(),
            budget,
            exhausted: false,
        }
    }

    /// Forgets everything, for the next cell.
    pub(super) fn clear(&mut self) {
        self.nodes.truncate(2);
        self.unique.clear();
        self.chosen.clear();
        self.used.clear();
        self.exhausted = false;
    }

    /// Whether the budget was not enough.
    pub(super) const fn is_exhausted(&self) -> bool {
        self.exhausted
    }

    /// How many nodes there are.
    pub(super) const fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn constant(value: bool) -> Bdd {
        if value { Self::TRUE } else { Self::FALSE }
    }

    pub(super) fn variable(&mut self, variable: u32) -> Bdd {
        if !self.used.contains_key(&variable) {
            if self.used.len() >= MAX_VARIABLES {
                self.exhausted = true;
                return Self::FALSE;
            }
            self.used.insert(variable, ());
        }
        self.node(variable, Self::FALSE, Self::TRUE)
    }

    fn node(&mut self, variable: u32, low: Bdd, high: Bdd) -> Bdd {
        if low == high {
            return low;
        }
        let node = Node { variable, low, high };
        if let Some(known) = self.unique.get(&node) {
            return *known;
        }
        if self.nodes.len() >= self.budget {
            self.exhausted = true;
            return Self::FALSE;
        }
        let number = Bdd(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        self.unique.insert(node, number);
        number
    }

    fn top(&self, of: Bdd) -> Node {
        self.nodes[of.0 as usize]
    }

    /// `if first then second else third`, from which everything else is made.
    pub(super) fn choose(&mut self, first: Bdd, second: Bdd, third: Bdd) -> Bdd {
        match (first, second, third) {
            (Self::TRUE, ..) => return second,
            (Self::FALSE, ..) => return third,
            (_, Self::TRUE, Self::FALSE) => return first,
            _ if second == third => return second,
            _ if self.exhausted => return Self::FALSE,
            _ => {}
        }
        if let Some(known) = self.chosen.get(&(first, second, third)) {
            return *known;
        }
        let tops = [self.top(first), self.top(second), self.top(third)];
        let variable = tops.iter().map(|node| node.variable).min().unwrap_or(NONE);
        let side = |of: Bdd, node: Node, high: bool| match node.variable == variable {
            true if high => node.high,
            true => node.low,
            false => of,
        };
        let [low, high] = [false, true].map(|high| {
            self.choose(side(first, tops[0], high), side(second, tops[1], high), side(third, tops[2], high))
        });
        let result = self.node(variable, low, high);
        self.chosen.insert((first, second, third), result);
        result
    }

    pub(super) fn and(&mut self, one: Bdd, other: Bdd) -> Bdd {
        // The order does not matter, so that both are found under one key.
        let (one, other) = (one.min(other), one.max(other));
        self.choose(one, other, Self::FALSE)
    }

    pub(super) fn or(&mut self, one: Bdd, other: Bdd) -> Bdd {
        let (one, other) = (one.min(other), one.max(other));
        self.choose(one, Self::TRUE, other)
    }

    pub(super) fn not(&mut self, of: Bdd) -> Bdd {
        self.choose(of, Self::FALSE, Self::TRUE)
    }

    /// The first and not the second.
    pub(super) fn without(&mut self, one: Bdd, other: Bdd) -> Bdd {
        self.choose(other, Self::FALSE, one)
    }

    pub(super) fn differ(&mut self, one: Bdd, other: Bdd) -> Bdd {
        let not = self.not(other);
        self.choose(one, not, other)
    }

    /// An OR of many, halved again and again so that no intermediate result is larger than needed.
    pub(super) fn any(&mut self, all: &[Bdd]) -> Bdd {
        match all {
            [] => Self::FALSE,
            [one] => *one,
            _ => {
                let (left, right) = all.split_at(all.len() / 2);
                let (left, right) = (self.any(left), self.any(right));
                self.or(left, right)
            }
        }
    }

    /// True where the function is true whatever the variables from `from` on are.
    pub(super) fn whatever(&mut self, of: Bdd, from: u32) -> Bdd {
        let mut known = QuickMap::default();
        self.whatever_known(of, from, &mut known)
    }

    fn whatever_known(&mut self, of: Bdd, from: u32, known: &mut QuickMap<Bdd, Bdd>) -> Bdd {
        let node = self.top(of);
        if node.variable == NONE {
            return of;
        }
        // Only the constant is true for every assignment of the variables that are left.
        if node.variable >= from {
            return Self::FALSE;
        }
        if let Some(found) = known.get(&of) {
            return *found;
        }
        let low = self.whatever_known(node.low, from, known);
        let high = self.whatever_known(node.high, from, known);
        let result = self.node(node.variable, low, high);
        known.insert(of, result);
        result
    }

    /// The function with some variables set: those of `yes` to true, all others below `from` to false.
    pub(super) fn at(&self, mut of: Bdd, from: u32, yes: &dyn Fn(u32) -> bool) -> Bdd {
        loop {
            let node = self.top(of);
            if node.variable >= from {
                return of;
            }
            of = if yes(node.variable) { node.high } else { node.low };
        }
    }

    /// The smallest set of true variables that makes the function true; none if nothing does.
    pub(super) fn smallest(&self, of: Bdd) -> Option<Vec<u32>> {
        let mut cost: QuickMap<Bdd, u32> = QuickMap::default();
        cost.insert(Self::TRUE, 0);
        cost.insert(Self::FALSE, NONE);
        let mut open = vec![of];
        while let Some(next) = open.last().copied() {
            if cost.contains_key(&next) {
                open.pop();
                continue;
            }
            let node = self.top(next);
            match (cost.get(&node.low), cost.get(&node.high)) {
                (Some(low), Some(high)) => {
                    let least = (*low).min(high.saturating_add(1));
                    cost.insert(next, least);
                    open.pop();
                }
                (low, high) => {
                    if low.is_none() {
                        open.push(node.low);
                    }
                    if high.is_none() {
                        open.push(node.high);
                    }
                }
            }
        }
        let mut set = Vec::new();
        let mut at = of;
        while at != Self::TRUE {
            let node = self.top(at);
            let (low, high) = (cost.get(&node.low)?, cost.get(&node.high)?);
            if at == Self::FALSE || (*low == NONE && *high == NONE) {
                return None;
            }
            if *low <= high.saturating_add(1) && *low != NONE {
                at = node.low;
            } else {
                set.push(node.variable);
                at = node.high;
            }
        }
        Some(set)
    }

    /// The variables that a function depends on.
    pub(super) fn variables(&self, of: Bdd) -> Vec<u32> {
        let mut seen: QuickMap<Bdd, ()> = QuickMap::default();
        let mut open = vec![of];
        let mut found = std::collections::BTreeSet::new();
        while let Some(next) = open.pop() {
            let node = self.top(next);
            if node.variable == NONE || seen.insert(next, ()).is_some() {
                continue;
            }
            found.insert(node.variable);
            open.extend([node.low, node.high]);
        }
        found.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The truth table of a function of four variables.
    fn table(diagram: &Diagram, of: Bdd) -> Vec<bool> {
        (0..16_u32).map(|row| diagram.at(of, NONE, &|variable| row >> variable & 1 == 1) == Diagram::TRUE).collect()
    }

    #[test]
    fn equal_functions_are_one_node() {
        let mut of = Diagram::new(1000);
        let [a, b, c] = [0, 1, 2].map(|variable| of.variable(variable));
        let (ab, ac) = (of.and(a, b), of.and(a, c));
        let one = of.or(ab, ac);
        let bc = of.or(b, c);
        assert_eq!(one, of.and(bc, a));
        let not = of.not(one);
        assert_eq!(of.or(not, one), Diagram::TRUE);
        assert_eq!(of.differ(one, not), Diagram::TRUE);
        assert_eq!(table(&of, one).iter().filter(|yes| **yes).count(), 6);
    }

    #[test]
    fn the_smallest_assignment_is_the_smallest() {
        let mut of = Diagram::new(1000);
        let [a, b, c, d] = [0, 1, 2, 3].map(|variable| of.variable(variable));
        let (ab, not_a) = (of.and(a, b), of.not(a));
        let cd = of.and(c, d);
        let cd = of.and(cd, not_a);
        assert_eq!(of.smallest(ab), Some(vec![0, 1]));
        let either = of.or(ab, cd);
        assert_eq!(of.smallest(either).map(|set| set.len()), Some(2));
        let bc = of.and(b, c);
        let more_below = of.or(bc, a);
        assert_eq!(of.smallest(more_below), Some(vec![0]));
        let with_d = of.and(either, d);
        assert_eq!(of.smallest(with_d), Some(vec![2, 3]));
        assert_eq!(of.smallest(Diagram::FALSE), None);
        assert_eq!(of.smallest(Diagram::TRUE), Some(vec![]));
    }

    #[test]
    fn whatever_the_last_variables_are() {
        let mut of = Diagram::new(1000);
        let [a, free] = [0, 9].map(|variable| of.variable(variable));
        let both = of.or(a, free);
        assert_eq!(of.whatever(both, 9), a);
        let not_free = of.not(free);
        let never = of.and(free, not_free);
        assert_eq!(of.whatever(never, 9), Diagram::FALSE);
    }

    #[test]
    fn more_variables_than_the_stack_bears_are_refused() {
        let mut of = Diagram::new(1_000_000);
        let mut all = Diagram::TRUE;
        for variable in (0..5000).rev() {
            let next = of.variable(variable);
            all = of.and(next, all);
        }
        assert!(of.is_exhausted());
        assert!(of.smallest(all).is_none_or(|set| set.len() <= MAX_VARIABLES));
    }

    #[test]
    fn the_budget_is_held() {
        let mut of = Diagram::new(40);
        let mut sum = Diagram::FALSE;
        for variable in 0..30 {
            let (left, right) = (of.variable(variable), of.variable(variable + 30));
            let both = of.and(left, right);
            sum = of.or(sum, both);
        }
        assert!(of.is_exhausted());
        assert!(of.len() <= 40);
    }
}
