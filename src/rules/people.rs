//! What several rules ask about the people of a service.

use super::{faults, grammar};
use crate::altinn::{Person, Place, ServiceId, attribute, register, template};
use crate::pdp::Decision;
use crate::source::Span;
use crate::workspace::{Access, Cell, PolicyFile, READ, Service, ServiceKind};
use crate::xacml::{Category, Effect, Match};
use std::collections::BTreeSet;

/// The actions that a person takes with something in front of their eyes.
pub(crate) const ACTS: [&str; 4] = ["write", "sign", "confirm", "pay"];

/// The newer names of roles, which are looked up only where the policy names the older attribute too.
pub(crate) const NEWER_ROLES: [&str; 3] = [attribute::EXTERNAL_ROLE_CCR, attribute::EXTERNAL_ROLE_CRA, attribute::ROLE];

/// The people of a service as a notice sees them.
pub(crate) struct Readers<'a, 't> {
    pub(crate) file: &'a PolicyFile<'t>,
    pub(crate) access: &'a Access,
    /// The place and action that Notifications asks about.
    pub(crate) place: usize,
    pub(crate) read: usize,
    service: &'a Service<'t>,
}

impl<'a, 't> Readers<'a, 't> {
    /// None where there is nothing to say of single people: the policy fails as a whole, is about nothing that Altinn's
    /// services ask for, or was written by the platform for a delegation.
    pub(crate) fn of(service: &'a Service<'t>) -> Option<Self> {
        let (file, access) = service.sound_access().filter(|(file, _)| !is_delegation(service, file))?;
        if service.id == ServiceId::Unknown {
            return None;
        }
        let (place, read) = (access.notified_place()?, access.action(READ)?);
        Some(Self { file, access, place, read, service })
    }

    /// Whether for somebody the decision point fails or cannot be followed, so that nothing holds for all.
    pub(crate) fn is_unsure(&self) -> bool {
        self.users().any(|who| self.fails(who))
    }

    fn at(&self, who: usize, place: usize) -> Decision {
        self.access.decide(self.cell(who, place))
    }

    fn fails(&self, who: usize) -> bool {
        matches!(self.at(who, self.place), Decision::Indeterminate | Decision::Undecided)
    }

