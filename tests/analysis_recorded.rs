//! The analysis against the plain evaluators, on every recorded request of the corpus: 18,251 requests, both dialects.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod analysis_support;

use analysis_support::{agrees, alone, context, corpus, exactly, plain, value, with_policy};
use notify_lint::pdp::Decision;
use notify_lint::pdp::altinn::Binding;
use notify_lint::pdp::analysis::{Analysis, Dialect, Domain, Judgement, Value};
use serde_json::Value as Json;

fn values(attributes: &Json) -> Vec<Value> {
    let text = |one: &Json, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let mut all = Vec::new();
    for one in attributes.as_array().into_iter().flatten() {
        for each in one["values"].as_array().into_iter().flatten().filter_map(Json::as_str) {
            all.push(value(&text(one, "category"), &text(one, "id"), &text(one, "datatype"), each));
        }
    }
    all
}

/// Whether a request holds a value that is none of its type: that no such value occurs is assumed.
fn is_malformed(values: &[Value]) -> bool {
    values.iter().any(|value| value.data_type.ends_with("#integer") && value.text.trim().parse::<i128>().is_err())
}

fn short(values: &[Value]) -> String {
    values
        .iter()
        .map(|one| format!("{}={:?}^{}", one.id, one.text, &one.data_type[one.data_type.len() - 6..]))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_recorded_request_is_decided_as_the_plain_evaluators_do() {
    let Some(corpus) = corpus() else { return };
    let binding = Binding::default();
    let (mut agree, mut undecided, mut wrong) = ([0, 0], [0, 0], Vec::new());
    for file in ["real.jsonl", "generated.jsonl", "generated-2.jsonl"] {
        let text = std::fs::read_to_string(corpus.join("decisions").join(file)).expect("the recordings are readable");
        for line in text.lines() {
            let case: Json = serde_json::from_str(line).expect("one JSON object a line");
            let requests: Vec<Vec<Value>> =
                case["requests"].as_array().into_iter().flatten().map(|asked| values(&asked["attributes"])).collect();
            with_policy(case["policy"].as_str().unwrap_or_default(), |policy| {
                for (at, dialect) in [Dialect::Altinn, Dialect::Standard].into_iter().enumerate() {
                    let open = Domain::unshaped([policy]);
                    let shapeless = Analysis::new(policy, &binding, &open, dialect);
                    let asked = requests.iter().filter(|values| !is_malformed(values));
                    let wanted: Vec<_> =
                        asked.map(|values| (values, plain(policy, dialect, &context(values)))).collect();
                    let claims: Vec<_> =
                        wanted.iter().map(|(values, decision)| alone((*values).clone(), *decision)).collect();
                    for ((values, decision), judged) in wanted.iter().zip(shapeless.judge(&claims)) {
                        let only = exactly(values);
                        let fixed = Analysis::new(policy, &binding, &only, dialect);
                        let fixed = agrees(&fixed, &alone(Vec::new(), *decision));
                        match (decision, judged, fixed) {
                            (Decision::Undecided, ..) => undecided[at] += 1,
                            (_, Judgement::Refuted(_), _) | (.., Some(false)) => {
                                wrong.push(format!(
                                    "{} {dialect:?}: not {} {}",
                                    case["id"],
                                    decision.name(),
                                    short(values)
                                ));
                            }
                            (_, Judgement::Undecided(_), _) | (.., None) => undecided[at] += 1,
                            (_, Judgement::Proved, Some(true)) => agree[at] += 1,
                        }
                    }
                }
            });
        }
    }
    println!("agree {agree:?}, undecided {undecided:?}, wrong {}", wrong.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(20)].join("\n"));
    assert!(agree[0] > 14_000 && agree[1] > 14_000, "only {agree:?} decided");
}
