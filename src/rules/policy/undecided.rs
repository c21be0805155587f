//! Whether somebody is notified hangs on a part of the policy that this version cannot decide.

use crate::pdp::Decision;
use crate::pdp::altinn::evaluate;
use crate::rules::{Context, Report};
use crate::workspace::{Cell, READ, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let (Some(place), Some(action)) = (access.notified_place(), access.action(READ)) else { return };
    let open: Vec<usize> = (0..access.people.len())
        .filter(|&who| access.people[who].reaches)
        .filter(|&who| access.decide(Cell { who, place, action }) == Decision::Undecided)
        .collect();
    let Some(&first) = open.first() else { return };
    let cell = Cell { who: first, place, action };
    let answer = evaluate(&file.policy, &service.binding, &access.request(cell));
    let at = answer.because.map_or(file.policy.start_tag, |reason| reason.span);
    // A condition has a rule of its own, which names the same people.
    if file.policy.rules.iter().filter_map(|rule| rule.condition.as_ref()).any(|one| one.span == at) {
        return;
    }
    report
        .at(file.at(at))
        .says(format!(
            "cannot tell whether {} {} notified: it hangs on this part, which is not decided here",
            access.display(&open),
            if open.len() == 1 { "is" } else { "are" },
        ))
        .help("try it in Altinn's test environment; the other rules say nothing of these people")
        .about(access.subjects(&open))
        .because(access.witness(cell));
}
