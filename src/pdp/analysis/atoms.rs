//! Value classes: every value that a request may hold, sorted by what the policies can tell apart.
//!
//! A [`Slot`] is an attribute. The constants that it is compared with, the values that stand between them and a fresh *other*
//! are its samples; samples that every comparison treats alike are one class, and one [`Atom`]: "a value of this class is
//! held". A request, as far as decisions go, is the set of its atoms and, where a policy counts, which of them are held twice.

use super::domain::{Domain, Value};
use super::parts::{self, together};
use super::same::{Compare, Outcome, compare, fold_upper, fresh, near, word};
use super::signature::{is_value, type_of};
use super::table::{QuickMap, Table};
use crate::xacml::data_type;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// An attribute, by category and id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    pub(super) category: String,
    pub(super) id: String,
}

/// The values of an attribute that a designator selects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Bag {
    pub(super) slot: u32,
    /// None for values of any type.
    pub(super) data_type: Option<String>,
    pub(super) issuer: Option<String>,
}

/// One comparison of a constant with the values of a bag.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Test {
    pub(super) bag: u32,
    pub(super) how: Compare,
    /// A number in [`Vocabulary::texts`].
    pub(super) constant: u32,
    /// `MustBePresent`.
    pub(super) must: bool,
}

/// Which atoms make a test come to what.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    pub(super) yes: Vec<u32>,
    pub(super) fails: Vec<u32>,
    pub(super) open: Vec<u32>,
}

/// A class of values.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) slot: u32,
    /// One value of the class.
    pub(super) value: Value,
}

/// All that policies compare, and the classes that follow from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) slots: Table<Slot>,
    pub(super) bags: Table<Bag>,
    pub(super) texts: Table<String>,
    pub(super) tests: Table<Test>,
    pub(super) atoms: Vec<Atom>,
    /// By bag: the atoms that it selects.
    pub(super) selected: Vec<Vec<u32>>,
    /// By slot: all its atoms.
    pub(super) atoms_of: Vec<Vec<u32>>,
    /// By test.
    pub(super) answers: Vec<Answers>,
    classes: QuickMap<Class, u32>,
    tests_of: Vec<Vec<u32>>,
    /// By slot: the types and issuers that some bag of it selects, and the string.
    kinds_of: Vec<Kinds>,
    sorters: Vec<Sorter>,
    /// By slot: whether parts of texts are looked for in a way that values cannot be sorted by.
    blurred: Vec<bool>,
    /// Set when there are more values than are worked out.
    pub(super) too_many: bool,
}

/// What makes two values the same class: type and issuer, and what every test says of them.
type Class = (u32, String, Option<String>, Vec<(u32, Outcome)>);

/// What the bags of one slot tell apart.
#[derive(Clone, Debug, Default)]
struct Kinds {
    types: BTreeSet<String>,
    issuers: BTreeSet<String>,
    /// A type that none of them selects, for all such types.
    foreign: String,
}

impl Kinds {
    fn new<'b>(bags: impl Iterator<Item = &'b Bag>) -> Self {
        let mut kinds = Self { types: BTreeSet::from([data_type::STRING.to_owned()]), ..Self::default() };
        for bag in bags {
            kinds.types.extend(bag.data_type.clone());
            kinds.issuers.extend(bag.issuer.clone());
        }
        let all = [data_type::ANY_URI, data_type::INTEGER, "http://www.w3.org/2001/XMLSchema#hexBinary"];
        let foreign = all.into_iter().find(|of| !kinds.types.contains(*of));
        kinds.foreign = foreign.unwrap_or("http://www.w3.org/2001/XMLSchema#base64Binary").to_owned();
        kinds
    }

    /// The type and issuer that a value is as good as.
    fn of<'a>(&'a self, value: &'a Value) -> (&'a str, Option<&'a str>) {
        let known = self.types.contains(value.data_type.as_ref());
        let issuer = value.issuer.as_deref().filter(|issuer| self.issuers.contains(*issuer));
        (if known { &value.data_type } else { &self.foreign }, issuer)
    }
}

