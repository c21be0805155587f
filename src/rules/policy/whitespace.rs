//! White space before or after a value: it counts, and the value is never equal.

use super::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report};
use crate::workspace::Service;
use crate::xacml::{Category, data_type};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut padded = Places::new();
    for (_, one) in file.policy.matches() {
        let looked_at = matches!(one.category(), Category::Subject | Category::Resource | Category::Action);
        let text = one.value.text.value.as_ref();
        if looked_at && one.value.data_type.value == data_type::STRING && text.trim() != text {
            padded.add(text, one.value.text.span);
        }
    }
    for (text, spans) in padded.into_groups() {
        let bare = text.trim();
        let finding = report.at(file.at(spans[0]));
        finding
            .says(format!("white space stands round the value `{bare}`; it counts, so the value matches nothing"))
            .help(format!("write `{bare}` without anything before or after it"))
            .fix(write_everywhere(file, &spans, bare, "take the white space out".into()));
        also(finding, file, &spans);
    }
}
