//! Our JSON: findings, what is silenced, and the sums.

use super::list::{All, Identity, Known, Place, Sorted};
use super::{Part, Text, Unjoined, Whole, list, number, text, unjoined};
use crate::finding::Severity;
use crate::report::{Summary, json};
use serde_json::Value;
use std::io::{self, Write};

/// Findings of all parts, with their sums.
pub(super) struct Joined {
    heard: Sorted,
    silenced: Sorted,
    summary: Summary,
}

pub(super) fn merge(parts: Vec<Part>) -> Result<Whole, Unjoined> {
    let (mut heard, mut silenced) = (All::default(), All::default());
    let mut summary = Summary::default();
    for (part, file) in parts.into_iter().enumerate() {
        for (all, found, name) in [(&mut heard, file.findings, "findings"), (&mut silenced, file.silenced, "silenced")]
        {
            all.next_part();
            all.extend(list(part, found, name)?);
        }
        let sums = file.rest.get("summary").unwrap_or(&Value::Null);
        let sum = |name: &str| {
            let number = sums[name].as_u64().and_then(|number| usize::try_from(number).ok());
            number.ok_or_else(|| unjoined(part, format!("its `summary` has no number of `{name}`")))
        };
        summary.files += sum("files")?;
        summary.services += sum("services")?;
        summary.notices += sum("notices")?;
    }
    let (heard, silenced) = (heard.sorted(), silenced.sorted());
    summary.errors = heard.count(Severity::Error);
    summary.warnings = heard.count(Severity::Warning);
    summary.infos = heard.count(Severity::Info);
    summary.silenced = silenced.len();
    Ok(Whole {
        worst: heard.worst(),
        is_incomplete: false,
        is_empty: summary.services == 0 && summary.notices == 0,
        text: Text::Findings(Joined { heard, silenced, summary }),
    })
}

impl Joined {
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        json::write_parts(self.heard.values(), self.silenced.values(), &self.summary, out)
    }
}

/// What is at hand of a finding; two are the same where their whole text is.
pub(super) fn known(finding: &Value, whole: &str) -> Known {
    Known {
        place: Place {
            path: text(&finding["path"]).into(),
            from: [number(&finding["start"]["offset"]), 0],
            to: [number(&finding["end"]["offset"]), 0],
            rule: text(&finding["rule"]),
            words: text(&finding["message"]),
        },
        severity: serde_json::from_value(finding["severity"].clone()).ok(),
        is_heard: finding.get("silence").is_none(),
        identity: Identity::of(whole),
    }
}
