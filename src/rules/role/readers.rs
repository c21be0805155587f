//! The notified people of a service, told apart by what happens to them when the Altinn 2 roles end.

use crate::altinn::{attribute, register};
use crate::config::Date;
use crate::rules::people::{Readers, is_delegation};
use crate::workspace::Service;

/// Who is notified today.
pub(super) struct Today<'a, 't> {
    pub(super) readers: Readers<'a, 't>,
    /// By Altinn 2 role, which ends.
    pub(super) ending: Vec<usize>,
    /// By anything else.
    pub(super) lasting: Vec<usize>,
}

impl<'a, 't> Today<'a, 't> {
    /// None where nobody is notified, or nothing can be said.
    pub(super) fn of(service: &'a Service<'t>) -> Option<Self> {
        let readers = Readers::of(service).filter(|readers| !is_delegation(readers.file))?;
        let role_of = |who: usize| {
            let person = &readers.access.people[who].person;
            (person.attribute == attribute::ROLE_CODE).then_some(person.value.as_str())
        };
        // Nobody holds a removed role any more.
        let notified: Vec<usize> =
            readers.notified().into_iter().filter(|&who| !role_of(who).is_some_and(register::is_removed)).collect();
        let (ending, lasting): (Vec<usize>, Vec<usize>) =
            notified.into_iter().partition(|&who| role_of(who).is_some_and(register::ends_with_altinn2));
        (!ending.is_empty()).then_some(Self { readers, ending, lasting })
    }
}

/// When the Altinn 2 roles end, as seen from a day: `after 31 December 2026 (in 37 days)`.
pub(super) fn end_as_of(today: Date) -> String {
    match Date::parse(register::ALTINN2_LAST_DAY).map(|last| today.days_until(last)) {
        Some(days) if days > 1 => format!("after 31 December 2026 (in {days} days)"),
        Some(1) => "after 31 December 2026 (tomorrow)".into(),
        Some(0) => "after 31 December 2026 (today)".into(),
        _ => "since 1 January 2027".into(),
    }
}
