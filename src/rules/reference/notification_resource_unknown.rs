//! A notice names a resource of which this repository has no policy.

use crate::finding::Severity;
use crate::notice::{Notice, holes};
use crate::rules::{Context, Neighbour, Report, grammar};

pub(crate) fn check(notice: &Notice, neighbours: &[Neighbour], _: &Context<'_>, report: &mut Report<'_>) {
    let (Some(written), Some(id)) = (&notice.resource_id, notice.resource()) else { return };
    let is_here = neighbours.iter().any(|one| one.id.eq_ignore_ascii_case(id));
    // Where orders stand alone, nobody expects the policy beside them.
    if is_here || neighbours.is_empty() || !holes(written.as_str()).is_empty() {
        return;
    }
    let near = grammar::nearest(id, neighbours.iter().map(|one| one.id.as_str()));
    let meant = near.and_then(|near| neighbours.iter().find(|one| one.id == near));
    match meant {
        Some(neighbour) => {
            report
                .at(notice.at(written.span()))
                .says(format!("there is no policy of `{id}` here, but one of `{}`: people are asked for their access to the wrong one", neighbour.id))
                .help(format!("did you mean `{}`?", neighbour.id))
                .also(neighbour.at.clone(), "the one that is here");
        }
        None => {
            report
                .weighing(Severity::Info, notice.at(written.span()))
                .says(format!("there is no policy of `{id}` here, so who is notified by it cannot be told"))
                .help("check it together with the repository that has the policy, or look the id up in the Resource Registry");
        }
    }
}
