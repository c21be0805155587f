//! What LocalTest and Altinn's cloud answer differently: a test that passed on one's own machine, and is wrong.

use crate::pdp::altinn::{Version, answers_alike, evaluate_as};
use crate::pdp::{Decision, Reason};
use crate::rules::{Context, Report, grammar};
use crate::source::Span;
use crate::workspace::{Access, Cell, PolicyFile, Service};

/// The cells that differ for the same reason, one way or the other.
struct Difference {
    at: Span,
    works_locally: bool,
    other: Decision,
    cells: Vec<Cell>,
}

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    if answers_alike(&file.policy) {
        return;
    }
    for difference in differences(service, file, access) {
        let Some(&first) = difference.cells.first() else { continue };
        let (works, fails) = match difference.works_locally {
            true => ("LocalTest", "Altinn's cloud"),
            false => ("Altinn's cloud", "LocalTest"),
        };
        let who = access.people[first.who].person.display();
        let (action, place) = (&access.actions[first.action], access.places[first.place].display());
        let finding = report.at(file.at(difference.at));
        finding
            .says(format!(
                "works in {works}, fails in {fails}: {who} may {action} {place} there, and is answered {} here",
                difference.other.name(),
            ))
            .help(match difference.works_locally {
                true => "rely on the cloud's answer; a rule that denies refuses in both if it stands before those that permit",
                false => "rely on the cloud's answer, and try this case in Altinn's test environment",
            })
            .note(
                "LocalTest and Altinn Studio run version 0.0.8 of the decision point; the cloud combines rules as XACML 3.0 \
                 says since 20 August 2026",
            )
            .because(access.witness(first));
        if difference.cells.len() > 1 {
            finding
                .note(format!("so it is in {} of the access matrix", grammar::count(difference.cells.len(), "cell")));
        }
        let mut people: Vec<usize> = difference.cells.iter().map(|cell| cell.who).collect();
        people.sort_unstable();
        people.dedup();
        finding.about(access.subjects(&people));
    }
}

/// The cells that are permitted by one of the two only, grouped by what the other one stumbles over.
fn differences(service: &Service<'_>, file: &PolicyFile<'_>, access: &Access) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for place in 0..access.places.len() {
        for action in 0..access.actions.len() {
            for who in 0..access.people.len() {
                let cell = Cell { who, place, action };
                let request = access.request(cell);
                let ask = |version| evaluate_as(&file.policy, &service.binding, version, &request);
                let (cloud, local) = (ask(Version::CLOUD), ask(Version::LOCAL_TEST));
                let works_locally = match (cloud.decision, local.decision) {
                    (Decision::Undecided, _) | (_, Decision::Undecided) => continue,
                    (Decision::Permit, other) if other != Decision::Permit => false,
                    (other, Decision::Permit) if other != Decision::Permit => true,
                    _ => continue,
                };
                let refused = if works_locally { cloud } else { local };
                let span = |reason: &Reason| reason.span;
                let at = refused.because.as_ref().map_or(file.policy.start_tag, span);
                match found.iter_mut().find(|known| known.at == at && known.works_locally == works_locally) {
                    Some(known) => known.cells.push(cell),
                    None => found.push(Difference { at, works_locally, other: refused.decision, cells: vec![cell] }),
                }
            }
        }
    }
    found
}
