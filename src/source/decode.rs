//! Bytes to text, and offsets of the text back to offsets of the file.

use thiserror::Error;

/// How a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark of three bytes, as .NET writes it.
    Utf8Bom,
    /// UTF-16, low byte first, behind a byte order mark.
    Utf16Le,
    /// UTF-16, high byte first, behind a byte order mark.
    Utf16Be,
}

impl Encoding {
    /// The encoding that the byte order mark says; UTF-8 where there is none.
    pub fn of(bytes: &[u8]) -> Self {
        let marked = [Self::Utf8Bom, Self::Utf16Le, Self::Utf16Be];
        let said = marked.into_iter().find(|encoding| bytes.starts_with(encoding.byte_order_mark()));
        said.unwrap_or(Self::Utf8)
    }

    /// The byte order mark that files of this encoding start with.
    pub const fn byte_order_mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"",
            Self::Utf8Bom => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
        }
    }

    /// The offset in the file of an offset in the decoded text, behind which `utf16_units` come to lie.
    pub(super) fn file_offset(self, offset: u32, utf16_units: u32) -> u64 {
        let mark = self.byte_order_mark().len() as u64;
        match self {
            Self::Utf8 | Self::Utf8Bom => mark + u64::from(offset),
            Self::Utf16Le | Self::Utf16Be => mark + 2 * u64::from(utf16_units),
        }
    }

    /// The name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with byte order mark",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
        }
    }
}

/// Why the bytes of a file are not text.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// A byte that UTF-8 does not allow there.
    #[error("the byte at offset {offset} (0x{byte:02X}) is not UTF-8 text; save the file as UTF-8")]
    NotUtf8 {
        /// Offset in the file.
        offset: u64,
        /// The byte.
        byte: u8,
    },
    /// A UTF-16 file with half a character.
    #[error("the UTF-16 text is broken at offset {offset}; save the file as UTF-8")]
    NotUtf16 {
        /// Offset in the file.
        offset: u64,
    },
    /// UTF-16 that nothing at its start says to be so.
    #[error("the file is UTF-16 without the byte order mark that would say so; save the file as UTF-8")]
    UnmarkedUtf16,
}

/// Bytes that are no text, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecoded {
    /// All bytes of the file, given back.
    pub bytes: Vec<u8>,
    /// Why they are no text.
    pub error: DecodeError,
}

impl Undecoded {
    /// What can be read of it all the same, to tell what it was meant to be.
    pub fn guess(&self) -> String {
        let unit = match (Encoding::of(&self.bytes), unmarked_utf16(&self.bytes)) {
            (Encoding::Utf16Le, _) | (_, Some(Encoding::Utf16Le)) => u16::from_le_bytes,
            (Encoding::Utf16Be, _) | (_, Some(Encoding::Utf16Be)) => u16::from_be_bytes,
            _ => return String::from_utf8_lossy(&self.bytes).into_owned(),
        };
        let (pairs, _) = self.bytes.as_chunks::<2>();
        let text: Vec<u16> = pairs.iter().map(|&pair| unit(pair)).collect();
        String::from_utf16_lossy(&text).trim_start_matches('\u{FEFF}').to_owned()
    }
}

/// UTF-16 by its first two characters, which in XML and JSON are ASCII: every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [1..=0x7F, 0, 1..=0x7F, 0, ..] => Some(Encoding::Utf16Le),
        [0, 1..=0x7F, 0, 1..=0x7F, ..] => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// The text of a file, a byte order mark of UTF-8 included: to take it off would be to copy the rest.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), Undecoded> {
    if unmarked_utf16(&bytes).is_some() {
        return Err(Undecoded { bytes, error: DecodeError::UnmarkedUtf16 });
    }
    let encoding = Encoding::of(&bytes);
    let text = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => utf8(bytes)?,
        Encoding::Utf16Le => utf16(&bytes, u16::from_le_bytes).map_err(|error| Undecoded { bytes, error })?,
        Encoding::Utf16Be => utf16(&bytes, u16::from_be_bytes).map_err(|error| Undecoded { bytes, error })?,
    };
    Ok((text, encoding))
}

fn utf8(bytes: Vec<u8>) -> Result<String, Undecoded> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or(0);
        Undecoded { error: DecodeError::NotUtf8 { offset: at as u64, byte }, bytes: error.into_bytes() }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut offset = 2;
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let character = decoded.map_err(|_| DecodeError::NotUtf16 { offset })?;
        text.push(character);
        offset += 2 * character.len_utf16() as u64;
    }
    if rest.is_empty() { Ok(text) } else { Err(DecodeError::NotUtf16 { offset }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_offsets_map_back_to_bytes() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("<å>🙂x".encode_utf16().flat_map(u16::to_le_bytes));
        let (text, encoding) = decode(bytes).expect("valid");
        assert_eq!(text, "<å>🙂x");
        let before = text.split('x').next().unwrap_or_default();
        let units = u32::try_from(before.encode_utf16().count()).expect("short");
        assert_eq!(encoding.file_offset(0, units), 2 + 2 * 5);
    }

    #[test]
    fn a_latin_1_letter_is_named_with_its_offset() {
        let bytes = b"\xEF\xBB\xBFab\xE6".to_vec();
        let error = DecodeError::NotUtf8 { offset: 5, byte: 0xE6 };
        assert_eq!(decode(bytes.clone()), Err(Undecoded { bytes, error }));
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_zeros_and_can_be_guessed_at() {
        let text = "<å>";
        let low: Vec<u8> = "<?å".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let high: Vec<u8> = "{\"å".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, guess) in [(low, "<?å"), (high, "{\"å")] {
            let undecoded = decode(bytes).expect_err("not marked");
            assert_eq!((undecoded.error, undecoded.guess().as_str()), (DecodeError::UnmarkedUtf16, guess));
        }
        assert_eq!(decode(text.as_bytes().to_vec()), Ok((text.to_owned(), Encoding::Utf8)));
        let odd = decode(b"\xFF\xFE<\0a\0>".to_vec()).expect_err("half a unit");
        assert_eq!((odd.error, odd.guess().as_str()), (DecodeError::NotUtf16 { offset: 6 }, "<a"));
    }
}
