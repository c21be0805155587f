//! The policy names an end event that the process does not have.

use super::process_ids;
use crate::altinn::attribute;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    process_ids::missing(service, attribute::END_EVENT, "end event", report);
}
