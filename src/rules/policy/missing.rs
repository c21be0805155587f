//! An app or resource without a policy.

use crate::finding::Severity;
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::{FileKind, Service, ServiceKind};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_there = service.policy.is_some() || service.obstacles.iter().any(|one| one.kind == FileKind::Policy);
    if is_there || service.is_incomplete {
        return;
    }
    let asked = "every request is answered Indeterminate";
    match (service.kind, &service.metadata, &service.process, &service.resource) {
        // Metadata alone is a part of something else, such as a test; with a process it is an app.
        (ServiceKind::App, Some((source, metadata)), Some(_), _) => {
            let at = metadata.id.as_ref().map_or(metadata.span, |id| id.span);
            report
                .at(Location::new(source, at))
                .says(format!("the app has no policy: nobody is notified and nobody can open it, for {asked}"))
                .help("add `config/authorization/policy.xml`; Altinn's app template has one to begin with")
                .note("nothing checks before production that the file is there");
        }
        (ServiceKind::Resource, _, _, Some((source, resource))) if is_entry_of_a_repository(source) => {
            let is_link = resource.resource_type.as_ref().is_some_and(|name| name.value == "Altinn2Service");
            if !is_link {
                let id = &resource.id;
                report
                    .weighing(Severity::Warning, Location::new(source, id.span))
                    .says(format!(
                        "the resource `{}` has no policy: once published, {asked} and nobody is notified",
                        id.value
                    ))
                    .help(format!("add `{}_policy.xml` beside it, in Altinn Studio or by hand", id.value));
            }
        }
        _ => {}
    }
}

/// Whether the file lies as Altinn Studio lays it: `<id>/<id>_resource.json`.
fn is_entry_of_a_repository(source: &crate::source::Source) -> bool {
    let path = source.path();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let folder = path.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str()).unwrap_or_default();
    name.strip_suffix("_resource.json").is_some_and(|id| id == folder)
}
