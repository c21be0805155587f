//! The notified people of a service, told apart by what happens to them when the Altinn 2 roles end.

use crate::altinn::{Person, attribute, register};
use crate::config::Date;
use crate::finding::Severity;
use crate::rules::people::{Readers, is_read_by_users};
use crate::workspace::Service;

/// So long before the end it becomes an error: time for a change, a review and a deployment.
const LAST_DAYS: i64 = 30;

/// Who is notified today.
pub(super) struct Today<'a, 't> {
    pub(super) readers: Readers<'a, 't>,
    /// By Altinn 2 role, which ends.
    pub(super) ending: Vec<usize>,
    /// By anything else.
    pub(super) lasting: Vec<usize>,
}

impl<'a, 't> Today<'a, 't> {
    /// None where nobody is notified by an Altinn 2 role, or the decisions of some are not known.
    pub(super) fn of(service: &'a Service<'t>) -> Option<Self> {
        let readers = Readers::of(service).filter(|_| is_read_by_users(service))?;
        let (ending, lasting): (Vec<usize>, Vec<usize>) =
            readers.notified().into_iter().partition(|&who| ends(readers.person(who)));
        (!ending.is_empty() && !readers.is_unsure()).then_some(Self { readers, ending, lasting })
    }
}

fn ends(person: &Person) -> bool {
    person.attribute == attribute::ROLE_CODE && register::ends_with_altinn2(&person.value)
}

/// When the Altinn 2 roles end, as seen from a day: `from 1 January 2027 (in 37 days)`.
pub(super) fn end_as_of(today: Date) -> String {
    let days_left = days_left(today);
    match days_left {
        2.. => format!("from 1 January 2027 (in {days_left} days)"),
        1 => "from 1 January 2027 (tomorrow)".into(),
        _ => "since 1 January 2027".into(),
    }
}

/// How much the end weighs, as seen from a day: in the last thirty days there is no time left to wait.
pub(super) fn severity(today: Date) -> Severity {
    if days_left(today) > LAST_DAYS { Severity::Warning } else { Severity::Error }
}

/// How many days it is to the first day without Altinn 2 roles.
fn days_left(today: Date) -> i64 {
    today.days_until(register::ALTINN2_LAST_DAY) + 1
}
