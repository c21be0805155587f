//! No text is too deep, too long, too many or too clever: a clear problem, no panic, no full stack, no minutes.
#![allow(clippy::disallowed_methods)]

use notify_lint::source::MAX_BYTES;
use notify_lint::syntax::xml::{
    Document, Element, MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAME, MAX_NAMESPACES, MAX_NODES, MAX_PROBLEMS, ProblemKind,
};

fn first(text: &str) -> ProblemKind {
    Document::parse(text).problems()[0].kind.clone()
}

fn depth(document: &Document<'_>) -> usize {
    std::iter::successors(document.root(), |element| element.children().next()).count()
}

#[test]
fn nesting() {
    let nested = |depth: usize| "<a>".repeat(depth) + &"</a>".repeat(depth);
    assert!(Document::parse(&nested(MAX_DEPTH)).problems().is_empty());
    let text = nested(MAX_DEPTH + 1);
    let document = Document::parse(&text);
    let [problem] = document.problems() else { panic!("{:?}", document.problems()) };
    assert_eq!(problem.kind, ProblemKind::TooDeep(MAX_DEPTH));
    assert!(problem.kind.is_cap());
    assert_eq!(problem.span.start as usize, 3 * MAX_DEPTH);
    assert!(problem.kind.to_string().contains("512"), "{}", problem.kind);
    assert_eq!(depth(&document), MAX_DEPTH);
}

#[test]
fn a_hundred_thousand_levels_do_not_fill_the_stack() {
    let read = || {
        for text in [
            "<a>".repeat(100_000),
            "<a b='".repeat(100_000),
            "<![CDATA[".repeat(100_000),
            "<!DOCTYPE a [".repeat(100_000),
        ] {
            let document = Document::parse(&text);
            assert!(!document.problems().is_empty());
            assert!(depth(&document) <= MAX_DEPTH);
            let _ = document.root().map(|root| (root.text().len(), root.descendants().count()));
        }
    };
    let thread = std::thread::Builder::new().stack_size(128 * 1024).spawn(read).expect("a thread");
    thread.join().expect("no overflow and no panic");
}

#[test]
fn attributes() {
    let with = |count: usize| format!("<a{}/>", (0..count).map(|number| format!(" n{number}=''")).collect::<String>());
    let text = with(MAX_ATTRIBUTES);
    let document = Document::parse(&text);
    assert!(document.problems().is_empty());
    assert_eq!(document.root().expect("a root").attributes().count(), MAX_ATTRIBUTES);
    assert_eq!(first(&with(MAX_ATTRIBUTES + 1)), ProblemKind::TooManyAttributes(MAX_ATTRIBUTES));
}

#[test]
fn names() {
    let named = |len: usize| format!("<{0} {0}=''></{0}>", "a".repeat(len));
    let text = named(MAX_NAME);
    let document = Document::parse(&text);
    assert!(document.problems().is_empty());
    assert_eq!(document.root().expect("a root").name().len(), MAX_NAME);
    assert_eq!(first(&named(MAX_NAME + 1)), ProblemKind::NameTooLong(MAX_NAME));
    assert_eq!(first(&format!("<a {}=''/>", "b".repeat(MAX_NAME + 1))), ProblemKind::NameTooLong(MAX_NAME));
    let prefix = "p".repeat(70_000);
    assert_eq!(first(&format!("<{prefix}:a xmlns:{prefix}='u'/>")), ProblemKind::NameTooLong(MAX_NAME));
}

#[test]
fn namespaces() {
    let children: String = (0..MAX_NAMESPACES).map(|number| format!("<b xmlns='urn:{number}'/>")).collect();
    assert_eq!(first(&format!("<a>{children}</a>")), ProblemKind::TooManyNamespaces(MAX_NAMESPACES));
    let open: String = (0..MAX_NAMESPACES).map(|number| format!("<b xmlns:p{number}='urn:x'>")).collect();
    assert_eq!(first(&open), ProblemKind::TooManyNamespaces(MAX_NAMESPACES));
    // The same one as often as one likes.
    let text = format!("<a>{}</a>", "<b xmlns:p='urn:x' p:c=''/>".repeat(10_000));
    assert!(Document::parse(&text).problems().is_empty());
}

#[test]
fn nodes() {
    let text = format!("<a>{}</a>", "<b/>".repeat(MAX_NODES));
    let document = Document::parse(&text);
    let [problem] = document.problems() else { panic!("{:?}", document.problems()) };
    assert_eq!(problem.kind, ProblemKind::TooManyNodes(MAX_NODES));
    assert_eq!(document.node_count(), MAX_NODES);
}

