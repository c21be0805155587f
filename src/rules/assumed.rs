//! Whom the rules take to be meant where nobody has said who is, for a configuration to begin with.

use super::people::{ACTS, Readers, is_read_by_users, serves_organisations};
use crate::altinn::Person;
use crate::workspace::Service;

/// The people of one service, as the rules take them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Those whom a notice reaches today.
    pub notified: Vec<Person>,
    /// Those who may read on a task or end event and are never notified, and the places.
    pub silent: Vec<(Vec<Person>, String)>,
    /// Those who may act somewhere and read nowhere that a notice leads to; they are not counted among the recipients.
    pub blind: Vec<Person>,
    /// Whether the policy is the one that every app begins with, so that nobody has decided on its people yet.
    pub is_template: bool,
}

impl Assumed {
    /// Whom the rules take to be meant: everybody who is notified, or should be because they may read somewhere.
    pub fn recipients(&self) -> impl Iterator<Item = &Person> {
        self.notified.iter().chain(self.silent.iter().flat_map(|(people, _)| people))
    }
}

/// Whom the rules take to be meant by a service. None where nothing can be said of single people, or where no end user of
/// an organisation reads it.
pub fn assumed(service: &Service<'_>) -> Option<Assumed> {
    let readers = Readers::of(service).filter(|_| is_read_by_users(service) && serves_organisations(service))?;
    let person = |who: usize| readers.person(who).clone();
    let is_reader = |who: &usize| {
        readers.reads_at(*who, readers.place) || readers.inner_places().any(|at| readers.reads_at(*who, at))
    };
    let silent: Vec<(Vec<usize>, Vec<usize>)> = readers.silent();
    let is_silent = |who: &usize| silent.iter().any(|(people, _)| people.contains(who));
    let notified: Vec<usize> = readers
        .reaching()
        .filter(|who| is_reader(who) && readers.is_notified(*who) && !is_silent(who) && !readers.is_misspelt(*who))
        .collect();
    Some(Assumed {
        notified: notified.into_iter().map(person).collect(),
        silent: silent
            .iter()
            .map(|(people, places)| (people.iter().copied().map(person).collect(), readers.display_places(places)))
            .collect(),
        blind: readers.blind(&ACTS).into_iter().map(|(who, _)| person(who)).collect(),
        is_template: readers.is_untouched_template(),
    })
}
