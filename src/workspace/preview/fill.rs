//! A text with its placeholders filled in as the system does that sends it.

use crate::notice::{Form, Kind, Notice, RecipientKind};
use crate::text::{FILLED_IN, example_values, filled_in, placeholders};
use std::ops::Range;

/// How long the invented names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Short.
    Short,
    /// Long, as many are.
    Long,
}

/// A text with its placeholders filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text. What the owner's own program fills in stands there as `{…}`.
    pub text: String,
    /// Where invented values stand.
    pub values: Vec<Range<usize>>,
    /// Where the owner's own program puts something that is not known here.
    pub open: Vec<Range<usize>>,
}

/// What is shown in place of what is not known.
const OPEN: &str = "{…}";

/// Names of persons, for the placeholders whose usual values are names of organisations.
const PERSON: [&str; 2] = ["Kari Li", "Kristoffer Alexander Nordfjord-Eksempel"];

/// Fills in a text whose holes are masked by [`FILLED_IN`].
pub(super) fn fill(notice: &Notice, seen: &str, length: Length) -> Filled {
    let mut filled = Filled::default();
    let mut at = 0;
    for found in placeholders(seen) {
        let Some(value) = value(notice, found.name, length) else { continue };
        filled.push(&seen[at..found.range.start]);
        let start = filled.text.len();
        filled.text.push_str(value);
        filled.values.push(start..filled.text.len());
        at = found.range.end;
    }
    filled.push(&seen[at..]);
    filled
}

impl Filled {
    /// Adds words as they stand, each hole as one mark.
    fn push(&mut self, text: &str) {
        let mut in_hole = false;
        for character in text.chars() {
            let is_hole = character == FILLED_IN;
            if is_hole && !in_hole {
                let start = self.text.len();
                self.text.push_str(OPEN);
                self.open.push(start..self.text.len());
            } else if !is_hole {
                self.text.push(character);
            }
            in_hole = is_hole;
        }
    }

    /// Each character of the text that is known, with its place.
    pub(super) fn known(&self) -> Vec<(usize, char)> {
        let is_open = |at: usize| self.open.iter().any(|range| range.contains(&at));
        self.text.char_indices().filter(|(at, _)| !is_open(*at)).collect()
    }
}

/// What stands in place of a placeholder; none where nobody fills it in, so that it arrives as it is.
fn value(notice: &Notice, name: &str, length: Length) -> Option<&'static str> {
    if !filled_in(notice.form).contains(&name) {
        return None;
    }
    let of_register = matches!(name, "recipientName" | "recipientNumber");
    let looked_up =
        matches!(notice.recipient, RecipientKind::Organization | RecipientKind::Person | RecipientKind::Unknown)
            && !matches!(notice.form, Form::Instant | Form::Composed);
    // The app library leaves the reminder's own text as it is.
    let left_alone = notice.form == Form::AppInstantiation && matches!(notice.kind, Kind::Reminder(_));
    if (of_register && !looked_up) || left_alone {
        return None;
    }
    let is_person = notice.recipient == RecipientKind::Person;
    match name {
        "recipientNumber" | "orgNumber" if is_person => Some(""),
        "recipientName" | "correspondenceRecipientName" | "instanceOwnerName" if is_person => {
            Some(PERSON[usize::from(length == Length::Long)])
        }
        _ => example_values(name).map(|values| match length {
            Length::Short => values.short,
            Length::Long => values.long,
        }),
    }
}