/// How many comparisons are made at most to sort values into classes.
const MAX_COMPARISONS: usize = 40_000_000;

impl Vocabulary {
    /// What is compared, without the classes that follow from it.
    pub(super) fn unsorted(&self) -> Self {
        let (slots, bags) = (self.slots.clone(), self.bags.clone());
        Self { slots, bags, texts: self.texts.clone(), tests: self.tests.clone(), ..Self::default() }
    }

    /// The number of a test.
    pub(super) fn test(&mut self, bag: u32, how: Compare, constant: &str, must: bool) -> u32 {
        let constant = self.text(constant);
        self.tests.number(Test { bag, how, constant, must })
    }

    fn text(&mut self, text: &str) -> u32 {
        self.texts.find(text).unwrap_or_else(|| self.texts.number(text.to_owned()))
    }

    /// The number of a bag.
    pub(super) fn bag(&mut self, category: &str, id: &str, data_type: Option<&str>, issuer: Option<&str>) -> u32 {
        // A policy looks at few attributes many times.
        let is_it = |bag: &Bag| {
            // What tells most bags apart comes first.
            let slot = &self.slots[bag.slot];
            slot.id == id
                && slot.category == category
                && bag.data_type.as_deref() == data_type
                && bag.issuer.as_deref() == issuer
        };
        if let Some(number) = (0..).zip(self.bags.all().iter().take(16)).find(|(_, bag)| is_it(bag)) {
            return number.0;
        }
        let slot = self.slots.number(Slot { category: category.to_owned(), id: id.to_owned() });
        self.bags.number(Bag { slot, data_type: data_type.map(str::to_owned), issuer: issuer.map(str::to_owned) })
    }

    /// Sorts all values into classes, once every policy has been read.
    pub(super) fn classify(&mut self, domains: &[&Domain]) {
        let slots = self.slots.all().len();
        self.atoms_of = vec![Vec::new(); slots];
        self.tests_of = vec![Vec::new(); slots];
        self.answers = vec![Answers::default(); self.tests.all().len()];
        let mut bags: Vec<Vec<&Bag>> = vec![Vec::new(); slots];
        for bag in self.bags.all() {
            bags[bag.slot as usize].push(bag);
        }
        self.kinds_of = bags.into_iter().map(|bags| Kinds::new(bags.into_iter())).collect();
        for (number, test) in (0..).zip(self.tests.all()) {
            self.tests_of[self.bags[test.bag].slot as usize].push(number);
        }
        self.blurred = self.tests_of.iter().map(|tests| self.is_blurred(tests)).collect();
        let mut known: Vec<Vec<&Value>> = vec![Vec::new(); slots];
        for value in domains.iter().flat_map(|domain| domain.values()) {
            let slot = Slot { category: value.category.to_string(), id: value.id.to_string() };
            if let Some(slot) = self.slots.find(&slot) {
                known[slot as usize].push(value);
            }
        }
        let mut budget = MAX_COMPARISONS;
        for (slot, known) in (0..).zip(known) {
            let samples = self.samples(slot, &known);
            let sorter = Sorter::new(self, slot);
            let cost = samples.len().saturating_mul(1 + sorter.others.len());
            if cost > budget {
                self.too_many = true;
                return;
            }
            budget -= cost;
            let found: Vec<_> = samples.into_iter().map(|value| (sorter.outcomes(self, &value), value)).collect();
            for (outcomes, value) in found {
                self.enter(slot, outcomes, value);
            }
            self.sorters.push(sorter);
        }
        self.selected = self.bags.all().iter().map(|bag| self.select(bag)).collect();
    }

    fn is_blurred(&self, tests: &[u32]) -> bool {
        let tests = tests.iter().map(|test| &self.tests[*test]);
        parts::are_blurred(tests.map(|test| (test.how, self.texts[test.constant].as_str())))
    }

