//! What a run would look at and go by, what it counts, and what the environment and the shell have to do with it.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, Run, command, copy, finish, json, project, run, write};
use std::path::Path;

const OLD: &str = "apps/template-2022";
const TRAP: &str = "apps/form-rule-trap";

fn with_variable(folder: &Path, name: &str, value: &str, args: &[&str]) -> Run {
    finish(command(folder, args).env(name, value).output().expect("the program starts"))
}

#[test]
fn rules_are_counted_the_busiest_first() {
    let run = run(project(), &["check", "--statistics", "--as-of", DAY, "fixtures/apps", "fixtures/resources"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn counts_agree_with_the_findings() {
    let args = ["check", "--format", "json", "--as-of", DAY, "fixtures"];
    let findings = json(&run(project(), &args).out)["findings"].as_array().expect("a list").clone();
    let counted = run(project(), &[&args[..], &["--statistics"]].concat());
    let counted = json(&counted.out);
    assert_eq!(counted["schema"], "notify-lint/statistics/1");
    let rules = counted["rules"].as_array().expect("a list");
    let found: Vec<u64> = rules.iter().map(|rule| rule["found"].as_u64().expect("a number")).collect();
    assert!(found.is_sorted_by(|a, b| a >= b), "{found:?}");
    assert_eq!(found.iter().sum::<u64>(), findings.len() as u64);
    for rule in rules {
        let own: Vec<_> = findings.iter().filter(|finding| finding["rule"] == rule["rule"]).collect();
        let safe = own.iter().filter(|finding| finding["fix"]["safety"] == "safe").count();
        assert_eq!((rule["found"].as_u64(), rule["repairs"].as_u64()), (Some(own.len() as u64), Some(safe as u64)));
    }
}

#[test]
fn counts_have_two_forms() {
    let folder = copy(TRAP);
    let refused = run(folder.path(), &["--statistics", "--format", "junit"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert_eq!(refused.err, "notify-lint: `--statistics` is printed as `human` or `json`\n");
    let healthy = run(copy("apps/healthy").path(), &["--statistics", "--as-of", DAY]);
    assert_eq!((healthy.status, healthy.out.lines().count()), (0, 1), "{}", healthy.out);
    // Annotations would bring back what was to be counted only.
    let job = with_variable(folder.path(), "GITHUB_ACTIONS", "true", &["--statistics", "--as-of", DAY]);
    assert!(!job.out.contains("::error"), "{}", job.out);
}

#[test]
fn the_last_line_says_how_much_can_be_repaired() {
    let folder = copy(TRAP);
    let before = run(folder.path(), &["--as-of", DAY]);
    assert!(before.out.ends_with("; 1 can be repaired by `notify-lint fix`\n"), "{}", before.out);
    run(folder.path(), &["fix", "--rule", "access/read-only-on-task", "--as-of", DAY]);
    let after = run(folder.path(), &["--as-of", DAY, "--select", "access/read-only-on-task"]);
    assert!(!after.out.contains("can be repaired"), "{}", after.out);
}

#[test]
fn the_files_that_are_looked_at_are_listed() {
    let folder = copy(TRAP);
    write(folder.path(), "LESMEG.md", "# Ingenting her");
    write(folder.path(), "pakke.json", "{}");
    write(folder.path(), "notify-lint.toml", "ignore = [\"**/texts/**\"]\n");
    let listed = run(folder.path(), &["--show-files"]);
    assert_eq!((listed.status, listed.err.as_str()), (0, ""));
    insta::assert_snapshot!(listed.out.replace('\\', "/"));
    let nothing = run(folder.path(), &["--show-files", "LESMEG.md"]);
    assert_eq!((nothing.status, nothing.out.as_str()), (3, ""));
}

#[test]
fn the_environment_may_name_the_configuration() {
    let folder = copy(OLD);
    let file = write(folder.path(), "felles/streng.toml", "fail-on = \"warning\"\n");
    let file = file.to_str().expect("a path");
    let status = |value: &str, args: &[&str]| {
        with_variable(folder.path(), "NOTIFY_LINT_CONFIG", value, &[&["--as-of", DAY], args].concat()).status
    };
    assert_eq!((status("", &[]), status(file, &[])), (0, 1), "what is empty is not set");
    assert_eq!(status(file, &["--no-config"]), 0);
    write(folder.path(), "mild.toml", "fail-on = \"error\"\n");
    assert_eq!(status(file, &["--config", "mild.toml"]), 0, "the command line goes before it");
    assert_eq!(status("borte.toml", &[]), 2);
    let shown = with_variable(folder.path(), "NOTIFY_LINT_CONFIG", file, &["config", "show"]).out;
    assert!(shown.contains("streng.toml"), "{shown}");
}

#[test]
fn colour_may_be_forced_by_the_environment() {
    let folder = copy(TRAP);
    let has_colour = |value: &str, no_color: &str, args: &[&str]| {
        let mut command = command(folder.path(), &[&["--as-of", DAY], args].concat());
        let run = command.env("CLICOLOR_FORCE", value).env("NO_COLOR", no_color).output();
        finish(run.expect("the program starts")).out.contains("\u{1b}[")
    };
    assert!(has_colour("1", "", &[]));
    assert!(!has_colour("0", "", &[]) && !has_colour("", "", &[]));
    assert!(!has_colour("1", "1", &[]), "who wants none gets none");
    assert!(!has_colour("1", "", &["--color", "never"]));
}
