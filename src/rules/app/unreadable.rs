//! A process, metadata, resource or text file that cannot be read.

use crate::rules::{Context, Report};
use crate::workspace::{FileKind, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for obstacle in service.obstacles.iter().filter(|obstacle| obstacle.kind == FileKind::Config) {
        report
            .at(obstacle.at.clone())
            .says(format!("the file cannot be read: {}", obstacle.message))
            .help(&*obstacle.help)
            .note("rules that need this file have said nothing");
    }
}
