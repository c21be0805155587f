//! Somebody may write, sign, confirm or pay where they cannot read.

use crate::altinn::requests::Place;
use crate::pdp::Decision;
use crate::rules::people::Readers;
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Cell, Service};

/// The actions that a person takes with something in front of their eyes.
const ACTS: [&str; 4] = ["write", "sign", "confirm", "pay"];

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let access = readers.access;
    let silent = readers.silent(service);
    let mut blind: Vec<Cell> = Vec::new();
    for who in readers.reaching().filter(|who| !silent.contains(who)) {
        let places = (0..access.places.len()).filter(|&place| access.places[place] != Place::Events);
        let acts =
            |place| ACTS.iter().filter_map(|act| access.action(act)).map(move |action| Cell { who, place, action });
        let mut cells = places.flat_map(acts);
        blind.extend(cells.find(|cell| access.decide(*cell) == Decision::Permit && cannot_read(&readers, *cell)));
    }
    let Some(&first) = blind.first() else { return };
    let people: Vec<usize> = blind.iter().map(|cell| cell.who).collect();
    let mut acts: Vec<&str> = blind.iter().map(|cell| access.actions[cell.action].as_str()).collect();
    acts.sort_unstable();
    acts.dedup();
    report
        .at(readers.file.at(readers.grant(first)))
        .says(format!(
            "{} may {} {} but not read there, and so is told nothing and meets a closed door",
            access.display(&people),
            grammar::list(&acts),
            access.places[first.place].display(),
        ))
        .help("grant `read` in the same rule")
        .about(access.subjects(&people))
        .because(access.witness(readers.cell(first.who, first.place)));
}

fn cannot_read(readers: &Readers<'_, '_>, cell: Cell) -> bool {
    let decision = readers.access.decide(readers.cell(cell.who, cell.place));
    matches!(decision, Decision::NotApplicable | Decision::Deny)
}
