//! Somebody is notified, and cannot read once the instance has ended.

use super::places;
use crate::altinn::attribute;
use crate::altinn::requests::Place;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    for place in readers.inner_places() {
        if matches!(readers.access.places[place], Place::EndEvent(_)) {
            let opened = "receipt and archive answer 403 after submission";
            places::closed(&readers, place, attribute::END_EVENT, opened, report);
        }
    }
}
