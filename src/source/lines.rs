//! Lines and columns: the one place where offsets become what people count.

use super::narrow;

/// A place in a file as people and tools name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Byte offset in the file on disk, byte order mark included.
    pub offset: u64,
    /// Line, from 1. LF, CRLF and a lone CR end a line.
    pub line: u32,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: u32,
}

/// Where each line of a text starts, and how many characters stand before each block of it.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// One mark per block; none where the text is ASCII, for then a byte is a character.
    marks: Vec<Mark>,
}

/// What stands before a block of the text.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    characters: u32,
    utf16_units: u32,
}

/// Small enough to count through for every place, large enough that the marks weigh nothing.
const BLOCK: usize = 1024;

impl Mark {
    fn after(self, bytes: &[u8]) -> Self {
        // A byte that continues a character starts none; a character of four bytes is two units of UTF-16.
        let characters = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let pairs = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
        Self {
            characters: self.characters + narrow(characters),
            utf16_units: self.utf16_units + narrow(characters + pairs),
        }
    }
}

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let ends_line = bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            if ends_line {
                starts.push(narrow(at + 1));
            }
        }
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut mark = Mark::default();
            for block in bytes.chunks(BLOCK) {
                marks.push(mark);
                mark = mark.after(block);
            }
            marks.push(mark);
        }
        Self { starts, marks }
    }

    /// What stands before an offset. Costs the same wherever the offset is.
    fn before(&self, text: &str, offset: u32) -> Mark {
        let offset = (offset as usize).min(text.len());
        let block = offset / BLOCK;
        match self.marks.get(block) {
            Some(mark) => mark.after(text.as_bytes().get(block * BLOCK..offset).unwrap_or_default()),
            None => Mark { characters: narrow(offset), utf16_units: narrow(offset) },
        }
    }

    /// The number of lines; a text without line end has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds `offset`.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// The first byte of a line (from 0); the last line's start for a line beyond the end.
    pub fn start_of(&self, line: usize) -> u32 {
        self.starts.get(line).or(self.starts.last()).copied().unwrap_or(0)
    }

    /// Line and column of an offset, both from 1, the column in characters.
    pub fn line_column(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.line_of(offset);
        let before = |offset| self.before(text, offset).characters;
        let column = before(offset).saturating_sub(before(self.start_of(line)));
        (narrow(line) + 1, column + 1)
    }

    /// The number of UTF-16 code units before an offset.
    pub fn utf16_units_before(&self, text: &str, offset: u32) -> u32 {
        self.before(text, offset).utf16_units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lf_crlf_and_cr_end_a_line() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        assert_eq!(lines.line_column(text, 2), (2, 1));
        assert_eq!(lines.line_column(text, 5), (3, 1));
        assert_eq!(lines.line_column(text, 7), (4, 1));
    }

    #[test]
    fn far_places_are_counted_like_near_ones() {
        let text = "<æ🙂>\n".repeat(700) + &"å🙂".repeat(2000);
        let lines = LineIndex::new(&text);
        for (at, _) in text.char_indices().step_by(7) {
            let (line, column) = lines.line_column(&text, u32::try_from(at).expect("short"));
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            assert_eq!(line as usize, text[..at].matches('\n').count() + 1);
            assert_eq!(column as usize, text[start..at].chars().count() + 1);
            let units = lines.utf16_units_before(&text, u32::try_from(at).expect("short"));
            assert_eq!(units as usize, text[..at].encode_utf16().count());
        }
    }

    #[test]
    fn columns_count_characters() {
        let text = "æøå🙂x";
        let lines = LineIndex::new(text);
        assert_eq!(lines.line_column(text, u32::try_from(text.len() - 1).expect("short")), (1, 5));
    }
}
