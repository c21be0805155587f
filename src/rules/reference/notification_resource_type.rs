//! A notice that names a resource of a type which end users never read.

use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((source, resource)) = &service.resource else { return };
    let Some(kind) = &resource.resource_type else { return };
    let used_by = match kind.value.as_str() {
        "MaskinportenSchema" => "systems with a token of Maskinporten",
        "Consent" => "those who ask for a consent and those who give it",
        "Systemresource" => "Altinn itself",
        _ => return,
    };
    for order in &service.orders {
        let Some(written) = &order.resource_id else { continue };
        report
            .at(order.at(written.span()))
            .says(format!(
                "the notice names the resource `{}` of the type {}, which is used by {used_by}; people are not granted `read` on such a one",
                resource.id.value, kind.value
            ))
            .help("name the resource or app that the recipient is to open")
            .also(Location::new(source, kind.span), "its type");
    }
}
