//! A value of another type than Altinn sends: it is never equal.

use crate::finding::{Edit, Effect, Fix};
use crate::rules::places::{Places, also, safety};
use crate::rules::{Context, Report, faults};
use crate::source::Span;
use crate::workspace::Service;
use crate::xacml::{Match, data_type, function};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut wrong = Places::new();
    for (_, one) in file.policy.matches().filter(|(_, one)| faults::has_other_type(one)) {
        wrong.add((one.value.data_type.value.as_ref(), one.attribute_id()), one.value.data_type.span);
    }
    for ((written, attribute), spans) in wrong.into_groups() {
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("a value of the type `{written}` never equals `{attribute}`, for Altinn sends strings"))
            .help(format!("write `{}`", data_type::STRING));
        also(finding, file, &spans);
        let of_group = |one: &&Match<'_>| spans.contains(&one.value.data_type.span);
        let edits = file.policy.matches().map(|(_, one)| one).filter(of_group).flat_map(|one| {
            let edit = |span: Span, text: &str| Edit { at: file.at(span), text: text.to_owned() };
            let compares_strings = one.function.value.contains(":function:string-");
            let function = (!compares_strings).then(|| edit(one.function.span, function::STRING_EQUAL));
            [Some(edit(one.value.data_type.span, data_type::STRING)), function].into_iter().flatten()
        });
        let title = "compare it as a string".to_owned();
        let fix = Fix::new(title, safety(file, &spans), Effect::Corrects, edits.collect());
        finding.fix(fix);
    }
}
