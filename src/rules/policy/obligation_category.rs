//! An assignment of an obligation without category: the answer cannot be written down, just where it would be Permit.

use crate::altinn::attribute;
use crate::finding::{self, Edit, Fix, Safety};
use crate::rules::places::also;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::{PolicyForm, Service};
use crate::xacml::{Assignment, Effect};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let duties = file.policy.obligations.iter().filter(|duty| duty.on.value == Effect::Permit);
    let bare: Vec<&Assignment<'_>> =
        duties.flat_map(|duty| &duty.assignments).filter(|assignment| assignment.category.is_none()).collect();
    let Some(first) = bare.first() else { return };
    let spans: Vec<Span> = bare.iter().map(|assignment| assignment.span).collect();
    let finding = report.at(file.at(first.span));
    finding
        .says("the assignment names no category: Altinn fails when it writes down a Permit, so nobody who may read is notified")
        .help("name the category of the level that is meant, as Altinn Studio does")
        .note("a refusal is written down without obligations, which hides the mistake");
    also(finding, file, &spans);
    let edits: Option<Vec<Edit>> = bare
        .iter()
        .map(|assignment| {
            let category = category(&assignment.id.value)?;
            // Behind the quote that ends the id.
            let at = Span::new(assignment.id.span.end + 1, assignment.id.span.end + 1);
            Some(Edit { at: file.at(at), text: format!(" Category=\"{category}\"") })
        })
        .collect();
    finding.fix = edits.filter(|_| file.form == PolicyForm::Xml).map(|edits| {
        Fix::new("name the category that belongs to this id", Safety::Safe, finding::Effect::Levels, edits)
    });
}

/// The category that the templates of Altinn's give with an id.
fn category(id: &str) -> Option<&'static str> {
    match id {
        "urn:altinn:obligation1-assignment1" => Some(attribute::MINIMUM_AUTHENTICATION_LEVEL),
        "urn:altinn:obligation2-assignment2" => Some(attribute::MINIMUM_AUTHENTICATION_LEVEL_ORG),
        _ => None,
    }
}
