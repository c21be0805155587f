//! An order asks for another action than `read`, and nobody who could be notified is granted that one.

use crate::notice::{Notice, RecipientKind};
use crate::pdp::Decision;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::{Cell, READ, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    for order in service.orders.iter().filter(|order| order.recipient == RecipientKind::Organization) {
        if let Some(asked) = asked(order, &readers) {
            say(order, &asked, &readers, report);
        }
    }
}

/// An action that an order asks for and that reaches nobody.
struct Asked {
    number: usize,
    /// Those who have it on a task or end event.
    inside: Vec<usize>,
}

fn asked(order: &Notice, readers: &Readers<'_, '_>) -> Option<Asked> {
    let action = order.resource_action.as_ref()?.as_str().trim();
    let number = readers.access.action(action).filter(|_| action != READ)?;
    let decide = |who, place| readers.access.decide(Cell { who, place, action: number });
    let all_at_once = readers.access.decide_for_all_at_once(readers.place, number);
    let is_lost = |who| matches!(decide(who, readers.place), Decision::NotApplicable | Decision::Deny);
    let is_known = matches!(all_at_once, Decision::NotApplicable | Decision::Deny) && readers.reaching().all(is_lost);
    let inside = readers.reaching().filter(|&who| readers.inner_places().any(|at| decide(who, at) == Decision::Permit));
    is_known.then(|| Asked { number, inside: inside.collect() })
}

fn say(order: &Notice, asked: &Asked, readers: &Readers<'_, '_>, report: &mut Report<'_>) {
    let (access, whole) = (readers.access, readers.whole());
    let Some(written) = &order.resource_action else { return };
    let action = &access.actions[asked.number];
    let finding = report.at(order.at(written.span()));
    finding
        .says(format!("no notice of this order reaches a person: nobody who can be notified may `{action}` on {whole}"))
        .help(format!(
            "leave `resourceAction` out, so that `read` is asked for, or grant `{action}` on {whole} to those who shall hear of it"
        ))
        .note("the organisation's official address is notified all the same; the policy is not asked about it")
        .also(readers.file.at(readers.file.policy.start_tag), format!("the policy of {whole}"));
    if !asked.inside.is_empty() {
        let people = access.display(&asked.inside);
        let may = if asked.inside.len() == 1 { "has" } else { "have" };
        finding.note(format!("{people} {may} it on a task or end event, of which an order never speaks"));
        finding.about(access.subjects(&asked.inside));
    }
    if let Some(who) = asked.inside.first().copied().or_else(|| readers.reaching().next()) {
        finding.because(access.witness(Cell { who, place: readers.place, action: asked.number }));
    }
}
