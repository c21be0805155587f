//! Parts of a rule that Altinn reads over: a limit that limits nothing.

use crate::rules::places::{Places, also};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Category;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut ignored = Places::new();
    for (_, one) in file.policy.matches() {
        let Some(designator) = one.designator() else { continue };
        if matches!(designator.category, Category::Environment | Category::Other) {
            ignored.add(Part::Category, one.span);
        }
        if let Some(issuer) = &designator.issuer {
            ignored.add(Part::Issuer, issuer.span);
        }
    }
    for rule in &file.policy.rules {
        rule.obligations.iter().for_each(|duty| ignored.add(Part::Obligation, duty.span));
        rule.advice.iter().for_each(|duty| ignored.add(Part::Advice, duty.span));
    }
    file.policy.advice.iter().for_each(|duty| ignored.add(Part::Advice, duty.span));
    for (part, spans) in ignored.into_groups() {
        let finding = report.at(file.at(spans[0]));
        let (what, help) = part.words();
        finding.says(format!("Altinn does not look at {what}")).help(help);
        also(finding, file, &spans);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Category,
    Issuer,
    Obligation,
    Advice,
}

impl Part {
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Category => (
                "categories beside subject, resource and action: this match limits nothing, and the rule applies at all times",
                "check the time or the circumstances in the app itself, and take the match out",
            ),
            Self::Issuer => ("`Issuer`: a value counts whoever vouches for it", "take `Issuer` out"),
            Self::Obligation => (
                "obligations of a single rule: nothing enforces this one",
                "move it to the end of the policy, where the level of authentication is demanded",
            ),
            Self::Advice => ("advice: nobody ever sees it", "take it out, or write it as a `Description`"),
        }
    }
}
