//! No text is too deep, too long or too many: a clear problem, no panic, no full stack, no minutes.
#![allow(clippy::disallowed_methods)]

use notify_lint::source::MAX_BYTES;
use notify_lint::syntax::json::{Document, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, ProblemKind, Value};

fn only(text: &str) -> ProblemKind {
    let document = Document::parse(text);
    let [problem] = document.problems() else { panic!("{:?}", document.problems()) };
    problem.kind.clone()
}

fn first_inside<'d>(value: &Value<'d>) -> Option<Value<'d>> {
    let mut items = value.items();
    items.next().or_else(|| value.members().next().map(|member| member.value))
}

fn depth(document: &Document<'_>) -> usize {
    std::iter::successors(document.root(), first_inside).count()
}

#[test]
fn nesting() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Document::parse(&nested(MAX_DEPTH)).problems().is_empty());
    let text = nested(MAX_DEPTH + 1);
    assert_eq!(only(&text), ProblemKind::TooDeep);
    assert!(ProblemKind::TooDeep.to_string().contains("512"));
    let document = Document::parse(&text);
    assert_eq!(document.problems()[0].span.start as usize, MAX_DEPTH);
    assert_eq!(depth(&document), MAX_DEPTH);
}

#[test]
fn a_hundred_thousand_levels_do_not_fill_the_stack() {
    let read = || {
        for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), "[{\"a\":".repeat(100_000), "{{".repeat(100_000)] {
            let document = Document::parse(&text);
            assert!(!document.is_whole());
            assert!(depth(&document) <= MAX_DEPTH);
        }
    };
    let thread = std::thread::Builder::new().stack_size(128 * 1024).spawn(read).expect("a thread");
    thread.join().expect("no overflow and no panic");
}

#[test]
fn values() {
    let text = format!("[{}0]", "0,".repeat(MAX_NODES));
    assert_eq!(only(&text), ProblemKind::TooManyNodes);
    assert_eq!(Document::parse(&text).node_count(), MAX_NODES);
}

#[test]
fn bytes() {
    let size = usize::try_from(MAX_BYTES).expect("fits") + 1;
    let text = String::from_utf8(vec![b' '; size]).expect("spaces");
    assert_eq!(only(&text), ProblemKind::TooLarge);
    assert!(Document::parse(&text).root().is_none());
}

#[test]
fn notes() {
    let text = format!("[{}1 2]", "/**/".repeat(10 * MAX_PROBLEMS));
    let document = Document::parse(&text);
    assert_eq!(document.problems().len(), MAX_PROBLEMS + 1);
    // What stops the reader is told however much was noted before.
    assert!(!document.is_whole());
}

/// A million bytes of each trap. A reader whose time grows with the square needs minutes for one of them.
#[test]
fn time_grows_with_the_size_only() {
    const SIZE: usize = 1_000_000;
    let fill = |unit: &str| unit.repeat(SIZE / unit.len());
    let keys: String = (0..80_000).map(|number| format!("\"n{number}\":0,")).collect();
    let traps = [
        ("backslashes", format!("[\"{}\"]", fill("\\\\"))),
        ("escapes", format!("[\"{}\"]", fill("\\u00e5"))),
        ("open quotes", fill("[\"")),
        ("lines in a text", format!("[\"{}", fill("\n"))),
        ("comments", fill("/**/")),
        ("starts of comments", fill("/*")),
        ("slashes", fill("//")),
        ("holes", format!("[{}0]", fill("{{a}},"))),
        ("starts of holes", format!("[{}", fill("${"))),
        ("many keys", format!("{{{keys}\"a\":0}}")),
        ("one key", format!("{{{}\"a\":0}}", fill("\"a\":0,"))),
        ("escaped keys", format!("{{{}\"a\":0}}", fill("\"\\u0061\":0,"))),
        ("objects of a few keys", format!("[{}0]", fill("{\"a\":0,\"b\":0,\"c\":0},"))),
        ("digits", fill("1")),
        ("commas", format!("[{}]", fill("0,"))),
        ("spaces", fill(" ")),
        ("a missing colon at the end", format!("{{{}\"a\"", fill("\"b\":0,"))),
    ];
    // A reader that goes over a trap again and again does not come to the end of them.
    for (name, text) in &traps {
        println!("{name}");
        let document = Document::parse(text);
        if let Some(root) = document.root() {
            let read: usize = root.items().filter_map(Value::text).map(|text| text.mapped().as_str().len()).sum();
            assert!(read <= text.len());
            assert!(root.get("a").is_none() || root.members().count() > 1);
        }
    }
}
