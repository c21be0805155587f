//! A process whose reachable places cannot be told.

use crate::rules::{Context, Report, grammar};
use crate::source::Location;
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some((source, process)) = &service.process else { return };
    let (at, reason) = match (process.unmodelled.first(), process.starts.len()) {
        (Some(element), _) => {
            let mut names: Vec<&str> = process.unmodelled.iter().map(|element| element.value.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            (element.span, format!("the app library does not know {}", grammar::list(&names)))
        }
        (None, 1) => return,
        (None, 0) => (process.start_tag, "it has no start event".to_owned()),
        (None, several) => (process.starts[1].span, format!("it has {}", grammar::count(several, "start event"))),
    };
    report
        .at(Location::new(source, at))
        .says(format!("cannot tell which tasks and end events an instance reaches: {reason}"))
        .help("every task and end event is taken as reachable until the process has one start and known elements only");
}