    /// Everybody named who is a user, as far as attributes tell.
    fn users(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.access.people.len()).filter(|&who| self.access.people[who].reaches)
    }

    /// The users of whom something can be said: somebody holds the role or access package, and the decision is known.
    pub(crate) fn known(&self) -> impl Iterator<Item = usize> + '_ {
        self.users().filter(|&who| exists(self.person(who)) && !self.fails(who))
    }

    /// Those of [`Self::known`] of whom the policy is asked before they are notified: whoever acts for an organisation.
    /// A person who is notified as themselves is found by their identity number, whatever the policy says.
    pub(crate) fn reaching(&self) -> impl Iterator<Item = usize> + '_ {
        let asked = serves_organisations(self.service);
        self.known().filter(move |&who| asked && !is_for_oneself(self.person(who)))
    }

    pub(crate) fn person(&self, who: usize) -> &'a Person {
        &self.access.people[who].person
    }

    /// Those whom a notice does reach by an attribute that the policy names.
    pub(crate) fn notified(&self) -> Vec<usize> {
        self.reaching().filter(|&who| self.reads_at(who, self.place)).collect()
    }

    /// Whether a notice reaches somebody: by the attribute itself, or by one that its holder has without doing anything,
    /// as the auditor has the package of auditors.
    pub(crate) fn is_notified(&self, who: usize) -> bool {
        let by_another = |other: usize| {
            self.access.people[other].reaches
                && self.reads_at(other, self.place)
                && has_by_itself(self.person(who), self.person(other))
        };
        match self.at(who, self.place) {
            Decision::Permit => true,
            Decision::NotApplicable => (0..self.access.people.len()).any(by_another),
            _ => false,
        }
    }

    /// Whether somebody who holds several of the named roles at once is notified, though none of them alone is.
    pub(crate) fn somebody_is_notified(&self) -> bool {
        self.access.decide_for_all_at_once(self.place, self.read) == Decision::Permit || !self.notified().is_empty()
    }

    /// Whether somebody may read at a place.
    pub(crate) fn reads_at(&self, who: usize, place: usize) -> bool {
        self.at(who, place) == Decision::Permit
    }

    /// Tasks and end events, by number.
    pub(crate) fn inner_places(&self) -> impl Iterator<Item = usize> + '_ {
        let inner = |place: &Place| matches!(place, Place::Task(_) | Place::EndEvent(_));
        (0..self.access.places.len()).filter(move |&at| inner(&self.access.places[at]))
    }

    /// Those who may read on a task or end event, but not where Notifications asks; with declared recipients, only those.
    /// Who may read at the same places stands together.
    pub(crate) fn silent(&self) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
        for who in self.reaching().filter(|&who| self.is_meant(who)) {
            let inside: Vec<usize> = self.inner_places().filter(|&place| self.reads_at(who, place)).collect();
            if inside.is_empty() || self.is_notified(who) || self.is_misspelt(who) {
                continue;
            }
            match groups.iter_mut().find(|(_, places)| *places == inside) {
                Some((people, _)) => people.push(who),
                None => groups.push((vec![who], inside)),
            }
        }
        groups
    }

    /// Whether the policy is the one that the app template begins with.
    pub(crate) fn is_untouched_template(&self) -> bool {
        template::is_untouched(&self.file.policy)
    }

    /// Whether somebody is meant to be notified: everybody is, unless the configuration says who.
    fn is_meant(&self, who: usize) -> bool {
        !self.service.has_declared || self.access.people[who].declared_at.is_some()
    }

    /// Those who may do something at places where they may not read, each with those cells. Whoever is notified, or is
    /// [silent](Self::silent), is left out: other rules speak of them.
    pub(crate) fn blind(&self, acts: &[&str]) -> Vec<(usize, Vec<Cell>)> {
        let silent: Vec<usize> = self.silent().into_iter().flat_map(|(people, _)| people).collect();
        let acts: Vec<usize> = acts.iter().filter_map(|act| self.access.action(act)).collect();
        let places: Vec<usize> =
            (0..self.access.places.len()).filter(|&place| self.access.places[place] != Place::Events).collect();
        let cells = |who: usize| -> Vec<Cell> {
            let all = places.iter().flat_map(|&place| acts.iter().map(move |&action| Cell { who, place, action }));
            let blind = |cell: &Cell| {
                self.access.decide(*cell) == Decision::Permit
                    && matches!(self.at(who, cell.place), Decision::NotApplicable | Decision::Deny)
            };
            all.filter(blind).collect()
        };
        let others = self.known().filter(|who| !silent.contains(who));
        others
            .map(|who| (who, cells(who)))
            .filter(|(who, cells)| !cells.is_empty() && !self.is_notified(*who) && !self.is_misspelt(*who))
            .collect()
    }

    /// Whether the person stands in a rule that can never match for another reason, which has a rule of its own.
    pub(crate) fn is_misspelt(&self, who: usize) -> bool {
        let person = self.person(who);
        self.file.policy.rules.iter().any(|rule| {
            let mut subjects = rule.matches_of(Category::Subject);
            subjects.any(|one| person.is(one.attribute_id(), one.value.text.value.trim()))
                && rule.matches().any(|one| faults::is_faulty(self.service, one))
        })
    }

    /// Whether a match can be satisfied as it is written.
    pub(crate) fn is_sound(&self, one: &Match<'_>) -> bool {
        !faults::is_faulty(self.service, one)
    }

    /// Whether a match names this very service, its owner or its app, and every request on it satisfies it.
    pub(crate) fn names_the_service(&self, one: &Match<'_>) -> bool {
        let id = &self.service.id;
        let own = match (one.attribute_id(), id) {
            (attribute::ORG, ServiceId::App { org, .. }) => Some(org.clone()),
            (attribute::APP, ServiceId::App { app, .. }) => Some(app.clone()),
            (attribute::RESOURCE, _) => id.resource_id(),
            _ => None,
        };
        let bound = self.service.binding.bind(&one.value.text.value);
        own.is_some_and(|own| faults::folds_to_bound(one, &bound, &own)) && self.is_sound(one)
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

    /// Places in a sentence: `` on tasks `Task_1` and `Task_2` and on end event `EndEvent_1` ``.
    pub(crate) fn display_places(&self, places: &[usize]) -> String {
        let of = |kind: &str| -> Vec<String> {
            let places = places.iter().map(|&place| &self.access.places[place]);
            places.filter(|place| place.kind() == kind).filter_map(Place::id).map(|id| format!("`{id}`")).collect()
        };
        let mut phrases: Vec<String> = Vec::new();
        if places.contains(&self.place) {
            phrases.push(format!("on {}", self.whole()));
        }
        for (kind, one) in [("task", "task"), ("end-event", "end event")] {
            match of(kind).as_slice() {
                [] => {}
                [only] => phrases.push(format!("on {one} {only}")),
                more => phrases.push(format!("on {one}s {}", grammar::list(more))),
            }
        }
        if places.iter().any(|&place| self.access.places[place] == Place::Events) {
            phrases.push("on the app's events".to_owned());
        }
        grammar::list(&phrases)
    }

    /// What "the app" is called for this service.
    pub(crate) fn whole(&self) -> &'static str {
        match self.access.places[self.place] {
            Place::Resource => "the resource",
            _ => "the app",
        }
    }
}

