//! A resource for correspondence that lacks a grant which one of its three parties needs.

use crate::altinn::{Person, Place, attribute};
use crate::pdp::Decision;
use crate::rules::{Context, Report, grammar};
use crate::source::Location;
use crate::workspace::{Access, Cell, Service};

/// What each party does, and who it is. Who may not read is spoken of by the rules on recipients.
const NEEDED: [(&str, &str); 2] = [
    (
        "write",
        "nobody can send by its policy, so only a service owner whose token is enough for that gets a message out",
    ),
    ("subscribe", "nobody can follow the events that tell whether a message was received and read"),
];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some((file, access)), Some((source, resource))) = (service.sound_access(), &service.resource) else { return };
    let Some(kind) = resource.resource_type.as_ref().filter(|kind| kind.value == "CorrespondenceService") else {
        return;
    };
    let Some(place) = access.places.iter().position(|place| *place == Place::Resource) else { return };
    let missing: Vec<(&str, &str)> =
        NEEDED.into_iter().filter(|(action, _)| is_granted_to_nobody(access, place, action)).collect();
    if missing.is_empty() {
        return;
    }
    let actions: Vec<String> = missing.iter().map(|(action, _)| format!("`{action}`")).collect();
    let finding = report.at(Location::new(source, kind.span));
    finding
        .says(format!(
            "the resource is for correspondence, and its policy grants {} to nobody",
            grammar::list(&actions)
        ))
        .help(format!("grant {} to the service owner, by `urn:altinn:org`", grammar::list(&actions)))
        .also(file.at(file.policy.start_tag), "the policy");
    for (_, hurt) in &missing {
        finding.note(*hurt);
    }
    let owner = resource.org.as_ref().map(|org| Person::new(attribute::ORG, org.value.as_str()));
    let first = owner.zip(missing.first());
    if let Some(asked) = first.and_then(|(owner, (action, _))| service.ask(&owner, &Place::Resource, action)) {
        finding.because(asked.witness);
    }
}

/// Whether nobody whom the policy names may do it; an action that it does not name is granted to nobody.
fn is_granted_to_nobody(access: &Access, place: usize, action: &str) -> bool {
    let Some(action) = access.action(action) else { return true };
    (0..access.people.len())
        .all(|who| matches!(access.decide(Cell { who, place, action }), Decision::NotApplicable | Decision::Deny))
}
