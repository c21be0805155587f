//! One expression, compiled when it is first asked, and the frame in which a text is asked.
//!
//! The borders of words are those of Unicode, and the fast machine of the crate `regex` cannot look at them: where a text has
//! an `å` it gives way to one that is fifty times slower. So the borders are not looked at but matched: a text stands
//! between two line ends, and a word between two characters that are no part of one.

use super::{literal, table};
use aho_corasick::AhoCorasick;
use regex::Regex;
use regex_syntax::hir::Look;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// A text between two line ends.
#[derive(Debug)]
pub(super) struct Framed(String);

/// What stands before and behind a framed text.
const FRAME: &str = "\n";

impl Framed {
    pub(super) fn new(text: &str) -> Self {
        Self([FRAME, text, FRAME].concat())
    }

    /// The text alone.
    pub(super) fn text(&self) -> &str {
        &self.0[FRAME.len()..self.0.len() - FRAME.len()]
    }

    /// The text in its frame, for the machines that are asked there.
    pub(super) fn in_frame(&self) -> &str {
        &self.0
    }
}

/// An expression, compiled when it is first asked.
#[derive(Debug)]
pub(super) struct Machine {
    /// As it is compiled.
    expression: String,
    asked: Asked,
    /// Its number in the first look; none where that looks for nothing of it.
    number: Option<usize>,
    compiled: OnceLock<Option<Regex>>,
}

/// How an expression is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// As it stands, of the text alone.
    Plainly,
    /// With the characters beside the word, of the text in its frame.
    WithNeighbours,
}

/// What must stand in a text before any of many machines is asked: all their pieces of plain text, looked for at once.
#[derive(Debug, Default)]
pub(super) struct FirstLook {
    finder: Option<AhoCorasick>,
    /// For each piece, the machines that it is a piece of.
    owners: Vec<Vec<usize>>,
    /// How many machines look for pieces.
    machines: usize,
}

/// A text that was looked at.
pub(super) struct Looked {
    pub(super) text: Framed,
    /// For each machine that looks for pieces, whether one was there.
    seen: Vec<bool>,
}

impl FirstLook {
    /// Takes up the pieces of machines; each is told its number.
    pub(super) fn new<'m>(machines: impl Iterator<Item = &'m mut Machine>) -> Self {
        let mut owners: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut count = 0;
        for machine in machines {
            let Some(pieces) = literal::required(&machine.expression) else { continue };
            machine.number = Some(count);
            pieces.into_iter().for_each(|piece| owners.entry(piece).or_default().push(count));
            count += 1;
        }
        let finder = AhoCorasick::new(owners.keys()).ok();
        Self { finder, owners: owners.into_values().collect(), machines: count }
    }

    /// Looks at a text.
    pub(super) fn look(&self, text: &str) -> Looked {
        let text = Framed::new(text);
        // Were there no finder, every machine would have to be asked.
        let mut seen = vec![self.finder.is_none(); self.machines];
        let folded = literal::folded(text.in_frame());
        for piece in self.finder.iter().flat_map(|finder| finder.find_overlapping_iter(&folded)) {
            self.owners[piece.pattern().as_usize()].iter().for_each(|machine| seen[*machine] = true);
        }
        Looked { text, seen }
    }
}

impl Machine {
    /// A machine for an expression, found only as whole words if so wanted.
    pub(super) fn new(expression: &str, whole_words: bool) -> Self {
        // Borders round the whole of an expression ask for whole words too.
        let inside = expression.strip_prefix(r"\b(?:").and_then(|rest| rest.strip_suffix(r")\b"));
        let inside = inside.filter(|inside| !whole_words && regex_syntax::parse(inside).is_ok());
        let (expression, whole_words) = (inside.unwrap_or(expression), whole_words || inside.is_some());
        let (expression, asked) = if !whole_words {
            (format!("(?:{expression})"), Asked::Plainly)
        } else if looks_for_ends(expression) {
            (format!(r"\b{{start-half}}(?:{expression})\b{{end-half}}"), Asked::Plainly)
        } else {
            (format!(r"\W(?:{expression})\W"), Asked::WithNeighbours)
        };
        Self { expression, asked, number: None, compiled: OnceLock::new() }
    }

    fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| table::compile(&self.expression).ok()).as_ref()
    }

    /// Whether it stands in a text that was looked at.
    pub(super) fn is_in(&self, looked: &Looked) -> bool {
        self.number.is_none_or(|number| looked.seen[number]) && self.is_match(&looked.text)
    }

    /// Whether it stands in a text.
    pub(super) fn is_match(&self, text: &Framed) -> bool {
        self.get().is_some_and(|regex| match self.asked {
            Asked::Plainly => regex.is_match(text.text()),
            Asked::WithNeighbours => regex.is_match(text.in_frame()),
        })
    }

    /// Everything in a text that it stands at, in bytes of the text without its frame.
    pub(super) fn ranges(&self, text: &Framed) -> Vec<Range<usize>> {
        match (self.get(), self.asked) {
            (None, _) => Vec::new(),
            (Some(regex), Asked::Plainly) => regex.find_iter(text.text()).map(|one| one.range()).collect(),
            (Some(regex), Asked::WithNeighbours) => inside_neighbours(regex, text),
        }
    }
}

/// The matches without the character before and the one behind. The latter, or the last of the match itself, may be
/// the neighbour of the next.
fn inside_neighbours(regex: &Regex, text: &Framed) -> Vec<Range<usize>> {
    let framed = text.in_frame();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(hit) = regex.find_at(framed, from) {
        let mut characters = hit.as_str().chars();
        let before = characters.next().map_or(0, char::len_utf8);
        let behind = characters.next_back().map_or(0, char::len_utf8);
        let last = characters.next_back().map_or(0, char::len_utf8);
        let word = hit.start() + before..hit.end() - behind;
        from = (word.end - last).max(hit.start() + before);
        found.push(word.start - FRAME.len()..word.end - FRAME.len());
    }
    found
}

/// Whether an expression asks for the start or the end of the whole text, which a frame would hide.
fn looks_for_ends(expression: &str) -> bool {
    let parser = regex_syntax::ParserBuilder::new().case_insensitive(true).multi_line(true).build().parse(expression);
    parser.is_ok_and(|hir| {
        let looks = hir.properties().look_set();
        looks.contains(Look::Start) || looks.contains(Look::End)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What the borders of words themselves find.
    fn by_borders(expression: &str, text: &str) -> Vec<Range<usize>> {
        let bordered = format!(r"\b{{start-half}}(?:{expression})\b{{end-half}}");
        let regex = crate::pattern::compile(&bordered).unwrap();
        regex.find_iter(text).map(|one| one.range()).collect()
    }

    const EXPRESSIONS: [&str; 12] = [
        "sak|saka|saken",
        "å",
        r"\p{L}*sak\p{L}*",
        r"sak\s+din",
        "!",
        "!|sak!",
        r"nå\.?",
        r"^sak",
        r"din$",
        r"\Asak",
        r"sak\z",
        r"\bsak\b|din",
    ];

    proptest! {
        #[test]
        fn neighbours_find_what_borders_find(
            expression in prop::sample::select(EXPRESSIONS.as_slice()),
            parts in prop::collection::vec(prop::sample::select(
                ["sak", "Saken", " ", "\n", "å", "!", "din", "nå", ".", "_", "1", "\u{301}", "–", ""].as_slice()
            ), 0..12),
        ) {
            let text = parts.concat();
            let mut machines = [Machine::new(expression, true), Machine::new(expression, false)];
            let first_look = FirstLook::new(machines.iter_mut());
            let [machine, unbordered] = machines;
            let looked = first_look.look(&text);
            let wanted = by_borders(expression, &text);
            prop_assert_eq!(machine.ranges(&looked.text), wanted.clone());
            prop_assert_eq!(machine.is_match(&looked.text), !wanted.is_empty());
            prop_assert_eq!(machine.is_in(&looked), !wanted.is_empty());
            prop_assert_eq!(unbordered.is_in(&looked), crate::pattern::compile(expression).unwrap().is_match(&text));
        }
    }
}
