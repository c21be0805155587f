//! In the hands of git: what changed, what is staged, and the real pre-commit.

#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout)]

mod binary;

use binary::{DAY, Run, copy, copy_into, finish, project, read, run, write};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const POLICY: &str = "App/config/authorization/policy.xml";
const PROCESS: &str = "App/config/process/process.bpmn";

fn git(folder: &Path, args: &[&str]) -> String {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.no", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(args).output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

/// A repository of git with one healthy app, and all of it committed.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    copy_into("apps/healthy", folder.path());
    write(folder.path(), "notify-lint.toml", &format!("as-of = \"{DAY}\"\n"));
    commit(folder.path());
    folder
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "wip"]);
}

/// Puts the app with the trap in place of the healthy one.
fn spoil(folder: &Path) {
    copy_into("apps/form-rule-trap", folder);
}

fn concise(folder: &Path, args: &[&str]) -> Run {
    let mut all = vec!["check", "--format", "concise", "--select", "access/read-only-on-task"];
    all.extend(args);
    run(folder, &all)
}

#[test]
fn only_what_changed_is_spoken_of_and_everything_is_read() {
    let folder = repository();
    assert_eq!(concise(folder.path(), &["--changed"]).out, "");
    spoil(folder.path());
    commit(folder.path());
    // Committed: nothing differs from the last commit, but something does from the one before.
    assert_eq!((concise(folder.path(), &["--changed"]).status, concise(folder.path(), &[]).status), (0, 1));
    let since = concise(folder.path(), &["--since", "HEAD~1"]);
    assert_eq!((since.status, since.out.lines().count()), (1, 1), "{}{}", since.out, since.err);
    // A file that git does not know yet counts as changed; an app that did not change is not spoken of.
    copy_into("apps/form-rule-trap", &folder.path().join("annen"));
    let changed = concise(folder.path(), &["--changed"]);
    assert!(changed.out.starts_with("annen/") && changed.out.lines().count() == 1, "{}", changed.out);
    // From a folder below, the same.
    assert_eq!(concise(&folder.path().join("annen"), &["--changed", ".."]).out.lines().count(), 1);
}

#[test]
fn a_finding_is_spoken_of_where_one_of_its_places_changed() {
    let folder = repository();
    spoil(folder.path());
    commit(folder.path());
    write(folder.path(), "README.md", "endret");
    git(folder.path(), &["add", "README.md"]);
    assert_eq!(concise(folder.path(), &["--staged"]).out, "");
    let policy = folder.path().join(POLICY);
    write(folder.path(), POLICY, &read(&policy).replacen("\n", "\n\n", 1));
    assert_eq!(concise(folder.path(), &["--staged"]).out, "", "changed, and not staged");
    git(folder.path(), &["add", POLICY]);
    assert_eq!(concise(folder.path(), &["--staged"]).status, 1);
    assert_eq!(concise(folder.path(), &["--named-only", PROCESS]).status, 0);
    assert_eq!(concise(folder.path(), &["--named-only", POLICY]).status, 1);
    write(folder.path(), "notify-lint.toml", "ignore = [\"App/**\"]\n");
    assert_eq!(concise(folder.path(), &["--named-only", POLICY]).status, 0, "what is left out is not spoken of");
}

#[test]
fn a_revision_that_git_does_not_know_is_trouble() {
    let folder = repository();
    let unknown = concise(folder.path(), &["--since", "ukjent"]);
    assert_eq!(unknown.status, 2);
    assert_eq!(unknown.err, "notify-lint: there is no revision `ukjent` here\n");
    assert_eq!(concise(folder.path(), &["--since=--all"]).status, 2);
    let bare = copy("apps/healthy");
    assert_eq!(concise(bare.path(), &["--changed"]).status, 2);
}

