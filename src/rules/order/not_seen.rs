//! An order that is there, and whose text is somewhere else.

use crate::rules::{Context, Report};
use crate::workspace::{FileKind, Service};

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    for obstacle in service.obstacles.iter().filter(|obstacle| obstacle.kind == FileKind::Unseen) {
        report.at(obstacle.at.clone()).says(&*obstacle.message).help(&*obstacle.help);
    }
}
