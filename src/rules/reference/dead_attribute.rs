//! An attribute that no service of Altinn's ever sends.

use crate::rules::places::{Places, also};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Category;

/// What old documentation and samples name, and what is meant instead.
const DEAD: [(Category, &str, &str); 5] = [
    (
        Category::Resource,
        "urn:altinn:event",
        "name the end event by `urn:altinn:end-event`, or the app's event stream by `urn:altinn:appresource` with the value `events`",
    ),
    (Category::Resource, "urn:altinn:appartifact", "name the app by `urn:altinn:org` and `urn:altinn:app`"),
    (Category::Resource, "urn:altinn:serviceresource", "name the resource by `urn:altinn:resource`"),
    (Category::Subject, "urn:altinn:accessgroup", "name an access package by `urn:altinn:accesspackage`"),
    (
        Category::Subject,
        "urn:altinn:user-id",
        "name the user by `urn:altinn:userid`, or better a role or access package",
    ),
];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut dead = Places::new();
    for (_, one) in file.policy.matches() {
        let known = DEAD.iter().find(|(category, id, _)| one.category() == *category && one.attribute_id() == *id);
        if let (Some((_, id, help)), Some(designator)) = (known, one.designator()) {
            dead.add((*id, *help), designator.id.span);
        }
    }
    for ((id, help), spans) in dead.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("no service of Altinn's sends `{id}`, so what hangs on it is granted to nobody"))
            .help(help)
            .note("old documentation and samples name it, and are still copied");
        also(finding, file, &spans);
    }
}
