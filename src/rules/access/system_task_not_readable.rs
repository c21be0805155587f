//! Somebody is notified, and cannot read while the instance waits at a task that a system or the service owner works at.

use super::places;
use crate::altinn::{Place, attribute};
use crate::bpmn::Attendance;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let is_passed = |place: &usize| match &readers.access.places[*place] {
        Place::Task(id) => service.task(id).is_some_and(|task| task.attendance() != Attendance::Human),
        _ => false,
    };
    let tasks: Vec<usize> = readers.inner_places().filter(is_passed).collect();
    let opened = "the notice leads to a page that answers 403 while the instance waits there";
    places::closed(&readers, &tasks, attribute::TASK, opened, report);
}
