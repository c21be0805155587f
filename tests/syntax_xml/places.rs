//! Every span points at what it claims, in every encoding, and no byte is lost.

use crate::model::{Expected, Placed, Written, element};
use crate::trees::{Disk, any_disk, cases};
use notify_lint::source::{DecodeError, Source, Span};
use notify_lint::syntax::Mapped;
use notify_lint::syntax::xml::{Document, Element, NodeKind};
use proptest::prelude::*;
use std::ops::Range;

fn range(span: Span) -> Range<usize> {
    span.range()
}

/// Each character of a decoded text stands where it was written, alone and together with its neighbour.
fn check_mapped(mapped: &Mapped, expected: &Placed) -> Result<(), TestCaseError> {
    let decoded: String = expected.iter().map(|(character, _)| character).collect();
    prop_assert_eq!(mapped.as_str(), &decoded);
    let starts: Vec<usize> = decoded.char_indices().map(|(at, _)| at).chain([decoded.len()]).collect();
    for (number, (_, place)) in expected.iter().enumerate() {
        prop_assert_eq!(range(mapped.span_of(starts[number]..starts[number + 1])), place.clone());
        if let Some((_, next)) = expected.get(number + 1) {
            prop_assert_eq!(range(mapped.span_of(starts[number]..starts[number + 2])), place.start..next.end);
        }
        let empty = mapped.span_of(starts[number]..starts[number]);
        prop_assert_eq!(range(empty), place.start..place.start);
    }
    Ok(())
}

fn check_element(found: Element<'_, '_>, expected: &Expected, text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(range(found.span()), expected.span.clone());
    prop_assert_eq!(range(found.start_tag()), expected.start_tag.clone());
    prop_assert_eq!(range(found.inner_span()), expected.inner.clone());
    prop_assert_eq!(range(found.name_span()), expected.name.clone());
    prop_assert_eq!(found.markup(), &text[expected.inner.clone()]);
    prop_assert_eq!((found.namespace(), found.name()), (expected.namespace, expected.local));
    prop_assert_eq!(found.qualified_name(), &text[expected.name.clone()]);
    prop_assert_eq!(found.is_self_closed(), text[expected.start_tag.clone()].ends_with("/>"));
    prop_assert_eq!(found.parent().map(|parent| range(parent.span()).start), expected.parent);
    let attributes: Vec<_> = found.attributes().filter(|one| !one.qualified_name().starts_with("xmlns")).collect();
    prop_assert_eq!(attributes.len(), expected.attributes.len());
    for (found, expected) in attributes.into_iter().zip(&expected.attributes) {
        prop_assert_eq!(range(found.name_span()), expected.name.clone());
        prop_assert_eq!(range(found.value_span()), expected.value.clone());
        prop_assert_eq!((found.namespace(), found.name()), (expected.namespace, expected.local));
        prop_assert_eq!(found.raw_value(), &text[expected.value.clone()]);
        let mapped = found.mapped_value();
        prop_assert_eq!(found.value(), mapped.as_str());
        check_mapped(&mapped, &expected.decoded)?;
    }
    let mapped = found.mapped_text();
    prop_assert_eq!(found.text(), mapped.as_str());
    check_mapped(&mapped, &expected.text)
}

/// Tags and other nodes, laid side by side, are the text again.
fn check_lossless(document: &Document<'_>, text: &str) -> Result<(), TestCaseError> {
    let mut covered = 0;
    let mut open: Vec<Element<'_, '_>> = Vec::new();
    let mut elements = document.root().into_iter().chain(document.root().into_iter().flat_map(Element::descendants));
    for (kind, span) in document.nodes() {
        while let Some(element) = open.last().filter(|element| element.span().end <= span.start) {
            let end_tag = element.inner_span().end as usize;
            if !element.is_self_closed() {
                prop_assert_eq!(covered, end_tag);
                let end = format!("</{}", element.qualified_name());
                prop_assert_eq!(text.get(end_tag..end_tag + end.len()), Some(end.as_str()));
            }
            covered = element.span().end as usize;
            open.pop();
        }
        prop_assert_eq!(covered, span.start as usize);
        if kind == NodeKind::Element {
            let element = elements.next().expect("as many elements as element nodes");
            prop_assert_eq!(element.span(), span);
            covered = element.start_tag().end as usize;
            open.push(element);
        } else {
            covered = span.end as usize;
        }
    }
    // Every document that is made up ends with an instruction and a line end.
    prop_assert!(open.is_empty());
    prop_assert_eq!(covered, text.len());
    prop_assert!(elements.next().is_none());
    Ok(())
}

