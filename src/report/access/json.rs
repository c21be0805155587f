//! The matrix for programs: `notify-lint/access/1`.

use super::AccessView;
use crate::altinn::Person;
use crate::report::json_text::write_list;
use crate::report::words::slashed;
use crate::workspace::{Access, Cell, Contradiction, Others, RuleAt, Unless};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::io::{self, Write};
use std::rc::Rc;

const SCHEMA: &str = "notify-lint/access/1";

/// Writes one object, each policy on a line of its own.
pub(super) fn write(
    views: &[AccessView<'_>],
    dialect: &str,
    as_of: &str,
    actions: Option<&[String]>,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"dialect\":")?;
    serde_json::to_writer(&mut *out, dialect)?;
    out.write_all(b",\"as_of\":")?;
    serde_json::to_writer(&mut *out, as_of)?;
    if let Some(name) = views.iter().find_map(|view| view.against.map(|(name, _)| name)) {
        out.write_all(b",\"against\":")?;
        serde_json::to_writer(&mut *out, name)?;
    }
    out.write_all(b",\"policies\":")?;
    write_list(views.iter().map(|view| policy(view, actions)), out)?;
    out.write_all(b"}\n")
}

#[derive(Serialize)]
struct Policy<'a> {
    path: Cow<'a, str>,
    resource: Option<&'a str>,
    places: Vec<Place<'a>>,
    subjects: Vec<Subject<'a>>,
    /// What other holdings take away, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    other_people: Option<Vec<Value>>,
    /// The rules that contradict each other, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflicts: Option<Vec<Value>>,
    /// Whether there are, or may be, more of those, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    more_conflicts: Option<bool>,
}

#[derive(Serialize)]
struct Place<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
}

#[derive(Serialize)]
struct Subject<'a> {
    attribute: &'a str,
    value: &'a str,
    name: String,
    decisions: Decisions<'a>,
    /// What another decision point answers, where one was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<Decisions<'a>>,
}

struct Decisions<'a> {
    access: &'a Access,
    who: usize,
    actions: Rc<[usize]>,
}

fn policy<'a>(view: &'a AccessView<'_>, actions: Option<&[String]>) -> Policy<'a> {
    let access = view.access;
    let actions: Rc<[usize]> = match actions {
        Some(names) => names.iter().filter_map(|name| access.action(name)).collect(),
        None => (0..access.named_actions).collect(),
    };
    let places = access.places.iter().map(|place| Place { kind: place.kind(), id: place.id() });
    let subjects = access.people.iter().enumerate().map(|(who, one)| Subject {
        attribute: &one.person.attribute,
        value: &one.person.value,
        name: one.person.name(),
        decisions: Decisions { access, who, actions: Rc::clone(&actions) },
        against: view.against.map(|(_, access)| Decisions { access, who, actions: Rc::clone(&actions) }),
    });
    Policy {
        path: slashed(view.path),
        resource: view.resource.as_deref(),
        places: places.collect(),
        subjects: subjects.collect(),
        conflicts: view.others.map(|others| others.conflicts.iter().map(|one| conflict(access, one)).collect()),
        more_conflicts: view.others.map(Others::has_more_conflicts),
        other_people: view.others.map(|others| others.unless.iter().map(|one| unless(access, one)).collect()),
    }
}

fn unless(access: &Access, one: &Unless) -> Value {
    json!({
        "subject": person(&access.people[one.cell.who].person),
        "place": place_of(access, one.cell.place),
        "action": access.actions[one.cell.action],
        "with": one.with.iter().map(person).collect::<Vec<_>>(),
        "decision": one.decision.name(),
    })
}

fn conflict(access: &Access, one: &Contradiction) -> Value {
    let (place, action) = one.at;
    json!({
        "permit": rule(&one.permit),
        "deny": rule(&one.deny),
        "who": one.who.iter().map(person).collect::<Vec<_>>(),
        "place": place_of(access, place),
        "action": access.actions.get(action),
        "decision": one.decision.name(),
    })
}

fn rule(rule: &RuleAt) -> Value {
    json!({ "id": rule.id, "line": rule.at.source.position(rule.at.span.start).line })
}

fn place_of(access: &Access, number: usize) -> Value {
    let place = &access.places[number];
    let mut told = json!({ "kind": place.kind() });
    if let Some(id) = place.id() {
        told["id"] = id.into();
    }
    told
}

fn person(person: &Person) -> Value {
    json!({ "attribute": person.attribute, "value": person.value, "name": person.name() })
}

impl Serialize for Decisions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.actions.len()))?;
        for &action in self.actions.iter() {
            let decide = |place| self.access.decide(Cell { who: self.who, place, action }).name();
            let decisions: Vec<&str> = (0..self.access.places.len()).map(decide).collect();
            map.serialize_entry(&self.access.actions[action], &decisions)?;
        }
        map.end()
    }
}