#[test]
fn bytes() {
    let size = usize::try_from(MAX_BYTES).expect("fits") + 1;
    let text = String::from_utf8(vec![b' '; size]).expect("spaces");
    let document = Document::parse(&text);
    let [problem] = document.problems() else { panic!("{:?}", document.problems()) };
    assert_eq!(problem.kind, ProblemKind::TooLarge(MAX_BYTES));
    assert!(document.root().is_none());
}

#[test]
fn problems() {
    for text in ["\0".repeat(100_000), format!("<a>{}</a>", "& ".repeat(100_000)), "&".repeat(100_000)] {
        let document = Document::parse(&text);
        assert!((MAX_PROBLEMS..4 * MAX_PROBLEMS).contains(&document.problems().len()), "{}", document.problems().len());
    }
}

#[test]
fn a_billion_laughs_are_not_expanded() {
    let mut entities = String::from("<!ENTITY l0 \"ha\">");
    for level in 1..=9 {
        entities += &format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10));
    }
    let text = format!("<!DOCTYPE l [{entities}]><l>&l9;</l>");
    let document = Document::parse(&text);
    assert_eq!(document.problems()[0].kind, ProblemKind::Doctype);
    assert_eq!(document.root().map(|root| root.text().into_owned()).as_deref(), Some("&l9;"));
    assert!(document.node_count() < 5);
}

/// A million bytes of each trap. A reader whose time grows with the square needs minutes for one of them.
#[test]
fn time_grows_with_the_size_only() {
    const SIZE: usize = 1_000_000;
    let fill = |unit: &str| unit.repeat(SIZE / unit.len());
    let open: String = (0..200).map(|number| format!("<b xmlns:p{number}='urn:x'>")).collect();
    let many: String = (0..MAX_ATTRIBUTES).map(|number| format!(" n{number}=''")).collect();
    let unclosed = "<a>".repeat(MAX_DEPTH - 1);
    let traps = [
        ("ampersands in a value", format!("<a b='{}'/>", fill("&"))),
        ("ampersands and letters in a value", format!("<a b='{}'/>", fill("&aaaa"))),
        ("ampersands in text", format!("<a>{}</a>", fill("&"))),
        ("ampersands without end", fill("&a")),
        ("brackets", format!("<a>{}</a>", fill("]"))),
        ("brackets and greater-than", format!("<a>{}</a>", fill("]]>"))),
        ("starts of comments", format!("<a>{}", fill("<!--"))),
        ("hyphens", format!("<a><!--{}--></a>", fill("-"))),
        ("starts of CDATA", format!("<a>{}", fill("<![CDATA["))),
        ("starts of DOCTYPE", fill("<!DOCTYPE a [<!--")),
        ("open quotes", fill("<a b='")),
        ("spaces in a tag", format!("<a{}/>", fill(" "))),
        ("equals in a tag", format!("<a {}/>", fill("="))),
        ("names in a tag", format!("<a {}/>", fill("b "))),
        ("a long name", format!("<{}/>", fill("a"))),
        ("elements", format!("<a>{}</a>", fill("<b/>"))),
        ("other prefixes", format!("<a xmlns:b='u' xmlns:c='v'>{}</a>", fill("<b:d/><c:d/>"))),
        ("the first of many prefixes", open + &fill("<p0:a/><p1:a/>")),
        ("declarations", format!("<a>{}</a>", fill("<b xmlns:p='urn:x'/>"))),
        ("many attributes", format!("<a>{}</a>", fill(&format!("<b{many}/>")))),
        ("deep and unclosed", unclosed + &fill("<b/>x")),
        ("control characters", fill("\u{1}")),
        ("carriage returns", format!("<a>{}</a>", fill("\r"))),
    ];
    // A reader that goes over a trap again and again does not come to the end of them.
    for (name, text) in &traps {
        println!("{name}");
        let document = Document::parse(text);
        if let Some(root) = document.root() {
            let all = std::iter::once(root).chain(root.descendants());
            let read = |element: Element<'_, '_>| {
                element.inner_span().len() as usize + element.attributes().map(|one| one.value().len()).sum::<usize>()
            };
            assert!(all.map(read).sum::<usize>() < usize::MAX);
            assert!(root.mapped_text().as_str().len() <= text.len());
        }
    }
}