#[test]
fn what_is_staged_is_read_as_it_was_staged() {
    let folder = repository();
    let healthy = read(&folder.path().join(POLICY));
    spoil(folder.path());
    let process = read(&folder.path().join(PROCESS));
    git(folder.path(), &["add", "--all"]);
    // Repaired after it was staged: the next commit still has the trap.
    write(folder.path(), POLICY, &healthy);
    write(folder.path(), PROCESS, &process.replace("Task_1", "Oppgave_æ"));
    let staged = concise(folder.path(), &["--staged"]);
    assert_eq!((staged.status, staged.out.lines().count()), (1, 1), "{}{}", staged.out, staged.err);
    assert!(staged.out.contains("task `Task_1`"), "{}", staged.out);
    assert_eq!(concise(&folder.path().join("App"), &["--staged"]).status, 1, "from a folder below");
    assert_eq!(concise(folder.path(), &["--changed"]).status, 0, "on the disk it is repaired");
    // And the other way round.
    git(folder.path(), &["add", "--all"]);
    spoil(folder.path());
    assert_eq!(concise(folder.path(), &["--staged"]).out, "");
}

#[test]
fn what_is_staged_is_what_the_next_commit_will_have_whatever_the_disk_has() {
    let folder = repository();
    spoil(folder.path());
    git(folder.path(), &["add", "--all"]);
    // Deleted from the disk after it was staged, with its folder.
    std::fs::remove_dir_all(folder.path().join("App/config")).expect("there");
    for (place, args) in [(".", &["--staged"][..]), (".", &["--staged", "App"]), ("App", &["--staged"])] {
        let staged = concise(&folder.path().join(place), args);
        assert_eq!((staged.status, staged.out.lines().count()), (1, 1), "{args:?}: {}{}", staged.out, staged.err);
        assert!(staged.out.contains("task `Task_1`"), "{}", staged.out);
    }
    // What the configuration leaves out is left out of the index too.
    let config = read(&folder.path().join("notify-lint.toml"));
    write(folder.path(), "notify-lint.toml", &format!("{config}ignore = [\"App/**\"]\n"));
    assert_eq!(concise(folder.path(), &["--staged"]).out, "");
    // Taken out of the index, and on the disk still: the next commit has an app without a policy.
    write(folder.path(), "notify-lint.toml", &config);
    git(folder.path(), &["checkout", "--", "App"]);
    let policy = |args: &[&str]| {
        let mut all = vec!["check", "--format", "concise", "--select", "policy/missing,access/read-only-on-task"];
        all.extend(args);
        run(folder.path(), &all)
    };
    assert!(policy(&["--staged"]).out.contains("access/read-only-on-task"));
    git(folder.path(), &["rm", "--quiet", "--cached", POLICY]);
    assert!(policy(&[]).out.contains("access/read-only-on-task"), "the disk has it");
    let staged = policy(&["--staged"]);
    assert!(staged.out.contains("error[policy/missing]") && !staged.out.contains("read-only"), "{}", staged.out);
    assert!(policy(&["--staged", "--show-files"]).out.lines().all(|line| line != POLICY));
}

#[test]
fn before_the_first_commit_everything_has_changed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    spoil(folder.path());
    assert_eq!(concise(folder.path(), &["--changed"]).status, 1, "not known to git yet");
    git(folder.path(), &["add", "--all"]);
    assert_eq!(concise(folder.path(), &["--changed"]).status, 1);
    assert_eq!(concise(folder.path(), &["--staged"]).status, 1);
}

#[test]
fn where_branches_did_not_part_it_is_said_why() {
    let folder = repository();
    write(folder.path(), "LESMEG.md", "mer");
    commit(folder.path());
    git(folder.path(), &["checkout", "--quiet", "--orphan", "alene"]);
    commit(folder.path());
    let alone = concise(folder.path(), &["--since", "main"]);
    let said = "notify-lint: `main` and the commit one stands on have no commit in common\n";
    assert_eq!((alone.status, alone.err.as_str()), (2, said));
    // A build server that fetched the last commit only is told what to fetch.
    let clone = tempfile::tempdir().expect("a temporary folder");
    let from = format!("file://{}", folder.path().display());
    git(clone.path(), &["clone", "--quiet", "--depth=1", "--branch=main", &from, "."]);
    let shallow = concise(clone.path(), &["--since", "HEAD~1"]);
    assert_eq!(shallow.status, 2);
    assert!(
        shallow.err.contains("there is no revision `HEAD~1` here\nonly the end of the history was fetched"),
        "{}",
        shallow.err
    );
    assert!(shallow.err.contains("`fetch-depth: 0` in GitHub Actions"), "{}", shallow.err);
}

