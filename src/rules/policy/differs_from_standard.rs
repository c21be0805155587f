//! Altinn answers otherwise than XACML 3.0, and no other rule says why.

use crate::pdp::analysis::{Analysis, Construct, Dialect};
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::{Service, occurring};
use crate::xacml::Policy;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service).filter(|readers| may_differ(&readers.file.policy)) else { return };
    let Some(domain) = occurring(service, readers.access) else { return };
    let analysis = Analysis::new(&readers.file.policy, &service.binding, &domain, Dialect::Altinn);
    let (differences, _) = analysis.differs_between_dialects();
    let mut told: Vec<Construct> = Vec::new();
    for difference in differences {
        let Some(what) = name(difference.construct).filter(|_| !told.contains(&difference.construct)) else { continue };
        told.push(difference.construct);
        let (here, there) = (difference.change.before, difference.change.after);
        report
            .at(readers.file.at(difference.span))
            .says(format!("Altinn answers {}, where XACML 3.0 says {}: {what}", here.name(), there.name()))
            .help("write it in a way that both understand, so that nothing changes on the day that Altinn follows the standard")
            .note(format!("one of the requests: {}", difference.change.shape.describe(&domain)));
    }
}

/// Constructs of which no other rule speaks.
const fn name(construct: Construct) -> Option<&'static str> {
    match construct {
        Construct::Condition => Some("they read the condition differently"),
        Construct::Algorithm => Some("the standard takes no algorithm for policies on a `Policy`"),
        Construct::Several => Some("several constructs do it together"),
        _ => None,
    }
}

/// Whether anything is in the policy that could make such a difference; of most policies nothing is.
fn may_differ(policy: &Policy<'_>) -> bool {
    let is_of_rules = |id: &str| id.contains(":rule-combining-algorithm:");
    policy.rules.iter().any(|rule| rule.condition.is_some())
        || policy.combining.as_ref().is_some_and(|id| !is_of_rules(&id.value))
}
