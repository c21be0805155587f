//! Strings, holes and slips of the hand, each with the place that is named.

use notify_lint::syntax::json::{Document, Kind, ProblemKind, Value};

/// The problems of a text: what is wrong, and the text at the place.
fn problems(text: &str) -> Vec<(ProblemKind, &str)> {
    let document = Document::parse(text);
    document.problems().iter().map(|problem| (problem.kind.clone(), &text[problem.span.range()])).collect()
}

#[track_caller]
fn refused(text: &str, kind: ProblemKind, at: &str) {
    assert_eq!(problems(text), [(kind, at)], "{text}");
}

#[test]
fn half_a_surrogate_pair_is_no_character() {
    for text in [
        "[\"å\\ud83d\"]",
        "[\"\\ud83dx\"]",
        "[\"\\ud83d\\u0041\"]",
        "[\"\\ude42\"]",
        "[\"\\ude42\\ud83d\"]",
        "[\"\\ud83d\\ud83d\"]",
    ] {
        refused(text, ProblemKind::BadEscape, "\\");
    }
    let document = Document::parse("\"\\uD83D\\uDE42\"");
    assert_eq!(document.root().and_then(Value::as_str).as_deref(), Some("🙂"));
}

#[test]
fn escapes_are_those_of_json() {
    for text in
        ["\"\\x41\"", "\"\\'\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u+123\"", "\"\\uæ00\"", "\"\\U0041\"", "\"\\å\""]
    {
        refused(text, ProblemKind::BadEscape, "\\");
    }
    let document = Document::parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"");
    assert_eq!(document.root().and_then(Value::as_str).as_deref(), Some("\"\\/\u{8}\u{c}\n\r\tA"));
}

#[test]
fn a_text_ends_on_its_line() {
    refused("{\"å\": \"hei,\n \"b\": 1}", ProblemKind::UnclosedString, "\"hei,");
    refused("[\"hei", ProblemKind::UnclosedString, "\"hei");
    refused("[\"hei\r\n", ProblemKind::UnclosedString, "\"hei");
    refused("[\"hei\n på deg\"]", ProblemKind::ControlCharacter, "\n");
    refused("[\"a\tb\"]", ProblemKind::ControlCharacter, "\t");
    refused("[\"a\0b\"]", ProblemKind::ControlCharacter, "\0");
}

#[test]
fn what_was_read_before_a_slip_is_there() {
    let text = "{\"å\": {\"b\": [1, 2 \"c\": 3}}";
    let document = Document::parse(text);
    assert_eq!(problems(text), [(ProblemKind::Expected { expected: "a comma or `]`" }, "\"")]);
    let list = document.root().and_then(|root| root.get("å")).and_then(|inner| inner.get("b")).expect("read");
    assert_eq!(list.items().filter_map(Value::as_number).collect::<Vec<_>>(), ["1", "2"]);
}

#[test]
fn a_key_without_value_is_no_member() {
    for text in [
        "{\"a\": 1, \"b\"",
        "{\"a\": 1, \"b\":",
        "{\"a\": 1, \"b\": }",
        "{\"a\": 1, \"b\" 2}",
        "{\"a\": 1, \"b\": nul}",
    ] {
        let document = Document::parse(text);
        assert!(!document.is_whole(), "{text}");
        let root = document.root().expect("a root");
        assert_eq!(root.members().map(|member| member.key.value().into_owned()).collect::<Vec<_>>(), ["a"], "{text}");
    }
}

#[test]
fn brackets_that_do_not_fit() {
    let expected = |expected| ProblemKind::Expected { expected };
    refused("{\"a\": [1}", expected("a comma or `]`"), "}");
    refused("[1, {\"a\": 2]", expected("a comma or `}`"), "]");
    refused("[1, [2]", ProblemKind::UnclosedBracket, "[");
    refused("{\"å\": 1", ProblemKind::UnclosedBracket, "{");
    refused("[,]", expected("a value"), ",");
    refused("{,}", expected("a key in double quotes"), ",");
    refused("[1,,2]", expected("a value"), ",");
    refused("{å: 1}", expected("a key in double quotes"), "å");
    refused("[] 🙂", ProblemKind::AfterEnd, "🙂");
    refused("/* å", ProblemKind::UnclosedComment, "/*");
    refused("", ProblemKind::Empty, "");
}

#[test]
fn notes_are_no_obstacle() {
    let text = "{ \"å\": 1, // hei\n \"\\u00e5\": [2,], }";
    let found = problems(text);
    assert!(found.iter().all(|(kind, _)| !kind.is_fatal()), "{found:?}");
    let places: Vec<&str> = found.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, ["// hei", "\"\\u00e5\"", ",", ","]);
    for (kind, _) in &found[..1] {
        assert!(kind.to_string().contains("strict readers refuse it"), "{kind}");
    }
}

#[test]
fn holes_stand_on_one_line_and_hold_a_name() {
    for hole in ["{{dager}}", "{{ $guid }}", "${DAGER}", "${{ vars.DAGER }}", "{{}}"] {
        let text = format!("{{\"å\": {hole}, \"b\": [{hole}]}}");
        let document = Document::parse(&text);
        assert_eq!(document.problems(), [], "{text}");
        let found = document.root().and_then(|root| root.get("å")).expect("a value");
        assert_eq!((found.kind(), &text[found.span().range()]), (Kind::Hole, hole));
    }
    // Two brackets too many are no hole.
    refused("{{\"a\": 1}}", ProblemKind::Expected { expected: "a key in double quotes" }, "{");
    refused("[{{\n}}]", ProblemKind::Expected { expected: "a key in double quotes" }, "{");
    refused("[{{a}]", ProblemKind::Expected { expected: "a key in double quotes" }, "{");
    refused("[${a]", ProblemKind::Expected { expected: "a value" }, "$");
}

#[test]
fn keys_are_found_in_any_letter_case_on_demand() {
    let document = Document::parse("{\"Body\": 1, \"BODY\": 2, \"\\u0062ody\": 3, \"Å\": 4}");
    let root = document.root().expect("a root");
    assert_eq!(root.get("body").and_then(Value::as_number), Some("3"));
    assert_eq!(root.get("BODY").and_then(Value::as_number), Some("2"));
    assert_eq!(root.get_ignore_case("bOdY").and_then(Value::as_number), Some("3"));
    assert_eq!(root.get("å").and_then(Value::as_number), None);
}
