//! `MustBePresent` on an attribute of the resource or action that not every request has.

use crate::altinn::attribute;
use crate::finding::Severity;
use crate::rules::places::{Places, also, mend_everywhere};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::Category;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut demanded = Places::new();
    for (_, one) in file.policy.matches() {
        let Some(designator) = one.designator() else { continue };
        if designator.must_be_present.value && matches!(designator.category, Category::Resource | Category::Action) {
            demanded.add(designator.id.value.as_ref(), designator.must_be_present.span);
        }
    }
    for (attribute, spans) in demanded.into_groups() {
        let always = attribute::is_always_sent(attribute);
        let severity = if always { Severity::Info } else { Severity::Error };
        let finding = report.weighing(severity, file.at(spans[0]));
        finding.help("write `false`").fix(mend_everywhere(file, &spans, "false", "write `false`".into()));
        finding.says(match always {
            true => format!("`{attribute}` must be present; every service sends it today, so this changes nothing"),
            false => format!(
                "`{attribute}` must be present, but Notifications never sends it: every request for recipients is \
                 answered Indeterminate, whatever the other rules say"
            ),
        });
        also(finding, file, &spans);
    }
}
