//! An order that was recognised and cannot be read.

use crate::rules::{Context, Report};
use crate::workspace::{FileKind, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for obstacle in service.obstacles.iter().filter(|obstacle| obstacle.kind == FileKind::Order) {
        report
            .at(obstacle.at.clone())
            .says(format!("the order cannot be read: {}", obstacle.message))
            .help(&*obstacle.help);
    }
}
