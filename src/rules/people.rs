//! What several rules ask about the people of a service.

use crate::altinn::requests::Place;
use crate::pdp::Decision;
use crate::source::Span;
use crate::workspace::{Access, Cell, PolicyFile, READ, Service};
use crate::xacml::{Category, Effect};

/// The people of a service as a notice sees them.
pub(crate) struct Readers<'a, 't> {
    pub(crate) file: &'a PolicyFile<'t>,
    pub(crate) access: &'a Access,
    /// The place and action that Notifications asks about.
    pub(crate) place: usize,
    pub(crate) read: usize,
}

impl<'a, 't> Readers<'a, 't> {
    /// None where the policy fails as a whole, or fails for the very request that Notifications sends: then there is
    /// nothing to say of single people.
    pub(crate) fn of(service: &'a Service<'t>) -> Option<Self> {
        let (file, access) = service.sound_access()?;
        let readers = Self { file, access, place: access.notified_place()?, read: access.action(READ)? };
        let fails = |who| matches!(readers.at(who, readers.place), Decision::Indeterminate | Decision::Undecided);
        let fails_for_somebody = readers.reaching().any(fails);
        (!fails_for_somebody).then_some(readers)
    }

    fn at(&self, who: usize, place: usize) -> Decision {
        self.access.decide(Cell { who, place, action: self.read })
    }

    /// Everybody whom a notice can reach at all.
    pub(crate) fn reaching(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.access.people.len()).filter(|&who| self.access.people[who].reaches)
    }

    /// Those whom a notice does reach.
    pub(crate) fn notified(&self) -> Vec<usize> {
        self.reaching().filter(|&who| self.is_notified(who)).collect()
    }

    pub(crate) fn is_notified(&self, who: usize) -> bool {
        self.at(who, self.place) == Decision::Permit
    }

    /// Whether somebody who holds several of the named roles at once is notified, though none of them alone is.
    pub(crate) fn somebody_is_notified(&self) -> bool {
        self.access.decide_for_all_at_once(self.place, self.read) == Decision::Permit || !self.notified().is_empty()
    }

    /// Tasks and end events, by number.
    pub(crate) fn inner_places(&self) -> impl Iterator<Item = usize> + '_ {
        let inner = |place: &Place| matches!(place, Place::Task(_) | Place::EndEvent(_));
        (0..self.access.places.len()).filter(move |&at| inner(&self.access.places[at]))
    }

    /// The tasks and end events at which somebody may read.
    pub(crate) fn readable_inside(&self, who: usize) -> Vec<usize> {
        self.inner_places().filter(|&place| self.at(who, place) == Decision::Permit).collect()
    }

    /// Those who may read on a task or end event, but not where Notifications asks. With declared recipients, only those.
    pub(crate) fn silent(&self, service: &Service<'_>) -> Vec<usize> {
        self.reaching()
            .filter(|&who| !service.has_declared || self.access.people[who].declared_at.is_some())
            .filter(|&who| !self.is_notified(who) && !self.readable_inside(who).is_empty())
            .collect()
    }

    /// The cell of a person reading at a place.
    pub(crate) fn cell(&self, who: usize, place: usize) -> Cell {
        Cell { who, place, action: self.read }
    }

    /// Where the rule behind a permitted cell names the person; else where the policy names them first.
    pub(crate) fn grant(&self, cell: Cell) -> Span {
        let person = &self.access.people[cell.who];
        let rule = self.access.rule_behind(cell, Effect::Permit).and_then(|rule| self.file.policy.rules.get(rule));
        let named = rule.and_then(|rule| {
            let subjects = rule.matches_of(Category::Subject);
            let mut own = subjects.filter(|one| person.person.is(one.attribute_id(), one.value.text.value.trim()));
            own.next().map(|one| one.value.text.span)
        });
        named.or(person.named_at).or(rule.map(|rule| rule.start_tag)).unwrap_or(self.file.policy.start_tag)
    }

    /// Places in a sentence: `task Task_1 and end event EndEvent_1`.
    pub(crate) fn display_places(&self, places: &[usize]) -> String {
        let names: Vec<String> = places
            .iter()
            .map(|&place| self.access.places[place].display().trim_start_matches("on ").to_owned())
            .collect();
        super::grammar::list(&names)
    }

    /// What "the app" is called for this service.
    pub(crate) fn whole(&self) -> &'static str {
        match self.access.places[self.place] {
            Place::Resource => "the resource",
            _ => "the app",
        }
    }
}

/// Whether a policy was written by the platform for a delegation, and so is nobody's to lint for recipients.
///
/// The platform names a policy-combining algorithm there (facts of 2026-08: 240 of 507 real files, no other).
pub(crate) fn is_delegation(file: &PolicyFile<'_>) -> bool {
    file.policy.combining.as_ref().is_some_and(|id| id.value.contains(":policy-combining-algorithm:"))
}

/// Who is meant, said with the finding.
pub(crate) fn assumption(service: &Service<'_>) -> &'static str {
    if service.has_declared {
        "who is meant to be notified was read from `[recipients]` in notify-lint.toml"
    } else {
        "assumed: whoever may work at a task is meant to be notified of it; say who is meant under `[recipients]` in \
         notify-lint.toml"
    }
}
