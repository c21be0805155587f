//! SARIF: one run, with the rules of all.

use super::list::{All, Identity, Known, Place, Sorted};
use super::part::Run;
use super::{Part, Text, Unjoined, Whole, list, number, text, unjoined};
use crate::finding::Severity;
use crate::report::formats;
use crate::report::json_text::{OneByOne, write_pretty};
use percent_encoding::percent_decode_str;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::{self, Write};

/// Results of all parts, in the one run of the first.
pub(super) struct Joined {
    log: Map<String, Value>,
    run: Value,
    results: Sorted,
    /// The number of each rule.
    numbers: HashMap<String, usize>,
}

/// Whether it is SARIF that this program wrote.
pub(super) fn is_ours(file: &Part) -> bool {
    let is_our_run = |run: &Run| run.rest["tool"]["driver"]["name"] == formats::sarif::NAME;
    file.rest.get("version").is_some_and(|version| version == "2.1.0")
        && !file.runs.is_empty()
        && file.runs.iter().all(is_our_run)
}

pub(super) fn merge(parts: Vec<Part>) -> Result<Whole, Unjoined> {
    let mut first: Option<(Map<String, Value>, Value)> = None;
    let (mut rules, mut results, mut invocations) = (Rules::default(), All::default(), Vec::new());
    for (part, file) in parts.into_iter().enumerate() {
        results.next_part();
        for (number, mut run) in file.runs.into_iter().enumerate() {
            rules.extend(take_list(part, &mut run.rest["tool"]["driver"], "rules")?);
            for invocation in take_list(part, &mut run.rest, "invocations")? {
                if !invocations.contains(&invocation) {
                    invocations.push(invocation);
                }
            }
            results.extend(list(part, run.results, "results")?);
            match &first {
                None => first = Some((file.rest.clone(), run.rest)),
                Some((_, known)) if number > 0 || version(known) == version(&run.rest) => {}
                Some(_) => return Err(unjoined(part, "another version of notify-lint wrote it than the first")),
            }
        }
    }
    let (log, mut run) = first.unwrap_or_default();
    let results = results.sorted();
    let (worst, numbers) = (results.worst(), rules.numbers);
    let is_incomplete = invocations.iter().any(|invocation| invocation["executionSuccessful"] != true);
    run["tool"]["driver"]["rules"] = rules.all.into();
    run["invocations"] = invocations.into();
    let text = Text::Sarif(Joined { log, run, results, numbers });
    Ok(Whole { text, worst, is_incomplete, is_empty: false })
}

impl Joined {
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        write_pretty(&Log(self), out)
    }

    /// The results, each with the number that its rule has now.
    fn results(&self) -> impl Iterator<Item = Value> {
        self.results.values().map(|mut result| {
            if let Some(number) = result["ruleId"].as_str().and_then(|rule| self.numbers.get(rule)) {
                result["ruleIndex"] = json!(number);
            }
            result
        })
    }
}

/// The whole file, its members in the order of the first part.
struct Log<'j>(&'j Joined);

impl serde::Serialize for Log<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (name, value) in &self.0.log {
            match name.as_str() {
                "runs" => members.serialize_entry(name, &[OneRun(self.0)])?,
                _ => members.serialize_entry(name, value)?,
            }
        }
        members.end()
    }
}

struct OneRun<'j>(&'j Joined);

impl serde::Serialize for OneRun<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        for (name, value) in self.0.run.as_object().into_iter().flatten() {
            match name.as_str() {
                "results" => members.serialize_entry(name, &OneByOne::new(self.0.results()))?,
                _ => members.serialize_entry(name, value)?,
            }
        }
        members.end()
    }
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

/// What is at hand of a result; two are the same where rule, fingerprint and place are.
pub(super) fn known(result: &Value, _: &str) -> Known {
    let region = &place(result)["region"];
    let [from, to] =
        [["startLine", "startColumn"], ["endLine", "endColumn"]].map(|names| names.map(|name| number(&region[name])));
    let address = text(&place(result)["artifactLocation"]["uri"]);
    let path = percent_decode_str(address.strip_prefix("file://").unwrap_or(&address)).decode_utf8_lossy().into_owned();
    let (rule, words) = (text(&result["ruleId"]), text(&result["message"]["text"]));
    Known {
        place: Place { path: path.into(), from, to, rule, words },
        severity: severity(result),
        is_heard: result.get("suppressions").is_none(),
        identity: Identity::of(&json!([result["ruleId"], result["partialFingerprints"], place(result)]).to_string()),
    }
}

fn version(run: &Value) -> &Value {
    &run["tool"]["driver"]["version"]
}

fn place(result: &Value) -> &Value {
    &result["locations"][0]["physicalLocation"]
}

fn severity(result: &Value) -> Option<Severity> {
    match result["level"].as_str() {
        Some("error") => Some(Severity::Error),
        Some("warning") => Some(Severity::Warning),
        Some("note") => Some(Severity::Info),
        _ => None,
    }
}

/// A member that is a list, taken out.
fn take_list(part: usize, value: &mut Value, name: &str) -> Result<Vec<Value>, Unjoined> {
    match value.get_mut(name).map(Value::take) {
        Some(Value::Array(all)) => Ok(all),
        _ => Err(unjoined(part, format!("it has no list of `{name}`"))),
    }
}
