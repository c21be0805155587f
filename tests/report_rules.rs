//! Rules in words.

#![allow(clippy::expect_used, missing_docs)]

use notify_lint::finding::Severity;
use notify_lint::report::Screen;
use notify_lint::report::explain::{explain, rules};
use notify_lint::rules::{Certainty, FixKind, METAS, Meta};
use unicode_width::UnicodeWidthStr;

const PLAIN: Screen = Screen { color: false, unicode: true, width: 72, links: false };

const META: Meta = Meta {
    id: "content/link-in-sms",
    summary: "an SMS that asks the recipient to follow a link looks like fraud, and many have learnt not to press",
    severity: Severity::Warning,
    certainty: Certainty::Guideline,
    fix: FixKind::None,
    since: "0.1.0",
    catalogue: Some("LINK-01"),
    sources: &["https://docs.altinn.studio/nb/notifications", "example/repository path/to/file.cs @0d0183fb1"],
    pattern: None,
    body: "\n## What it finds\n\nA link in an SMS, such as `https://altinn.no`. It may be **hidden** behind *another* \
           [text](https://example.com), æøå and emoji 🫐 included.\n\n## What to do\n\n1. Take it out.\n2. Say where to \
           look instead, in a sentence that is long enough to be wrapped on this screen.\n   - on altinn.no\n   - in the \
           app\n\n| Channel | What the recipient sees |\n|---|---|\n| SMS | a text that cannot be told from that of a \
           fraudster, however well it is meant |\n| `email` | less bad |\n\n> Never press.\n\n## Examples\n\n```toml \
           file=notify-lint.toml\nsender-names = [\"Eksempelkommune\"]\n```\n\n```json file=orders/order.json bad \
           at=\"good https\" at=\"b\" as-of=2027-01-01\n{\n  \"body\": \"good https://altinn.no\"\n}\n```\n\n```json \
           file=orders/order.json good\n{}\n```\n",
};

fn explained(meta: &Meta, screen: Screen) -> String {
    let mut out = Vec::new();
    explain(meta, screen, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

#[test]
fn one_rule_in_full() {
    insta::assert_snapshot!(explained(&META, PLAIN));
}

#[test]
fn one_rule_in_colour() {
    insta::assert_snapshot!(explained(&META, Screen { color: true, ..PLAIN }).replace('\x1b', "␛"));
}

#[test]
fn every_rule_can_be_explained_and_keeps_its_examples() {
    for meta in METAS {
        let text = explained(meta, Screen { unicode: false, ..PLAIN });
        for line in meta.body.lines().filter(|line| line.trim_start().starts_with('<')) {
            assert!(text.contains(&format!("    {line}\n")), "{} lost {line}", meta.id);
        }
        let titles = text.lines().filter(|line| line.contains(": found at `") || line.ends_with(": fine")).count();
        let fences = meta.body.lines().filter(|line| line.starts_with("```") && line.contains(" file=")).count();
        assert!(titles > 0 && titles <= fences, "{}: {titles} titles, {fences} examples", meta.id);
    }
}

#[test]
fn the_table_names_every_rule_and_keeps_its_width() {
    for width in [40, 72, 120, 300] {
        let mut out = Vec::new();
        rules(&METAS.iter().collect::<Vec<_>>(), Screen { width, ..PLAIN }, &mut out)
            .expect("a vector takes everything");
        let table = String::from_utf8(out).expect("text");
        for meta in METAS {
            let mut rows = table.lines().filter(|line| line.split_whitespace().next() == Some(meta.id));
            let row = rows.next().expect("a row per rule");
            assert!(row.contains(meta.severity.name()) && row.contains(meta.catalogue.unwrap_or_default()), "{row}");
        }
        if width >= 72 {
            assert!(table.lines().all(|line| line.width() <= width), "{table}");
        }
    }
}
