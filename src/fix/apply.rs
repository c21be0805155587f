//! Edits of a text, made in the bytes of its file: what is not edited stays as it is, byte for byte.

use crate::finding::{Edit, Fix};
use crate::lint::Files;
use crate::source::{Encoding, Source};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

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
            let after = edited(&bytes, edits)?;
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

/// The bytes of a file after some edits of its text.
fn edited(bytes: &[u8], mut edits: Vec<&Edit>) -> Result<Vec<u8>, Misfit> {
    edits.sort_by_key(|edit| edit.at.span);
    if edits.windows(2).any(|pair| pair[1].at.span.start < pair[0].at.span.end) {
        return Err(Misfit::Overlap);
    }
    let mut new = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for edit in edits {
        let source = &edit.at.source;
        let decoded = Source::decode(source.path(), bytes.to_vec()).map_err(|_| Misfit::Changed)?;
        if decoded.text() != source.text() || decoded.encoding() != source.encoding() {
            return Err(Misfit::Changed);
        }
        let offset = |at: u32| usize::try_from(source.position(at).offset).unwrap_or(usize::MAX);
        let (start, end) = (offset(edit.at.span.start), offset(edit.at.span.end));
        new.extend_from_slice(bytes.get(from..start).ok_or(Misfit::Changed)?);
        new.extend(encoded(&edit.text, source.encoding()));
        from = end;
    }
    new.extend_from_slice(bytes.get(from..).ok_or(Misfit::Changed)?);
    if new == bytes { Err(Misfit::Empty) } else { Ok(new) }
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
            assert_eq!(edited(&bytes, vec![&edit]), Ok(write("<æ🙂ø🙂DAGL>\r\n")));
            assert_eq!(edited(&write("<a"), vec![&edit]), Err(Misfit::Changed));
            assert_eq!(edited(&bytes, vec![&edit, &edit]), Err(Misfit::Overlap));
        }
    }
}
