//! Somebody is notified, and cannot read on a task at which people work.

use super::places;
use crate::altinn::attribute;
use crate::altinn::requests::Place;
use crate::bpmn::Attendance;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    for place in readers.inner_places() {
        let Place::Task(id) = &readers.access.places[place] else { continue };
        let human = service.task(id).is_none_or(|task| task.attendance() == Attendance::Human);
        if human {
            let opened = "the notice leads to a page that answers 403 while the instance stands there";
            places::closed(&readers, place, attribute::TASK, opened, report);
        }
    }
}
