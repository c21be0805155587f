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
fn the_settings_that_hold_say_where_they_come_from() {
    let folder = copy(OLD);
    let toml = format!(
        "as-of = \"{DAY}\"\nfail-on = \"info\"\npreset = \"strict\"\n[severity]\n\"app/lenient-json\" = \"off\"\n\
         POL101 = \"info\"\n[recipients]\n\"*\" = [\"DAGL\"]\n"
    );
    write(folder.path(), "notify-lint.toml", &toml);
    let settings = run(folder.path(), &["--show-settings", "--as-of", "2027-01-01"]);
    assert_eq!((settings.status, settings.err.as_str()), (0, ""));
    let all = notify_lint::rules::METAS.len();
    let rules = format!("{} of {all} on", all - 1);
    assert!(settings.out.contains(&rules), "{}", settings.out);
    insta::assert_snapshot!(settings.out.replace(&rules, "all but one on"));
    let bare = run(copy("apps/healthy").path(), &["--show-settings", "--preset", "audit", "--as-of", DAY]);
    for line in
        ["configuration  none  (looked for)", "preset         audit  (command line)", "fail-on        info  (preset)"]
    {
        assert!(bare.out.lines().any(|one| one == line), "{line}: {}", bare.out);
    }
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
    let shown = with_variable(folder.path(), "NOTIFY_LINT_CONFIG", file, &["--show-settings"]).out;
    assert!(shown.contains("streng.toml  (NOTIFY_LINT_CONFIG)"), "{shown}");
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

#[test]
fn a_rule_is_explained_to_programs_and_on_pages() {
    let explain = |rule: &str, format: &str| run(project(), &["explain", rule, "--format", format]);
    let value = json(&explain("POL101", "json").out);
    assert_eq!((&value["id"], &value["severity"]), (&"access/read-only-on-task".into(), &"error".into()));
    let page = explain("access/read-only-on-task", "markdown");
    assert!(page.out.starts_with("# `access/read-only-on-task` (POL101)\n\nread is granted"), "{}", page.out);
    for heading in ["## What it finds", "## Why it matters", "## What to do", "## Examples"] {
        assert!(page.out.contains(heading) && value["text"].as_str().expect("a text").contains(heading), "{heading}");
    }
    assert_eq!(explain("access/no-such", "json").status, 2);
    // What the list says of a rule, the rule says too.
    let list = json(&run(project(), &["rules", "--format", "json"]).out);
    let listed = list.as_array().expect("a list").iter().find(|rule| rule["id"] == value["id"]).expect("listed");
    for (key, said) in listed.as_object().expect("an object") {
        assert_eq!(said, &value[key], "{key}");
    }
}

/// Each shell that is there reads the script; each script knows every command.
#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(project(), &["completions", shell]);
        assert_eq!((script.status, script.err.as_str()), (0, ""), "{shell}");
        for name in ["preview", "baseline", "show-settings", "min-severity"] {
            assert!(script.out.contains(name), "{shell}: {name}");
        }
    }
    let unknown = run(project(), &["completions", "cmd"]);
    assert_eq!(unknown.status, 2);
}

#[cfg(unix)]
#[test]
fn the_script_for_bash_is_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = write(folder.path(), "notify-lint.bash", &run(project(), &["completions", "bash"]).out);
    let read = std::process::Command::new("bash").arg("-n").arg(file).status().expect("bash starts");
    assert!(read.success());
}

#[test]
fn the_manual_has_every_command_and_option() {
    let page = run(project(), &["man"]);
    assert_eq!((page.status, page.err.as_str()), (0, ""));
    assert!(page.out.contains(".TH notify-lint 1"), "{}", &page.out[..200]);
    let text = page.out.replace("\\-", "-");
    let command = notify_lint::cli::command();
    for one in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        let name = one.get_name();
        assert!(text.contains(&format!(".SH \"NOTIFY-LINT {}\"", name.to_uppercase())), "{name}");
        for option in one.get_arguments().filter_map(clap::Arg::get_long) {
            assert!(text.contains(&format!("--{option}")), "{name} --{option}");
        }
    }
    assert!(!text.to_uppercase().contains("CONFORMANCE FOLDER"), "what the help does not speak of");
}
