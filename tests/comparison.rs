//! What the comparison claims for this linter is shown by a test, and what it does not claim is not there.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

use regex::Regex;
use std::collections::BTreeSet;
use std::fs;

const PAGE: &str = "docs/comparison.md";
/// The feature, eight linters, and ours.
const COLUMNS: usize = 10;

struct Row {
    feature: String,
    others: Vec<String>,
    ours: String,
}

fn page() -> String {
    fs::read_to_string(PAGE).expect("the page").replace("\r\n", "\n")
}

/// The rows of every table whose last column is ours.
fn rows(page: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut is_inside = false;
    for line in page.lines() {
        let Some(inner) = line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) else {
            is_inside = false;
            continue;
        };
        let cells: Vec<String> = inner.split('|').map(|cell| cell.trim().to_owned()).collect();
        if cells.first().is_some_and(|cell| cell == "Feature") {
            is_inside = cells.last().is_some_and(|cell| cell == "notify-lint");
        } else if is_inside && !cells[0].trim_matches('-').is_empty() {
            assert_eq!(cells.len(), COLUMNS, "{line}");
            let [feature, others @ .., ours] = &cells[..] else { continue };
            rows.push(Row { feature: feature.clone(), others: others.to_vec(), ours: ours.clone() });
        }
    }
    rows
}

/// The tests that a cell names, each with its file.
fn tests_of(cell: &str) -> Vec<(String, String)> {
    let link = Regex::new(r"\[(\w+)\]\(https://[^)]+/blob/main/(tests/\w+\.rs)\)").expect("a pattern");
    link.captures_iter(cell).map(|found| (found[1].to_owned(), found[2].to_owned())).collect()
}

/// The functions of a file that are tests, those of properties among them.
fn functions(file: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    let test = Regex::new(r"#\[test\]\n(?:\s*#\[[^\n]*\]\n)*\s*fn (\w+)\(").expect("a pattern");
    test.captures_iter(&text).map(|found| found[1].to_owned()).collect()
}

#[test]
fn every_claim_names_a_test_that_is_there() {
    let rows = rows(&page());
    assert!(rows.len() > 60, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for Row { feature, ours, .. } in rows.iter().filter(|row| !row.ours.starts_with('–')) {
        let tests = tests_of(ours);
        if tests.is_empty() {
            wrong.push(format!("{feature}: no test is named"));
        }
        for (test, file) in tests {
            if !functions(&file).contains(&test) {
                wrong.push(format!("{feature}: {file} has no test `{test}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cell_says_yes_partly_or_no() {
    for Row { feature, others, ours } in rows(&page()) {
        for cell in &others {
            assert!(["✔", "~", "–", "?"].iter().any(|mark| cell.starts_with(mark)), "{feature}: {cell}");
        }
        assert!(["✔ ", "~ ", "–"].iter().any(|mark| ours.starts_with(mark)), "{feature}: {ours}");
        assert!(!ours.starts_with('–') || tests_of(&ours).is_empty(), "{feature}: a test of what is not there");
    }
}

/// What is said not to be there has not come meanwhile.
#[test]
fn what_is_not_claimed_is_not_there() {
    let rows = rows(&page());
    let command = notify_lint::cli::command();
    let names: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let options: BTreeSet<&str> = command.get_arguments().filter_map(clap::Arg::get_long).collect();
    for (feature, command, option) in [
        ("Language server", "lsp", "lsp"),
        ("Writes a first configuration", "init", "init"),
        ("MCP server", "mcp", "mcp"),
        ("Watches files", "watch", "watch"),
        ("Cache", "clean", "cache"),
        ("Time per rule", "profile", "profile-rules"),
        ("A template of one's own", "template", "template"),
    ] {
        let row = rows.iter().find(|row| row.feature == feature).unwrap_or_else(|| panic!("no row {feature}"));
        let is_there = names.contains(command) || options.contains(option);
        assert_eq!(!row.ours.starts_with('–'), is_there, "{feature}: {}", row.ours);
    }
}

#[test]
fn every_snapshot_has_its_day() {
    let page = page();
    let head = page.lines().find(|line| line.starts_with("| Feature |")).expect("a head");
    let day = Regex::new(r"^20\d\d-\d\d-\d\d, `[0-9a-f]{7}`, ").expect("a pattern");
    for linter in head.trim_matches('|').split('|').map(str::trim).skip(1).take(COLUMNS - 2) {
        let row = page.lines().find(|line| line.starts_with(&format!("| {linter} | "))).expect(linter);
        let snapshot = row.trim_matches('|').split('|').nth(2).expect("three cells").trim();
        assert!(day.is_match(snapshot), "{linter}: {snapshot}");
    }
}
