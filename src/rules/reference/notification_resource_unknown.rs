//! A notice names a resource of which this repository has no policy.

use crate::finding::Severity;
use crate::notice::{Notice, holes};
use crate::pdp::altinn::Binding;
use crate::rules::{Context, Joined, Neighbour, Report, grammar};
use std::collections::BTreeMap;

pub(crate) fn check(joined: &Joined, _: &Context<'_>, report: &mut Report<'_>) {
    // Where orders stand alone, nobody expects the policy beside them.
    let known: Vec<&Neighbour> = joined.neighbours.iter().filter(|one| !Binding::is_placeholder(&one.id)).collect();
    if known.is_empty() || joined.is_incomplete {
        return;
    }
    let mut unknown: BTreeMap<&str, Vec<&Notice>> = BTreeMap::new();
    for notice in &joined.notices {
        let (Some(written), Some(id)) = (&notice.resource_id, notice.resource()) else { continue };
        // An id of another shape has a rule of its own.
        let is_shaped = id.strip_prefix("app_").is_none_or(|rest| rest.split('_').count() == 2);
        if is_shaped && holes(written.as_str()).is_empty() && !known.iter().any(|one| one.id.eq_ignore_ascii_case(id)) {
            unknown.entry(id).or_default().push(notice);
        }
    }
    for (id, notices) in unknown {
        say(id, &notices, &known, report);
    }
}

fn say(id: &str, notices: &[&Notice], known: &[&Neighbour], report: &mut Report<'_>) {
    let places: Vec<_> =
        notices.iter().filter_map(|one| one.resource_id.as_ref().map(|written| one.at(written.span()))).collect();
    let Some((first, others)) = places.split_first() else { return };
    let near = grammar::nearest(id, known.iter().map(|one| one.id.as_str()));
    let meant = near.and_then(|near| known.iter().find(|one| one.id == near));
    let severity = if meant.is_some() { Severity::Warning } else { Severity::Info };
    let finding = report.weighing(severity, first.clone());
    match meant {
        Some(neighbour) => finding
            .says(format!(
                "there is no policy of `{id}` here, but one of `{}`: people are asked for their access to the wrong one",
                neighbour.id
            ))
            .help(format!("did you mean `{}`?", neighbour.id))
            .also(neighbour.at.clone(), "the one that is here"),
        None => finding
            .says(format!("there is no policy of `{id}` here, so who is notified by it cannot be told"))
            .help("check it together with the repository that has the policy, or look the id up in the Resource Registry"),
    };
    if !others.is_empty() {
        finding.note(format!("{} name it", grammar::count(places.len(), "notice")));
    }
    for place in others.iter().take(3) {
        finding.also(place.clone(), "here too");
    }
}
