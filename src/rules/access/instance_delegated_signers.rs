//! Signers get their access by delegation of the instance, which a notice to an organisation does not see.

use crate::rules::people::{Readers, serves_organisations};
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((source, process)) = &service.process else { return };
    let provider = process.tasks.iter().filter(|task| task.reachable).find_map(|task| {
        let (_, provider) =
            task.keys.iter().find(|(name, value)| name == "signeeProviderId" && !value.value.is_empty())?;
        Some((task, provider))
    });
    let Some((task, provider)) = provider else { return };
    let Some(readers) = Readers::of(service).filter(|_| serves_organisations(service)) else { return };
    if readers.is_unsure() {
        return;
    }
    let notified = readers.notified();
    let hears = match notified.as_slice() {
        [] => "nobody".to_owned(),
        people => format!("only {}", readers.access.display(people)),
    };
    let finding = report.at(Location::new(source, provider.span));
    finding
        .says(format!(
            "those who are to sign at `{}` get their access by delegation, which a notice to an organisation does not see: \
             of one that is to sign, {hears} can be notified beside its official address",
            task.id.value,
        ))
        .help("let the provider name persons by their identity number where a certain person shall hear of it")
        .note("Notifications asks for the whole app and never for an instance, and a delegation of one instance is looked at \
               only where the request names it")
        .about(readers.access.subjects(&notified));
    let at =
        notified.first().map_or(readers.file.policy.start_tag, |&who| readers.grant(readers.cell(who, readers.place)));
    finding.also(readers.file.at(at), format!("{hears} may read on the app"));
}
