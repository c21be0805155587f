//! roxmltree and this tree find the same, and give the same verdict on well-formedness.
//!
//! A CR alone is not compared: roxmltree keeps it before a reference, where XML makes it a LF. The tests of places look
//! at it. Where the two differ on purpose:
//! * a DOCTYPE is a problem here, because Altinn's readers prohibit it; roxmltree may expand one;
//! * Namespaces in XML 1.0 is held to the letter: a local name starts like a name, `xmlns:a=""` unbinds nothing, no
//!   attribute stands twice, not even `xmlns`, and the prefix `xmlns` is bound by nobody;
//! * names of instructions have no colon and are not `xml` in other letters, the declaration says what it may and is
//!   followed by what may follow;
//! * a number that is no character, `&#x110000;`, is refused; roxmltree puts U+FFFD in its place.

use crate::model::{Written, element};
use crate::trees::{cases, corpus, damaged, damages, files};
use notify_lint::source::Source;
use notify_lint::syntax::xml::{Content, Document, Element, NodeKind, Problem, ProblemKind};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

type Found = (String, String, Vec<(String, String, String)>, String, std::ops::Range<usize>);

fn ours(document: &Document<'_>) -> Vec<Found> {
    let root = document.root();
    let elements = root.into_iter().chain(root.into_iter().flat_map(Element::descendants));
    elements
        .map(|element| {
            let attributes = element
                .attributes()
                .filter(|one| one.qualified_name() != "xmlns" && !one.qualified_name().starts_with("xmlns:"))
                .map(|one| (one.namespace().to_owned(), one.name().to_owned(), one.value().into_owned()))
                .collect();
            let span = element.span().range();
            let text = element.text().replace('\r', "\n");
            (element.namespace().to_owned(), element.name().to_owned(), attributes, text, span)
        })
        .collect()
}

fn theirs(document: &roxmltree::Document<'_>) -> Vec<Found> {
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    elements
        .map(|element| {
            let attributes = element
                .attributes()
                .map(|one| {
                    (one.namespace().unwrap_or_default().to_owned(), one.name().to_owned(), one.value().to_owned())
                })
                .collect();
            let texts = element.children().filter(roxmltree::Node::is_text);
            let text = texts.filter_map(|child| child.text()).collect::<String>().replace('\r', "\n");
            let name = element.tag_name();
            let namespace = name.namespace().unwrap_or_default().to_owned();
            (namespace, name.name().to_owned(), attributes, text, element.range())
        })
        .collect()
}

/// What is refused here on purpose though roxmltree reads it.
fn stricter_on_purpose(problem: &Problem, text: &str) -> bool {
    let kind = &problem.kind;
    let numeric = text[problem.span.start as usize..].starts_with("&#");
    matches!(kind, ProblemKind::Doctype | ProblemKind::BadInstruction | ProblemKind::BadName(_))
        || matches!(kind, ProblemKind::DuplicateAttribute(name) if name == "xmlns")
        || (*kind == ProblemKind::BadReference && numeric)
}

/// As [`stricter_on_purpose`], and what follows is refused because of it: a prefix that was not bound, or the rest of a
/// declaration in which roxmltree sees no end at `?>` between quotes.
fn has_consequences(kind: &ProblemKind) -> bool {
    matches!(kind, ProblemKind::BadDeclaration(_) | ProblemKind::MalformedDeclaration)
}

fn compare(text: &str) -> Result<(), String> {
    let document = Document::parse(text);
    let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
    match roxmltree::Document::parse_with_options(text, options) {
        Ok(reference) if document.problems().is_empty() => {
            let (ours, theirs) = (ours(&document), theirs(&reference));
            if ours == theirs { Ok(()) } else { Err(format!("found {ours:?}\nroxmltree {theirs:?}")) }
        }
        Ok(_) if document.problems().iter().any(|problem| has_consequences(&problem.kind)) => Ok(()),
        Ok(_) if document.problems().iter().all(|problem| stricter_on_purpose(problem, text)) => Ok(()),
        Ok(_) => Err(format!("only roxmltree reads it: {:?}", document.problems())),
        Err(error) if document.problems().is_empty() => Err(format!("only roxmltree refuses it: {error}")),
        Err(_) => Ok(()),
    }
}

