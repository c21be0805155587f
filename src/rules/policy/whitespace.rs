//! White space before or after a value: it counts, and the value is never equal.

use crate::rules::places::{Places, also, write_everywhere};
use crate::rules::{Context, Report, faults};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, _)) = service.sound_access() else { return };
    let mut padded = Places::new();
    for (_, one) in file.policy.matches().filter(|(_, one)| faults::is_padded(one)) {
        padded.add(one.value.text.value.as_ref(), one.value.text.span);
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
