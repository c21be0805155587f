//! A large repository, in small: sixty apps of the tree that `cargo bench --bench large` measures ten thousand of.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;
mod support;
#[path = "../benches/large/tree.rs"]
mod tree;

use binary::{DAY, command, finish, json, read};
use notify_lint::config::{Config, Date};
use notify_lint::lint::{Repository, Seen};
use notify_lint::rules::Context;
use notify_lint::source::Source;
use notify_lint::workspace::Service;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, Weak};
use support::Files;
use tempfile::TempDir;
use tree::Maker;

const APPS: usize = 60;
/// After so many apps the tree begins again with the same slips.
const PERIOD: usize = 12;
const FORMATS: [&str; 11] =
    ["human", "concise", "json", "ndjson", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "markdown"];

fn tree_of(apps: usize) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tree::write(folder.path(), apps);
    folder
}

fn in_memory(apps: usize) -> Files {
    let maker = Maker::new();
    (0..apps).flat_map(|number| maker.app(number)).map(|(path, text)| (path, text.into_bytes())).collect()
}

#[test]
fn every_format_is_the_same_on_one_thread_and_on_several() {
    let folder = tree_of(APPS);
    let reports = tempfile::tempdir().expect("a temporary folder");
    let file = |format: &str, threads: &str| reports.path().join(format!("{format}.{threads}"));
    for threads in ["1", "2", "7"] {
        let outputs = FORMATS.map(|format| format!("{format}={}", file(format, threads).display()));
        let mut args = vec!["--as-of", DAY, "--no-config"];
        args.extend(outputs.iter().flat_map(|output| ["--output", output]));
        let run = command(folder.path(), &args).env("RAYON_NUM_THREADS", threads).stdin(Stdio::null()).output();
        let run = finish(run.expect("the program starts"));
        assert_eq!(
            (run.status, run.err.as_str()),
            (1, ""),
            "nobody looks on, so nothing is said of how far it has come"
        );
        assert_eq!(run.out, read(&file("human", threads)), "what is shown is what is written");
    }
    for format in FORMATS {
        let alone = read(&file(format, "1"));
        assert!(alone.len() > 1000, "{format}: {alone}");
        for threads in ["2", "7"] {
            assert!(alone == read(&file(format, threads)), "{format} on {threads} threads");
        }
    }
    // Else there would be little to keep in order.
    let log = json(&read(&file("json", "1")));
    let rules: BTreeSet<&str> =
        log["findings"].as_array().expect("findings").iter().filter_map(|one| one["rule"].as_str()).collect();
    assert!(rules.len() >= 5, "{rules:?}");
    assert_eq!(log["summary"]["services"], APPS);
}

/// What stands on a terminal while one waits is a count and nothing else, and in the end it is gone.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_told_how_far_it_has_come() {
    let folder = tree_of(APPS);
    let program = env!("CARGO_BIN_EXE_notify-lint");
    let line = format!("'{program}' --as-of {DAY} --no-config --format json . > /dev/null");
    let on_terminal = std::process::Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(folder.path())
        .env("TERM", "xterm-256color")
        .env("RAYON_NUM_THREADS", "1")
        .env_remove("CI")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output();
    // Where there is no `script`, there is no terminal to be had.
    let Ok(run) = on_terminal else { return };
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    let counts = regex::Regex::new(r"^(?:(?:\r\d+ of 60 apps\x1b\[K)+\r\x1b\[K)?$").expect("a pattern");
    assert!(counts.is_match(&said), "{said:?}");
}

/// The texts that were seen, and how many of earlier apps were still there whenever another app was seen.
#[derive(Default)]
struct Alive {
    seen: Vec<Weak<Source>>,
    most: usize,
}

fn sources<'s>(service: &'s Service<'_>) -> Vec<&'s Arc<Source>> {
    let all = [
        service.policy.as_ref().map(|file| &file.source),
        service.process.as_ref().map(|(source, _)| source),
        service.metadata.as_ref().map(|(source, _)| source),
    ];
    all.into_iter().flatten().collect()
}

/// The most texts of other apps that are in memory while an app is looked at, and how many texts there were.
fn others_alive(apps: usize, threads: usize) -> (usize, usize) {
    let files = in_memory(apps);
    let config = Config::default();
    let alive = Mutex::new(Alive::default());
    let visitor = |seen: Seen<'_, '_>| {
        let Seen::Service(service) = seen else { return };
        let mut alive = alive.lock().expect("no panic");
        let others = alive.seen.iter().filter(|text| text.strong_count() > 0).count();
        alive.most = alive.most.max(others);
        alive.seen.extend(sources(service).into_iter().map(Arc::downgrade));
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    pool.install(|| Repository::new(files.keys().cloned().collect(), &config, &files, &()).visit(visitor));
    let alive = alive.into_inner().expect("no panic");
    (alive.most, alive.seen.len())
}

#[test]
fn an_app_is_let_go_of_before_the_next_is_looked_at() {
    for apps in [PERIOD, APPS] {
        assert_eq!(others_alive(apps, 1), (0, 3 * apps));
        let (most, _) = others_alive(apps, 2);
        assert!(most <= 3, "{most} texts beside those of the app, on two threads");
    }
}

/// The bytes of text that stay in memory when everything was looked at, each file counted once, and those that were read.
fn kept(files: &Files) -> (usize, u64) {
    let config = Config::default();
    let context = Context::of(&config, Date::parse(DAY).expect("a day"));
    let repository = Repository::new(files.keys().cloned().collect(), &config, files, &()).packing();
    let outcome = support::with_every_rule(&config, |selection| repository.check(selection, &context));
    let mut seen: BTreeSet<(PathBuf, usize)> = BTreeSet::new();
    for finding in &outcome.findings {
        let places = std::iter::once(&finding.at).chain(finding.labels.iter().map(|label| &label.at));
        seen.extend(places.map(|at| (at.source.path().to_owned(), at.source.held())));
    }
    (seen.into_iter().map(|(_, held)| held).sum(), outcome.counts.bytes)
}

#[test]
fn what_is_kept_grows_with_what_is_found_and_no_more() {
    let healthy: Files =
        in_memory(APPS).into_iter().filter(|(path, _)| is_healthy(path) && !path.ends_with("varsel.json")).collect();
    assert_eq!(kept(&healthy).0, 0, "of apps in which nothing is found, no text is kept");
    let ((few, _), (many, bytes)) = (kept(&in_memory(PERIOD)), kept(&in_memory(APPS)));
    assert!(few > 0);
    let per_app = |kept: usize, apps: usize| kept / apps;
    assert!(per_app(many, APPS) <= per_app(few, PERIOD) * 11 / 10, "{few} of {PERIOD} apps, {many} of {APPS}");
    assert!((many as u64) * 10 < bytes, "{many} of {bytes} bytes");
}

/// Whether it is a file of an app as it is in the fixtures, in which nothing is wrong.
fn is_healthy(path: &Path) -> bool {
    let name = path.components().nth(1).and_then(|name| name.as_os_str().to_str()).unwrap_or_default();
    let number: usize = name.rsplit('-').next().and_then(|number| number.parse().ok()).expect("a number");
    name.starts_with("serveringsbevilling") && number.is_multiple_of(PERIOD)
}
