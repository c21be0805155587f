//! The configuration promises a notice to somebody who may not read.

use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let access = readers.access;
    let silent = readers.silent(service);
    let missing: Vec<usize> = (0..access.people.len())
        .filter(|&who| access.people[who].declared_at.is_some())
        .filter(|&who| !silent.contains(&who) && !access.permits(who, readers.place, readers.read))
        .collect();
    let Some(&first) = missing.first() else { return };
    let whole = readers.whole();
    let at = access.people[first].named_at.unwrap_or(readers.file.policy.start_tag);
    let finding = report.at(readers.file.at(at));
    finding
        .says(format!(
            "{} {} declared as recipient but may not read on {whole}, so no notice arrives",
            access.display(&missing),
            if missing.len() == 1 { "is" } else { "are" },
        ))
        .help(format!("grant `read` on {whole} to them, or take them out of `[recipients]`"))
        .about(access.subjects(&missing))
        .because(access.witness(readers.cell(first, readers.place)));
    for &who in &missing {
        if let Some(declared) = &access.people[who].declared_at {
            finding.also(declared.clone(), format!("{} is declared here", access.people[who].person.display()));
        }
    }
}
