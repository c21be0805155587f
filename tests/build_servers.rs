//! The files for build servers: as their vendors' schemas have them, and run with what a build server would give them.
//!
//! `.ci/run` installs check-jsonschema and zizmor; where they are not installed, the tests that need them say so.

#![cfg(unix)]
#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

mod binary;
mod yaml;

use binary::{Run, copy, finish, json, project, read, write};
use serde_json::{Value, json as value};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Runs a program; none where it is not installed, which is said.
fn installed(name: &str, folder: &Path, args: &[&str]) -> Option<Run> {
    let output = Command::new(name).current_dir(folder).args(args).stdin(Stdio::null()).output();
    if output.is_err() {
        println!("skipped: {name} is not installed");
    }
    output.ok().map(finish)
}

/// Holds files against the schema of a vendor, which comes with check-jsonschema.
fn valid(folder: &Path, schema: &str, files: &[&str]) {
    let mut args = vec!["--builtin-schema", schema];
    args.extend(files);
    if let Some(run) = installed("check-jsonschema", folder, &args) {
        assert_eq!(run.status, 0, "{schema} {files:?}: {}{}", run.out, run.err);
    }
}

/// Holds files of pre-commit against pre-commit.
fn valid_hooks(folder: &Path, what: &str, file: &str) {
    if let Some(run) = installed("pre-commit", folder, &[what, file]) {
        assert_eq!(run.status, 0, "{what} {file}: {}{}", run.out, run.err);
    }
}

#[test]
fn the_files_are_as_the_vendors_have_them() {
    valid(project(), "vendor.github-workflows", &[".github/workflows/ci.yml", ".github/workflows/release.yml"]);
    valid(project(), "vendor.github-actions", &["action.yml"]);
    valid(project(), "vendor.gitlab-ci", &["ci/gitlab.yml"]);
    valid(project(), "vendor.azure-pipelines", &["ci/azure-pipelines.yml"]);
    for file in [".pre-commit-hooks.yaml", "packaging/pre-commit/.pre-commit-hooks.yaml"] {
        valid_hooks(project(), "validate-manifest", file);
    }
}

#[test]
fn the_blocks_of_the_page_are_as_the_vendors_have_them() {
    let page = read(&project().join("docs/ci.md")).replace("\r\n", "\n");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut seen = [0; 4];
    for (number, block) in page.split("\n```yaml\n").skip(1).enumerate() {
        let (block, _) = block.split_once("\n```").expect("an end");
        let parsed = yaml::parse(block).expect("YAML");
        let (kind, whole) = whole(block, &parsed);
        seen[kind] += 1;
        let name = format!("block-{number}.yml");
        write(folder.path(), &name, &whole);
        match kind {
            0 => {
                valid(folder.path(), "vendor.github-workflows", &[&name]);
                // What is to be copied as a whole is audited too, as if our own tag were a commit.
                if block.contains("runs-on:") {
                    let pinned = whole.replace("/notify-lint@v0.1.0", &format!("/notify-lint@{}", "0".repeat(40)));
                    write(folder.path(), &format!(".github/workflows/{name}"), &pinned);
                }
            }
            1 => valid(folder.path(), "vendor.gitlab-ci", &[&name]),
            2 => valid(folder.path(), "vendor.azure-pipelines", &[&name]),
            _ => valid_hooks(folder.path(), "validate-config", &name),
        }
    }
    assert!(seen.iter().all(|&number| number > 0), "{seen:?}");
    audited(folder.path(), &[".github"]);
}

/// Whose file a block is of (GitHub, GitLab, Azure, pre-commit), and the block as a whole file.
fn whole(block: &str, parsed: &Value) -> (usize, String) {
    if parsed["repos"].is_array() {
        (3, block.to_owned())
    } else if parsed["jobs"].is_array() {
        (2, block.to_owned())
    } else if parsed["jobs"].is_object() {
        let head = if parsed["on"].is_null() { "on: push\n" } else { "" };
        (0, format!("{head}{block}\n"))
    } else if parsed.is_array() {
        (0, format!("on: push\njobs:\n  one:\n    runs-on: ubuntu-latest\n    steps:\n{block}\n"))
    } else {
        (1, block.to_owned())
    }
}

#[test]
fn the_workflows_and_the_action_are_audited() {
    audited(project(), &[".github", "action.yml"]);
}

fn audited(folder: &Path, what: &[&str]) {
    let args = [&["--offline", "--no-progress", "--strict-collection"], what].concat();
    if let Some(run) = installed("zizmor", folder, &args) {
        assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    }
}

