//! The program, run as a user runs it.

#![allow(dead_code, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The day on which the tests are run, for the program.
pub(crate) const DAY: &str = "2026-11-25";

pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn finish(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8 is printed");
    Run { status: output.status.code().expect("no signal"), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn run(folder: &Path, args: &[&str]) -> Run {
    finish(command(folder, args).stdin(Stdio::null()).output().expect("the program starts"))
}

/// Run with something on standard input.
pub(crate) fn run_with_input(folder: &Path, args: &[&str], input: &[u8]) -> Run {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that was called wrongly ends without reading.
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    finish(child.wait_with_output().expect("the program ends"))
}

pub(crate) fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_notify-lint"));
    command
        .current_dir(folder)
        .args(args)
        .env_remove("NO_COLOR")
        .env_remove("GITHUB_ACTIONS")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NOTIFY_LINT_CONFIG")
        .env("TERM", "xterm-256color");
    command
}

/// Run where the project lies.
pub(crate) fn here(args: &[&str]) -> Run {
    run(project(), args)
}

pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of a fixture in a folder of its own, that looks like the root of a git repository.
pub(crate) fn copy(fixture: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    copy_into(fixture, folder.path());
    folder
}

pub(crate) fn copy_into(fixture: &str, folder: &Path) {
    let from = project().join("fixtures").join(fixture);
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.expect("the fixture is there");
        let to = folder.join(entry.path().strip_prefix(&from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("writable");
        } else {
            fs::copy(entry.path(), to).expect("writable");
        }
    }
}

pub(crate) fn write(folder: &Path, file: &str, text: &str) -> PathBuf {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    fs::write(&path, text).expect("writable");
    path
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

/// Baselines of a folder, written in two parts as `known-1.json` and `known-2.json`.
pub(crate) fn write_parts(folder: &Path) {
    for number in ["1", "2"] {
        let (shard, file) = (format!("{number}/2"), format!("known-{number}.json"));
        let run = run(folder, &["baseline", "update", "--as-of", DAY, "--shard", &shard, "--baseline", &file]);
        assert_eq!(run.status, 0, "{}", run.err);
    }
}

/// The folder of public files; none where it is absent, which is said.
pub(crate) fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = project().join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

/// Every command that is shown, with the names of those above it.
pub(crate) fn commands() -> Vec<Vec<String>> {
    fn below(command: &clap::Command, above: &[String], all: &mut Vec<Vec<String>>) {
        for one in command.get_subcommands().filter(|one| !one.is_hide_set() && one.get_name() != "help") {
            let path = [above, &[one.get_name().to_owned()]].concat();
            below(one, &path, all);
            all.push(path);
        }
    }
    let mut all = Vec::new();
    below(&notify_lint::cli::command(), &[], &mut all);
    all
}

/// An order whose SMS holds a link.
pub(crate) const ORDER_WITH_LINK: &str = r#"{
  "sendersReference": "r1",
  "recipients": [{"organizationNumber": "123456785"}],
  "resourceId": "urn:altinn:resource:app_ttd_skjema",
  "smsTemplate": {"sender": "Eksempelkom", "body": "Hei, les https://example.no/a. Hilsen Eksempelkommune"},
  "notificationChannel": "Sms"
}
"#;
