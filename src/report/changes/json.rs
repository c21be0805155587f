//! Changes for programs: `notify-lint/diff/1`, described in `docs/json-output.md`.

use super::ChangesView;
use crate::altinn::{Person, requests};
use crate::report::json_text::write_list;
use crate::report::words::slashed;
use crate::workspace::{Change, Turn};
use serde_json::{Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "notify-lint/diff/1";

/// Writes one object, each policy on a line of its own.
pub(super) fn write(views: &[ChangesView], dialect: &str, as_of: &str, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\"schema\":\"{SCHEMA}\",\"dialect\":{},\"as_of\":{}", json!(dialect), json!(as_of))?;
    let sum = |turn| views.iter().map(|view| view.changes.count(turn)).sum::<usize>();
    let (gains, losses, other) = (sum(Turn::Gain), sum(Turn::Loss), sum(Turn::Other));
    write!(out, ",\"gains\":{gains},\"losses\":{losses},\"other\":{other},\"policies\":")?;
    write_list(views.iter().map(policy), out)?;
    out.write_all(b"}\n")
}

fn policy(view: &ChangesView) -> Value {
    let status = match (&view.old, &view.new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ if view.changes.is_empty() => "unchanged",
        _ => "changed",
    };
    let path = |path: &Option<std::path::PathBuf>| path.as_deref().map(|path| slashed(path).into_owned());
    let people = |people: &[Person]| people.iter().map(subject).collect::<Vec<_>>();
    json!({
        "status": status,
        "old": path(&view.old),
        "new": path(&view.new),
        "resource": view.resource,
        "notified": {
            "gained": people(&view.changes.now_notified),
            "lost": people(&view.changes.no_longer_notified),
        },
        "changes": view.changes.cells.iter().map(change).collect::<Vec<_>>(),
    })
}

fn subject(person: &Person) -> Value {
    if *person == requests::somebody() {
        return json!({ "attribute": person.attribute, "value": "*", "name": "everybody else" });
    }
    json!({ "attribute": person.attribute, "value": person.value, "name": person.name() })
}

fn change(change: &Change) -> Value {
    let mut place = json!({ "kind": change.place.kind() });
    if let Some(id) = change.place.id() {
        place["id"] = id.into();
    }
    json!({
        "subject": subject(&change.person),
        "place": place,
        "action": change.action,
        "before": change.before.map(crate::pdp::Decision::name),
        "after": change.after.map(crate::pdp::Decision::name),
    })
}
