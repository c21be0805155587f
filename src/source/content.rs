//! The text of a file, at hand or made small.

use std::sync::OnceLock;

pub(super) enum Content {
    Text(String),
    Packed {
        bytes: Box<[u8]>,
        /// What was asked for all the same.
        text: OnceLock<String>,
    },
}

impl Content {
    pub(super) fn packed(text: &str) -> Self {
        Self::Packed { bytes: pack(text), text: OnceLock::new() }
    }

    /// How many bytes it keeps.
    pub(super) fn held(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Packed { bytes, text } => bytes.len() + text.get().map_or(0, String::len),
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Packed { bytes, text } => text.get_or_init(|| unpack(bytes)),
        }
    }
}

/// A text made small.
pub fn pack(text: &str) -> Box<[u8]> {
    lz4_flex::compress_prepend_size(text.as_bytes()).into_boxed_slice()
}

/// The text that was packed; empty for anything else.
pub fn unpack(bytes: &[u8]) -> String {
    let text = lz4_flex::decompress_size_prepended(bytes).ok();
    text.and_then(|text| String::from_utf8(text).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        for text in ["", "æøå", &"<Rule Effect='Permit'/>\r\n".repeat(1000)] {
            let packed = pack(text);
            assert_eq!((unpack(&packed).as_str(), Content::packed(text).text()), (text, text));
            assert!(packed.len() < text.len() / 50 + 20);
        }
        assert_eq!(unpack(b"no"), "");
    }
}
