//! Our JSON: findings, what is silenced, and the sums.

use super::{Once, Unjoined, Whole, number, take_list, text, unjoined};
use crate::finding::Severity;
use crate::report::{Summary, json};
use serde_json::Value;
use std::path::PathBuf;

pub(super) fn merge(parts: Vec<Value>) -> Result<Whole, Unjoined> {
    let (mut heard, mut silenced) = (List::new(), List::new());
    let mut summary = Summary::default();
    for (part, mut file) in parts.into_iter().enumerate() {
        heard.extend(take_list(part, &mut file, "findings")?);
        silenced.extend(take_list(part, &mut file, "silenced")?);
        let sum = |name: &str| {
            let number = file["summary"][name].as_u64().and_then(|number| usize::try_from(number).ok());
            number.ok_or_else(|| unjoined(part, format!("its `summary` has no number of `{name}`")))
        };
        summary.files += sum("files")?;
        summary.services += sum("services")?;
        summary.notices += sum("notices")?;
    }
    let (heard, silenced) = (heard.sorted(), silenced.sorted());
    let count = |severity| heard.iter().filter(|one| severity_of(one) == Some(severity)).count();
    summary.errors = count(Severity::Error);
    summary.warnings = count(Severity::Warning);
    summary.infos = count(Severity::Info);
    summary.silenced = silenced.len();
    let mut whole = Vec::new();
    json::write_parts(heard.iter(), silenced.iter(), &summary, &mut whole)
        .map_err(|error| unjoined(0, error.to_string()))?;
    Ok(Whole {
        text: whole,
        worst: heard.iter().filter_map(severity_of).max(),
        is_incomplete: false,
        is_empty: summary.services == 0 && summary.notices == 0,
    })
}

fn severity_of(finding: &Value) -> Option<Severity> {
    serde_json::from_value(finding["severity"].clone()).ok()
}

/// Findings of several parts, each once.
struct List {
    all: Vec<Value>,
    once: Once<String>,
}

impl List {
    fn new() -> Self {
        Self { all: Vec::new(), once: Once::new() }
    }

    fn extend(&mut self, part: Vec<Value>) {
        self.once.next_part();
        self.all.extend(part.into_iter().filter(|finding| self.once.is_new(finding.to_string())));
    }

    /// In the order of path, place, rule and words, as a run prints them.
    fn sorted(mut self) -> Vec<Value> {
        self.all.sort_by_cached_key(|one| {
            let place =
                (PathBuf::from(text(&one["path"])), number(&one["start"]["offset"]), number(&one["end"]["offset"]));
            (place, text(&one["rule"]), text(&one["message"]))
        });
        self.all
    }
}
