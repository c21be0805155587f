//! Several actions in one `AllOf`: a request has one, so it never matches.

use crate::rules::{Context, Report, faults, grammar};
use crate::workspace::{Cell, Service};
use crate::xacml::{AllOf, Category, Match};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        let any_ofs = rule.target.iter().flat_map(|target| &target.any_of);
        for all_of in any_ofs.flat_map(|any_of| &any_of.all_of).filter(|all_of| faults::is_never_met(all_of)) {
            let actions: Vec<String> = of(all_of).map(|one| format!("`{}`", one.value.text.value.trim())).collect();
            let people: Vec<usize> = (0..access.people.len())
                .filter(|&who| {
                    let person = &access.people[who].person;
                    rule.matches_of(Category::Subject)
                        .any(|one| person.is(one.attribute_id(), one.value.text.value.trim()))
                })
                .collect();
            let at = of(all_of).next().map_or(all_of.span, |one| one.span);
            let finding = report.at(file.at(at));
            finding
                .says(format!(
                    "{} stand in one `AllOf`, and a request has one action: nobody may do any of them by this",
                    grammar::list(&actions)
                ))
                .help("write an `AllOf` for each action")
                .note("the Resource Registry's list of rights fails for the whole service")
                .about(access.subjects(&people))
                .also(file.at(rule.start_tag), "in this rule");
            let asked = of(all_of).find_map(|one| access.action(one.value.text.value.trim()));
            if let (Some(&who), Some(place), Some(action)) = (people.first(), access.notified_place(), asked) {
                finding.because(access.witness(Cell { who, place, action }));
            }
        }
    }
}

fn of<'p, 't>(all_of: &'p AllOf<'t>) -> impl Iterator<Item = &'p Match<'t>> {
    all_of.matches.iter().filter(|one| one.category() == Category::Action)
}
