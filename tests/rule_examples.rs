//! Every rule file is executed: a bad example yields exactly what it marks, a good one yields nothing, a repair repairs.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use notify_lint::config::Date;
use notify_lint::lint::examples;
use notify_lint::rules::{self, METAS, Selection, Setting};
use std::collections::BTreeSet;

/// Examples are judged as on a day on which the Altinn 2 roles still give access and there is time left.
const USUAL_DAY: &str = "2026-10-01";

/// What an order should have beside its texts. The example of a rule on texts shows a text and not a whole order, so these
/// are heard in the families that speak of orders.
const OF_WHOLE_ORDERS: [&str; 7] = [
    "order/condition-fails-open",
    "order/direct-address",
    "order/reminder-missing",
    "order/reminder-without-condition",
    "order/resource-missing",
    "order/instant-order",
    "order/resource-action",
];

/// What a whole text should say. The example of a rule on something else need not say it, so these are heard in the family
/// that speaks of it.
const OF_WHOLE_TEXTS: [&str; 4] =
    ["content/place-unnamed", "content/recipient-unnamed", "content/solver-unnamed", "content/task-unnamed"];

/// Every rule but some.
fn without(silent: &[&[&str]]) -> Selection {
    Selection::new(|meta| match silent.iter().any(|rules| rules.contains(&meta.id)) {
        true => Setting::Off,
        false => Setting::Default,
    })
}

#[test]
fn examples_do_what_they_say() {
    let only = std::env::var("NOTIFY_LINT_RULE").ok();
    let on_orders = without(&[&OF_WHOLE_TEXTS]);
    let on_texts = without(&[&OF_WHOLE_ORDERS]);
    let on_parts = without(&[&OF_WHOLE_ORDERS, &OF_WHOLE_TEXTS]);
    let day = Date::parse(USUAL_DAY).expect("a day");
    let mut failures = Vec::new();
    for meta in METAS.iter().filter(|meta| only.as_deref().is_none_or(|only| meta.id == only || meta.family() == only))
    {
        let selection = match meta.family() {
            "order" | "correspondence" | "app" => &on_orders,
            _ if OF_WHOLE_TEXTS.contains(&meta.id) => &on_texts,
            _ => &on_parts,
        };
        for failure in examples::run(meta, selection, day) {
            let found: Vec<String> = failure.found.iter().map(|one| format!("\n  {one}")).collect();
            failures.push(format!("{} line {}: {}{}", meta.id, failure.line, failure.message, found.concat()));
        }
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_rule_has_a_file_and_every_file_a_rule() {
    let rules: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let files: BTreeSet<&str> = METAS.iter().map(|meta| meta.id).collect();
    assert_eq!(rules, files, "left: src/rules, right: rules/");
    assert_eq!(rules.len(), rules::all().count(), "a rule is registered twice");
}

#[test]
fn rule_files_have_all_their_sections() {
    for meta in METAS {
        let headings: Vec<&str> = meta.body.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, ["What it finds", "Why it matters", "What to do", "Examples"], "{}", meta.id);
        assert!(!meta.sources.is_empty(), "{} names no source", meta.id);
        assert!(!meta.summary.ends_with('.'), "{}", meta.id);
        assert!(meta.summary.chars().next().is_some_and(|first| !first.is_uppercase()), "{}", meta.id);
    }
}
