//! Whatever a file holds and wherever a finding points, something readable is printed.

#![allow(clippy::expect_used, missing_docs)]

use notify_lint::anchor::Root;
use notify_lint::finding::{Edit, Effect, Finding, Fix, Safety, Severity};
use notify_lint::report::{Format, Screen, Sheet, Summary, findings};
use notify_lint::source::{Location, Source, Span};
use proptest::prelude::*;
use std::sync::Arc;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zæøå<>\"= ]{0,40}",
        1 => Just("\n".to_owned()),
        1 => Just("\r\n".to_owned()),
        1 => Just("\r".to_owned()),
        1 => Just("\t".to_owned()),
        1 => Just("👩‍👧🙂".to_owned()),
        1 => Just("a\u{30A}\u{301}".to_owned()),
        1 => Just("\u{202E}\u{1b}[2J\0\u{FEFF}".to_owned()),
        1 => Just("漢字".to_owned()),
        1 => Just("x".repeat(300)),
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// Two numbers as a span of the text, on the boundaries of characters.
fn span(source: &Arc<Source>, (one, other): (prop::sample::Index, prop::sample::Index)) -> Location {
    let text = source.text();
    let mut ends = [one, other].map(|index| {
        let mut offset = index.index(text.len() + 1);
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        u32::try_from(offset).expect("short")
    });
    ends.sort_unstable();
    Location::new(source, Span::new(ends[0], ends[1]))
}

type Place = (prop::sample::Index, prop::sample::Index);

proptest! {
    #[test]
    fn everything_can_be_printed(
        text in text(),
        places in proptest::collection::vec(any::<Place>(), 1..5),
        width in 0_usize..140,
        unicode: bool,
        label in "[a-z ]{0,60}",
    ) {
        let source = Source::from_text("a.xml", text);
        let mut finding = Finding::new("policy/whitespace", None, Severity::Error, span(&source, places[0]));
        finding.says("told").here(label);
        for place in &places[1..] {
            finding.also(span(&source, *place), "also");
        }
        finding.fix(Fix {
            title: "repair".into(),
            safety: Safety::Safe,
            effect: Effect::Nothing,
            edits: vec![Edit { at: span(&source, places[0]), text: "new\n\ttext".into() }],
        });
        let all = [finding];
        for format in [Format::Human, Format::Concise, Format::Json] {
            let mut out = Vec::new();
            let screen = Screen { color: false, unicode, width, links: false };
            let root = Root::new("/repo", "/repo");
            let sheet = Sheet {
                findings: &all,
                silenced: &[],
                summary: &Summary::default(),
                unread: &[],
                rules: &[],
                root: &root,
                matrix: "",
            };
            findings(format, &sheet, screen, &mut out).expect("a vector takes everything");
            let printed = String::from_utf8(out).expect("text");
            prop_assert!(printed.contains("told"));
            let obeyed = |character: char| character.is_control() && character != '\n';
            prop_assert!(format == Format::Json || !printed.contains(obeyed), "{printed:?}");
            if format == Format::Human {
                // However long the lines are, an excerpt keeps the screen.
                let drawn = printed.lines().filter(|line| line.contains(" │ ") || line.contains(" | "));
                for line in drawn.filter(|line| line.trim_start().starts_with(|first: char| first.is_ascii_digit())) {
                    let wide = unicode_width::UnicodeWidthStr::width(line);
                    prop_assert!(wide <= width.max(40), "{wide} columns on {width}: {line}");
                }
                prop_assert!(!printed.contains("Failed to read"));
            }
        }
    }
}
