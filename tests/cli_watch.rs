//! A run for every time that something is saved.
#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{command, copy, read, run, write};
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Longer than any run takes; a program that hangs fails here.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that watches, and the lines that it prints.
struct Watching {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

fn lines(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}

impl Watching {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut command =
            command(folder, &[&["check", "--watch", "--format", "json", "--as-of", binary::DAY], args].concat());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let out = lines(child.stdout.take().expect("piped"));
        let err = lines(child.stderr.take().expect("piped"));
        Self { child, out, err }
    }

    /// The rules that the next run finds something by.
    fn found(&self) -> Vec<String> {
        let mut text = String::new();
        let findings = loop {
            text.push_str(&self.out.recv_timeout(PATIENCE).expect("a run"));
            if let Ok(page) = serde_json::from_str::<serde_json::Value>(&text) {
                break page["findings"].as_array().expect("findings").clone();
            }
        };
        findings.iter().map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
    }

    /// What is said beside the findings until the program waits again.
    fn said(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.err.recv_timeout(PATIENCE).expect("the program says that it waits");
            if line.contains("Ctrl-C stops") {
                return said;
            }
            said.push_str(&line);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn what_is_saved_is_checked_again() {
    let folder = copy("apps/form-rule-trap");
    let policy = folder.path().join("App/config/authorization/policy.xml");
    let broken = read(&policy);
    let watching = Watching::start(folder.path(), &[]);
    let trap = |found: Vec<String>| found.iter().any(|rule| rule == "access/read-only-on-task");
    assert!(trap(watching.found()));
    assert_eq!(watching.said(), "");

    let fixed = run(folder.path(), &["fix", "--as-of", binary::DAY]);
    assert_eq!(fixed.status, 0, "{}{}", fixed.out, fixed.err);
    assert!(!trap(watching.found()));
    assert_eq!(watching.said(), "");

    // A configuration with a slip is said, and does not end the watch.
    write(folder.path(), "notify-lint.toml", "fail_on = \"info\"\n");
    assert!(watching.said().contains("did you mean `fail-on`?"));
    // Two files in one burst: the run that follows knows both.
    write(folder.path(), "notify-lint.toml", "fail-on = \"info\"\n");
    fs::write(&policy, broken).expect("writable");
    assert!(trap(watching.found()));
    assert_eq!(watching.said(), "");
}

#[test]
fn a_watch_does_not_read_standard_input_nor_write_exceptions() {
    let folder = copy("apps/healthy");
    for args in [&["--stdin-filename", "policy.xml"][..], &["--add-ignore", "avtalt"], &["-"]] {
        let refused = run(folder.path(), &[&["check", "--watch"], args].concat());
        assert_eq!(refused.status, 2, "{args:?} {}", refused.err);
    }
}
