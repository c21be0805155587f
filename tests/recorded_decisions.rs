//! Altinn's own engine was asked 18,251 questions; here they are asked again.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::expect_used, missing_docs)]

use notify_lint::pdp::altinn::{Binding, evaluate};
use notify_lint::pdp::{Answer, Attribute, Fault, Request};
use notify_lint::syntax::xml::Document;
use notify_lint::xacml::{self, Category, Root};
use serde_json::Value;
use std::borrow::Cow;
use std::path::PathBuf;

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    named.or(Some(beside)).filter(|path| path.is_dir())
}

fn request(attributes: &Value) -> Request {
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    attributes.as_array().into_iter().flatten().fold(Request::new(), |request, one| {
        request.with_attribute(Attribute {
            category: Category::of(&text(one, "category")),
            id: Cow::Owned(text(one, "id")),
            data_type: Cow::Owned(text(one, "datatype")),
            values: one["values"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect(),
        })
    })
}

/// The answer in the words of the recording, which keeps the engine's errors apart.
fn word(answer: &Answer) -> &'static str {
    match answer.fault {
        Some(Fault::Refused) => "Error:parse",
        Some(Fault::Thrown) => "Error:evaluation",
        None => answer.decision.name(),
    }
}

/// Requests that are not decided here, with the reason. There is none today; one that is decided must be taken out.
const UNDECIDED: [(&str, usize, &str); 0] = [];

#[test]
fn every_recorded_decision_of_altinns_engine_is_reproduced() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
        return;
    };
    let (mut agree, mut undecided, mut wrong) = (0, Vec::new(), Vec::new());
    for file in ["real.jsonl", "generated.jsonl", "generated-2.jsonl"] {
        let text = std::fs::read_to_string(corpus.join("decisions").join(file)).expect("the recordings are readable");
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).expect("one JSON object a line");
            let id = case["id"].as_str().unwrap_or_default();
            let text = case["policy"].as_str().unwrap_or_default().trim_start_matches('\u{feff}');
            let document = Document::parse(text);
            let root = if document.problems().is_empty() { xacml::read(&document) } else { Root::Foreign };
            for (number, asked) in case["requests"].as_array().into_iter().flatten().enumerate() {
                let want = asked["altinn"].as_str().unwrap_or_default();
                // Altinn's reader takes nothing but a policy.
                let (got, why) = match &root {
                    Root::Policy(policy) => {
                        let answer = evaluate(policy, &Binding::default(), &request(&asked["attributes"]));
                        (word(&answer), answer.because.map(|reason| reason.text).unwrap_or_default())
                    }
                    _ => ("Error:parse", String::new()),
                };
                match got {
                    "Undecided" => undecided.push((id.to_owned(), number, why)),
                    got if got == want => agree += 1,
                    got => wrong.push(format!("{id} #{number}: {got} instead of {want}: {why}")),
                }
            }
        }
    }
    println!("agree {agree}, undecided {}, wrong {}", undecided.len(), wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    let listed: Vec<_> =
        UNDECIDED.iter().map(|(id, number, why)| ((*id).to_owned(), *number, (*why).to_owned())).collect();
    assert_eq!(undecided, listed);
    assert_eq!(agree + undecided.len(), 18_251);
}
