//! What changed between two states of one policy: every subject, place and action, decided before and after.

use super::access::{Access, Cell, READ};
use crate::altinn::{Person, Place, requests};
use crate::pdp::Decision;

/// Stands for an action that no policy names.
pub const ANY_OTHER_ACTION: &str = "*";

/// Everybody, every place and every action that one state of a policy speaks of.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// People, each spelling for itself.
    pub people: Vec<Person>,
    /// Places.
    pub places: Vec<Place>,
    /// Actions that the policy names.
    pub actions: Vec<String>,
}

impl Vocabulary {
    /// What a matrix speaks of.
    pub fn of(access: &Access) -> Self {
        Self {
            people: access.people.iter().map(|who| who.person.clone()).collect(),
            places: access.places.clone(),
            actions: access.actions.clone(),
        }
    }

    /// What either speaks of, with somebody and some action that neither names: who holds nothing that is named stands for
    /// everybody else.
    #[must_use]
    pub fn with_others(mut self, other: Option<&Self>) -> Self {
        if let Some(other) = other {
            for person in &other.people {
                if !self.people.contains(person) {
                    self.people.push(person.clone());
                }
            }
            for place in &other.places {
                if !self.places.contains(place) {
                    self.places.push(place.clone());
                }
            }
            let new = |action: &&String| !self.actions.contains(action);
            let actions: Vec<String> = other.actions.iter().filter(new).cloned().collect();
            self.actions.extend(actions);
        }
        self.people.push(requests::somebody());
        self.actions.push(ANY_OTHER_ACTION.to_owned());
        self
    }
}

/// One decision that is another now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who asks.
    pub person: Person,
    /// Where.
    pub place: Place,
    /// What.
    pub action: String,
    /// What was answered; none where there was no policy.
    pub before: Option<Decision>,
    /// What is answered; none where there is no policy any more.
    pub after: Option<Decision>,
}

/// What a change means for the one who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Something is permitted that was not.
    Gain,
    /// Something is not permitted any more.
    Loss,
    /// It is not permitted in either case, but for another reason.
    Other,
}

impl Change {
    /// What it means for the one who asks.
    pub fn turn(&self) -> Turn {
        match (self.before, self.after) {
            (_, Some(Decision::Permit)) => Turn::Gain,
            (Some(Decision::Permit), _) => Turn::Loss,
            _ => Turn::Other,
        }
    }

    /// Whether it is about everybody whom neither state names.
    pub fn is_about_others(&self) -> bool {
        self.person == requests::somebody()
    }
}

/// What changed in one policy.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Who is notified and was not.
    pub now_notified: Vec<Person>,
    /// Who was notified and is not.
    pub no_longer_notified: Vec<Person>,
    /// How many places there are.
    pub places: usize,
    /// Every decision that is another, in the order of people, actions and places.
    pub cells: Vec<Change>,
}

impl Changes {
    /// Compares two states over the same [`Vocabulary`], people by spelling. Spellings with the same changes are one. Where there was, or is, no policy, what is not permitted is not
    /// listed.
    pub fn between(old: Option<&Access>, new: Option<&Access>) -> Self {
        let mut changes = Self::default();
        let Some(all) = new.or(old) else { return changes };
        changes.places = all.places.len();
        let sides = [old, new];
        for who in 0..all.people.len() {
            let person = &all.people[who].person;
            let numbers = sides.map(|side| side.and_then(|side| Some((side, position(side, person)?))));
            let notified = numbers.map(|at| at.is_some_and(|(side, who)| side.is_notified(who)));
            match notified {
                [false, true] => changes.now_notified.push(person.clone()),
                [true, false] => changes.no_longer_notified.push(person.clone()),
                _ => {}
            }
            let start = changes.cells.len();
            for action in &all.actions {
                for place in &all.places {
                    let [before, after] = numbers.map(|at| at.and_then(|(side, who)| decide(side, who, place, action)));
                    let is_listed = match (before, after) {
                        (Some(before), Some(after)) => before != after,
                        (one, other) => one.or(other) == Some(Decision::Permit),
                    };
                    if is_listed {
                        let (person, place, action) = (person.clone(), place.clone(), action.clone());
                        changes.cells.push(Change { person, place, action, before, after });
                    }
                }
            }
            changes.fold(start);
        }
        changes.fold_notified();
        changes
    }

    /// Takes out what was found last, from `start` on, where another spelling of the same has brought the same.
    fn fold(&mut self, start: usize) {
        let (known, last) = self.cells.split_at(start);
        let Some(first) = last.first() else { return };
        let essence = |one: &Change| (one.place.clone(), one.action.clone(), one.before, one.after);
        let mut others = known.chunk_by(|one, next| one.person == next.person);
        let is_known = others.any(|other| {
            other[0].person.is(&first.person.attribute, &first.person.value)
                && other.iter().map(essence).eq(last.iter().map(essence))
        });
        if is_known {
            self.cells.truncate(start);
        }
    }

    /// Names nobody twice in two spellings.
    fn fold_notified(&mut self) {
        for people in [&mut self.now_notified, &mut self.no_longer_notified] {
            let mut kept: Vec<Person> = Vec::new();
            for person in people.drain(..) {
                if !kept.iter().any(|known| known.is(&person.attribute, &person.value)) {
                    kept.push(person);
                }
            }
            *people = kept;
        }
    }

    /// Whether everything is as it was.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.now_notified.is_empty() && self.no_longer_notified.is_empty()
    }

    /// How many decisions turned so.
    pub fn count(&self, turn: Turn) -> usize {
        self.cells.iter().filter(|change| change.turn() == turn).count()
    }

    /// Whether somebody gains or loses so.
    pub fn has(&self, turn: Turn) -> bool {
        let notified = match turn {
            Turn::Gain => !self.now_notified.is_empty(),
            Turn::Loss => !self.no_longer_notified.is_empty(),
            Turn::Other => false,
        };
        notified || self.count(turn) > 0
    }
}

impl Change {
    /// Whether it is about reading an instance at a task or end event.
    pub fn opens(&self) -> bool {
        self.action == READ && matches!(self.place, Place::Task(_) | Place::EndEvent(_))
    }

    /// Whether it is the question that Notifications asks.
    pub fn notifies(&self) -> bool {
        self.action == READ && self.place.is_notified_at()
    }
}

fn position(access: &Access, person: &Person) -> Option<usize> {
    access.people.iter().position(|who| who.person == *person)
}

fn decide(access: &Access, who: usize, place: &Place, action: &str) -> Option<Decision> {
    let place = access.places.iter().position(|known| known == place)?;
    let action = access.action(action)?;
    Some(access.decide(Cell { who, place, action }))
}
