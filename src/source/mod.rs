//! Bytes in, spans kept for ever: the text of one file and the way back to its bytes.

mod content;
mod decode;
mod lines;
mod span;

use content::Content;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

pub use content::{pack, unpack};
pub use decode::{DecodeError, Encoding, Undecoded};
pub use lines::{LineIndex, Position};
pub use span::{Span, Spanned, narrow};

/// The largest file that is read, in bytes. A larger one is a finding, never a silent skip.
pub const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// One file: its path as the user named it, its text, and the map from text back to bytes.
///
/// Spans everywhere in the program are byte ranges of [`Source::text`], which is UTF-8 without a byte order mark.
/// [`Source::position`] turns them into what people and other tools count, at the output edge only.
pub struct Source {
    path: PathBuf,
    /// The text behind a byte order mark that may stand before it.
    content: Content,
    start: usize,
    encoding: Encoding,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// Decodes the bytes of a file: UTF-8 with or without byte order mark, UTF-16 with one.
    ///
    /// # Errors
    /// [`Undecoded`], with the bytes and the offset of the first one that is not text.
    pub fn decode(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Result<Arc<Self>, Undecoded> {
        let (content, encoding) = decode::decode(bytes)?;
        let start = if encoding == Encoding::Utf8Bom { encoding.byte_order_mark().len() } else { 0 };
        Ok(Arc::new(Self {
            path: path.into(),
            content: Content::Text(content),
            start,
            encoding,
            lines: OnceLock::new(),
        }))
    }

    /// A source from text that is in memory already, as tests and editors have it.
    pub fn from_text(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        let (path, content) = (path.into(), text.into());
        let content = Content::Text(content);
        Arc::new(Self { path, content, start: 0, encoding: Encoding::Utf8, lines: OnceLock::new() })
    }

    /// A source for a file that could not be opened: it has a path and nothing to point at.
    pub fn unreadable(path: impl Into<PathBuf>) -> Arc<Self> {
        Self::from_text(path, "")
    }

    /// The place of the first byte that is no text, with what can be shown of the file around it.
    pub fn place_of_error(path: impl Into<PathBuf>, undecoded: &Undecoded) -> Location {
        let DecodeError::NotUtf8 { offset, .. } = undecoded.error else {
            return Location::start_of(&Self::unreadable(path));
        };
        let encoding = Encoding::of(&undecoded.bytes);
        let start = encoding.byte_order_mark().len();
        let content = Content::Text(String::from_utf8_lossy(&undecoded.bytes).into_owned());
        let source = Arc::new(Self { path: path.into(), content, start, encoding, lines: OnceLock::new() });
        // Up to there the text is as it stands in the file; there stands the sign for what cannot be read.
        let at = u32::try_from(offset).unwrap_or(u32::MAX).saturating_sub(narrow(start));
        let len = u32::try_from(char::REPLACEMENT_CHARACTER.len_utf8()).unwrap_or(0);
        Location { source, span: Span::new(at, at + len) }
    }

    /// The same file as far as the line that holds `end`, every place in it where it was: for whoever keeps a place of many files
    /// and needs no more of them.
    pub fn up_to(&self, end: u32) -> Arc<Self> {
        let text = self.text();
        let end = text.len().min(end as usize);
        let line = text.as_bytes().get(end..).and_then(|rest| rest.iter().position(|&byte| byte == b'\n'));
        let end = self.start + line.map_or(text.len(), |line| end + line);
        let whole = self.content.text();
        let content = Content::Text(whole.get(..end).unwrap_or(whole).to_owned());
        self.with(content)
    }

    /// The same file, its text made small, for whoever keeps many. Everything can be asked of it still; what asks for the text does
    /// best to ask [`Source::unpacked`], which is not kept.
    pub fn packed(&self) -> Arc<Self> {
        self.with(Content::packed(self.content.text()))
    }

    /// The same file with its text at hand.
    pub fn unpacked(self: &Arc<Self>) -> Arc<Self> {
        match &self.content {
            Content::Text(_) => Arc::clone(self),
            Content::Packed { bytes, .. } => self.with(Content::Text(content::unpack(bytes))),
        }
    }

    /// How many bytes of text it keeps, packed or not.
    pub fn held(&self) -> usize {
        self.content.held()
    }

    fn with(&self, content: Content) -> Arc<Self> {
        let Self { start, encoding, .. } = *self;
        Arc::new(Self { path: self.path.clone(), content, start, encoding, lines: OnceLock::new() })
    }

    /// The path as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The decoded text, without byte order mark.
    pub fn text(&self) -> &str {
        self.content.text().get(self.start..).unwrap_or_default()
    }

    /// How the file was encoded on disk.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The text of a span; empty when the span is not of this source.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.range()).unwrap_or_default()
    }

    /// The lines of the text, indexed once.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Where a text offset stands in the file: byte offset on disk, line and column from 1, columns in characters.
    pub fn position(&self, offset: u32) -> Position {
        let (line, column) = self.lines().line_column(self.text(), offset);
        let units = self.lines().utf16_units_before(self.text(), offset);
        Position { offset: self.encoding.file_offset(offset, units), line, column }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("path", &self.path).field("bytes", &self.text().len()).finish()
    }
}

/// A place in a file: what a finding points at. Two are the same where file and span are.
#[derive(Clone, Debug)]
pub struct Location {
    /// The file.
    pub source: Arc<Source>,
    /// The bytes of its text.
    pub span: Span,
}

impl PartialEq for Location {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.source, &other.source) && self.span == other.span
    }
}

impl Eq for Location {}

impl Location {
    /// The place `span` of `source`.
    pub fn new(source: &Arc<Source>, span: Span) -> Self {
        Self { source: Arc::clone(source), span }
    }

    /// The first byte of the file: for what is missing as a whole.
    pub fn start_of(source: &Arc<Source>) -> Self {
        Self::new(source, Span::new(0, 0))
    }
}
