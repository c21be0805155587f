//! A data type asks for an action that nobody is granted.

use crate::altinn::Place;
use crate::pdp::Decision;
use crate::rules::{Context, Report};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let (Some((file, access)), Some((source, metadata))) = (service.sound_access(), &service.metadata) else { return };
    for data_type in &metadata.data_types {
        for (action, what) in [(&data_type.action_to_read, "read"), (&data_type.action_to_write, "changed")] {
            let Some(action) = action.as_ref().filter(|action| !action.value.trim().is_empty()) else { continue };
            let may = |place: &Place| {
                access.people.iter().any(|who| {
                    let asked = service.ask(&who.person, place, action.value.trim());
                    asked.is_none_or(|asked| !matches!(asked.decision, Decision::NotApplicable | Decision::Deny))
                })
            };
            if access.places.iter().any(may) {
                continue;
            }
            let finding = report.at(Location::new(source, action.span));
            finding
                .says(format!(
                    "the data of `{}` can be {what} by nobody: that takes the action `{}`, which the policy grants to nobody",
                    data_type.id.value, action.value
                ))
                .help(format!("grant `{}` to those who shall see these data, or leave the demand out", action.value))
                .also(file.at(file.policy.start_tag), "the policy");
            let first = access.people.first().zip(access.places.first());
            if let Some(asked) = first.and_then(|(who, place)| service.ask(&who.person, place, action.value.trim())) {
                finding.because(asked.witness);
            }
        }
    }
}
