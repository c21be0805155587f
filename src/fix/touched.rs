//! Which parts of a file are edited: asked for every match of a policy, so the edits are kept in order.

use crate::source::Span;

/// The places of some edits that do not overlap.
pub(super) struct Touched {
    /// In order; as they do not overlap, their ends are in order too.
    places: Vec<Span>,
}

impl Touched {
    pub(super) fn new(mut places: Vec<Span>) -> Self {
        places.sort_unstable();
        Self { places }
    }

    /// Whether an edit lies within a part of the file, or the part within an edit.
    pub(super) fn touches(&self, part: Span) -> bool {
        // Of those that start at the part or behind it the first ends first; of those before it the last ends last.
        let first = self.places.partition_point(|place| place.start < part.start);
        let inside = self.places.get(first).is_some_and(|place| part.contains(*place));
        let last = self.places.partition_point(|place| place.start <= part.start);
        inside || last.checked_sub(1).is_some_and(|last| self.places[last].contains(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_edits_say_what_all_of_them_say() {
        let places: Vec<Span> =
            [(2, 2), (2, 4), (4, 4), (7, 9), (9, 9), (12, 18)].map(|(start, end)| Span::new(start, end)).into();
        let touched = Touched::new(places.iter().rev().copied().collect());
        for start in 0..20 {
            for end in start..20 {
                let part = Span::new(start, end);
                let any = places.iter().any(|place| part.contains(*place) || place.contains(part));
                assert_eq!(touched.touches(part), any, "{part:?}");
            }
        }
        assert!(!Touched::new(Vec::new()).touches(Span::new(0, 9)));
    }
}
