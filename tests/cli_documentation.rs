//! The examples of the documentation are what the program prints.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, copy_into, json, project, read, run, write};
use std::collections::BTreeSet;
use std::fs;
use tempfile::TempDir;

const FENCE: &str = "```console\n";

/// The app in which the auditor is not in the rule for the app, and as it was when it was.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    copy_into("apps/form-rule-trap", folder.path());
    copy_into("apps/form-rule-trap", &folder.path().join("before"));
    let policy = folder.path().join("before/App/config/authorization/policy.xml");
    let text = read(&policy);
    let line = text.lines().find(|line| line.contains(">BOBE<")).expect("BOBE").to_owned();
    let with_auditor = format!("{line}\n{}", line.replace(">BOBE<", ">REVI<"));
    fs::write(policy, text.replacen(&line, &with_auditor, 1)).expect("writable");
    fs::create_dir(folder.path().join("orders")).expect("writable");
    let order = project().join("fixtures/notices/v2-organization-nb.json");
    fs::copy(order, folder.path().join("orders/vedtak.json")).expect("there");
    write(folder.path(), "notify-lint.toml", &format!("as-of = \"{DAY}\"\n"));
    binary::write_parts(folder.path());
    folder
}

/// Set `NOTIFY_LINT_UPDATE_DOCS` to write what is printed into the page.
#[test]
fn every_example_of_the_commands_is_fresh() {
    let folder = folder();
    let page = project().join("docs/commands.md");
    let old = read(&page).replace("\r\n", "\n");
    let mut new = String::new();
    let mut rest = old.as_str();
    let mut examples = 0;
    while let Some((before, behind)) = rest.split_once(FENCE) {
        let (example, after) = behind.split_once("```\n").expect("an end of the example");
        let command = example.lines().next().and_then(|line| line.strip_prefix("$ notify-lint ")).expect("a command");
        let run = run(folder.path(), &command.split(' ').collect::<Vec<_>>());
        assert_eq!(run.err, "", "{command}");
        new.push_str(&format!("{before}{FENCE}$ notify-lint {command}\n{}```\n", run.out));
        rest = after;
        examples += 1;
    }
    new.push_str(rest);
    assert!(examples >= 3, "{examples} examples");
    if std::env::var_os("NOTIFY_LINT_UPDATE_DOCS").is_some() {
        fs::write(&page, &new).expect("writable");
    } else {
        assert_eq!(old, new, "docs/commands.md is stale; NOTIFY_LINT_UPDATE_DOCS=1 writes it");
    }
}

/// The names of all members, with their ways.
fn members(value: &serde_json::Value, way: &str, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                into.insert(format!("{way}.{key}"));
                members(value, &format!("{way}.{key}"), into);
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| members(item, way, into)),
        _ => {}
    }
}

#[test]
fn the_example_of_a_difference_has_the_members_that_are_printed() {
    let page = read(&project().join("docs/json-output.md")).replace("\r\n", "\n");
    let example = page.split_once("<!-- diff example -->\n```json\n").expect("the example").1;
    let example = example.split_once("```").expect("an end").0;
    let run = run(folder().path(), &["diff", "before/App", "App", "--format", "json"]);
    let (mut documented, mut printed) = (BTreeSet::new(), BTreeSet::new());
    members(&json(example), "", &mut documented);
    members(&json(&run.out), "", &mut printed);
    assert!(printed.is_superset(&documented), "{:?}", documented.difference(&printed));
    let optional =
        |member: &&String| !member.ends_with(".place.id") && !member.starts_with(".policies.notified.gained.");
    let missing: Vec<&String> = printed.difference(&documented).filter(optional).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_example_of_a_preview_has_the_members_that_are_printed() {
    let page = read(&project().join("docs/json-output.md")).replace("\r\n", "\n");
    let example = page.split_once("<!-- preview example -->\n```json\n").expect("the example").1;
    let example = example.split_once("```").expect("an end").0;
    let run = run(folder().path(), &["preview", "orders/vedtak.json", "--format", "json"]);
    let (mut documented, mut printed) = (BTreeSet::new(), BTreeSet::new());
    members(&json(example), "", &mut documented);
    members(&json(&run.out), "", &mut printed);
    // An example of one notice has no mark, and one of many would be long.
    let missing: Vec<&String> =
        printed.symmetric_difference(&documented).filter(|one| !one.contains(".marks.")).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_command_of_the_help_is_in_the_readme() {
    let readme = read(&project().join("README.md"));
    let command = notify_lint::cli::command();
    let shown = command.get_subcommands().filter(|one| !one.is_hide_set()).map(|one| one.get_name().to_owned());
    for name in shown.filter(|name| name != "help") {
        assert!(readme.contains(&format!("`notify-lint {name}")), "{name}");
    }
}

#[test]
fn every_member_of_a_rule_is_documented() {
    let page = read(&project().join("docs/json-output.md")).replace("\r\n", "\n");
    let chapter = page.split_once("\n## Rules\n").expect("the chapter").1;
    let chapter = chapter.split("\n## ").next().expect("a text");
    let documented: BTreeSet<&str> =
        chapter.lines().filter_map(|row| row.strip_prefix("| `")?.split_once('`')).map(|(name, _)| name).collect();
    let printed = json(&run(project(), &["explain", "POL101", "--format", "json"]).out);
    let printed: BTreeSet<&str> = printed.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(documented, printed, "left: docs/json-output.md, right: the program");
}

#[test]
fn every_family_of_rules_is_in_the_readme() {
    let readme = read(&project().join("README.md"));
    let table = readme.split_once("| Family |").expect("a table").1.split_once("\n\n").expect("an end").0;
    let named: BTreeSet<&str> = table
        .lines()
        .filter_map(|row| row.split('|').nth(1))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
        .collect();
    let families: BTreeSet<&str> = notify_lint::rules::METAS.iter().map(|meta| meta.family()).collect();
    assert_eq!(named, families, "left: README.md, right: rules/");
}