/// Runs pre-commit in a repository; none where it is not installed, which is said.
fn pre_commit(folder: &Path, args: &[&str]) -> Option<Run> {
    let ours = Path::new(env!("CARGO_BIN_EXE_notify-lint")).parent().expect("a folder");
    let path = std::env::join_paths(
        std::iter::once(ours.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").expect("a path"))),
    );
    let mut command = Command::new("pre-commit");
    command.current_dir(folder).args(args).env("PATH", path.expect("a path")).stdin(Stdio::null());
    command.env("PRE_COMMIT_HOME", folder.join(".git/pre-commit-cache")).env_remove("GITHUB_ACTIONS");
    match command.output() {
        Ok(output) => Some(finish(output)),
        Err(_) => {
            println!("skipped: pre-commit is not installed");
            None
        }
    }
}

#[test]
fn the_real_pre_commit_runs_the_hooks() {
    let hooks = tempfile::tempdir().expect("a temporary folder");
    git(hooks.path(), &["init", "--quiet", "--initial-branch=main"]);
    write(hooks.path(), ".pre-commit-hooks.yaml", &read(&project().join(".pre-commit-hooks.yaml")));
    commit(hooks.path());
    let revision = git(hooks.path(), &["rev-parse", "HEAD"]);
    let folder = repository();
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: notify-lint-system\n",
        hooks.path().display(),
        revision.trim()
    );
    write(folder.path(), ".pre-commit-config.yaml", &config);
    commit(folder.path());
    // Nothing that concerns the linter is staged.
    write(folder.path(), "LESMEG.json", "{}");
    git(folder.path(), &["add", "LESMEG.json"]);
    let Some(quiet) = pre_commit(folder.path(), &["run"]) else { return };
    assert_eq!(quiet.status, 0, "{}{}", quiet.out, quiet.err);
    // The mistake is staged; a repair that is not staged does not hide it.
    spoil(folder.path());
    git(folder.path(), &["add", POLICY, PROCESS]);
    write(folder.path(), POLICY, "<!-- ikke ferdig -->");
    let caught = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!(caught.status, 1);
    assert!(caught.out.contains("error[access/read-only-on-task]"), "{}", caught.out);
    assert_eq!(read(&folder.path().join(POLICY)), "<!-- ikke ferdig -->", "nothing of the working tree is lost");
    // The hook that repairs.
    git(folder.path(), &["checkout", "--quiet", "--", POLICY]);
    write(folder.path(), ".pre-commit-config.yaml", &config.replace("notify-lint-system", "notify-lint-fix-system"));
    git(folder.path(), &["add", ".pre-commit-config.yaml"]);
    let repaired = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!(repaired.status, 1, "files were changed: {}", repaired.out);
    assert!(repaired.out.contains("files were modified by this hook"), "{}", repaired.out);
    git(folder.path(), &["add", POLICY]);
    let clean = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!(clean.status, 0, "{}", clean.out);
    // It touches nothing but what is staged, and takes an entry out that is over, but none that only seems idle.
    commit(folder.path());
    spoil(folder.path());
    let entry = |rule: &str, day: &str| {
        format!("[[ignore]]\nrule = \"{rule}\"\npath = \"App/**\"\nuntil = \"{day}\"\nreason = \"på møte\"\n")
    };
    let (idle, over) = (entry("policy/whitespace", "2030-01-31"), entry("policy/data-type", "2026-01-31"));
    let text = format!("as-of = \"{DAY}\"\n\n{idle}");
    let config = write(folder.path(), "notify-lint.toml", &format!("{text}\n{over}"));
    git(folder.path(), &["add", "notify-lint.toml"]);
    let over = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!((over.status, read(&config)), (1, text), "{}", over.out);
    git(folder.path(), &["add", "notify-lint.toml"]);
    let clean = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!(clean.status, 0, "{}", clean.out);
    let shown = git(folder.path(), &["diff", "--name-only"]);
    assert!(shown.contains(POLICY), "what is not staged is as it was: {shown}");
    // Of a file that is none of its own it has nothing to say.
    commit(folder.path());
    write(folder.path(), "LESMEG.json", "{ }");
    git(folder.path(), &["add", "LESMEG.json"]);
    let other = pre_commit(folder.path(), &["run"]).expect("it ran before");
    assert_eq!(other.status, 0, "{}", other.out);
}
