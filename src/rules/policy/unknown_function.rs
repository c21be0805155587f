//! A match function that Altinn does not have: it throws, and the whole call fails.

use crate::pdp::altinn::is_known_function;
use crate::rules::places::{Places, also, mend_everywhere};
use crate::rules::{Context, Report, faults};
use crate::workspace::Service;
use crate::xacml::function;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut unknown = Places::new();
    for (_, one) in file.policy.matches() {
        if faults::is_looked_at(one) && !is_known_function(&one.function.value) {
            unknown.add((one.function.value.as_ref(), one.attribute_id()), one.function.span);
        }
    }
    for ((function, attribute), spans) in unknown.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!(
                "Altinn has no function `{function}`: as soon as a request has `{attribute}`, the whole call fails"
            ))
            .note("Notifications asks for up to 500 people in one call, and all of them are dropped with it");
        also(finding, file, &spans);
        if function == function::STRING_EQUAL_IGNORE_CASE_1_0 {
            let right = function::STRING_EQUAL_IGNORE_CASE;
            finding.help(format!("write `{right}`"));
            finding.fix(mend_everywhere(file, &spans, right, "use the id that XACML 3.0 gives this function".into()));
        } else {
            let (equal, ignoring) = (function::STRING_EQUAL, function::STRING_EQUAL_IGNORE_CASE);
            finding.help(format!("use `{equal}` or `{ignoring}`"));
        }
    }
}
