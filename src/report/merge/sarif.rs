//! SARIF: one run, with the rules of all.

use super::{Once, Unjoined, Whole, number, take_list, text, unjoined};
use crate::finding::Severity;
use crate::report::formats;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::PathBuf;

/// Whether it is SARIF that this program wrote.
pub(super) fn is_ours(file: &Value) -> bool {
    let runs = file["runs"].as_array().map_or(&[][..], Vec::as_slice);
    let is_our_run = |run: &Value| run["tool"]["driver"]["name"] == formats::sarif::NAME;
    file["version"] == "2.1.0" && !runs.is_empty() && runs.iter().all(is_our_run)
}

pub(super) fn merge(parts: Vec<Value>) -> Result<Whole, Unjoined> {
    let mut whole: Option<Value> = None;
    let (mut rules, mut results, mut invocations) = (Rules::default(), Vec::new(), Vec::new());
    let mut once = Once::new();
    for (part, mut file) in parts.into_iter().enumerate() {
        once.next_part();
        for run in file["runs"].as_array_mut().into_iter().flatten() {
            rules.extend(take_list(part, &mut run["tool"]["driver"], "rules")?);
            for invocation in take_list(part, run, "invocations")? {
                if !invocations.contains(&invocation) {
                    invocations.push(invocation);
                }
            }
            let said = take_list(part, run, "results")?;
            results.extend(said.into_iter().filter(|result| once.is_new(identity(result))));
        }
        match &whole {
            None => whole = Some(file),
            Some(first) if version(first) == version(&file) => {}
            Some(_) => return Err(unjoined(part, "another version of notify-lint wrote it than the first")),
        }
    }
    let mut whole = whole.unwrap_or_default();
    results.sort_by_cached_key(|result| {
        let region = &place(result)["region"];
        let [from, to] = [["startLine", "startColumn"], ["endLine", "endColumn"]]
            .map(|names| names.map(|name| number(&region[name])));
        (path(result), from, to, text(&result["ruleId"]), text(&result["message"]["text"]))
    });
    for result in &mut results {
        if let Some(number) = rules.numbers.get(&text(&result["ruleId"])) {
            result["ruleIndex"] = json!(number);
        }
    }
    let worst = results.iter().filter(|result| result.get("suppressions").is_none()).filter_map(severity_of).max();
    let is_incomplete = invocations.iter().any(|invocation| invocation["executionSuccessful"] != true);
    if let Some(runs) = whole["runs"].as_array_mut() {
        runs.truncate(1);
        for run in runs {
            run["tool"]["driver"]["rules"] = std::mem::take(&mut rules.all).into();
            run["invocations"] = std::mem::take(&mut invocations).into();
            run["results"] = std::mem::take(&mut results).into();
        }
    }
    let mut text = Vec::new();
    formats::write_json(&whole, &mut text).map_err(|error| unjoined(0, error.to_string()))?;
    Ok(Whole { text, worst, is_incomplete, is_empty: false })
}

/// The rules of all parts, each once, in the order in which they are first met.
#[derive(Default)]
struct Rules {
    all: Vec<Value>,
    numbers: HashMap<String, usize>,
}

impl Rules {
    fn extend(&mut self, rules: Vec<Value>) {
        for rule in rules {
            let id = text(&rule["id"]);
            if !self.numbers.contains_key(&id) {
                self.numbers.insert(id, self.all.len());
                self.all.push(rule);
            }
        }
    }
}

fn version(log: &Value) -> &Value {
    &log["runs"][0]["tool"]["driver"]["version"]
}

fn place(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]
}

/// What tells a result from every other: its fingerprint and its place.
fn identity(result: &Value) -> String {
    json!([result["ruleId"], result["partialFingerprints"], place(result)]).to_string()
}

fn path(result: &Value) -> PathBuf {
    let address = text(&place(result)["artifactLocation"]["uri"]);
    percent_decode_str(address.strip_prefix("file://").unwrap_or(&address)).decode_utf8_lossy().into_owned().into()
}

fn severity_of(result: &Value) -> Option<Severity> {
    match result["level"].as_str() {
        Some("error") => Some(Severity::Error),
        Some("warning") => Some(Severity::Warning),
        Some("note") => Some(Severity::Info),
        _ => None,
    }
}
