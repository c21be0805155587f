//! Somebody is notified, and cannot read once the instance has ended.

use super::places;
use crate::altinn::{Place, attribute};
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let is_deleted = service.metadata.as_ref().is_some_and(|(_, metadata)| metadata.deleted_at_end);
    let Some(readers) = Readers::of(service).filter(|_| !is_deleted) else { return };
    let is_end = |place: &usize| matches!(readers.access.places[*place], Place::EndEvent(_));
    let ends: Vec<usize> = readers.inner_places().filter(is_end).collect();
    places::closed(&readers, &ends, attribute::END_EVENT, "receipt and archive answer 403 after submission", report);
}
