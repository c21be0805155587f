//! The rules of a run, whether they found something or not.

use crate::finding::Severity;
use crate::rules::{Certainty, Meta};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The rules, each with its number.
pub(super) struct Rules<'m> {
    metas: &'m [&'m Meta],
    numbers: HashMap<&'m str, usize>,
}

impl<'m> Rules<'m> {
    pub(super) fn of(metas: &'m [&'m Meta]) -> Self {
        Self { metas, numbers: metas.iter().enumerate().map(|(number, meta)| (meta.id, number)).collect() }
    }

    pub(super) fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    pub(super) fn descriptors(&self) -> Vec<Value> {
        self.metas.iter().map(|meta| descriptor(meta)).collect()
    }
}

fn descriptor(meta: &Meta) -> Value {
    let text = meta.body.trim();
    let mut tags = vec![meta.family().to_owned(), meta.certainty.name().to_owned()];
    tags.extend(meta.catalogue.map(str::to_owned));
    let mut descriptor = json!({
        "id": meta.id,
        "name": name(meta.id),
        "shortDescription": {"text": meta.summary},
        "fullDescription": {"text": meta.summary},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": level(meta.severity)},
        "properties": {
            "tags": tags,
            "precision": precision(meta.certainty),
            "problem.severity": problem(meta.severity),
            "sources": meta.sources,
        },
    });
    if let Some(page) = super::super::page(meta.id) {
        descriptor["helpUri"] = page.into();
    }
    descriptor
}

/// `access/read-only-on-task` as the one word that SARIF asks for: `ReadOnlyOnTask`.
fn name(id: &str) -> String {
    let defect = id.split_once('/').map_or(id, |(_, defect)| defect);
    defect
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

pub(super) const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

const fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// How often a finding is right, in GitHub's words.
const fn precision(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Code | Certainty::Api => "very-high",
        Certainty::Law | Certainty::Guideline => "high",
        Certainty::Practice => "medium",
    }
}