/// Line and column as one would count them by hand: a CR that a LF follows is a column of its line.
fn naive_line_column(text: &str, offset: usize) -> (u32, u32) {
    let (mut line, mut column) = (1, 1);
    for (at, character) in text[..offset].char_indices() {
        let ends_line = match character {
            '\n' => true,
            '\r' => !text[at + 1..].starts_with('\n'),
            _ => false,
        };
        (line, column) = if ends_line { (line + 1, 1) } else { (line, column + 1) };
    }
    (line, column)
}

/// At every character: the offset on disk is where its bytes start, line and column are those counted by hand.
fn check_positions(source: &Source, disk: Disk) -> Result<(), TestCaseError> {
    let text = source.text();
    let bytes = disk.encode(text);
    for (at, character) in text.char_indices().map(|(at, one)| (at, Some(one))).chain([(text.len(), None)]) {
        let found = source.position(u32::try_from(at).expect("short"));
        let tail = disk.encode(&text[at..]);
        let mark = disk.encode("").len();
        let offset = usize::try_from(found.offset).expect("short");
        prop_assert_eq!(&bytes[offset..], &tail[mark..], "at {} ({:?})", at, character);
        prop_assert_eq!((found.line, found.column), naive_line_column(text, at), "at {} ({:?})", at, character);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn spans_point_at_what_they_claim(root in element(), declaration in any::<bool>(), disk in any_disk()) {
        let written = Written::of(&root, declaration);
        let source = Source::decode("policy.xml", disk.encode(&written.text)).expect("decodable");
        prop_assert_eq!(source.text(), &written.text);
        let document = Document::parse(source.text());
        prop_assert_eq!(document.problems(), &[]);
        let root = document.root().expect("a root");
        let found: Vec<_> = std::iter::once(root).chain(root.descendants()).collect();
        prop_assert_eq!(found.len(), written.elements.len());
        for (found, expected) in found.into_iter().zip(&written.elements) {
            check_element(found, expected, source.text())?;
        }
        check_lossless(&document, source.text())?;
    }

    #[test]
    fn positions_are_those_counted_by_hand(
        text in prop::collection::vec(prop::sample::select(&["a", "æ", "🙂", "\r\n", "\n", "\r", "\u{FEFF}", "\u{2028}"][..]), 0..60),
        disk in any_disk(),
    ) {
        // Without a letter in front, a byte order mark that is meant as text would be one.
        let text = format!("x{}", text.concat());
        let source = Source::decode("policy.xml", disk.encode(&text)).expect("decodable");
        prop_assert_eq!(source.text(), text);
        check_positions(&source, disk)?;
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_place(start in "[aæ🙂]{0,9}", tail in "[aæ]{0,9}", mark in any::<bool>()) {
        let disk = if mark { Disk::Utf8Bom } else { Disk::Utf8 };
        let mut bytes = disk.encode(&start);
        let at = bytes.len() as u64;
        bytes.push(0xE6);
        bytes.extend(tail.as_bytes());
        let error = Source::decode("policy.xml", bytes).expect_err("a Latin-1 letter");
        prop_assert_eq!(error.error, DecodeError::NotUtf8 { offset: at, byte: 0xE6 });
    }

    #[test]
    fn utf16_cut_in_two_is_told_with_its_place(start in "[aæ🙂]{0,9}", low in any::<bool>()) {
        let disk = if low { Disk::Utf16Le } else { Disk::Utf16Be };
        let whole = disk.encode(&start);
        let offset = whole.len() as u64;
        // Half a unit, then half a pair.
        let half_unit = [whole.clone(), vec![0x41]].concat();
        prop_assert_eq!(Source::decode("x", half_unit).expect_err("odd").error, DecodeError::NotUtf16 { offset });
        let unit = if low { 0xD83D_u16.to_le_bytes() } else { 0xD83D_u16.to_be_bytes() };
        let half_pair = [whole, unit.to_vec()].concat();
        prop_assert_eq!(Source::decode("x", half_pair).expect_err("half").error, DecodeError::NotUtf16 { offset });
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(source) = Source::decode("x", bytes.clone()) {
            let document = Document::parse(source.text());
            prop_assert!(document.problems().iter().all(|problem| source.text().get(problem.span.range()).is_some()));
        }
    }
}
