//! `MustBePresent` on an attribute of the subject: its absence is an error instead of "does not apply".

use crate::finding::{Fix, Safety};
use crate::rules::places::{Places, also, mend_everywhere};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::{Category, Combining, Effect, Policy, combining};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut demanded = Places::new();
    for (_, one) in file.policy.matches() {
        let Some(designator) = one.designator() else { continue };
        if designator.must_be_present.value && designator.category == Category::Subject {
            demanded.add(designator.id.value.as_ref(), designator.must_be_present.span);
        }
    }
    for (attribute, spans) in demanded.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "`{attribute}` must be present: for whoever does not have it the rule fails, and delegated access is \
                 never looked at"
            ))
            .help("write `false`")
            .fix(Fix {
                safety: safety(&file.policy),
                ..mend_everywhere(file, &spans, "false", "write `false`".into())
            });
        also(finding, file, &spans);
    }
}

/// Whether only requests change that fail: a rule that denies, or an algorithm that turns a failure into an answer, may
/// make somebody lose or gain something.
fn safety(policy: &Policy<'_>) -> Safety {
    let denies = policy.rules.iter().any(|rule| rule.effect.value == Effect::Deny);
    let algorithm = policy.combining.as_ref().and_then(|id| combining::of(&id.value));
    let answers = matches!(algorithm, Some(Combining::DenyUnlessPermit | Combining::PermitUnlessDeny));
    if denies || answers { Safety::Unsafe } else { Safety::Safe }
}
