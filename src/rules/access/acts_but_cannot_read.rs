//! Somebody may write, sign, confirm or pay where they cannot read.

use super::grant;
use crate::rules::people::{ACTS, Readers, assumption, is_read_by_users};
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Cell, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|_| is_read_by_users(service)) else { return };
    let access = readers.access;
    // Whoever may do the same at the same places stands in one finding.
    let mut groups: Vec<(Vec<usize>, Vec<Cell>)> = Vec::new();
    for (who, cells) in readers.blind(&ACTS) {
        let same = |group: &&mut (Vec<usize>, Vec<Cell>)| {
            let of = |cell: &Cell| (cell.place, cell.action);
            group.1.iter().map(of).eq(cells.iter().map(of))
        };
        match groups.iter_mut().find(same) {
            Some((people, _)) => people.push(who),
            None => groups.push((vec![who], cells)),
        }
    }
    for (number, (people, cells)) in groups.into_iter().enumerate() {
        let first = cells[0];
        let mut acts: Vec<String> = cells.iter().map(|cell| format!("`{}`", access.actions[cell.action])).collect();
        acts.sort_unstable();
        acts.dedup();
        let mut places: Vec<usize> = cells.iter().map(|cell| cell.place).collect();
        places.dedup();
        let finding = report.at(readers.file.at(readers.grant(first)));
        finding
            .says(format!(
                "{} may {} {}, but not read there: the page answers 403",
                access.display(&people),
                grammar::list(&acts),
                readers.display_places(&places),
            ))
            .help(format!(
                "grant `read` on {} to the same people, so that they are notified and can open it",
                readers.whole()
            ))
            .about(access.subjects(&people))
            .because(access.witness(readers.cell(first.who, first.place)));
        if readers.reaching().any(|who| people.contains(&who)) {
            finding.note("no notice reaches them either: Altinn notifies those who may read").note(assumption(service));
        }
        finding.fix = grant::read_on_the_whole(&readers, &people, 2 + number);
    }
}
