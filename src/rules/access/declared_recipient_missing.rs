//! The configuration promises a notice to somebody who may not read.

use super::grant;
use crate::pdp::Decision;
use crate::rules::people::{Readers, exists, is_for_oneself};
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = service.has_declared.then(|| Readers::of(service)).flatten() else { return };
    let access = readers.access;
    let silent: Vec<usize> = readers.silent().into_iter().flat_map(|(people, _)| people).collect();
    let is_missing = |who: &usize| {
        let who = *who;
        let (person, decision) = (readers.person(who), access.decide(readers.cell(who, readers.place)));
        let decided = !matches!(decision, Decision::Indeterminate | Decision::Undecided);
        let lost = !access.people[who].reaches || !readers.is_notified(who);
        access.people[who].declared_at.is_some()
            && decided
            && lost
            && !is_for_oneself(person)
            && !silent.contains(&who)
            && !readers.is_misspelt(who)
    };
    let missing: Vec<usize> = (0..access.people.len()).filter(is_missing).collect();
    let (users, others): (Vec<usize>, Vec<usize>) =
        missing.into_iter().partition(|&who| access.people[who].reaches && exists(readers.person(who)));
    let whole = readers.whole();
    for (people, is_user) in [(users, true), (others, false)] {
        let Some(&first) = people.first() else { continue };
        let at = people.iter().find_map(|&who| access.people[who].named_at).unwrap_or(readers.file.policy.start_tag);
        let finding = report.at(readers.file.at(at));
        finding.about(access.subjects(&people)).because(access.witness(readers.cell(first, readers.place)));
        if is_user {
            finding
                .says(format!(
                    "no notice reaches {}: declared as recipient, but read on {whole} is not granted",
                    access.display(&people)
                ))
                .help(format!("grant `read` on {whole} to them, or take them out of `[recipients]`"));
            finding.fix = grant::read_on_the_whole(&readers, &people, 1);
        } else {
            finding
                .says(format!(
                    "no notice reaches {}: declared as recipient, but no user whom Altinn notifies can be that",
                    access.display(&people)
                ))
                .help("declare a role or an access package that is in Altinn's register");
        }
        for &who in &people {
            if let Some(declared) = &access.people[who].declared_at {
                finding.also(declared.clone(), format!("{} is declared here", readers.person(who).display()));
            }
        }
    }
}
