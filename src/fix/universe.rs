//! Everybody, everywhere, everything: the requests for which the decisions before and after a repair are compared.

use crate::altinn::{Person, Place, ServiceId, attribute, reaches_people, requests};
use crate::pdp::Decision;
use crate::pdp::altinn::{Binding, Probe, Table};
use crate::workspace::Service;
use crate::xacml::{Category, Policy};

/// The id of a task or end event, or an action, that nothing names: it stands for all of those.
pub const ANY_OTHER: &str = "any-other";

/// One who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Somebody {
    /// By a role, an access package or whatever else the policy or the configuration names.
    Named(Person),
    /// A user who is none of those.
    AnybodyElse,
    /// A user who is all of those at once.
    Everybody,
}

impl Somebody {
    /// As findings name them.
    pub fn display(&self) -> String {
        match self {
            Self::Named(person) => person.display(),
            Self::AnybodyElse => "anybody at all".to_owned(),
            Self::Everybody => "whoever holds several of these roles at once".to_owned(),
        }
    }
}

/// What there is to ask of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Universe {
    id: ServiceId,
    pub(super) people: Vec<Somebody>,
    pub(super) places: Vec<Place>,
    pub(super) actions: Vec<String>,
}

impl Universe {
    /// What a service names, the configuration declares and its orders ask for. None without a policy.
    pub(super) fn of(service: &Service<'_>) -> Option<Self> {
        let (file, access) = service.policy.as_ref().zip(service.access.as_ref())?;
        let mut universe = Self {
            id: service.id.clone(),
            people: access.people.iter().map(|who| Somebody::Named(who.person.clone())).collect(),
            places: access.places.clone(),
            actions: access.actions.clone(),
        };
        for (_, one) in file.policy.matches().filter(|(_, one)| one.category() == Category::Resource) {
            let id = one.value.text.value.trim().to_owned();
            match one.attribute_id() {
                attribute::TASK => add(&mut universe.places, Place::Task(id)),
                attribute::END_EVENT => add(&mut universe.places, Place::EndEvent(id)),
                _ => {}
            }
        }
        if matches!(universe.id, ServiceId::App { .. }) {
            add(&mut universe.places, Place::Task(ANY_OTHER.to_owned()));
            add(&mut universe.places, Place::EndEvent(ANY_OTHER.to_owned()));
        }
        add(&mut universe.actions, ANY_OTHER.to_owned());
        add(&mut universe.people, Somebody::AnybodyElse);
        add(&mut universe.people, Somebody::Everybody);
        Some(universe)
    }

    /// Both together; none where they speak of two services.
    pub(super) fn with(mut self, other: &Self) -> Option<Self> {
        other.people.iter().for_each(|one| add(&mut self.people, one.clone()));
        other.places.iter().for_each(|one| add(&mut self.places, one.clone()));
        other.actions.iter().for_each(|one| add(&mut self.actions, one.clone()));
        (self.id == other.id).then_some(self)
    }

    /// How many requests there are.
    pub(super) const fn len(&self) -> usize {
        self.people.len() * self.places.len() * self.actions.len()
    }

    /// Every request, by numbers.
    pub(super) fn cells(&self) -> impl Iterator<Item = [usize; 3]> + '_ {
        let inner = move |who| {
            let all =
                (0..self.places.len()).flat_map(move |place| (0..self.actions.len()).map(move |act| (place, act)));
            all.map(move |(place, act)| [who, place, act])
        };
        (0..self.people.len()).flat_map(inner)
    }

    /// What everybody, everywhere and everything brings to a request on this policy.
    pub(super) fn probes(&self, policy: &Policy<'_>, binding: &Binding) -> Probes {
        let names_roles = policy
            .matches()
            .any(|(_, one)| one.category() == Category::Subject && one.attribute_id() == attribute::ROLE_CODE);
        let bound = |person: &Person| Person {
            attribute: person.attribute.clone(),
            value: binding.bind(&person.value).into_owned(),
        };
        let nobody = || requests::all_of_probe([]);
        let named = self.people.iter().filter_map(|one| match one {
            Somebody::Named(person) => Some(bound(person)),
            Somebody::AnybodyElse | Somebody::Everybody => None,
        });
        let held: Vec<Person> = named.filter(|person| reaches_people(&person.attribute, names_roles)).collect();
        // A role by its newer name is looked up only where the policy names the older attribute too.
        let is_newer = |person: &Person| {
            matches!(
                person.attribute.as_ref(),
                attribute::EXTERNAL_ROLE_CCR | attribute::EXTERNAL_ROLE_CRA | attribute::ROLE
            )
        };
        let people = self.people.iter().map(|one| match one {
            Somebody::Named(person) if is_newer(person) && !names_roles => nobody(),
            Somebody::Named(person) => requests::subject_probe(&bound(person)),
            Somebody::AnybodyElse => nobody(),
            Somebody::Everybody => requests::all_of_probe(&held),
        });
        Probes {
            people: people.collect(),
            places: self.places.iter().map(|place| requests::place_probe(&self.id, place)).collect(),
            actions: self.actions.iter().map(|action| requests::action_probe(action)).collect(),
        }
    }
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// The parts of every request of a universe.
pub(super) struct Probes {
    pub(super) people: Vec<Probe>,
    pub(super) places: Vec<Probe>,
    pub(super) actions: Vec<Probe>,
}

impl Probes {
    pub(super) fn table(&self, policy: &Policy<'_>, binding: &Binding) -> Table {
        Table::new(policy, binding, &self.people, &self.places, &self.actions)
    }
}

/// A request that is answered otherwise after a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who asks.
    pub who: Somebody,
    /// Where.
    pub place: Place,
    /// For what.
    pub action: String,
    /// What was answered before.
    pub before: Decision,
    /// What is answered after.
    pub after: Decision,
}
