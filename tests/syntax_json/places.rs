//! Every span points at what it claims: keys, values, and each character of a string.

use crate::model::{Expected, Patience, Placed, Written, json};
use crate::trees::{any_disk, cases};
use notify_lint::source::{Source, Span};
use notify_lint::syntax::json::{Document, Kind, ProblemKind, Text, Value};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

fn check_text(found: Text<'_>, span: Range<usize>, expected: &Placed) -> Result<(), TestCaseError> {
    let decoded: String = expected.iter().map(|(character, _)| character).collect();
    prop_assert_eq!(found.span().range(), span.clone());
    prop_assert_eq!(found.inner().range(), span.start + 1..span.end - 1);
    prop_assert_eq!(found.value(), decoded.as_str());
    let mapped = found.mapped();
    prop_assert_eq!(mapped.as_str(), &decoded);
    prop_assert_eq!(mapped.span(), found.inner());
    let starts: Vec<usize> = decoded.char_indices().map(|(at, _)| at).chain([decoded.len()]).collect();
    for (number, (_, place)) in expected.iter().enumerate() {
        prop_assert_eq!(mapped.span_of(starts[number]..starts[number + 1]).range(), place.clone());
        prop_assert_eq!(mapped.span_of(starts[number]..starts[number]).range(), place.start..place.start);
        if let Some((_, next)) = expected.get(number + 1) {
            prop_assert_eq!(mapped.span_of(starts[number]..starts[number + 2]).range(), place.start..next.end);
        }
    }
    Ok(())
}

fn check_value(found: Value<'_>, expected: &Expected, text: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.kind(), expected.kind);
    prop_assert_eq!(found.span().range(), expected.span.clone());
    match found.kind() {
        Kind::String => check_text(found.text().expect("a text"), expected.span.clone(), &expected.text)?,
        Kind::Number => prop_assert_eq!(found.as_number(), Some(&text[expected.span.clone()])),
        Kind::True | Kind::False => prop_assert_eq!(found.as_bool(), Some(found.kind() == Kind::True)),
        Kind::Null => prop_assert!(found.is_null()),
        _ => {}
    }
    let items: Vec<_> = found.items().collect();
    prop_assert_eq!(items.len(), expected.items.len());
    for (found, expected) in items.into_iter().zip(&expected.items) {
        check_value(found, expected, text)?;
    }
    let members: Vec<_> = found.members().collect();
    prop_assert_eq!(members.len(), expected.members.len());
    for (member, (key, key_text, value)) in members.into_iter().zip(&expected.members) {
        check_text(member.key, key.clone(), key_text)?;
        prop_assert_eq!(member.span.range(), key.start..value.span.end);
        check_value(member.value, value, text)?;
        // Of keys that stand twice the last one counts.
        let key: String = key_text.iter().map(|(character, _)| character).collect();
        let same = |(_, other, _): &&(_, Placed, _)| {
            other.iter().map(|(character, _)| character).eq(key.chars().collect::<Vec<_>>().iter())
        };
        let last = expected.members.iter().rfind(same).map(|(_, _, value)| value.span.clone());
        prop_assert_eq!(found.get(&key).map(|value| value.span().range()), last);
    }
    Ok(())
}

/// Keys that stand twice, each with the place where it stood first.
fn twice(expected: &Expected, found: &mut Vec<(Range<usize>, Range<usize>)>) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for (span, key, value) in &expected.members {
        let key: String = key.iter().map(|(character, _)| character).collect();
        let first = seen.entry(key).or_insert_with(|| span.clone());
        if first != span {
            found.push((span.clone(), first.clone()));
        }
        twice(value, found);
    }
    expected.items.iter().for_each(|item| twice(item, found));
}

fn check_document(text: &str, written: &Written, expected: &Expected) -> Result<(), TestCaseError> {
    let document = Document::parse(text);
    prop_assert!(document.is_whole(), "{:?}", document.problems());
    check_value(document.root().expect("a root"), expected, text)?;
    let places = |wanted: fn(&ProblemKind) -> bool| -> Vec<Range<usize>> {
        document.problems().iter().filter(|one| wanted(&one.kind)).map(|one| one.span.range()).collect()
    };
    prop_assert_eq!(places(|kind| *kind == ProblemKind::Comment), written.comments.clone());
    prop_assert_eq!(places(|kind| *kind == ProblemKind::TrailingComma), written.commas.clone());
    let mut expected_twice = Vec::new();
    twice(expected, &mut expected_twice);
    expected_twice.sort_by_key(|(span, _)| span.start);
    let found: Vec<_> = document
        .problems()
        .iter()
        .filter_map(|problem| match &problem.kind {
            ProblemKind::DuplicateKey { first, .. } => Some((problem.span.range(), first.range())),
            _ => None,
        })
        .collect();
    prop_assert_eq!(found, expected_twice);
    Ok(())
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn strict(json in json(Patience::Strict), disk in any_disk()) {
        let (written, expected) = Written::of(&json, "\r\n");
        let source = Source::decode("order.json", disk.encode(&written.text)).expect("decodable");
        check_document(source.text(), &written, &expected)?;
        // Nothing lenient was made up, so serde_json reads it as well.
        prop_assert!(serde_json::from_str::<serde_json::Value>(source.text()).is_ok());
    }

    #[test]
    fn with_comments_and_trailing_commas(json in json(Patience::Lenient), disk in any_disk()) {
        let (written, expected) = Written::of(&json, "// å\r\n");
        let source = Source::decode("appsettings.json", disk.encode(&written.text)).expect("decodable");
        check_document(source.text(), &written, &expected)?;
    }

    #[test]
    fn with_holes(json in json(Patience::Holes)) {
        let (written, expected) = Written::of(&json, " ");
        check_document(&written.text, &written, &expected)?;
    }

    #[test]
    fn a_member_of_many(count in 10_usize..40, twice in any::<prop::sample::Index>()) {
        // On both sides of the number from which on keys are compared another way.
        let twice = twice.index(count);
        let members: Vec<String> = (0..count).map(|number| format!("\"n{number}\": {number}")).collect();
        let text = format!("{{{}, \"\\u006e{twice}\": true, \"n{twice}\": null}}", members.join(", "));
        let document = Document::parse(&text);
        let found: Vec<Span> = document.problems().iter().map(|problem| problem.span).collect();
        let expected = [format!("\"\\u006e{twice}\""), format!("\"n{twice}\"")];
        prop_assert_eq!(found.iter().map(|span| &text[span.range()]).collect::<Vec<_>>(), expected);
        for problem in document.problems() {
            let ProblemKind::DuplicateKey { key, first } = &problem.kind else { panic!("{problem:?}") };
            prop_assert_eq!(key, &format!("n{twice}"));
            prop_assert_eq!(first.start as usize, text.find(&format!("\"n{twice}\"")).expect("there"));
        }
        let key = format!("n{twice}");
        prop_assert!(document.root().and_then(|root| root.get(&key)).is_some_and(Value::is_null));
    }
}
