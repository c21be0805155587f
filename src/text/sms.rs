//! What a text costs as an SMS: as the mobile network counts, and as Altinn documents it.
//!
//! Source: 3GPP TS 23.038 and 23.040; Altinn/altinn-studio-docs `explanation/sms-segmentation` with its pull request 2935;
//! Altinn/altinn-notifications @0d0183f, `InstantOrderRequestService.CalculateNumberOfMessages`;
//! PSWinCom/LinkMobility.PSWin.Client @a664f9b, `Model/Sms.cs`.

use super::gsm::septets;
use std::ops::Range;

/// More messages than this are cut off, in silence.
pub const MAX_SEGMENTS: usize = 16;
/// What one part of a longer message holds by Altinn's documents and by those of its gateway.
const DOCUMENTED_PART: usize = 134;
/// The longest text that the gateway takes, in UTF-16 units; what is beyond is cut off.
pub const MAX_UNITS: usize = MAX_SEGMENTS * DOCUMENTED_PART;

/// In which alphabet a text travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The default alphabet, counted in septets.
    Gsm,
    /// UCS-2, counted in units of 16 bits: one character outside the default alphabet is enough.
    Ucs2,
}

impl Alphabet {
    /// What one message holds that stands alone.
    pub const fn one(self) -> usize {
        match self {
            Self::Gsm => 160,
            Self::Ucs2 => 70,
        }
    }

    /// What each part of a longer message holds.
    pub const fn part(self) -> usize {
        match self {
            Self::Gsm => 153,
            Self::Ucs2 => 67,
        }
    }

    /// What a character costs, in septets or units; one septet where the alphabet does not have it.
    pub fn cost(self, character: char) -> usize {
        match self {
            Self::Gsm => septets(character).unwrap_or(1),
            Self::Ucs2 => character.len_utf16(),
        }
    }
}

/// The length of an SMS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// In which alphabet.
    pub alphabet: Alphabet,
    /// Septets or units.
    pub units: usize,
    /// Messages that are sent and paid for.
    pub segments: usize,
    /// Where the first character stands that one message no longer holds.
    pub overflow: Option<usize>,
}

/// Measures characters, each with its place. A character is never split between two parts.
pub fn measure(characters: impl Iterator<Item = (usize, char)> + Clone) -> Length {
    let gsm = characters.clone().all(|(_, character)| septets(character).is_some());
    let alphabet = if gsm { Alphabet::Gsm } else { Alphabet::Ucs2 };
    let (mut units, mut parts, mut in_part) = (0, 1, 0);
    let mut overflow = None;
    for (at, character) in characters {
        let cost = alphabet.cost(character);
        units += cost;
        in_part += cost;
        if in_part > alphabet.part() {
            parts += 1;
            in_part = cost;
        }
        if units > alphabet.one() && overflow.is_none() {
            overflow = Some(at);
        }
    }
    Length { alphabet, units, segments: if overflow.is_none() { 1 } else { parts }, overflow }
}

/// The length of a text when encoded for an address, as .NET's `HttpUtility.UrlEncode` does: Altinn's own measure.
pub fn encoded_len(text: &str) -> usize {
    let cost = |character: char| match character {
        'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' | '.' | '!' | '*' | '(' | ')' | ' ' => 1,
        other => 3 * other.len_utf8(),
    };
    text.chars().map(cost).sum()
}

/// Messages by Altinn's documented rule, not cut off at [`MAX_SEGMENTS`].
pub fn altinn_segments(text: &str) -> usize {
    match encoded_len(text) {
        0..=160 => 1,
        longer => longer.div_ceil(DOCUMENTED_PART),
    }
}

/// The text as the network cuts it into messages. A pair of septets or units is never cut; the parts joined are the text.
pub fn segments(text: &str) -> Vec<Range<usize>> {
    let Length { alphabet, segments: count, .. } = measure(text.char_indices());
    let mut parts = Vec::with_capacity(count);
    let (mut start, mut in_part) = (0, 0);
    for (at, character) in text.char_indices().filter(|_| count > 1) {
        let cost = alphabet.cost(character);
        if in_part + cost > alphabet.part() {
            parts.push(start..at);
            (start, in_part) = (at, 0);
        }
        in_part += cost;
    }
    parts.push(start..text.len());
    parts
}

