//! Several subjects in one `AllOf`: only who is all of them at once is meant.

use crate::altinn::Person;
use crate::rules::{Context, Report, faults};
use crate::workspace::{Access, Cell, Service};
use crate::xacml::{Category, Match, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    for rule in &file.policy.rules {
        let any_ofs = rule.target.iter().flat_map(|target| &target.any_of);
        for all_of in any_ofs.flat_map(|any_of| &any_of.all_of) {
            let subjects: Vec<&Match<'_>> = all_of
                .matches
                .iter()
                .filter(|one| one.category() == Category::Subject && faults::is_looked_at(one))
                .collect();
            let mut people: Vec<usize> = Vec::new();
            for one in &subjects {
                let value = one.value.text.value.trim();
                let who = access.people.iter().position(|who| who.person.is(one.attribute_id(), value));
                people.extend(who.filter(|who| !people.contains(who)));
            }
            let (2.., Some(first)) = (people.len(), subjects.first()) else { continue };
            let names: Vec<String> = people.iter().map(|&who| Person::display(&access.people[who].person)).collect();
            let finding = report.at(file.at(first.span));
            finding
                .says(format!(
                    "only who is {} at once is meant here; each of them alone matches nothing",
                    names.join(" and ")
                ))
                .help("if each of them is meant, write an `AllOf` for each")
                .note("the delegation pages leave such a list out")
                .about(access.subjects(&people))
                .also(file.at(rule.start_tag), "in this rule");
            if let (Some(place), Some(action)) = (access.notified_place(), first_action(access, rule)) {
                finding.because(access.witness(Cell { who: people[0], place, action }));
            }
        }
    }
}

fn first_action(access: &Access, rule: &Rule<'_>) -> Option<usize> {
    rule.matches_of(Category::Action).find_map(|one| access.action(one.value.text.value.trim()))
}
