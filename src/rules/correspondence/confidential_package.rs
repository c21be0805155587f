//! A message and the policy of its resource do not agree on whether it is confidential.

use crate::altinn::attribute;
use crate::rules::{Context, Report};
use crate::workspace::Service;

/// The access package that only policies of confidential post use.
const PACKAGE: &str = "post-til-virksomheten-med-taushetsbelagt-innhold";

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((file, access)) = service.sound_access() else { return };
    let package = access
        .people
        .iter()
        .find(|who| who.person.attribute == attribute::ACCESS_PACKAGE && who.person.value.eq_ignore_ascii_case(PACKAGE))
        .and_then(|who| who.named_at);
    for order in &service.orders {
        let Some(flag) = &order.is_confidential else { continue };
        match (flag.value, package) {
            (true, None) => {
                report
                    .at(order.at(flag.span))
                    .says("the message is confidential, and the policy of its resource has no access package for that")
                    .help(format!("name a resource whose policy uses the access package `{PACKAGE}`"))
                    .note("Correspondence refuses the message (errors 1060 and 1061), and nobody is notified")
                    .also(file.at(file.policy.start_tag), "the policy of the resource");
            }
            (false, Some(at)) => {
                report
                    .at(order.at(flag.span))
                    .says(
                        "the message is not confidential, and the policy of its resource is that of confidential post",
                    )
                    .help("set `isConfidential` to true, or name another resource")
                    .note("Correspondence refuses the message (errors 1060 and 1061), and nobody is notified")
                    .also(file.at(at), "the access package for confidential post");
            }
            _ => {}
        }
    }
}
