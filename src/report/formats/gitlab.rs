//! GitLab's code quality report.
//!
//! Source: docs.gitlab.com, "Code Quality", the report format (read November 2026): `description`, `check_name`,
//! `fingerprint`, `severity` and `location` are required.

use crate::anchor::{Anchors, Fingerprints, Root};
use crate::finding::{Finding, Severity, opened};
use crate::report::json_text::{OneByOne, write_pretty};
use serde_json::json;
use std::io::{self, Write};

pub(in crate::report) fn write(findings: &[Finding], root: &Root, out: &mut impl Write) -> io::Result<()> {
    let (mut anchors, mut fingerprints) = (Anchors::default(), Fingerprints::new(root));
    let issues = opened(findings).map(|finding| {
        let source = &finding.at.source;
        let (start, end) = (source.position(finding.at.span.start), source.position(finding.at.span.end));
        json!({
            "type": "issue",
            "check_name": finding.rule,
            "description": finding.message,
            "content": {"body": super::whole_text(&finding)},
            "categories": ["Bug Risk"],
            "severity": severity(finding.severity),
            "fingerprint": fingerprints.next(&finding, &anchors.of(&finding.at)).to_string(),
            "location": {
                "path": root.path(source.path()),
                "lines": {"begin": start.line, "end": end.line},
            },
        })
    });
    write_pretty(&OneByOne::new(issues), out)
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "info",
    }
}
