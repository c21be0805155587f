//! Every defect of the catalogue of facts has a rule, or a reason why it has none.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::rules::METAS;
use std::collections::BTreeSet;

/// How many defects each group of the catalogue of contents has: LINK-01 to LINK-09, and so on.
const GROUPS: [(&str, u16); 16] = [
    ("LINK", 9),
    ("CONT", 9),
    ("PRIV", 7),
    ("SMS", 10),
    ("MAIL", 12),
    ("VAR", 11),
    ("SEND", 6),
    ("LANG", 11),
    ("TIME", 5),
    ("REM", 9),
    ("COND", 2),
    ("RCPT", 9),
    ("API", 6),
    ("CORR", 7),
    ("APP", 7),
    ("HYG", 4),
];

/// How many defects each chapter of the catalogue has: POL101 to POL116, POL201 to POL213, and so on.
const CHAPTERS: [(u16, u16); 5] = [(101, 116), (201, 213), (301, 311), (401, 425), (501, 506)];

fn catalogue() -> BTreeSet<String> {
    let policies = CHAPTERS.into_iter().flat_map(|(first, last)| first..=last).map(|number| format!("POL{number}"));
    let contents =
        GROUPS.into_iter().flat_map(|(group, last)| (1..=last).map(move |number| format!("{group}-{number:02}")));
    policies.chain(contents).collect()
}

fn with_a_rule() -> BTreeSet<String> {
    METAS.iter().filter_map(|meta| meta.catalogue).map(str::to_owned).collect()
}

/// The defects that `rules/not-checked.md` gives a reason for.
fn with_a_reason() -> BTreeSet<String> {
    let text = std::fs::read_to_string("rules/not-checked.md").expect("the file is there");
    let mut reasons = BTreeSet::new();
    for item in text.split("\n- ").skip(1) {
        let (id, reason) = item.split_once(": ").expect("an id and a reason");
        assert!(reason.split_whitespace().count() > 12, "{id}: that is no reason");
        assert!(reasons.insert(id.to_owned()), "{id} stands twice");
    }
    reasons
}

#[test]
fn each_defect_has_a_rule_or_a_reason() {
    let (all, rules, reasons) = (catalogue(), with_a_rule(), with_a_reason());
    assert_eq!(all.len(), 71 + 124);
    let unknown: Vec<&String> = rules.union(&reasons).filter(|id| !all.contains(*id)).collect();
    assert!(unknown.is_empty(), "not in the catalogue: {unknown:?}");
    let twice: Vec<&String> = rules.intersection(&reasons).collect();
    assert!(twice.is_empty(), "there is a rule, and a reason for having none: {twice:?}");
    let known: BTreeSet<String> = rules.into_iter().chain(reasons).collect();
    let missing: Vec<&str> = all.difference(&known).map(String::as_str).collect();
    assert!(missing.is_empty(), "neither rule nor reason: {missing:?}");
}

#[test]
fn a_defect_belongs_to_one_rule() {
    let mut seen = BTreeSet::new();
    for id in METAS.iter().filter_map(|meta| meta.catalogue) {
        assert!(seen.insert(id), "{id} belongs to two rules");
    }
}