/// Spans lie within the text and within each other, whatever the text.
fn check_shape(text: &str) -> Result<(), String> {
    let document = Document::parse(text);
    for problem in document.problems() {
        text.get(problem.span.range()).ok_or_else(|| format!("{problem:?} points nowhere"))?;
    }
    let mut before = 0;
    for (_, span) in document.nodes() {
        if span.start < before || text.get(span.range()).is_none() {
            return Err(format!("a node at {span:?} behind {before}"));
        }
        before = span.start;
    }
    let root = document.root();
    for element in root.into_iter().chain(root.into_iter().flat_map(Element::descendants)) {
        let inner = element.inner_span();
        if !element.span().contains(inner) || element.start_tag().end != inner.start {
            return Err(format!("{:?} around {inner:?}", element.span()));
        }
        let mut at = inner.start;
        for content in element.contents() {
            let span = match content {
                Content::Element(child) => child.span(),
                Content::Other(kind, span) if kind != NodeKind::Element => span,
                Content::Other(..) => return Err("an element that is none".to_owned()),
            };
            if span.start != at || span.end > inner.end {
                return Err(format!("a gap before {span:?} in {inner:?}"));
            }
            at = span.end;
        }
        let mapped = element.mapped_text();
        for (start, character) in mapped.as_str().char_indices() {
            let span = mapped.span_of(start..start + character.len_utf8());
            if span.is_empty() || !inner.contains(span) {
                return Err(format!("{character:?} at {span:?} outside of {inner:?}"));
            }
        }
    }
    Ok(())
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let checked = compare(text).and_then(|()| check_shape(text));
    checked.map_err(|error| TestCaseError::fail(format!("{error}\n{text:?}")))
}

const TOKENS: &[&str] = &[
    "<",
    ">",
    "/",
    "</",
    "/>",
    "<!--",
    "-->",
    "--",
    "<![CDATA[",
    "]]>",
    "<?xml version=\"1.0\"?>",
    "<?a",
    "?>",
    "<?xml ",
    "<!DOCTYPE a>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&",
    "&amp;",
    "&#0;",
    "&#xE5;",
    "&b;",
    "&#",
    ";",
    "=",
    "\"",
    "'",
    " ",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{B}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{FEFF}",
    "æ",
    "🙂",
    "×",
    ":",
    "a:",
    "xmlns",
    " xmlns=\"urn:x\"",
    " xmlns:a=\"urn:x\"",
    " xmlns:b=\"urn:x\"",
    " xmlns:a=\"\"",
    " a:c=\"1\"",
    " b:c=\"1\"",
    " c=\"1\"",
    " xml:lang=\"nb\"",
    " xmlns:xml=\"urn:x\"",
    "<a>",
    "</a>",
    "<a/>",
    "<a:c>",
    "</a:c>",
    "1",
    "-",
    ".",
];

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn made_up_documents(root in element(), declaration in any::<bool>()) {
        let written = Written::of(&root, declaration);
        check(&written.text)?;
    }

    #[test]
    fn damaged_documents(root in element(), declaration in any::<bool>(), damages in damages(TOKENS)) {
        let text = damaged(&Written::of(&root, declaration).text, &damages);
        check(&text)?;
    }

    #[test]
    fn heaps_of_tokens(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..30)) {
        let text = tokens.concat();
        check(&text)?;
        check(&format!("<a{text}</a>"))?;
    }

    #[test]
    fn any_text(text in "\\PC{0,60}") {
        check(&text)?;
    }
}

fn real_documents(folder: &Path) -> Vec<(String, String)> {
    files(folder, &["xml", "bpmn", "xsd"])
        .into_iter()
        .filter_map(|(path, bytes)| {
            let source = Source::decode(&path, bytes).ok()?;
            Some((path.display().to_string(), source.text().to_owned()))
        })
        .collect()
}

#[test]
fn every_document_of_the_fixtures_and_the_corpus() {
    let mut documents = real_documents(Path::new("fixtures"));
    documents.extend(corpus().iter().flat_map(|folder| real_documents(folder)));
    let mut read = 0;
    for (path, text) in &documents {
        compare(text).and_then(|()| check_shape(text)).unwrap_or_else(|error| panic!("{path}: {error}"));
        read += usize::from(Document::parse(text).problems().is_empty());
    }
    println!("{} documents, {read} of them well-formed", documents.len());
    assert!(read > 5, "the fixtures alone have more");
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn damaged_policies(which in any::<prop::sample::Index>(), damages in damages(TOKENS)) {
        static POLICIES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut policies = real_documents(Path::new("fixtures"));
            policies.extend(corpus().iter().flat_map(|folder| real_documents(&folder.join("policies"))));
            policies.into_iter().map(|(_, text)| text).filter(|text| text.len() < 20_000).collect()
        });
        let policy: &String = which.get(POLICIES.as_slice());
        check(&damaged(policy, &damages))?;
    }
}
