//! serde_json and this tree read the same, where serde_json reads at all.
//!
//! Where the two differ on purpose: comments, trailing commas and holes are read here and noted; values may be nested 512
//! deep (serde_json: 127); numbers stay as they are written, also those that no `f64` holds.

use crate::model::{Patience, Written, json};
use crate::trees::{cases, corpus, damaged, damages, files};
use notify_lint::source::Source;
use notify_lint::syntax::json::{Document, Kind, ProblemKind, Value};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// As serde_json has it; none where there is a hole in it.
fn plain(value: Value<'_>) -> Option<serde_json::Value> {
    Some(match value.kind() {
        Kind::Object => {
            let members = value.members().map(|member| Some((member.key.value().into_owned(), plain(member.value)?)));
            serde_json::Value::Object(members.collect::<Option<_>>()?)
        }
        Kind::Array => serde_json::Value::Array(value.items().map(plain).collect::<Option<_>>()?),
        Kind::String => serde_json::Value::String(value.as_str()?.into_owned()),
        Kind::Number => serde_json::from_str(value.as_number()?).ok()?,
        Kind::True => true.into(),
        Kind::False => false.into(),
        Kind::Null => serde_json::Value::Null,
        Kind::Hole => return None,
    })
}

fn has_hole(value: Value<'_>) -> bool {
    value.kind() == Kind::Hole || value.items().any(has_hole) || value.members().any(|member| has_hole(member.value))
}

fn compare(text: &str) -> Result<(), String> {
    let document = Document::parse(text);
    let lenient = |kind: &ProblemKind| matches!(kind, ProblemKind::Comment | ProblemKind::TrailingComma);
    let is_lenient =
        document.problems().iter().any(|problem| lenient(&problem.kind)) || document.root().is_some_and(has_hole);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) if is_lenient || !document.is_whole() => Err(format!("serde_json reads it: {:?}", document.problems())),
        Ok(expected) => {
            let found = document.root().and_then(plain);
            if found.as_ref() == Some(&expected) { Ok(()) } else { Err(format!("{found:?}\nserde_json: {expected:?}")) }
        }
        Err(_) if is_lenient || !document.is_whole() => Ok(()),
        Err(error) => {
            let on_purpose = ["recursion limit exceeded", "number out of range"];
            let message = error.to_string();
            if on_purpose.iter().any(|known| message.starts_with(known)) {
                Ok(())
            } else {
                Err(format!("only serde_json refuses it: {message}"))
            }
        }
    }
}

/// Spans lie within the text and within each other, whatever the text.
fn check_shape(text: &str) -> Result<(), String> {
    let document = Document::parse(text);
    for problem in document.problems() {
        text.get(problem.span.range()).ok_or_else(|| format!("{problem:?} points nowhere"))?;
    }
    let fatal = document.problems().iter().filter(|problem| problem.kind.is_fatal()).count();
    if fatal > 1 || document.is_whole() != (fatal == 0) {
        return Err(format!("{:?}", document.problems()));
    }
    document.root().map_or(Ok(()), |root| check_value(root, text))
}

fn check_value(value: Value<'_>, text: &str) -> Result<(), String> {
    text.get(value.span().range()).ok_or_else(|| format!("{:?} is no text", value.span()))?;
    let inside = value.items().chain(value.members().map(|member| member.value));
    let mut at = value.span().start;
    for inner in inside {
        if inner.span().start < at || !value.span().contains(inner.span()) {
            return Err(format!("{:?} in {:?}", inner.span(), value.span()));
        }
        at = inner.span().end;
        check_value(inner, text)?;
    }
    let texts = value.text().into_iter().chain(value.members().map(|member| member.key));
    for found in texts {
        let mapped = found.mapped();
        for (start, character) in mapped.as_str().char_indices() {
            let span = mapped.span_of(start..start + character.len_utf8());
            if span.is_empty() || !found.inner().contains(span) {
                return Err(format!("{character:?} at {span:?} outside of {:?}", found.inner()));
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
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"æ\":",
    "\\",
    "\\\"",
    "\\u",
    "\\u00e5",
    "\\ud83d",
    "\\ude42",
    "\\x",
    "//",
    "/*",
    "*/",
    "/",
    "null",
    "true",
    "false",
    "nul",
    "0",
    "-",
    "1",
    "01",
    "1.",
    ".5",
    "e",
    "1e5",
    "1e999",
    "+1",
    "NaN",
    "{{",
    "}}",
    "{{a}}",
    "${",
    "${a}",
    "${{ a }}",
    "'",
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\u{1F}",
    "\u{7F}",
    "\u{A0}",
    "\u{FEFF}",
    "\u{2028}",
    "🙂",
    "#",
    "\"\\u0061\":1,\"a\":2",
];

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn made_up_documents(json in prop_oneof![json(Patience::Strict), json(Patience::Lenient), json(Patience::Holes)]) {
        check(&Written::of(&json, "").0.text)?;
    }

    #[test]
    fn damaged_documents(json in json(Patience::Lenient), damages in damages(TOKENS)) {
        check(&damaged(&Written::of(&json, " ").0.text, &damages))?;
    }

    #[test]
    fn heaps_of_tokens(tokens in prop::collection::vec(prop::sample::select(TOKENS), 0..20)) {
        let text = tokens.concat();
        check(&text)?;
        check(&format!("[{text}]"))?;
        check(&format!("{{\"a\":{text}}}"))?;
        check(&format!("\"{text}\""))?;
    }

    #[test]
    fn any_text(text in "\\PC{0,40}") {
        check(&text)?;
        check(&format!("[\"{text}\"]"))?;
    }

    #[test]
    fn any_number(text in "-?[0-9]{0,3}[.eE+-]{0,2}[0-9]{0,3}([eE][+-]?[0-9]{0,3})?") {
        check(&text)?;
        check(&format!("[{text}]"))?;
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(source) = Source::decode("x.json", bytes) {
            check(source.text())?;
        }
    }

    #[test]
    fn damaged_files(which in any::<prop::sample::Index>(), damages in damages(TOKENS)) {
        static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let mut files = real_documents(Path::new("fixtures"));
            files.extend(corpus().iter().flat_map(|folder| real_documents(&folder.join("orders"))));
            files.into_iter().map(|(_, text)| text).filter(|text| text.len() < 20_000).collect()
        });
        let file: &String = which.get(FILES.as_slice());
        check(&damaged(file, &damages))?;
    }
}

fn real_documents(folder: &Path) -> Vec<(String, String)> {
    files(folder, &["json"])
        .into_iter()
        .filter_map(|(path, bytes)| {
            let source = Source::decode(&path, bytes).ok()?;
            Some((path.display().to_string(), source.text().to_owned()))
        })
        .collect()
}

#[test]
fn every_file_of_the_fixtures_and_the_corpus() {
    let mut documents = real_documents(Path::new("fixtures"));
    documents.extend(corpus().iter().flat_map(|folder| real_documents(folder)));
    let mut whole = 0;
    for (path, text) in &documents {
        compare(text).and_then(|()| check_shape(text)).unwrap_or_else(|error| panic!("{path}: {error}"));
        whole += usize::from(Document::parse(text).is_whole());
    }
    println!("{} files, {whole} of them readable", documents.len());
    assert!(whole > 10, "the fixtures alone have more");
}