/// Whether a policy was written by the platform for a delegation, and so is nobody's to lint for recipients: it stands
/// alone and names single parties only (so do all 239 of the delegations seen that have a subject, and no other policy).
fn is_delegation(service: &Service<'_>, file: &PolicyFile<'_>) -> bool {
    const ONE_PARTY: [&str; 6] = [
        attribute::USER_ID,
        attribute::PARTY_ID,
        attribute::PARTY_UUID,
        "urn:altinn:person:uuid",
        "urn:altinn:organization:uuid",
        "urn:altinn:systemuser:uuid",
    ];
    let subjects = || file.policy.matches().map(|(_, one)| one).filter(|one| one.category() == Category::Subject);
    service.kind == ServiceKind::LoosePolicy
        && subjects().next().is_some()
        && subjects().all(|one| ONE_PARTY.contains(&one.attribute_id()))
}

/// Whether end users read a service of this type at all; of some types they use other actions.
pub(crate) fn is_read_by_users(service: &Service<'_>) -> bool {
    let by_type = service.resource.as_ref().and_then(|(_, resource)| resource.resource_type.as_ref());
    let names_read = || {
        let access = service.access.as_ref();
        access.is_some_and(|access| access.actions.iter().take(access.named_actions).any(|action| action == READ))
    };
    match by_type.map(|name| name.value.as_str()) {
        Some("MaskinportenSchema" | "Consent" | "Systemresource" | "Altinn2Service" | "BrokerService") => false,
        // Nothing says what it is for; a policy that never speaks of reading is not one for notices.
        None if service.metadata.is_none() => names_read() || service.has_declared || !service.orders.is_empty(),
        _ => true,
    }
}

/// Whether an organisation can be the party of the service; nothing said means that it can.
pub(crate) fn serves_organisations(service: &Service<'_>) -> bool {
    let by_metadata = service.metadata.as_ref().is_none_or(|(_, metadata)| metadata.party_types.allows_organisations());
    let is_person = |kind: &str| kind == "PrivatePerson" || kind == "SelfRegisteredUser";
    let by_resource = service.resource.as_ref().is_none_or(|(_, resource)| {
        resource.available_for.is_empty() || resource.available_for.iter().any(|kind| !is_person(&kind.value))
    });
    by_metadata && by_resource
}

/// Whether a file says which kinds of party the service is for; a policy alone does not.
pub(crate) fn knows_parties(service: &Service<'_>) -> bool {
    service.metadata.is_some() || service.resource.is_some()
}

