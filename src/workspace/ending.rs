//! What the end of the Altinn 2 roles takes from whom, in one service.

use super::access::{Access, READ};
use super::service::Service;
use crate::altinn::{Person, Place, attribute, register, requests};
use crate::pdp::{Decision, Dialect};

/// Somebody who loses something with the Altinn 2 roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Who: an Altinn 2 role that the policy names, or one of an organisation's key roles.
    pub person: Person,
    /// The Altinn 2 roles through which a key role has it today; empty for the Altinn 2 role itself.
    pub through: Vec<Person>,
    /// Whether notices reach them no more.
    pub notified: bool,
    /// The tasks and end events that they can no longer open, by number.
    pub places: Vec<usize>,
    /// What else they can no longer do somewhere, by number of the action.
    pub actions: Vec<usize>,
}

/// Who loses what when the Altinn 2 roles end, in the order of the policy, key roles last. `access` is the matrix as of
/// the end; every loss is a decision of `dialect` on the last day compared with its decision on the day after.
///
/// A key role is asked about with all that its holder has without anybody's doing: the role, the Altinn 2 roles that the
/// entity register implies, and the access packages that come with it.
pub fn losses(service: &Service<'_>, access: &Access, dialect: Dialect) -> Vec<Loss> {
    let last = register::ALTINN2_LAST_DAY;
    let is_over =
        |person: &Person| person.attribute == attribute::ROLE_CODE && register::ends_with_altinn2(&person.value);
    let mut losses = Vec::new();
    let named = || access.people.iter().map(|who| &who.person);
    for person in named().filter(|person| is_over(person)) {
        let held = [person];
        losses.extend(loss(service, access, dialect.on(last), &held, &[], person.clone(), Vec::new()));
    }
    for role in register::key_roles() {
        let itself = Person::new(attribute::ROLE_CODE, role.code.to_uppercase());
        let held: Vec<&Person> = named().filter(|person| is_held(person, role)).collect();
        let through: Vec<&Person> = held.iter().copied().filter(|person| is_over(person)).collect();
        if through.is_empty() {
            continue;
        }
        let lasting: Vec<&Person> = held.iter().copied().filter(|person| !is_over(person)).collect();
        let roles = through.iter().map(|person| (*person).clone()).collect();
        losses.extend(loss(service, access, dialect.on(last), &held, &lasting, itself, roles));
    }
    losses
}

/// Whether the holder of a key role has this without anybody's doing.
fn is_held(person: &Person, role: &register::Role) -> bool {
    match person.attribute.as_ref() {
        attribute::ROLE_CODE => {
            person.value.eq_ignore_ascii_case(role.code)
                || register::key_roles_implying(&person.value).contains(role.code)
        }
        attribute::ACCESS_PACKAGE => {
            register::package(&person.value).is_some_and(|package| package.holders.contains(&role.code))
        }
        attribute => register::role_named(attribute, &person.value).is_some_and(|of| of.code == role.code),
    }
}

/// What is permitted to one who holds `before`, and not to one who holds `after`.
fn loss(
    service: &Service<'_>,
    access: &Access,
    dialect: Dialect,
    before: &[&Person],
    after: &[&Person],
    person: Person,
    through: Vec<Person>,
) -> Option<Loss> {
    let policy = &service.policy.as_ref()?.policy;
    let mut loss = Loss { person, through, notified: false, places: Vec::new(), actions: Vec::new() };
    let subjects = [before, after].map(|held| requests::all_of_probe(held.iter().copied()));
    for (at, place) in access.places.iter().enumerate() {
        for (number, action) in access.actions.iter().enumerate() {
            let [had, has] = subjects.each_ref().map(|subject| {
                let sides = (requests::place_probe(&service.id, place), requests::action_probe(action));
                let request = requests::request(subject, &sides.0, &sides.1);
                dialect.decide(policy, &service.binding, &request).decision == Decision::Permit
            });
            if !had || has {
                continue;
            }
            match place {
                _ if action != READ => {
                    if number < access.named_actions && !loss.actions.contains(&number) {
                        loss.actions.push(number);
                    }
                }
                Place::App | Place::Resource => loss.notified = true,
                Place::Task(_) | Place::EndEvent(_) => loss.places.push(at),
                Place::Events => {}
            }
        }
    }
    (loss.notified || !loss.places.is_empty() || !loss.actions.is_empty()).then_some(loss)
}
