//! The resource has an access list: whoever is not on it is not notified, whatever the policy says.

use crate::rules::people::{Readers, is_read_by_users, serves_organisations};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((source, resource)) = &service.resource else { return };
    let is_enabled = |mode: &&crate::source::Spanned<String>| mode.value.eq_ignore_ascii_case("enabled");
    let Some(mode) = resource.access_list_mode.as_ref().filter(is_enabled) else { return };
    let is_asked = is_read_by_users(service) && serves_organisations(service);
    let Some(readers) = Readers::of(service).filter(|readers| is_asked && readers.somebody_is_notified()) else {
        return;
    };
    let notified = readers.notified();
    let finding = report.at(Location::new(source, mode.span));
    finding
        .says("the resource has an access list: of an organisation that is not on it nobody is notified, whatever the policy says")
        .help("see that every organisation you write to is on the list; the list itself lies in the Resource Registry, not in files")
        .about(readers.access.subjects(&notified));
    if let Some(&first) = notified.first() {
        let cell = readers.cell(first, readers.place);
        finding
            .also(readers.file.at(readers.grant(cell)), "permitted here, and denied afterwards without the list")
            .note("the decision point turns a Permit for an organisation that is not on the list into Deny")
            .because(readers.access.witness(cell));
    }
}
