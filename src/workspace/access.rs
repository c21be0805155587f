//! The access matrix of one service: people × places × actions.

use super::decisions::Decisions;
use crate::altinn::{Person, Place, ServiceId, attribute, reaches_people, requests};
use crate::finding::{Subject, Witness};
use crate::pdp::altinn::{Binding, Probe};
use crate::pdp::{Decision, Dialect, Request};
use crate::source::{Location, Span};
use crate::xacml::{Category, Effect, Policy};

/// The action that Notifications asks for unless the order names another.
pub const READ: &str = "read";

/// Somebody who is named by the policy or by the configuration.
#[derive(Clone, Debug)]
pub struct Who {
    /// As first spelt.
    pub person: Person,
    /// Where the policy names them first: the text of the value.
    pub named_at: Option<Span>,
    /// Where the configuration declares them a recipient.
    pub declared_at: Option<Location>,
    /// Whether a user who is to be notified can be this subject.
    pub reaches: bool,
    probe: Probe,
}

/// Who may do what, where.
#[derive(Clone, Debug)]
pub struct Access {
    /// Everybody, in the order in which they are first named.
    pub people: Vec<Who>,
    /// Everywhere.
    pub places: Vec<Place>,
    /// Every action; those that only the linter adds stand last.
    pub actions: Vec<String>,
    /// How many of the actions the policy itself names.
    pub named_actions: usize,
    place_probes: Vec<Probe>,
    action_probes: Vec<Probe>,
    decisions: Decisions,
}

/// What is decided beside what the policy itself names, and by whom.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// Who decides.
    pub dialect: Dialect,
    /// Who is declared a recipient, and where.
    pub declared: &'a [(Person, Location)],
    /// Further people.
    pub people: &'a [Person],
    /// Further places.
    pub places: &'a [Place],
    /// Further actions.
    pub actions: &'a [&'a str],
    /// Whether each spelling of a value is somebody of their own. Most functions compare without letter case; where one
    /// does not, who is meant depends on it.
    pub by_spelling: bool,
}

/// One cell of the matrix, by numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which of [`Access::people`].
    pub who: usize,
    /// Which of [`Access::places`].
    pub place: usize,
    /// Which of [`Access::actions`].
    pub action: usize,
}

impl Access {
    /// Decides a policy over everybody it names, the places that its service has, and what else is asked.
    pub fn new(
        policy: &Policy<'_>,
        binding: &Binding,
        service: &ServiceId,
        mut places: Vec<Place>,
        asked: &Asked<'_>,
    ) -> Self {
        for place in asked.places {
            if !places.contains(place) {
                places.push(place.clone());
            }
        }
        let mut people = People { list: Vec::new(), by_spelling: asked.by_spelling };
        let mut actions: Vec<String> = Vec::new();
        for (_, one) in policy.matches().filter(|(_, one)| !one.is_pattern()) {
            let value = one.value.text.value.trim();
            match one.category() {
                Category::Subject => people.name(one.attribute_id(), value, Some(one.value.text.span), None),
                Category::Action
                    if one.attribute_id() == attribute::ACTION_ID && !actions.iter().any(|known| known == value) =>
                {
                    actions.push(value.to_owned());
                }
                _ => {}
            }
        }
        for (person, at) in asked.declared {
            people.name(&person.attribute, &person.value, None, Some(at));
        }
        for person in asked.people {
            people.name(&person.attribute, &person.value, None, None);
        }
        let mut people = people.list;
        let names_role_code =
            people.iter().any(|who| who.person.attribute == attribute::ROLE_CODE && who.named_at.is_some());
        for who in &mut people {
            who.reaches = reaches_people(&who.person.attribute, names_role_code);
            let bound =
                Person { attribute: who.person.attribute.clone(), value: binding.bind(&who.person.value).into_owned() };
            who.probe = requests::subject_probe(&bound);
        }
        let named_actions = actions.len();
        for action in std::iter::once(READ).chain(asked.actions.iter().copied()) {
            if !actions.iter().any(|known| known == action) {
                actions.push(action.to_owned());
            }
        }
        let place_probes: Vec<Probe> = places.iter().map(|place| requests::place_probe(service, place)).collect();
        let action_probes: Vec<Probe> = actions.iter().map(|action| requests::action_probe(action)).collect();
        // One more subject than there are people: the one who holds everything a notified user can hold.
        let everything = people.iter().filter(|who| who.reaches).map(|who| &who.person);
        let mut probes: Vec<Probe> = people.iter().map(|who| who.probe.clone()).collect();
        probes.push(requests::all_of_probe(everything));
        let decisions = Decisions::new(asked.dialect, policy, binding, [&probes, &place_probes, &action_probes]);
        Self { people, places, actions, named_actions, place_probes, action_probes, decisions }
    }

