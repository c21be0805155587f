//! Lines and columns: the one place where offsets become what people count.

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

/// Where each line of a text starts.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let ends_line = bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            if ends_line {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts }
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
        let start = self.start_of(line) as usize;
        let end = (offset as usize).min(text.len());
        let before = text.as_bytes().get(start..end).unwrap_or_default();
        // A byte that continues a character does not start a column.
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        (to_u32(line) + 1, to_u32(column) + 1)
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
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
    fn columns_count_characters() {
        let text = "æøå🙂x";
        let lines = LineIndex::new(text);
        assert_eq!(lines.line_column(text, u32::try_from(text.len() - 1).expect("short")), (1, 5));
    }
}