    fn select(&self, bag: &Bag) -> Vec<u32> {
        let atoms = self.atoms_of[bag.slot as usize].iter().copied();
        atoms.filter(|atom| is_selected(bag, &self.atoms[*atom as usize].value)).collect()
    }

    fn enter(&mut self, slot: u32, outcomes: Vec<(u32, Outcome)>, value: Value) {
        let class = self.class(slot, &value, outcomes);
        // Of a class, the first value is shown: one that somebody names, if there is one.
        if self.classes.contains_key(&class) {
            return;
        }
        let number = u32::try_from(self.atoms.len()).unwrap_or(u32::MAX);
        for (test, outcome) in &class.3 {
            let answers = &mut self.answers[*test as usize];
            match outcome {
                Outcome::Yes => answers.yes.push(number),
                Outcome::Fails => answers.fails.push(number),
                Outcome::Open => answers.open.push(number),
                Outcome::No => {}
            }
        }
        self.atoms_of[slot as usize].push(number);
        self.atoms.push(Atom { slot, value });
        self.classes.insert(class, number);
    }

    /// The values that stand for all values of a slot, those that somebody names first.
    fn samples(&self, slot: u32, known: &[&Value]) -> Vec<Value> {
        let tests: Vec<&Test> = self.tests_of[slot as usize].iter().map(|test| &self.tests[*test]).collect();
        let kinds = &self.kinds_of[slot as usize];
        let types = kinds.types.iter().chain([&kinds.foreign]);
        let issuers = std::iter::once(None).chain(kinds.issuers.iter().map(|issuer| Some(issuer.as_str())));
        // Where all comparisons are of one kind, no value stands between the constants.
        let hows: BTreeSet<Compare> = tests.iter().map(|test| test.how).collect();
        let mut texts: Vec<(&str, String, bool)> = Vec::new();
        let compared: Vec<(Compare, &str)> =
            tests.iter().map(|test| (test.how, self.texts[test.constant].as_str())).collect();
        for test in &tests {
            let constant = &self.texts[test.constant];
            let of_bag = self.bags[test.bag].data_type.as_deref();
            for data_type in types.clone().map(String::as_str).filter(|of| of_bag.is_none_or(|bag| bag == *of)) {
                texts.push((data_type, constant.clone(), true));
                if hows.len() > 1 || !matches!(test.how, Compare::FoldUpper | Compare::FoldLower) {
                    texts.extend(near(test.how, constant).into_iter().map(|text| (data_type, text, false)));
                }
            }
        }
        for text in together(&compared) {
            texts.extend(types.clone().map(|of| (of.as_str(), text.clone(), false)));
        }
        // Where any type is compared, no value is made up that its type does not have.
        texts.retain(|(of, text, _)| {
            *of == data_type::STRING || type_of(of).and_then(|of| is_value(of, text)) != Some(false)
        });
        let slot = &self.slots[slot];
        let mut samples: Vec<(Value, bool)> = known.iter().map(|value| ((*value).clone(), true)).collect();
        for issuer in issuers {
            let value = |data_type: &str, text: String| Value {
                category: Cow::Owned(slot.category.clone()),
                id: Cow::Owned(slot.id.clone()),
                data_type: Cow::Owned(data_type.to_owned()),
                issuer: issuer.map(str::to_owned),
                text,
            };
            samples.extend(texts.iter().map(|(of, text, named)| (value(of, text.clone()), *named)));
            for of in types.clone() {
                let Some(mut text) = fresh(of).map(str::to_owned) else { continue };
                while texts.iter().any(|(_, taken, _)| *taken == text) {
                    text.push('0');
                }
                samples.push((value(of, text), false));
            }
        }
        // The order in which atoms are numbered is that in which they are named.
        samples.sort_by_key(|(_, named)| !named);
        samples.into_iter().map(|(value, _)| value).collect()
    }

