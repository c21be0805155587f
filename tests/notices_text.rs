//! The measures of a text hold for every text, not only for those that people write.

#![allow(clippy::unwrap_used, missing_docs)]

use notify_lint::notice::{Channel, ContentType, MessageText, holes};
use notify_lint::source::Span;
use notify_lint::syntax::Mapped;
use notify_lint::text::{
    Evidence, FILLED_IN, Lexicon, Shown, addresses, foreign, html, identity_numbers, look_alikes, measure, mentions,
    moments, names_somebody, numbers, placeholders, segments, sentences, septets, words,
};
use proptest::prelude::*;
use std::ops::Range;

/// Texts with everything in them that the measures look for.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "altinn.no",
        "https://",
        "www.",
        "@",
        ".",
        ".No",
        "{{",
        "}}",
        "${",
        "}",
        "{0}",
        "$",
        "$recipientName$",
        "01819010001",
        "018190",
        " ",
        "-",
        "10001",
        "<",
        ">",
        "<a href=\"",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "æ",
        "Å",
        "–",
        "📨",
        "\u{200d}",
        "a\u{30a}",
        "€",
        "\n",
        "\u{a0}",
        "(.)",
        " dot ",
        " punktum ",
        "no",
        "konto",
        "Kommunen",
        "\u{1a}",
        "İ",
        "\u{ad}",
        "&aring;",
        "&",
        "<img alt=x>",
        "</a>",
        "12. januar 2027",
        "31.12.",
        "2026-12-31",
        "kl. 9",
        "i morgen",
        "straks",
        "siste sjanse",
        "ikke",
        "virksomheten",
        "123456785",
        "+47",
        "22 00",
        "\u{410}",
    ]);
    prop_oneof![prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()), ".{0,80}",]
}

proptest! {
    #[test]
    fn every_range_is_a_part_of_the_text(text in texts()) {
        let ranges: Vec<Range<usize>> = holes(&text)
            .into_iter()
            .chain(addresses(&text).into_iter().map(|one| one.range))
            .chain(foreign(&text).into_iter().map(|one| one.range))
            .chain(identity_numbers(&text).into_iter().map(|one| one.range))
            .chain(placeholders(&text).into_iter().map(|one| one.range))
            .chain(look_alikes(&text).into_iter().map(|one| one.range))
            .chain(moments(&text, Lexicon::OURS).into_iter().map(|one| one.range))
            .chain(numbers(&text).into_iter().map(|one| one.range))
            .chain(sentences(&text))
            .chain(Evidence::of(&text, Lexicon::OURS).markers.into_iter().map(|one| one.range))
            .chain(words::ALL.iter().flat_map(|list| list.find(&text)).map(|hit| hit.range))
            .collect();
        for range in ranges {
            prop_assert!(!range.is_empty() && text.get(range.clone()).is_some(), "{range:?}");
        }
        names_somebody(&text);
        let in_brackets = ["(", &text, ")"].concat();
        prop_assert!(text.trim().is_empty() || mentions(&in_brackets, &text));
    }

    #[test]
    fn what_is_seen_finds_its_way_back(text in texts(), html in any::<bool>()) {
        let message = MessageText {
            channel: Channel::EmailBody,
            content_type: if html { ContentType::Html } else { ContentType::Plain },
            holes: holes(&text),
            text: Mapped::verbatim(text.as_str(), Span::default()),
            sender: None,
            language: None,
        };
        let shown = Shown::of(&message);
        for (at, character) in shown.as_str().char_indices() {
            let range = shown.range(at..at + character.len_utf8());
            prop_assert!(!range.is_empty() && text.get(range.clone()).is_some(), "{character:?} {range:?}");
            let is_as_written = character == FILLED_IN || text[range].starts_with(character);
            prop_assert!(html || is_as_written, "{character:?}");
        }
        let joined: String = html::tokens(&text).into_iter().map(|token| text[token.range].to_owned()).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn the_parts_of_an_sms_joined_are_the_text(text in texts(), times in 1_usize..40) {
        let text = text.repeat(times);
        let length = measure(text.char_indices());
        let parts = segments(&text);
        prop_assert_eq!(parts.len(), length.segments);
        let joined: String = parts.iter().map(|part| &text[part.clone()]).collect();
        prop_assert_eq!(&joined, &text);
        for part in parts {
            // Measured in the alphabet of the whole, as one foreign character anywhere decides it.
            let alphabet = length.alphabet;
            let units: usize = text[part].chars().map(|one| alphabet.cost(one)).sum();
            let room = if length.segments == 1 { alphabet.one() } else { alphabet.part() };
            prop_assert!(units <= room);
        }
    }

    #[test]
    fn an_sms_is_as_long_as_its_parts(text in texts()) {
        let length = measure(text.char_indices());
        let (one, part) = (length.alphabet.one(), length.alphabet.part());
        prop_assert_eq!(length.segments > 1, length.units > one);
        prop_assert_eq!(length.overflow.is_some(), length.units > one);
        // At most one unit of a part stays empty, for want of room for a pair.
        prop_assert!(length.segments == 1 || (length.segments >= length.units.div_ceil(part) && length.units > (length.segments - 1) * (part - 1)));
        prop_assert_eq!(foreign(&text).is_empty(), text.chars().all(|one| one == FILLED_IN || septets(one).is_some()));
    }
}
