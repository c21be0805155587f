//! How JSON stands in a file: spread out with a line end behind it, or an item on a line; lists written item by item.

use serde::{Serialize, Serializer};
use std::cell::RefCell;
use std::io::{self, Write};

/// Writes a value spread out over lines, and a line end behind it.
pub(super) fn write_pretty(value: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Writes a list, each item on a line of its own and made when it is written.
pub(super) fn write_list(
    items: impl IntoIterator<Item = impl Serialize>,
    out: &mut (impl Write + ?Sized),
) -> io::Result<()> {
    out.write_all(b"[")?;
    let mut is_empty = true;
    for item in items {
        out.write_all(if is_empty { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &item)?;
        is_empty = false;
    }
    out.write_all(if is_empty { b"]" } else { b"\n]" })
}

/// A list of which each item is made when it is written, and not kept. It is written once.
pub(super) struct OneByOne<I>(RefCell<I>);

impl<I: Iterator> OneByOne<I> {
    pub(super) const fn new(items: I) -> Self {
        Self(RefCell::new(items))
    }
}

impl<I: Iterator<Item: Serialize>> Serialize for OneByOne<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&mut *self.0.borrow_mut())
    }
}
