//! The level of authentication that the policy demands: not a level, demanded twice, or for systems only.

use crate::altinn::attribute;
use crate::finding::Finding;
use crate::rules::{Context, Report};
use crate::source::Span;
use crate::workspace::Service;
use crate::xacml::{Effect, Expression};

/// A level as written, with its place.
struct Level<'p> {
    text: &'p str,
    at: Span,
}

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let of = |wanted: &str| -> Vec<Level<'_>> {
        let duties = file.policy.obligations.iter().filter(|duty| duty.on.value == Effect::Permit);
        let assignments = duties.flat_map(|duty| &duty.assignments);
        let named = assignments.filter(|one| one.category.as_ref().is_some_and(|category| category.value == wanted));
        named
            .map(|one| match &one.expression {
                Some(Expression::Value(value)) => Level { text: value.text.value.trim(), at: value.text.span },
                _ => Level { text: "", at: one.span },
            })
            .collect()
    };
    let (users, systems) =
        (of(attribute::MINIMUM_AUTHENTICATION_LEVEL), of(attribute::MINIMUM_AUTHENTICATION_LEVEL_ORG));
    for level in users.iter().chain(&systems).filter(|level| !is_level(level.text)) {
        report
            .at(file.at(level.at))
            .says(format!(
                "`{}` is no level of authentication, so nobody can open the form, or the level is not enforced",
                level.text
            ))
            .help("write a number from 0 to 4; Altinn's templates have 2 for users and 3 for systems");
    }
    for (levels, whom) in [(&users, "users"), (&systems, "systems")] {
        if let [first, second, ..] = levels.as_slice() {
            let finding: &mut Finding = report.at(file.at(second.at));
            finding
                .says(format!(
                    "the level of authentication for {whom} is demanded twice: `{}` and `{}`",
                    first.text, second.text
                ))
                .help("keep one of the two")
                .also(file.at(first.at), "the first");
        }
    }
    // An assignment without category may be the level of users; it has a rule of its own.
    let duties = file.policy.obligations.iter().flat_map(|duty| &duty.assignments);
    let is_open = duties.filter(|one| one.category.is_none()).count() > 0;
    if let (Some(level), true) = (systems.first(), users.is_empty() && !is_open) {
        report
            .at(file.at(level.at))
            .says("a level of authentication is demanded of systems, and none of users, so any login opens the form")
            .help(format!("demand one of users too, with the category `{}`", attribute::MINIMUM_AUTHENTICATION_LEVEL));
    }
}

fn is_level(text: &str) -> bool {
    text.parse::<u8>().is_ok_and(|level| level <= 4)
}