/// Where the gateway cuts a text off, as its client documents: behind [`MAX_UNITS`] characters as .NET counts them, whatever
/// they cost in the air.
pub fn gateway_cut(text: &str) -> Option<usize> {
    let mut units = 0;
    let mut characters = text.char_indices();
    characters.find_map(|(at, character)| {
        units += character.len_utf16();
        (units > MAX_UNITS).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn length(text: &str) -> Length {
        measure(text.char_indices())
    }

    /// The reference table of the content guidelines, section 4: text, alphabet, units, network segments, encoded length,
    /// Altinn's segments.
    #[test]
    fn the_reference_table_holds() {
        let capitals = "Æ".repeat(150);
        let mixed = "å".repeat(350) + &"a".repeat(60);
        for (text, alphabet, units, segments, encoded, altinn) in [
            (
                "Eksempelkommune har sendt Nordfjord Bygg AS (org.nr. 123456785) et vedtak om skjenkebevilling. Les det på \
                 Altinns nettsider. Klagefrist: 12. januar 2027.",
                Alphabet::Gsm,
                153,
                1,
                160,
                1,
            ),
            (
                "Eksempelkommune har sendt Nordfjord Bygg AS (org.nr. 123456785) eit vedtak om skjenkeløyve. Les det på \
                 nettsidene til Altinn. Klagefrist: 12. januar 2027.",
                Alphabet::Gsm,
                154,
                1,
                166,
                2,
            ),
            (
                "Årsregnskapet for NORDFJORD ØRRETOPPDRETT OG FISKEBÅTREDERI AS (org.nr. 123456785) mangler. Siste frist \
                 for å levere er fredag 12. mars 2027. Les mer i Altinn.",
                Alphabet::Gsm,
                159,
                1,
                179,
                2,
            ),
            (
                "Eksempelkommune – nytt vedtak til Nordfjord Bygg AS. Les det på Altinns nettsider.",
                Alphabet::Ucs2,
                82,
                2,
                95,
                1,
            ),
            (
                "Påminnelse: Nordfjord Bygg AS (org.nr. 123456785) har ikke åpnet varselet om pålegg fra Eksempeltilsynet. \
                 Fristen for å uttale seg er 15. januar 2027. Varselet ligger i Altinns innboks.",
                Alphabet::Gsm,
                185,
                2,
                207,
                2,
            ),
            (&capitals, Alphabet::Gsm, 150, 1, 900, 7),
            (&mixed, Alphabet::Gsm, 410, 3, 2160, 17),
        ] {
            let length = length(text);
            assert_eq!((length.alphabet, length.units, length.segments), (alphabet, units, segments), "{text}");
            assert_eq!((encoded_len(text), altinn_segments(text)), (encoded, altinn), "{text}");
        }
    }

    #[test]
    fn one_message_is_full_at_160_and_at_70() {
        for (character, one, part) in [('a', 160, 153), ('–', 70, 67)] {
            let text = |count: usize| character.to_string().repeat(count);
            assert_eq!((length(&text(one)).segments, length(&text(one + 1)).segments), (1, 2));
            assert_eq!((length(&text(2 * part)).segments, length(&text(2 * part + 1)).segments), (2, 3));
            assert_eq!(length(&text(one + 1)).overflow, Some(one * character.len_utf8()));
        }
    }

    #[test]
    fn pairs_are_not_split_between_two_parts() {
        // 152 septets, then a pair that does not fit into the first part: one septet of it stays empty.
        let euros = "a".repeat(152) + "€" + &"a".repeat(151);
        assert_eq!((length(&euros).units, length(&euros).segments), (305, 2));
        assert_eq!(length(&(euros + "a")).segments, 3);
        let emoji = "–".repeat(66) + "📨" + &"–".repeat(65);
        assert_eq!((length(&emoji).units, length(&emoji).segments), (133, 2));
        assert_eq!(length(&(emoji + "–")).segments, 3);
    }

    #[test]
    fn a_text_is_cut_where_the_network_cuts_it() {
        let euros = "a".repeat(152) + "€" + &"a".repeat(151) + "a";
        assert_eq!(segments(&euros), [0..152, 152..306, 306..307]);
        assert_eq!(segments("Hei"), std::iter::once(0..3).collect::<Vec<_>>());
    }

    #[test]
    fn the_gateway_counts_units_and_not_septets() {
        assert_eq!(gateway_cut(&"€".repeat(MAX_UNITS)), None);
        assert_eq!(gateway_cut(&("å".repeat(MAX_UNITS) + "b")), Some(2 * MAX_UNITS));
        assert_eq!(gateway_cut(&"📨".repeat(MAX_UNITS / 2 + 1)), Some(4 * (MAX_UNITS / 2)));
    }

    #[test]
    fn nothing_is_one_message() {
        assert_eq!(length(""), Length { alphabet: Alphabet::Gsm, units: 0, segments: 1, overflow: None });
    }
}
