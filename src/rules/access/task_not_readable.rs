//! Somebody is notified, and cannot read on a task at which people work.

use super::places;
use crate::altinn::{Place, attribute};
use crate::bpmn::Attendance;
use crate::rules::people::Readers;
use crate::rules::{Context, Report};
use crate::workspace::Service;

pub(crate) fn check(service: &Service<'_>, _: &Context<'_>, report: &mut Report<'_>) {
    let Some(readers) = Readers::of(service) else { return };
    let is_worked_at = |place: &usize| match &readers.access.places[*place] {
        Place::Task(id) => service.task(id).is_none_or(|task| task.attendance() == Attendance::Human),
        _ => false,
    };
    let tasks: Vec<usize> = readers.inner_places().filter(is_worked_at).collect();
    let opened = "the notice leads to a page that answers 403 while the instance stands there";
    places::closed(&readers, &tasks, attribute::TASK, opened, report);
}
