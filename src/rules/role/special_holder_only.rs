//! Only helpers from outside read by what the policy names: the company itself is not told.

use crate::altinn::register;
use crate::rules::people::{Readers, assumption_of_today, holders, is_read_by_users};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use std::collections::BTreeSet;

/// Those who are appointed from outside: accountant, auditor, business manager, and the trustee of a bankruptcy.
const OUTSIDE: [&str; 4] = ["regn", "revi", "ffør", "bobe"];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|_| is_read_by_users(service) && !service.has_declared) else {
        return;
    };
    let notified = readers.notified();
    let holding: BTreeSet<&str> = notified.iter().flat_map(|&who| holders(readers.person(who))).collect();
    // What becomes of an Altinn 2 role has rules of its own.
    if notified.iter().any(|&who| register::ends_with_altinn2(&readers.person(who).value)) {
        return;
    }
    // Of what nobody holds by a role of the register nothing is known.
    let all_known = notified.iter().all(|&who| !holders(readers.person(who)).is_empty());
    let is_special =
        !holding.is_empty() && all_known && holding.iter().all(|code| OUTSIDE.contains(code) || !is_of_register(code));
    let Some(&first) = notified.first().filter(|_| is_special && !readers.is_unsure()) else { return };
    let cell = readers.cell(first, readers.place);
    report
        .at(readers.file.at(readers.grant(cell)))
        .says(format!(
            "nobody of the company itself is notified: read on {} is granted to {} alone, held by those who help it from outside",
            readers.whole(),
            readers.access.display(&notified),
        ))
        .help(format!("if the company shall hear of it too, grant `read` on {} to its own roles or to a package that they hold", readers.whole()))
        .note(assumption_of_today(service))
        .about(readers.access.subjects(&notified))
        .because(readers.access.witness(cell));
}

/// Whether a role is kept by the entity register, so that somebody has it without delegation.
fn is_of_register(code: &str) -> bool {
    register::role(code).is_some_and(|role| role.kind == "ccr")
}