/// Whether persons can be the party of the service; nothing said means that they can.
pub(crate) fn serves_persons(service: &Service<'_>) -> bool {
    let by_metadata = service.metadata.as_ref().is_none_or(|(_, metadata)| {
        let parties = metadata.party_types;
        parties.person || !(parties.organisation || parties.sub_unit || parties.bankruptcy_estate)
    });
    let is_person = |kind: &str| kind == "PrivatePerson" || kind == "SelfRegisteredUser";
    let by_resource = service.resource.as_ref().is_none_or(|(_, resource)| {
        resource.available_for.is_empty() || resource.available_for.iter().any(|kind| is_person(&kind.value))
    });
    by_metadata && by_resource
}

/// The roles of the registers, by code, whose holders are this person without anybody delegating it.
pub(crate) fn holders(person: &Person) -> BTreeSet<&'static str> {
    if person.attribute == attribute::ACCESS_PACKAGE {
        return register::package(&person.value).into_iter().flat_map(|one| one.holders).copied().collect();
    }
    let Some(code) = role_code(person) else { return BTreeSet::new() };
    let implying = register::IMPLIED.iter().filter(|(_, implied)| implied.contains(&code)).map(|(from, _)| *from);
    implying.chain([code]).collect()
}

/// Whether anybody can hold what a person is named by; rules of the family `role` speak of those whom nobody can be.
pub(crate) fn exists(person: &Person) -> bool {
    match person.attribute.as_ref() {
        attribute::ROLE_CODE => register::role(&person.value).is_some(),
        attribute::ACCESS_PACKAGE => register::package(&person.value).is_some(),
        attribute::EXTERNAL_ROLE_CCR | attribute::EXTERNAL_ROLE_CRA | attribute::ROLE => role_code(person).is_some(),
        _ => true,
    }
}

/// Whether somebody holds this for themselves and never for an organisation.
pub(crate) fn is_for_oneself(person: &Person) -> bool {
    match person.attribute.as_ref() {
        attribute::ACCESS_PACKAGE => register::package(&person.value).is_some_and(|package| package.party == "person"),
        _ => role_code(person)
            .and_then(register::role)
            .is_some_and(|role| matches!(role.code, "priv" | "seln") || role.kind == "cra"),
    }
}

/// The code of the role that a person is named by, in whichever form.
pub(crate) fn role_code(person: &Person) -> Option<&'static str> {
    match person.attribute.as_ref() {
        attribute::ROLE_CODE => register::role(&person.value).map(|role| role.code),
        attribute::EXTERNAL_ROLE_CCR | attribute::EXTERNAL_ROLE_CRA | attribute::ROLE => {
            register::role_named(&person.attribute, &person.value).map(|role| role.code)
        }
        _ => None,
    }
}

/// Whether whoever is one of the first has the second too, without anybody delegating it.
fn has_by_itself(person: &Person, other: &Person) -> bool {
    let Some(code) = role_code(person) else { return false };
    match other.attribute.as_ref() {
        attribute::ACCESS_PACKAGE => {
            register::package(&other.value).is_some_and(|package| package.holders.contains(&code))
        }
        _ => role_code(other).is_some_and(|other| {
            other == code || register::IMPLIED.iter().any(|(from, implied)| *from == code && implied.contains(&other))
        }),
    }
}

/// Who is meant, said with a finding on people who may work at a task.
pub(crate) fn assumption(service: &Service<'_>) -> &'static str {
    if service.has_declared {
        DECLARED
    } else {
        "assumed: whoever may work at a task is meant to be notified of it; say who is meant under `[recipients]` in \
         notify-lint.toml"
    }
}

/// Who is meant, said with a finding on people who are notified today.
pub(crate) fn assumption_of_today(service: &Service<'_>) -> &'static str {
    if service.has_declared {
        DECLARED
    } else {
        "assumed: whoever is notified today is meant to be; say who is meant under `[recipients]` in notify-lint.toml"
    }
}

const DECLARED: &str = "who is meant to be notified was read from `[recipients]` in notify-lint.toml";
