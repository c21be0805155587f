//! One finding in SARIF's words.

use super::place::{artifact, physical, region};
use super::rules::{Rules, level};
use crate::anchor::{Fingerprint, Root};
use crate::finding::{Edit, Finding, Fix, Silence, SilencedBy};
use serde_json::{Map, Value, json};
use std::sync::Arc;

pub(super) fn result(
    finding: &Finding,
    silence: Option<&Silence>,
    anchor: &str,
    fingerprint: Fingerprint,
    rules: &Rules<'_>,
    root: &Root,
) -> Value {
    let mut location = json!({"physicalLocation": physical(&finding.at, root)});
    if let Some(label) = &finding.label {
        location["message"] = json!({"text": label});
    }
    if !anchor.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": anchor}]);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": super::super::whole_text(finding)},
        "locations": [location],
        "partialFingerprints": {super::FINGERPRINT: fingerprint.to_string()},
    });
    if let Some(number) = rules.number(finding.rule) {
        result["ruleIndex"] = json!(number);
    }
    let related: Vec<Value> = finding
        .labels
        .iter()
        .enumerate()
        .map(|(number, label)| {
            json!({
                "id": number + 1,
                "physicalLocation": physical(&label.at, root),
                "message": {"text": label.text},
            })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([repair(fix, root)]);
    }
    if let Some(silence) = silence {
        result["suppressions"] = json!([suppression(silence, root)]);
    }
    let properties = properties(finding);
    if !properties.is_empty() {
        result["properties"] = Value::Object(properties);
    }
    result
}

/// A repair, its edits gathered by file.
fn repair(fix: &Fix, root: &Root) -> Value {
    let mut files: Vec<Vec<&Edit>> = Vec::new();
    for edit in &fix.edits {
        let same = files.iter_mut().find(|file| file.iter().any(|one| Arc::ptr_eq(&one.at.source, &edit.at.source)));
        match same {
            Some(file) => file.push(edit),
            None => files.push(vec![edit]),
        }
    }
    let changes: Vec<Value> = files
        .iter()
        .filter_map(|file| {
            let first = file.first()?;
            let replacements: Vec<Value> = file
                .iter()
                .map(|edit| json!({"deletedRegion": region(&edit.at), "insertedContent": {"text": edit.text}}))
                .collect();
            Some(json!({"artifactLocation": artifact(&first.at, root), "replacements": replacements}))
        })
        .collect();
    json!({"description": {"text": fix.title}, "artifactChanges": changes})
}

fn suppression(silence: &Silence, root: &Root) -> Value {
    let kind = match silence.by {
        SilencedBy::Comment => "inSource",
        SilencedBy::Configuration | SilencedBy::Baseline => "external",
    };
    let mut suppression = json!({"kind": kind, "status": "accepted", "justification": silence.reason});
    if let Some(at) = &silence.at {
        suppression["location"] = json!({"physicalLocation": physical(at, root)});
    }
    suppression
}

/// Who is hurt, and the request that shows it.
fn properties(finding: &Finding) -> Map<String, Value> {
    let mut properties = Map::new();
    if !finding.subjects.is_empty() {
        properties.insert("subjects".into(), json!(finding.subjects));
    }
    if let Some(witness) = &finding.witness {
        let shown = json!({
            "sentence": witness.sentence,
            "decision": witness.decision,
            "request": witness.request,
        });
        properties.insert("witness".into(), shown);
    }
    if let Some(fix) = &finding.fix {
        properties.insert("fixSafety".into(), json!(fix.safety));
    }
    properties
}
