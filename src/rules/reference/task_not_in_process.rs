//! The policy names a task that the process does not have.

use super::process_ids;
use crate::altinn::attribute;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    process_ids::missing(service, attribute::TASK, "task", report);
}
