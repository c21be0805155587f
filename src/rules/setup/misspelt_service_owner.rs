//! A service owner whose code Altinn does not list, one letter from one that it does.

use crate::altinn::register;
use crate::pdp::altinn::Binding;
use crate::rules::{Context, Report};
use crate::source::{Location, Spanned};
use crate::workspace::Service;

/// What Altinn's own app template and tests have for a service owner (Altinn/app-template-dotnet, `applicationmetadata.json`).
const OF_THE_TEMPLATE: &str = "tdd";

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let of_app = service.metadata.as_ref().and_then(|(source, metadata)| Some((source, metadata.org.as_ref()?)));
    let of_resource = service.resource.as_ref().and_then(|(source, resource)| Some((source, resource.org.as_ref()?)));
    let Some((source, Spanned { value: code, span })) = of_app.or(of_resource) else { return };
    let code = code.trim();
    if code.is_empty() || code == OF_THE_TEMPLATE || Binding::is_placeholder(code) || register::is_service_owner(code) {
        return;
    }
    // The list ages: a code that is like none of it may be that of a body that has come since.
    let near = near(code);
    if near.is_empty() {
        return;
    }
    report
        .at(Location::new(source, *span))
        .says(format!("`{code}` is the code of no service owner that Altinn lists"))
        .help(format!("did you mean {}?", near.join(" or ")))
        .note(format!("the list was read on {}; whoever has come since is not in it", register::SERVICE_OWNERS_AS_OF));
}

/// The listed service owners whose code differs in one letter, or two that changed places.
fn near(code: &str) -> Vec<String> {
    let code = code.to_lowercase();
    let is_near = |known: &str| code.chars().count() > 2 && strsim::osa_distance(&code, known) == 1;
    let near = register::SERVICE_OWNERS.iter().filter(|(known, _)| is_near(known));
    near.map(|(known, name)| format!("`{known}` ({name})")).collect()
}
