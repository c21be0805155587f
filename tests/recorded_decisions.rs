//! Altinn's own engine was asked 18,251 questions; here they are asked again.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::pdp::altinn::{Binding, evaluate};
use notify_lint::pdp::{Attribute, Decision, Request};
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

fn decide(policy: &str, request: &Request) -> Decision {
    let document = Document::parse(policy.trim_start_matches('\u{feff}'));
    if !document.problems().is_empty() {
        return Decision::Indeterminate;
    }
    match xacml::read(&document) {
        Root::Policy(policy) => evaluate(&policy, &Binding::default(), request).decision,
        _ => Decision::Indeterminate,
    }
}

#[test]
fn every_recorded_decision_of_altinns_engine_is_reproduced_or_undecided() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
        return;
    };
    let (mut agree, mut undecided, mut wrong) = (0, 0, Vec::new());
    for file in ["real.jsonl", "generated.jsonl", "generated-2.jsonl"] {
        let text = std::fs::read_to_string(corpus.join("decisions").join(file)).expect("the recordings are readable");
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).expect("one JSON object a line");
            let policy = case["policy"].as_str().unwrap_or_default();
            for (number, asked) in case["requests"].as_array().into_iter().flatten().enumerate() {
                let want = match asked["altinn"].as_str().unwrap_or_default() {
                    "Error:parse" | "Error:evaluation" | "Indeterminate" => "Indeterminate",
                    other => other,
                };
                let got = decide(policy, &request(&asked["attributes"]));
                match got {
                    Decision::Undecided => undecided += 1,
                    got if got.name() == want => agree += 1,
                    got => {
                        wrong.push(format!("{} #{number}: {} instead of {}", case["id"], got.name(), asked["altinn"]))
                    }
                }
            }
        }
    }
    println!("agree {agree}, undecided {undecided}, wrong {}", wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
    assert!(agree > 15_000, "only {agree} decided");
}
