//! The domain in atoms: what each cell of askers, places and actions fixes, and what it leaves open.

use super::atoms::Vocabulary;
use super::domain::{Domain, Shape, Value};
use super::program::Shared;

/// A set of atoms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    pub(super) fn insert(&mut self, atom: u32) -> bool {
        let (word, bit) = (atom as usize / 64, 1_u64 << (atom % 64));
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        let new = self.0[word] & bit == 0;
        self.0[word] |= bit;
        new
    }

    pub(super) fn has(&self, atom: u32) -> bool {
        self.0.get(atom as usize / 64).is_some_and(|word| word >> (atom % 64) & 1 == 1)
    }
}

/// What a point brings to its requests.
#[derive(Clone, Debug, Default)]
pub(super) struct Brought {
    once: Bits,
    twice: Bits,
}

impl Brought {
    fn of(words: &Vocabulary, values: &[Value]) -> Self {
        let mut brought = Self::default();
        for atom in values.iter().filter_map(|value| words.atom(value)) {
            if !brought.once.insert(atom) {
                brought.twice.insert(atom);
            }
        }
        brought
    }
}

/// What an asker brings and may hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Holding {
    fixed: Brought,
    pub(super) open: Bits,
    /// The open atoms in order.
    pub(super) list: Vec<u32>,
    /// Slots of which at most one value is held.
    pub(super) single: Vec<u32>,
}

/// The domain in atoms.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    pub(super) askers: Vec<Holding>,
    pub(super) places: Vec<Brought>,
    pub(super) actions: Vec<Brought>,
    /// By slot: which of the three may bring a value of it.
    dimensions: Vec<u8>,
}

pub(super) const PLACE: u8 = 1;
pub(super) const ACTION: u8 = 2;
pub(super) const ASKER: u8 = 4;

impl Space {
    pub(super) fn new(words: &Vocabulary, domain: &Domain) -> Self {
        let mut dimensions = vec![0; words.slots.all().len()];
        let mut note = |category: &str, id: &str, dimension: u8| {
            let slot = super::atoms::Slot { category: category.to_owned(), id: id.to_owned() };
            if let Some(slot) = words.slots.find(&slot) {
                dimensions[slot as usize] |= dimension;
            }
        };
        for (points, dimension) in [(&domain.places, PLACE), (&domain.actions, ACTION)] {
            points.iter().flat_map(|point| &point.values).for_each(|one| note(&one.category, &one.id, dimension));
        }
        for asker in &domain.askers {
            asker.fixed.iter().for_each(|one| note(&one.category, &one.id, ASKER));
            asker.open.iter().for_each(|one| note(&one.category, &one.id, ASKER));
        }
        let brought = |values: &[Value]| Brought::of(words, values);
        Self {
            askers: domain.askers.iter().map(|asker| holding(words, asker)).collect(),
            places: domain.places.iter().map(|point| brought(&point.values)).collect(),
            actions: domain.actions.iter().map(|point| brought(&point.values)).collect(),
            dimensions,
        }
    }

    /// Which of place, action and asker a formula depends on.
    pub(super) fn dimensions(&self, shared: &Shared, formula: u32) -> u8 {
        let mut all = 0;
        shared.slots(formula, &mut |slot| all |= self.dimensions[slot as usize]);
        all
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.askers.len() * self.places.len() * self.actions.len()
    }

    /// The shape of a cell.
    pub(super) fn shape(&self, cell: usize) -> Shape {
        let (rest, action) = (cell / self.actions.len(), cell % self.actions.len());
        Shape { asker: rest / self.places.len(), place: rest % self.places.len(), action }
    }

    /// A cell.
    pub(super) fn cell(&self, shape: Shape) -> Cell<'_> {
        Cell {
            asker: self.askers.get(shape.asker),
            place: self.places.get(shape.place),
            action: self.actions.get(shape.action),
        }
    }
}

fn holding(words: &Vocabulary, asker: &super::domain::Asker) -> Holding {
    let mut holding = Holding { fixed: Brought::of(words, &asker.fixed), ..Holding::default() };
    for open in &asker.open {
        let slot = super::atoms::Slot { category: open.category.to_string(), id: open.id.to_string() };
        let Some(slot) = words.slots.find(&slot) else { continue };
        if open.single {
            holding.single.push(slot);
        }
        for atom in words.atoms_of[slot as usize].iter().copied() {
            let value = &words.atoms[atom as usize].value;
            let plain = value.data_type == crate::xacml::data_type::STRING && value.issuer.is_none();
            let ended = open.ended.iter().any(|ended| ended.to_lowercase() == value.text.to_lowercase());
            if (plain || open.of_any_type) && !ended && holding.open.insert(atom) {
                holding.list.push(atom);
            }
        }
    }
    holding
}

/// One cell, or a part of it: what is not given brings nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell<'a> {
    pub(super) asker: Option<&'a Holding>,
    pub(super) place: Option<&'a Brought>,
    pub(super) action: Option<&'a Brought>,
}

impl Cell<'_> {
    fn brought(&self) -> impl Iterator<Item = &Brought> {
        self.asker.map(|asker| &asker.fixed).into_iter().chain(self.place).chain(self.action)
    }

    /// Whether a value of the class is in every request of the cell, or in none.
    pub(super) fn holds(&self, atom: u32) -> Option<bool> {
        if self.brought().any(|brought| brought.once.has(atom)) {
            return Some(true);
        }
        let open = self.asker.is_some_and(|asker| asker.open.has(atom));
        (!open).then_some(false)
    }

    /// Whether two values of the class are.
    pub(super) fn holds_twice(&self, atom: u32) -> Option<bool> {
        let times = self.brought().filter(|brought| brought.once.has(atom)).count();
        if times > 1 || self.brought().any(|brought| brought.twice.has(atom)) {
            return Some(true);
        }
        let open = self.asker.is_some_and(|asker| asker.open.has(atom));
        (!open).then_some(false)
    }

    /// Whether no request can hold all of a set: two values of which there is at most one.
    pub(super) fn excludes(&self, words: &Vocabulary, set: &[u32]) -> bool {
        let Some(asker) = self.asker.filter(|asker| !asker.single.is_empty()) else { return false };
        asker.single.iter().any(|slot| {
            let of_slot = |atom: &&u32| words.atoms[**atom as usize].slot == *slot;
            let open = set.iter().filter(of_slot).filter(|atom| self.holds(**atom).is_none()).count();
            let fixed = words.atoms_of[*slot as usize].iter().any(|atom| self.holds(*atom) == Some(true));
            open + usize::from(fixed) > 1
        })
    }
}
