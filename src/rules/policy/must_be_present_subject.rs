//! `MustBePresent` on an attribute of the subject: its absence is an error instead of "does not apply".

use crate::finding::Effect;
use crate::rules::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Category;

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
            .fix(write_everywhere(file, &spans, "false", "write `false`".into()).that(Effect::Mends));
        also(finding, file, &spans);
    }
}