    /// The decision for one cell.
    pub fn decide(&self, cell: Cell) -> Decision {
        self.decisions.decide(cell.who, cell.place, cell.action)
    }

    /// The decision for somebody who holds all that a notified user can hold of what the policy names.
    pub fn decide_for_all_at_once(&self, place: usize, action: usize) -> Decision {
        self.decisions.decide(self.people.len(), place, action)
    }

    /// The request behind a cell.
    pub fn request(&self, cell: Cell) -> Request {
        requests::request(
            &self.people[cell.who].probe,
            &self.place_probes[cell.place],
            &self.action_probes[cell.action],
        )
    }

    /// The cell as the witness of a finding: who asks what, what is answered, and the request itself.
    pub fn witness(&self, cell: Cell) -> Witness {
        let (who, place, action) = (&self.people[cell.who], &self.places[cell.place], &self.actions[cell.action]);
        Witness {
            sentence: format!("{} asks: {action} {} as {}", place.asked_by(), place.display(), who.person.display()),
            decision: self.decide(cell).name(),
            request: self.request(cell).to_json(),
        }
    }

    /// The rule of the policy that gives a cell its effect, by number; none where the standard decides, whose rules are
    /// traced one request at a time.
    pub fn rule_behind(&self, cell: Cell, effect: Effect) -> Option<usize> {
        self.decisions.first_rule(effect, cell.who, cell.place, cell.action)
    }

    /// The number of an action, if it is part of the matrix.
    pub fn action(&self, name: &str) -> Option<usize> {
        self.actions.iter().position(|action| action == name)
    }

    /// The number of the place that Notifications asks about.
    pub fn notified_place(&self) -> Option<usize> {
        self.places.iter().position(Place::is_notified_at)
    }

    /// Whether somebody is permitted something.
    pub fn permits(&self, who: usize, place: usize, action: usize) -> bool {
        self.decide(Cell { who, place, action }) == Decision::Permit
    }

    /// Those whom a notice reaches: permitted to read where Notifications asks.
    pub fn is_notified(&self, who: usize) -> bool {
        let (Some(place), Some(action)) = (self.notified_place(), self.action(READ)) else { return false };
        self.people[who].reaches && self.permits(who, place, action)
    }

    /// What every person, place or action brings to a request.
    pub fn probes(&self, category: Category) -> Box<dyn Iterator<Item = &Probe> + '_> {
        match category {
            Category::Subject => Box::new(self.people.iter().map(|who| &who.probe)),
            Category::Resource => Box::new(self.place_probes.iter()),
            Category::Action => Box::new(self.action_probes.iter()),
            Category::Environment | Category::Other => Box::new(std::iter::empty()),
        }
    }

    /// How many states were computed to know all cells.
    pub fn work(&self) -> usize {
        self.decisions.work()
    }

    /// Everybody of a list, as findings name them.
    pub fn subjects(&self, people: &[usize]) -> Vec<Subject> {
        people.iter().map(|&who| self.people[who].person.subject()).collect()
    }

    /// Everybody of a list in a sentence: `Revisor (REVI), Ansvarlig revisor (A0237) and Daglig leder (DAGL)`.
    pub fn display(&self, people: &[usize]) -> String {
        let names: Vec<String> = people.iter().map(|&who| self.people[who].person.display()).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }
}

/// People while they are collected.
struct People {
    list: Vec<Who>,
    by_spelling: bool,
}

impl People {
    fn name(&mut self, attribute: &str, value: &str, named_at: Option<Span>, declared_at: Option<&Location>) {
        let by_spelling = self.by_spelling;
        let known = self
            .list
            .iter_mut()
            .find(|who| who.person.is(attribute, value) && (!by_spelling || who.person.value == value));
        match known {
            Some(known) => {
                if let Some(at) = declared_at {
                    known.declared_at = Some(at.clone());
                }
            }
            None => self.list.push(Who {
                person: Person::new(attribute, value),
                named_at,
                declared_at: declared_at.cloned(),
                reaches: false,
                probe: Probe::default(),
            }),
        }
    }
}