    /// The atom that a value is of; none where no policy looks at its attribute, or the values were too many to sort.
    pub(super) fn atom(&self, value: &Value) -> Option<u32> {
        let slot = self.slots.find(&Slot { category: value.category.to_string(), id: value.id.to_string() })?;
        let outcomes = self.sorters.get(slot as usize)?.outcomes(self, value);
        self.classes.get(&self.class(slot, value, outcomes)).copied()
    }

    fn class(&self, slot: u32, value: &Value, outcomes: Vec<(u32, Outcome)>) -> Class {
        let (of, issuer) = self.kinds_of[slot as usize].of(value);
        (slot, of.to_owned(), issuer.map(str::to_owned), outcomes)
    }

    /// Whether the bag of a test takes in the value.
    fn selects(&self, test: u32, value: &Value) -> bool {
        is_selected(&self.bags[self.tests[test].bag], value)
    }

    fn outcome(&self, test: u32, value: &Value) -> Outcome {
        let Test { bag, how, constant, .. } = self.tests[test];
        let bag = &self.bags[bag];
        if !is_selected(bag, value) {
            return Outcome::No;
        }
        if how.is_of_parts() && self.blurred[bag.slot as usize] {
            return Outcome::Open;
        }
        compare(how, &self.texts[constant], &value.text)
    }
}

fn is_selected(bag: &Bag, value: &Value) -> bool {
    bag.data_type.as_deref().is_none_or(|of| of == value.data_type)
        && bag.issuer.as_ref().is_none_or(|issuer| value.issuer.as_ref() == Some(issuer))
}

/// The tests of one slot, so that a value is not compared with every constant.
#[derive(Clone, Debug, Default)]
struct Sorter {
    exact: QuickMap<String, Vec<u32>>,
    upper: QuickMap<String, Vec<u32>>,
    lower: QuickMap<String, Vec<u32>>,
    words: QuickMap<String, Vec<u32>>,
    /// Those that each value is asked.
    others: Vec<u32>,
}

impl Sorter {
    fn new(all: &Vocabulary, slot: u32) -> Self {
        let (mut exact, mut upper, mut lower, mut words) =
            (QuickMap::default(), QuickMap::default(), QuickMap::default(), QuickMap::default());
        let mut others = Vec::new();
        for test in &all.tests_of[slot as usize] {
            let Test { how, constant, .. } = all.tests[*test];
            let text = &all.texts[constant];
            let (map, key): (&mut QuickMap<String, Vec<u32>>, String) = match how {
                Compare::Exact => (&mut exact, text.clone()),
                Compare::FoldUpper => (&mut upper, fold_upper(text)),
                Compare::FoldLower => (&mut lower, text.to_lowercase()),
                Compare::Word => (&mut words, word(text).to_owned()),
                _ => {
                    others.push(*test);
                    continue;
                }
            };
            map.entry(key).or_default().push(*test);
        }
        Self { exact, upper, lower, words, others }
    }

    /// What every test says of a value, tests that say no left out.
    fn outcomes(&self, all: &Vocabulary, value: &Value) -> Vec<(u32, Outcome)> {
        let mut found: Vec<(u32, Outcome)> =
            self.others.iter().map(|test| (*test, all.outcome(*test, value))).collect();
        // What is found under the same key is equal, and only its type and issuer are left to ask about.
        let mut look = |map: &QuickMap<String, Vec<u32>>, key: &str| {
            let same = map.get(key).into_iter().flatten();
            found.extend(same.filter(|test| all.selects(**test, value)).map(|test| (*test, Outcome::Yes)));
        };
        look(&self.exact, &value.text);
        look(&self.words, word(&value.text));
        if !self.upper.is_empty() {
            look(&self.upper, &fold_upper(&value.text));
        }
        if !self.lower.is_empty() {
            look(&self.lower, &value.text.to_lowercase());
        }
        found.retain(|(_, outcome)| *outcome != Outcome::No);
        found.sort_unstable_by_key(|(test, _)| *test);
        found
    }
}
