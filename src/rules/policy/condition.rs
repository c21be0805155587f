//! A condition on a rule that grants or denies read: most forms never hold in Altinn.

use crate::altinn::attribute;
use crate::pdp::Decision;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::{Cell, READ, Service};
use crate::xacml::{Category, Rule};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let readers = Readers::of(service);
    for rule in &file.policy.rules {
        let Some(condition) = rule.condition.as_ref().filter(|_| is_about_reading(rule)) else { continue };
        let finding = report.at(file.at(condition.span));
        finding
            .says("the rule has a condition, and most forms of conditions never hold in Altinn; who may read by it is not decided here")
            .help("say it by subjects, resources and actions if you can, and try it in Altinn's test environment")
            .also(file.at(rule.start_tag), "in this rule");
        let Some(readers) = &readers else { continue };
        let is_open = |who: &usize| {
            let person = &access.people[*who].person;
            let named = rule
                .matches_of(Category::Subject)
                .any(|one| person.is(one.attribute_id(), one.value.text.value.trim()));
            let cell = Cell { who: *who, place: readers.place, action: readers.read };
            named && access.people[*who].reaches && access.decide(cell) == Decision::Undecided
        };
        let open: Vec<usize> = (0..access.people.len()).filter(is_open).collect();
        if let Some(&first) = open.first() {
            finding
                .note(format!(
                    "so it is open whether {} {} notified",
                    access.display(&open),
                    if open.len() == 1 { "is" } else { "are" }
                ))
                .about(access.subjects(&open))
                .because(access.witness(readers.cell(first, readers.place)));
        }
    }
}

/// Whether the rule covers `read`: it names it, or names no action at all.
fn is_about_reading(rule: &Rule<'_>) -> bool {
    let mut actions =
        rule.matches_of(Category::Action).filter(|one| one.attribute_id() == attribute::ACTION_ID).peekable();
    actions.peek().is_none() || actions.any(|one| one.value.text.value.trim().eq_ignore_ascii_case(READ))
}
