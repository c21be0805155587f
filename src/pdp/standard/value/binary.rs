//! Octets in hexadecimal and in base 64.

use super::Misread;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

pub(super) fn hex(text: &str) -> Result<Vec<u8>, Misread> {
    let wrong = || Misread::from(format!("`{text}` is no hexadecimal: two digits make an octet"));
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return Err(wrong());
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let octets = text.as_bytes().chunks_exact(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    octets.collect::<Option<_>>().ok_or_else(wrong)
}

pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// White space may stand anywhere in it.
pub(super) fn base64(text: &str) -> Result<Vec<u8>, Misread> {
    let compact: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    STANDARD.decode(compact).map_err(|error| format!("this is no base 64: {error}").into())
}

pub(super) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_read_in_either_case_and_written_in_one() {
        assert_eq!(hex("0fB7").as_deref(), Ok([0x0f, 0xb7].as_slice()));
        assert_eq!(to_hex(&[0x0f, 0xb7]), "0FB7");
        assert!(hex("0fb").is_err());
        assert!(hex("0g").is_err());
        assert_eq!(base64("aGVp\n IHZlcmRlbg==").as_deref(), Ok(b"hei verden".as_slice()));
        assert!(base64("aGVp*").is_err());
    }
}
