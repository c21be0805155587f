//! What the next save in Altinn Studio would change, and who would gain or lose by it.

use crate::altinn::studio::Change;
use crate::pdp::Decision;
use crate::pdp::altinn::{Probe, Table};
use crate::rules::people::Readers;
use crate::rules::places::also;
use crate::rules::{Context, Report, grammar};
use crate::workspace::{Cell, PolicyForm, Service};
use crate::xacml::Category;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|readers| readers.file.form == PolicyForm::Xml) else { return };
    for change in Change::ALL {
        let spans = change.places(&readers.file.policy);
        let Some(&first) = spans.first() else { continue };
        if change == Change::SubjectCase && !is_spelt_in_two_ways(&readers) {
            continue;
        }
        let moved = Moved::by(service, &readers, change);
        // Letter case and the family of an algorithm's id are changed in nearly every policy, and mostly nobody notices.
        if matches!(change, Change::SubjectCase | Change::Algorithm) && moved.cells.is_empty() {
            continue;
        }
        let finding = report.at(readers.file.at(first));
        finding
            .says(format!(
                "the next save in Altinn Studio changes this: {}; {}",
                becomes(change),
                moved.words(&readers)
            ))
            .help("edit this policy by hand only, or write it so that Altinn Studio can keep it")
            .note("the same happens when a task is renamed there");
        also(finding, readers.file, &spans);
        let people: Vec<usize> = (0..readers.access.people.len())
            .filter(|&who| moved.cells.iter().any(|(cell, _)| cell.who == who))
            .collect();
        finding.about(readers.access.subjects(&people));
        if let Some((cell, after)) = moved.cells.first() {
            finding
                .note(format!("the request below is answered {} then", after.name()))
                .because(readers.access.witness(*cell));
        }
    }
}

/// Whether a subject stands in the policy in two letter cases; where none does, nobody notices that case counts no more.
fn is_spelt_in_two_ways(readers: &Readers<'_, '_>) -> bool {
    let subjects = readers.file.policy.matches().map(|(_, one)| one).filter(|one| one.category() == Category::Subject);
    subjects.into_iter().any(|one| {
        let value = one.value.text.value.trim();
        let known = readers.access.people.iter().find(|who| who.person.is(one.attribute_id(), value));
        known.is_some_and(|who| who.person.value != value)
    })
}

const fn becomes(change: Change) -> &'static str {
    match change {
        Change::Effect => "`Deny` becomes `Permit`",
        Change::Condition => "the condition is gone",
        Change::JointSubjects => "subjects that must be held together become alternatives",
        Change::SubjectCase => "letter case of the subject counts no more",
        Change::Algorithm => "the combining algorithm becomes deny-overrides",
        Change::Duties => "obligations and advice that are not a level of authentication are gone",
        Change::Environment => "the match on time or circumstances is gone",
    }
}

/// The cells that a change decides in another way.
struct Moved {
    cells: Vec<(Cell, Decision)>,
}

impl Moved {
    fn by(service: &Service<'_>, readers: &Readers<'_, '_>, change: Change) -> Self {
        let access = readers.access;
        let probes = |category| -> Vec<Probe> { access.probes(category).cloned().collect() };
        let (people, places, actions) =
            (probes(Category::Subject), probes(Category::Resource), probes(Category::Action));
        let saved = change.made(&readers.file.policy);
        let after = Table::new(&saved, &service.binding, &people, &places, &actions);
        let mut cells = Vec::new();
        for who in 0..people.len() {
            for place in 0..places.len() {
                for action in 0..actions.len() {
                    let cell = Cell { who, place, action };
                    let decision = after.decide(who, place, action);
                    if (decision == Decision::Permit) != (access.decide(cell) == Decision::Permit) {
                        cells.push((cell, decision));
                    }
                }
            }
        }
        Self { cells }
    }

    /// Who gains and who loses what, in a sentence.
    fn words(&self, readers: &Readers<'_, '_>) -> String {
        let phrase = |gains: bool| {
            let moved = || self.cells.iter().filter(move |(_, after)| (*after == Decision::Permit) == gains);
            let mut people: Vec<usize> = moved().map(|(cell, _)| cell.who).collect();
            people.dedup();
            let mut actions: Vec<String> =
                moved().map(|(cell, _)| format!("`{}`", readers.access.actions[cell.action])).collect();
            actions.sort_unstable();
            actions.dedup();
            let verb = if gains { "may then" } else { "may then no longer" };
            (!people.is_empty())
                .then(|| format!("{} {verb} {}", readers.access.display(&people), grammar::list(&actions)))
        };
        let phrases: Vec<String> = [phrase(true), phrase(false)].into_iter().flatten().collect();
        if phrases.is_empty() {
            "nobody whom the policy names gains or loses by it".to_owned()
        } else {
            phrases.join("; ")
        }
    }
}
