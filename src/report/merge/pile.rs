//! Many texts, kept small: packed in blocks, so that what neighbours have in common costs little.

use crate::source::{pack, unpack};

/// So much text is packed at once.
const BLOCK: usize = 64 * 1024;

/// Texts, each known by its slot.
#[derive(Debug, Default)]
pub(super) struct Pile {
    blocks: Vec<Box<[u8]>>,
    /// The block that is not full yet, as it is.
    last: String,
}

/// Where a text lies in its pile.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    block: usize,
    start: usize,
    end: usize,
}

impl Pile {
    pub(super) fn push(&mut self, text: &str) -> Slot {
        if self.last.len() >= BLOCK {
            self.blocks.push(pack(&self.last));
            self.last.clear();
        }
        let start = self.last.len();
        self.last.push_str(text);
        Slot { block: self.blocks.len(), start, end: self.last.len() }
    }
}

/// Opens one block of a pile after another. Whoever asks in the order in which the texts came opens each block once.
#[derive(Debug)]
pub(super) struct Reader<'p> {
    pile: &'p Pile,
    open: Option<(usize, String)>,
}

impl<'p> Reader<'p> {
    pub(super) const fn new(pile: &'p Pile) -> Self {
        Self { pile, open: None }
    }

    pub(super) fn text(&mut self, slot: Slot) -> &str {
        let Some(block) = self.pile.blocks.get(slot.block) else {
            return self.pile.last.get(slot.start..slot.end).unwrap_or_default();
        };
        let open = self.open.take().filter(|(number, _)| *number == slot.block);
        let open = open.unwrap_or_else(|| (slot.block, unpack(block)));
        let (_, text) = self.open.insert(open);
        text.get(slot.start..slot.end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_again_in_any_order() {
        let texts: Vec<String> = (0..500_usize).map(|number| format!("{number} æøå ").repeat(number)).collect();
        let mut pile = Pile::default();
        let slots: Vec<Slot> = texts.iter().map(|text| pile.push(text)).collect();
        assert!(pile.blocks.len() > 10, "{}", pile.blocks.len());
        let kept: usize = pile.blocks.iter().map(|block| block.len()).sum();
        assert!(kept * 20 < texts.iter().map(String::len).sum(), "{kept}");
        let mut reader = Reader::new(&pile);
        for number in (0..500).chain((0..500).rev()) {
            assert_eq!(reader.text(slots[number]), texts[number]);
        }
    }
}