/// A build server's folder of temporary files, with a package of the program under test in it.
struct Server {
    folder: TempDir,
    temp: TempDir,
    env: Vec<(String, String)>,
    path: Vec<PathBuf>,
}

/// A wheel of a script that starts the program under test, where pip looks for it.
const WHEEL: &str = r#"
import sys, zipfile
folder, program, version = sys.argv[1:]
name = f"notify_lint-{version}"
with zipfile.ZipFile(f"{folder}/{name}-py3-none-any.whl", "w") as wheel:
    script = zipfile.ZipInfo(f"{name}.data/scripts/notify-lint")
    script.external_attr = 0o100755 << 16
    wheel.writestr(script, f'#!/bin/sh\nexec "{program}" "$@"\n')
    info = f"{name}.dist-info"
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: notify-lint\nVersion: {version}\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr(f"{info}/RECORD", "")
"#;

impl Server {
    /// None where there is no Python, which is said.
    fn new(fixture: &str) -> Option<Self> {
        let (folder, temp) = (copy(fixture), tempfile::tempdir().expect("a temporary folder"));
        write(folder.path(), "notify-lint.toml", "as-of = \"2026-11-25\"\n");
        let wheels = temp.path().join("wheels").display().to_string();
        std::fs::create_dir(&wheels).expect("writable");
        let program = env!("CARGO_BIN_EXE_notify-lint");
        let made = installed("python3", temp.path(), &["-c", WHEEL, &wheels, program, env!("CARGO_PKG_VERSION")])?;
        assert_eq!(made.status, 0, "{}", made.err);
        let env = [
            ("PIP_NO_INDEX", "1".to_owned()),
            ("PIP_FIND_LINKS", wheels),
            ("PIP_DISABLE_PIP_VERSION_CHECK", "1".to_owned()),
        ];
        let env = env.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Some(Self { folder, temp, env, path: Vec::new() })
    }

    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.env.push((name.to_owned(), value.into()));
    }

    fn file(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Runs a script as the servers do: bash, which stops at the first failure.
    fn run(&self, script: &str, more: &[(String, String)]) -> Run {
        let file = write(self.temp.path(), "step.sh", script);
        let usual = std::env::var_os("PATH").expect("a path");
        let path = self.path.iter().cloned().chain(std::env::split_paths(&usual));
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(file).current_dir(self.folder.path());
        for name in ["GITHUB_ACTIONS", "NO_COLOR", "CLICOLOR_FORCE", "NOTIFY_LINT_CONFIG", "VIRTUAL_ENV"] {
            command.env_remove(name);
        }
        command.env("PATH", std::env::join_paths(path).expect("a path")).stdin(Stdio::null());
        command.envs(self.env.iter().chain(more).map(|(name, value)| (name, value)));
        finish(command.output().expect("bash starts"))
    }
}

/// The steps of the action that run something, with the environment that `inputs` give them.
fn steps(inputs: &[(&str, &str)]) -> Vec<(String, Vec<(String, String)>)> {
    let action = yaml::parse(&read(&project().join("action.yml"))).expect("YAML");
    let default = |name: &str| action["inputs"][name]["default"].as_str().expect("a default").to_owned();
    let input = |expression: &str| {
        let name = expression.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let given = inputs.iter().find(|(known, _)| *known == name);
        given.map_or_else(|| default(name), |(_, value)| (*value).to_owned())
    };
    let steps = action["runs"]["steps"].as_array().expect("steps").iter().filter(|step| !step["run"].is_null());
    let step = |step: &Value| {
        assert_eq!(step["shell"], "bash");
        let env = step["env"].as_object().expect("an environment");
        let env = env.iter().map(|(name, text)| (name.clone(), input(text.as_str().expect("a text")))).collect();
        (step["run"].as_str().expect("a script").to_owned(), env)
    };
    steps.map(step).collect()
}

/// Runs the steps of the action; the last one's run, and the server.
fn act(fixture: &str, inputs: &[(&str, &str)]) -> Option<(Run, Server)> {
    let mut server = Server::new(fixture)?;
    server.set("GITHUB_ACTIONS", "true");
    server.set("RUNNER_TEMP", server.temp.path().display().to_string());
    for name in ["GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        server.set(name, write(server.temp.path(), name, "").display().to_string());
    }
    let steps = steps(inputs);
    let [(install, install_env), (check, check_env)] = steps.as_slice() else { panic!("two steps: {steps:?}") };
    let installed = server.run(install, install_env);
    assert_eq!(installed.status, 0, "{}{}", installed.out, installed.err);
    server.path = read(&server.file("GITHUB_PATH")).lines().map(PathBuf::from).collect();
    assert_eq!(server.path.len(), 1);
    let there: Vec<_> = std::fs::read_dir(&server.path[0]).expect("a folder").collect();
    assert_eq!(there.len(), 1, "the program and nothing else: {there:?}");
    Some((server.run(check, check_env), server))
}

