//! Reviewdog's diagnostic format, with suggestions.
//!
//! Source: github.com/reviewdog/reviewdog `proto/rdf` (read November 2026). Its columns are counted in bytes of UTF-8.

use crate::anchor::Root;
use crate::finding::{Finding, Fix, Severity, opened};
use crate::report::json_text::{OneByOne, write_pretty};
use crate::source::{Location, Source};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

pub(in crate::report) fn write(findings: &[Finding], root: &Root, out: &mut impl Write) -> io::Result<()> {
    let diagnostics = OneByOne::new(opened(findings).map(|finding| diagnostic(&finding, root)));
    let source = json!({"name": "notify-lint", "url": env!("CARGO_PKG_REPOSITORY")});
    write_pretty(&Report { source, diagnostics }, out)
}

#[derive(Serialize)]
struct Report<D> {
    source: Value,
    diagnostics: D,
}

fn diagnostic(finding: &Finding, root: &Root) -> Value {
    let path = |at: &Location| root.path(at.source.path());
    let mut diagnostic = json!({
        "message": super::whole_text(finding),
        "location": {"path": path(&finding.at), "range": range(&finding.at)},
        "severity": match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        "code": {"value": finding.rule},
    });
    if let Some(page) = super::page(finding.rule) {
        diagnostic["code"]["url"] = page.into();
    }
    let related: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| json!({"message": label.text, "location": {"path": path(&label.at), "range": range(&label.at)}}))
        .collect();
    if !related.is_empty() {
        diagnostic["relatedLocations"] = Value::Array(related);
    }
    // A suggestion replaces one stretch of the file of the finding.
    if let Some([edit]) = finding.fix.as_ref().map(|fix: &Fix| fix.edits.as_slice())
        && std::sync::Arc::ptr_eq(&edit.at.source, &finding.at.source)
    {
        diagnostic["suggestions"] = json!([{"range": range(&edit.at), "text": edit.text}]);
    }
    diagnostic
}

fn range(at: &Location) -> Value {
    let place = |offset| {
        let (line, column) = line_and_bytes(&at.source, offset);
        json!({"line": line, "column": column})
    };
    json!({"start": place(at.span.start), "end": place(at.span.end)})
}

/// Line and column from 1, the column in bytes.
fn line_and_bytes(source: &Source, offset: u32) -> (usize, u32) {
    let line = source.lines().line_of(offset);
    (line + 1, offset - source.lines().start_of(line).min(offset) + 1)
}
