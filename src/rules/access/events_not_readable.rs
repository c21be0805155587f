//! Somebody may read on the app, and not its events.

use super::places;
use crate::altinn::{Place, attribute};
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let is_stream = |place: &usize| readers.access.places[*place] == Place::Events;
    let events: Vec<usize> = (0..readers.access.places.len()).filter(is_stream).collect();
    let opened = "the systems of a customer that subscribe to the app's events as one of them get none";
    places::closed(&readers, &events, attribute::APP_RESOURCE, opened, report);
}
