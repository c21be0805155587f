//! A condition that keeps those from being notified whom its rule names.

use crate::pdp::Decision;
use crate::pdp::altinn::evaluate;
use crate::rules::{Context, Report};
use crate::workspace::{Cell, READ, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let (Some(place), Some(action)) = (access.notified_place(), access.action(READ)) else { return };
    for (number, rule) in file.policy.rules.iter().enumerate() {
        let Some(condition) = &rule.condition else { continue };
        let mut without = file.policy.clone();
        if let Some(rule) = without.rules.get_mut(number) {
            rule.condition = None;
        }
        let hurt: Vec<usize> = (0..access.people.len())
            .filter(|&who| access.people[who].reaches)
            .filter(|&who| {
                let request = access.request(Cell { who, place, action });
                let now = evaluate(&file.policy, &service.binding, &request).decision;
                !matches!(now, Decision::Permit | Decision::Undecided)
                    && evaluate(&without, &service.binding, &request).decision == Decision::Permit
            })
            .collect();
        let Some(&first) = hurt.first() else { continue };
        let cell = Cell { who: first, place, action };
        let answer = evaluate(&file.policy, &service.binding, &access.request(cell));
        let finding = report.at(file.at(condition.span));
        finding
            .says(format!(
                "{} {} never notified: in the request that Notifications sends, this condition does not hold",
                access.display(&hurt),
                if hurt.len() == 1 { "is" } else { "are" },
            ))
            .help("grant `read` without a condition, and let whoever sends the notice decide when")
            .note("Altinn evaluates one comparison of one attribute with one value; everything else fails")
            .about(access.subjects(&hurt))
            .because(access.witness(cell));
        if let Some(reason) = answer.because {
            finding.note(reason.text);
        }
    }
}
