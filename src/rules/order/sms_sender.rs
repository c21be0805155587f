//! The sender that an SMS shows: what it is made of.

use crate::notice::{Channel, Notice, holes};
use crate::source::Location;

/// One sender, as it is written.
pub(super) struct Sender<'n> {
    pub(super) written: &'n str,
    pub(super) at: Location,
    notice: &'n Notice,
    mapped: &'n crate::syntax::Mapped,
}

impl Sender<'_> {
    /// Whether it is meant as a telephone number: digits, and what people put between them.
    pub(super) fn is_number(&self) -> bool {
        self.written.chars().any(|one| one.is_ascii_digit())
            && self.written.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | ' ' | '-' | '(' | ')' | '.'))
    }

    /// A part of it.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> Location {
        self.notice.at(self.mapped.span_of(range))
    }
}

/// The senders of the SMS of a notice, each place once. What is filled in before sending is left out.
pub(super) fn senders(notice: &Notice) -> Vec<Sender<'_>> {
    let mut found: Vec<Sender<'_>> = Vec::new();
    for text in notice.texts.iter().filter(|text| text.channel == Channel::Sms) {
        let Some(mapped) = &text.sender else { continue };
        let (written, at) = (mapped.as_str(), notice.at(mapped.span()));
        let is_open = !holes(written).is_empty() || written.contains('$');
        if !is_open && !written.trim().is_empty() && found.iter().all(|other| other.at.span != at.span) {
            found.push(Sender { written, at, notice, mapped });
        }
    }
    found
}
