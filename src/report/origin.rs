//! Where a line of a repaired text stands in the file as it is on the disk.

use crate::fix::Rewritten;
use crate::source::{Location, Source};
use similar::{DiffOp, TextDiff};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A text, and how it came from that of the disk.
type Way = (Arc<Source>, Vec<DiffOp>);

/// The lines of files whose repairs are only shown.
pub(super) struct Origins<'r> {
    files: &'r [Rewritten],
    /// For each text that was asked about, the way back to the disk. The text is kept, so that no other comes to lie there.
    known: RefCell<HashMap<*const Source, Way>>,
}

impl<'r> Origins<'r> {
    /// `files` are those that would be written; for none, every text is that of the disk.
    pub(super) fn new(files: &'r [Rewritten]) -> Self {
        Self { files, known: RefCell::default() }
    }

    /// The line on the disk of a place in a text that may be repaired in part, in words: `line 7`. Of what a repair puts in, it
    /// is the line that it is put in at, which is said.
    pub(super) fn line(&self, at: &Location) -> String {
        let line = at.source.position(at.span.start).line;
        let here = format!("line {line}");
        let Some(file) = self.files.iter().find(|file| file.path == at.source.path()) else { return here };
        let mut known = self.known.borrow_mut();
        let (_, ops) = known.entry(Arc::as_ptr(&at.source)).or_insert_with(|| {
            let disk = Source::decode(&file.path, file.before.clone()).ok();
            let diff = |disk: Arc<Source>| TextDiff::from_lines(disk.text(), at.source.text()).ops().to_vec();
            (Arc::clone(&at.source), disk.map(diff).unwrap_or_default())
        });
        let number = line.saturating_sub(1) as usize;
        let Some(op) = ops.iter().find(|op| op.new_range().contains(&number)) else { return here };
        let (old, new) = (op.old_range(), op.new_range());
        let inside = (number - new.start).min(old.len().saturating_sub(1));
        let line = old.start + inside + 1;
        if old.is_empty() { format!("line {line}, in what is put in there") } else { format!("line {line}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_line_is_told_as_the_disk_has_it() {
        let (before, after) = ("a\nb\næ\nd\n", "a\nnew\nnewer\nb\nø\nd\n");
        let files = [Rewritten { path: "p.xml".into(), before: before.into(), after: after.into() }];
        let (source, other) = (Source::from_text("p.xml", after), Source::from_text("q.xml", after));
        let origins = Origins::new(&files);
        let line = |source: &Arc<Source>, text: &str| {
            let at = u32::try_from(after.find(text).expect("there")).expect("short");
            origins.line(&Location::new(source, Span::new(at, at)))
        };
        assert_eq!(["a", "b", "ø", "d"].map(|text| line(&source, text)), ["line 1", "line 2", "line 3", "line 4"]);
        assert_eq!(["new\n", "newer"].map(|text| line(&source, text)), ["line 2, in what is put in there"; 2]);
        assert_eq!(line(&other, "d"), "line 6", "a file that is not repaired");
        let written = Origins::new(&[]);
        assert_eq!(written.line(&Location::new(&source, Span::new(6, 6))), "line 3");
    }
}
