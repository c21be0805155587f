//! A value with a colon in it, which Altinn Studio cuts.

use crate::rules::people::Readers;
use crate::rules::places::{Places, also};
use crate::rules::{Context, Report};
use crate::workspace::{PolicyForm, Service};
use crate::xacml::Category;

/// The one attribute whose values Studio knows to have a colon.
const ACCESS_LIST: &str = "urn:altinn:access-list";

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|readers| readers.file.form == PolicyForm::Xml) else { return };
    let mut cut = Places::new();
    for (_, one) in readers.file.policy.matches() {
        let value = one.value.text.value.as_ref();
        let is_kept =
            matches!(one.category(), Category::Subject | Category::Resource) && one.attribute_id() != ACCESS_LIST;
        if is_kept && value.contains(':') {
            cut.add((one.attribute_id(), value), one.value.text.span);
        }
    }
    for ((attribute, value), spans) in cut.into_groups() {
        let (before, after) = value.rsplit_once(':').unwrap_or_default();
        let finding = report.at(readers.file.at(spans[0]));
        finding
            .says(format!(
                "Altinn Studio cuts `{value}` at its last colon: after a save the attribute is `{attribute}:{before}` and the \
                 value `{after}`, which matches nothing"
            ))
            .help("use a value without a colon, or edit this policy by hand only");
        also(finding, readers.file, &spans);
    }
}
