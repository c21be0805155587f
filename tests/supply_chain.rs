//! How the program is built, tried and released: workflows, scripts and packages keep what they promise.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]
#![cfg_attr(not(unix), allow(unused_imports))]

mod yaml;

use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

fn workflows() -> Vec<PathBuf> {
    let entries = fs::read_dir(".github/workflows").expect("workflows");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    assert!(files.len() >= 2, "{files:?}");
    files
}

/// The workflows and the action, each with what it says.
fn documents() -> Vec<(PathBuf, Value)> {
    let files = workflows().into_iter().chain([PathBuf::from("action.yml")]);
    files
        .map(|file| {
            let value = yaml::parse(&read(&file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (file, value)
        })
        .collect()
}

#[test]
fn what_a_workflow_uses_is_pinned_by_its_commit() {
    let pinned = Regex::new(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$").expect("a pattern");
    let mut all = 0;
    for (file, document) in documents() {
        let mut uses = Vec::new();
        yaml::under(&document, "uses", &mut uses);
        all += uses.len();
        for one in uses {
            assert!(pinned.is_match(one), "{}: {one}", file.display());
        }
    }
    assert!(all > 5, "{all}");
    // The version is told beside the commit, for those who read.
    for file in workflows() {
        for line in read(&file).lines().filter(|line| line.contains("uses:")) {
            assert!(line.contains(" # v"), "{}: {line}", file.display());
        }
    }
}

/// A job may write only where it publishes, and only from an environment that asks a person.
#[test]
fn a_workflow_may_do_no_more_than_it_must() {
    for file in workflows() {
        let document = yaml::parse(&read(&file)).expect("YAML");
        let name = file.display();
        let permissions = document["permissions"].as_object().unwrap_or_else(|| panic!("{name} states none"));
        assert_eq!(permissions.len(), 1, "{name}: {permissions:?}");
        assert_eq!(permissions["contents"], "read", "{name}");
        for (job, steps) in document["jobs"].as_object().expect("jobs") {
            if let Some(more) = steps["permissions"].as_object() {
                assert_eq!(steps["environment"], "release", "{name}: {job} may {more:?}");
                let known = BTreeSet::from(["contents", "id-token", "attestations"]);
                assert!(more.keys().all(|key| known.contains(key.as_str())), "{name}: {job} may {more:?}");
            }
            for step in steps["steps"].as_array().expect("steps") {
                if step["uses"].as_str().is_some_and(|uses| uses.starts_with("actions/checkout@")) {
                    assert_eq!(step["with"]["persist-credentials"], "false", "{name}: {job}");
                }
            }
        }
        assert_eq!(document["on"].get("pull_request_target"), None, "{name}");
    }
}

/// An expression inside a script is pasted into it before a shell reads it; only what this file itself says may be.
#[test]
fn nothing_that_others_write_is_pasted_into_a_script() {
    let expression = Regex::new(r"\$\{\{\s*([^}]*?)\s*\}\}").expect("a pattern");
    let mut scripts = 0;
    for (file, document) in documents() {
        let mut runs = Vec::new();
        yaml::under(&document, "run", &mut runs);
        for run in runs {
            scripts += 1;
            for found in expression.captures_iter(run) {
                assert!(found[1].starts_with("matrix."), "{}: {}", file.display(), &found[0]);
            }
        }
    }
    assert!(scripts > 8, "{scripts}");
}

#[cfg(unix)]
#[test]
fn every_script_is_one_that_bash_can_read() {
    let expression = Regex::new(r"\$\{\{[^}]*\}\}").expect("a pattern");
    let mut scripts = vec![(".ci/run".to_owned(), read(".ci/run"))];
    scripts.push(("packaging/check.sh".to_owned(), read("packaging/check.sh")));
    for (file, document) in documents() {
        let mut runs = Vec::new();
        yaml::under(&document, "run", &mut runs);
        let runs = runs.into_iter().map(|run| expression.replace_all(run, "x").into_owned());
        scripts.extend(runs.map(|run| (file.display().to_string(), run)));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let has_reader = Command::new("shellcheck").arg("--version").output().is_ok();
    if !has_reader {
        println!("skipped in part: shellcheck is not installed");
    }
    for (name, script) in scripts {
        let file = folder.path().join("script");
        fs::write(&file, &script).expect("writable");
        let output = Command::new("bash").arg("-n").arg(&file).output().expect("bash starts");
        assert!(output.status.success(), "{name}: {}\n{script}", String::from_utf8_lossy(&output.stderr));
        if has_reader {
            let output = Command::new("shellcheck")
                .args(["--shell", "bash", "--severity", "warning"])
                .arg(&file)
                .output()
                .expect("it starts");
            assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
        }
    }
    for name in [".ci/run", "packaging/check.sh"] {
        assert!(read(name).contains("\nset -euo pipefail\n"), "{name} goes on after a failure");
    }
}

#[test]
fn the_oldest_compiler_is_tried() {
    let cargo: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let oldest = cargo["package"]["rust-version"].as_str().expect("a version").to_owned();
    let ci = yaml::parse(&read(".github/workflows/ci.yml")).expect("YAML");
    let mut runs = Vec::new();
    yaml::under(&ci["jobs"]["oldest-rust"], "run", &mut runs);
    assert!(runs.iter().any(|run| run.contains(&format!("cargo +{oldest} check"))), "{runs:?}");
    assert!(read("README.md").contains(&format!("With Rust {oldest} or newer")));
}

/// What is built in is held against `deny.toml`: here where the program for it is installed, which is said, and always on the
/// build server, where what is known of faults is asked as well.
#[test]
fn what_is_built_in_is_held_against_the_list() {
    let run = read(".ci/run");
    assert!(run.contains("step cargo deny check licenses bans sources") && run.contains("SKIPPED"), "{run}");
    let ci = yaml::parse(&read(".github/workflows/ci.yml")).expect("YAML");
    let (mut uses, mut commands) = (Vec::new(), Vec::new());
    yaml::under(&ci["jobs"]["dependencies"], "uses", &mut uses);
    yaml::under(&ci["jobs"]["dependencies"], "command", &mut commands);
    assert!(uses.iter().any(|one| one.starts_with("EmbarkStudios/cargo-deny-action@")), "{uses:?}");
    assert_eq!(commands, ["check"]);
}

#[test]
fn every_package_is_tried_before_a_change_passes() {
    assert!(read(".ci/run").contains("\nstep packaging/check.sh\n"));
    let check = read("packaging/check.sh");
    for package in ["cargo install", "maturin build", "pre-commit run", "npm install"] {
        assert!(check.contains(package), "{package}");
    }
    // Whatever was installed is run: the program of the crate, of the wheel and of npm.
    assert_eq!(check.lines().filter(|line| line.trim_start().starts_with("works \"")).count(), 3);
}

#[test]
fn a_release_is_attested_and_has_a_bill_of_materials() {
    let release = yaml::parse(&read(".github/workflows/release.yml")).expect("YAML");
    let publish = &release["jobs"]["publish"];
    let (mut uses, mut runs) = (Vec::new(), Vec::new());
    yaml::under(publish, "uses", &mut uses);
    yaml::under(publish, "run", &mut runs);
    assert!(uses.iter().any(|one| one.starts_with("actions/attest-build-provenance@")), "{uses:?}");
    let runs = runs.join("\n");
    for part in ["cargo cyclonedx", "sha256sum", "npm publish --provenance"] {
        assert!(runs.contains(part), "{part}");
    }
    assert!(read("SECURITY.md").contains("gh attestation verify"));
}

#[test]
fn the_versions_of_all_packages_agree() {
    let cargo: toml::Table = read("Cargo.toml").parse().expect("TOML");
    let version = cargo["package"]["version"].as_str().expect("a version");
    for (file, text) in [
        ("action.yml", format!("default: \"{version}\"")),
        ("ci/gitlab.yml", format!("NOTIFY_LINT_VERSION: \"{version}\"")),
        ("ci/azure-pipelines.yml", format!("default: \"{version}\"")),
        ("packaging/pre-commit/pyproject.toml", format!("notify-lint=={version}")),
        ("docs/ci.md", format!("v{version}")),
    ] {
        assert!(read(file).contains(&text), "{file}: {text}");
    }
}

#[test]
fn the_dockerfile_runs_the_program_and_nothing_else() {
    let file = read("Dockerfile");
    let last: Vec<&str> = file.split("\nFROM ").last().expect("a stage").lines().collect();
    assert_eq!(last[0], "scratch");
    assert!(last.contains(&"COPY --from=build /build/target/release/notify-lint /notify-lint"), "{last:?}");
    assert_eq!(last.last(), Some(&"ENTRYPOINT [\"/notify-lint\"]"));
    assert!(file.contains("cargo build --release --locked"));
    // On Alpine a program is static; it is built by the compiler that changes are checked with, from everything it needs.
    let ci = read(".github/workflows/ci.yml");
    let version = file.split_once("\nFROM rust:").and_then(|(_, rest)| rest.split_once("-alpine AS build\n"));
    let (version, _) = version.expect("a compiler");
    assert!(ci.contains(&format!("rustup toolchain install {version} ")), "{version}");
    assert_eq!(read(".dockerignore").lines().collect::<Vec<_>>(), ["target", ".git", "node_modules"]);
}

#[test]
fn where_a_defect_is_reported_is_said() {
    let text = read("SECURITY.md");
    for part in ["Report a vulnerability", "within a week"] {
        assert!(text.contains(part), "{part}");
    }
}

/// No crate that speaks to a network is in what is built, and no source of ours opens a connection.
#[test]
fn nothing_that_is_built_in_speaks_to_the_network() {
    let lock: toml::Table = read("Cargo.lock").parse().expect("TOML");
    let packages = lock["package"].as_array().expect("packages");
    assert!(packages.len() > 50, "{}", packages.len());
    let network =
        ["curl", "curl-sys", "hyper", "mio", "native-tls", "openssl-sys", "quinn", "reqwest", "rustls", "socket2"];
    let more = ["async-std", "attohttpc", "h2", "isahc", "minreq", "sentry", "smol", "surf", "tokio", "ureq"];
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        assert!(!network.contains(&name) && !more.contains(&name), "{name}");
    }
    for entry in walkdir::WalkDir::new("src") {
        let path = entry.expect("readable").into_path();
        if path.extension().is_some_and(|end| end == "rs") {
            let text = read(&path);
            for part in ["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "ToSocketAddrs"] {
                assert!(!text.contains(part), "{}: {part}", path.display());
            }
        }
    }
}
