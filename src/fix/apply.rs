//! Edits of a text, made in the bytes of its file: what is not edited stays as it is, byte for byte.

use crate::finding::{Edit, Fix};
use crate::lint::Files;
use crate::source::{Encoding, Source};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files, some of which are not as they stand on the disk.
pub(super) struct Overlay<'a> {
    base: &'a dyn Files,
    changed: BTreeMap<PathBuf, Bytes>,
}

/// The bytes of a file as they were read, and as they should be.
#[derive(Clone)]
pub(super) struct Bytes {
    pub(super) before: Vec<u8>,
    pub(super) after: Vec<u8>,
}

impl<'a> Overlay<'a> {
    /// The files of `base`, with those of `changed` in place of them.
    pub(super) const fn new(base: &'a dyn Files, changed: BTreeMap<PathBuf, Bytes>) -> Self {
        Self { base, changed }
    }

    /// The same files with further changes, each made of what they hold now.
    pub(super) fn with(mut self, further: BTreeMap<PathBuf, Bytes>) -> Self {
        for (path, bytes) in further {
            match self.changed.get_mut(&path) {
                Some(known) => known.after = bytes.after,
                None => drop(self.changed.insert(path, bytes)),
            }
        }
        self
    }

    /// The files that were changed, with what they hold now.
    pub(super) fn into_changed(self) -> BTreeMap<PathBuf, Bytes> {
        self.changed
    }

    /// The same files after a repair.
    ///
    /// # Errors
    /// Why the repair cannot be made as it stands.
    pub(super) fn after(&self, fix: &Fix) -> Result<Self, Misfit> {
        let mut by_file: BTreeMap<&Path, Vec<&Edit>> = BTreeMap::new();
        for edit in &fix.edits {
            by_file.entry(edit.at.source.path()).or_default().push(edit);
        }
        let mut changed = self.changed.clone();
        for (path, edits) in by_file {
            let bytes = self.read(path).ok().flatten().ok_or(Misfit::Changed)?;
            let Edited { after, .. } = edited(&bytes, edits)?;
            changed.entry(path.to_owned()).or_insert(Bytes { before: bytes, after: Vec::new() }).after = after;
        }
        Ok(Self { base: self.base, changed })
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        match self.changed.get(path) {
            Some(bytes) => Ok(Some(bytes.after.clone())),
            None => self.base.read(path),
        }
    }

    fn closed(&self) -> &[PathBuf] {
        self.base.closed()
    }
}

/// Why a repair cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The file is not the one that was looked at.
    Changed,
    /// Two edits want the same place.
    Overlap,
    /// It would change nothing.
    Empty,
}

/// A file after some edits of its text.
#[derive(Debug, PartialEq, Eq)]
struct Edited {
    after: Vec<u8>,
    /// How many bytes of text were decoded or compared to see that the edits are of this file: a measure of work.
    looked_at: usize,
}

/// Makes the edits in the bytes of a file. That the file is the one they were thought out for is looked at once for each
/// source that they name, which is one as a rule, and not for each edit.
fn edited(bytes: &[u8], mut edits: Vec<&Edit>) -> Result<Edited, Misfit> {
    edits.sort_by_key(|edit| edit.at.span);
    if edits.windows(2).any(|pair| pair[1].at.span.start < pair[0].at.span.end) {
        return Err(Misfit::Overlap);
    }
    let path = edits.first().map_or(Path::new(""), |edit| edit.at.source.path());
    let file = Source::decode(path, bytes.to_vec()).map_err(|_| Misfit::Changed)?;
    let mut looked_at = file.text().len();
    let mut known: Vec<&Arc<Source>> = Vec::new();
    let mut after = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for edit in edits {
        let source = &edit.at.source;
        if !known.iter().any(|known| Arc::ptr_eq(known, source)) {
            if file.text() != source.text() || file.encoding() != source.encoding() {
                return Err(Misfit::Changed);
            }
            looked_at += file.text().len();
            known.push(source);
        }
        let offset = |at: u32| usize::try_from(file.position(at).offset).unwrap_or(usize::MAX);
        let (start, end) = (offset(edit.at.span.start), offset(edit.at.span.end));
        after.extend_from_slice(bytes.get(from..start).ok_or(Misfit::Changed)?);
        after.extend(encoded(&edit.text, file.encoding()));
        from = end;
    }
    after.extend_from_slice(bytes.get(from..).ok_or(Misfit::Changed)?);
    if after == bytes { Err(Misfit::Empty) } else { Ok(Edited { after, looked_at }) }
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Location, Span};

    #[test]
    fn edits_are_made_in_the_encoding_of_the_file() {
        for (mark, unit) in [(b"\xFF\xFE", u16::to_le_bytes as fn(u16) -> [u8; 2]), (b"\xFE\xFF", u16::to_be_bytes)] {
            let write = |text: &str| [mark.to_vec(), text.encode_utf16().flat_map(unit).collect()].concat();
            let bytes = write("<æ🙂 DAGL>\r\n");
            let source = Source::decode("policy.xml", bytes.clone()).expect("UTF-16");
            let at = u32::try_from(source.text().find(" DAGL").expect("there")).expect("short");
            let edit = Edit { at: Location::new(&source, Span::new(at, at + 1)), text: "ø🙂".into() };
            let after = |bytes: &[u8], edits| edited(bytes, edits).map(|edited| edited.after);
            assert_eq!(after(&bytes, vec![&edit]), Ok(write("<æ🙂ø🙂DAGL>\r\n")));
            assert_eq!(after(&write("<a"), vec![&edit]), Err(Misfit::Changed));
            assert_eq!(after(&bytes, vec![&edit, &edit]), Err(Misfit::Overlap));
        }
    }

    #[test]
    fn a_file_is_looked_at_once_however_many_edits_there_are() {
        let text = "DAGL ".repeat(5_000);
        let source = Source::from_text("policy.xml", text.as_str());
        let edit = |number: u32| Edit {
            at: Location::new(&source, Span::new(number * 5, number * 5 + 4)),
            text: "dagl".into(),
        };
        let edits: Vec<Edit> = (0..5_000).rev().map(edit).collect();
        let edited = edited(text.as_bytes(), edits.iter().collect()).expect("they fit");
        assert_eq!(edited.after, "dagl ".repeat(5_000).into_bytes());
        assert_eq!(edited.looked_at, 2 * text.len(), "once decoded, and once compared");
    }
}
