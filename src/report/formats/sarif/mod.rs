//! SARIF 2.1.0, complete at once: rules with help, regions in characters, fingerprints, related places, repairs,
//! suppressions, and what could not be read.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", 27 March 2020, with errata 01.

mod place;
mod result;
mod rules;

use crate::anchor::{Anchors, Fingerprints};
use crate::finding::Sources;
use crate::report::Sheet;
use crate::report::json_text::{OneByOne, write_pretty};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

/// The name of the tool.
pub(in crate::report) const NAME: &str = "notify-lint";
/// The form of our fingerprints; another way of making them gets another number.
const FINGERPRINT: &str = "notifyLint/v1";
/// The base that relative addresses are told from.
const ROOT: &str = "SRCROOT";

pub(in crate::report) fn write(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<()> {
    let rules = rules::Rules::of(sheet.rules);
    let (mut anchors, mut fingerprints) = (Anchors::default(), Fingerprints::new(sheet.root));
    let mut sources = Sources::default();
    let results = sheet.all().into_iter().map(|(finding, silence)| {
        let anchor = anchors.of(&finding.at);
        let fingerprint = fingerprints.next(finding, &anchor);
        let finding = finding.opened(&mut sources);
        result::result(&finding, silence, &anchor, fingerprint, &rules, sheet.root)
    });
    let unread: Vec<Value> =
        sheet.unread.iter().map(|text| json!({"level": "error", "message": {"text": text}})).collect();
    let run = Run {
        tool: json!({"driver": {
            "name": NAME,
            "informationUri": env!("CARGO_PKG_REPOSITORY"),
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.descriptors(),
        }}),
        automation_details: json!({"id": "notify-lint/"}),
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: json!({ROOT: {"description": {"text": "the root of the repository"}}}),
        invocations: json!([{"executionSuccessful": unread.is_empty(), "toolExecutionNotifications": unread}]),
        results: OneByOne::new(results),
    };
    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    write_pretty(&Log { schema, version: "2.1.0", runs: [run] }, out)
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<R>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    tool: Value,
    automation_details: Value,
    column_kind: &'static str,
    original_uri_base_ids: Value,
    invocations: Value,
    results: R,
}
