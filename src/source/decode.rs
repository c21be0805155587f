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
    /// The byte order mark that files of this encoding start with.
    pub const fn byte_order_mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"",
            Self::Utf8Bom => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
        }
    }

    /// The offset in the file of an offset in the decoded text.
    pub fn file_offset(self, text: &str, offset: u32) -> u64 {
        let mark = self.byte_order_mark().len() as u64;
        match self {
            Self::Utf8 | Self::Utf8Bom => mark + u64::from(offset),
            Self::Utf16Le | Self::Utf16Be => {
                let before = text.get(..offset as usize).unwrap_or(text);
                mark + 2 * before.encode_utf16().count() as u64
            }
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
}

pub(super) fn decode(mut bytes: Vec<u8>) -> Result<(String, Encoding), DecodeError> {
    let encoding = [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .find(|encoding| bytes.starts_with(encoding.byte_order_mark()))
        .unwrap_or(Encoding::Utf8);
    let text = match encoding {
        Encoding::Utf8 => utf8(bytes, 0)?,
        Encoding::Utf8Bom => {
            bytes.drain(..3);
            utf8(bytes, 3)?
        }
        Encoding::Utf16Le => utf16(&bytes, u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(&bytes, u16::from_be_bytes)?,
    };
    Ok((text, encoding))
}

fn utf8(bytes: Vec<u8>, mark: u64) -> Result<String, DecodeError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        DecodeError::NotUtf8 { offset: mark + at as u64, byte: error.as_bytes().get(at).copied().unwrap_or(0) }
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
        let x = u32::try_from(text.find('x').expect("there")).expect("short");
        assert_eq!(encoding.file_offset(&text, x), 2 + 2 * 5);
    }

    #[test]
    fn a_latin_1_letter_is_named_with_its_offset() {
        assert_eq!(decode(b"\xEF\xBB\xBFab\xE6".to_vec()), Err(DecodeError::NotUtf8 { offset: 5, byte: 0xE6 }));
    }
}