#[test]
fn the_action_says_what_it_found_in_every_place() {
    let Some((run, server)) = act("apps/form-rule-trap", &[]) else { return };
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("error[access/read-only-on-task]"), "for people: {}", run.out);
    assert!(run.out.contains("::error file=App/config/authorization/policy.xml,line="), "on the lines: {}", run.out);
    let output = read(&server.file("GITHUB_OUTPUT"));
    let sarif = output.trim().strip_prefix("sarif-file=").expect("an output");
    let results = &json(&read(Path::new(sarif)))["runs"][0]["results"];
    assert!(results.as_array().expect("a list").iter().any(|one| one["ruleId"] == "access/read-only-on-task"));
    let summary = read(&server.file("GITHUB_STEP_SUMMARY"));
    assert!(summary.contains("access/read-only-on-task") && summary.contains("| Revisor"), "{summary}");
}

#[test]
fn the_action_takes_its_inputs_word_by_word_and_as_they_are() {
    let Some((run, _)) = act("apps/healthy", &[("args", "--preset strict --select access/*"), ("path", "App")]) else {
        return;
    };
    // `access/*` reaches the program as it stands, whatever files there are.
    assert_eq!(run.status, 2, "{}{}", run.out, run.err);
    assert!(run.err.contains("there is no rule or family `access/*`"), "{}", run.err);
    let Some((run, _)) = act("apps/form-rule-trap", &[("args", "--exit-zero"), ("path", "en mappe; exit 7")]) else {
        return;
    };
    assert!(run.status == 2 && run.err.contains("cannot open `en mappe; exit 7`"), "{}{}", run.out, run.err);
    let Some((run, _)) = act("apps/form-rule-trap", &[("args", "--select sms")]) else { return };
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
}

#[test]
fn the_jobs_of_gitlab_and_azure_write_what_they_hand_over() {
    let python = "python3 -m venv \"$VENV\" && PATH=\"$VENV/bin:$PATH\"\n";
    let Some(mut server) = Server::new("apps/form-rule-trap") else { return };
    server.set("VENV", server.file("venv").display().to_string());
    let gitlab = yaml::parse(&read(&project().join("ci/gitlab.yml"))).expect("YAML");
    let job = &gitlab["notify-lint"];
    for (name, text) in job["variables"].as_object().expect("variables") {
        server.set(name, text.as_str().expect("a text"));
    }
    let lines = |key: &str| {
        let all = job[key].as_array().expect("lines").iter();
        all.map(|line| format!("{}\n", line.as_str().expect("a text"))).collect::<String>()
    };
    let run = server.run(&format!("{python}{}{}", lines("before_script"), lines("script")), &[]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let reports = job["artifacts"]["reports"].as_object().expect("reports");
    let report = |name: &str| read(&server.folder.path().join(reports[name].as_str().expect("a file")));
    assert!(json(&report("codequality"))[0]["check_name"].as_str().is_some_and(|rule| rule.contains('/')));
    assert!(report("junit").contains("<testsuites"));

    let azure = yaml::parse(&read(&project().join("ci/azure-pipelines.yml"))).expect("YAML");
    let parameters = azure["parameters"].as_array().expect("parameters");
    let staging = server.file("staging");
    std::fs::create_dir(&staging).expect("writable");
    let filled = |text: &str| {
        let text = text.replace("$(Build.ArtifactStagingDirectory)", &staging.display().to_string());
        parameters.iter().fold(text, |text, one| {
            let name = one["name"].as_str().expect("a name");
            text.replace(&format!("${{{{ parameters.{name} }}}}"), one["default"].as_str().expect("a default"))
        })
    };
    let steps = azure["jobs"][0]["steps"].as_array().expect("steps");
    let scripts: Vec<String> = steps.iter().filter_map(|step| step["script"].as_str()).map(filled).collect();
    assert_eq!(scripts.len(), 2);
    let run = server.run(&format!("{python}{}", scripts.join("\n")), &[]);
    assert_eq!(run.status, 1, "{}{}", run.out, run.err);
    let mut handed_over = 0;
    for key in ["testResultsFiles", "PathtoPublish"] {
        for step in steps.iter().filter(|step| step["inputs"][key] != value!(null)) {
            let file = filled(step["inputs"][key].as_str().expect("a file"));
            assert!(!read(Path::new(&file)).is_empty(), "{file}");
            handed_over += 1;
        }
    }
    assert_eq!(handed_over, 2);
}
