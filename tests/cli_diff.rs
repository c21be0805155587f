//! `notify-lint diff` as a user runs it.

#![allow(clippy::expect_used, clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

mod binary;

use binary::{DAY, Run, copy_into, json, read, run, write};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const POLICY: &str = "App/config/authorization/policy.xml";

/// Two copies of an app, the second with an edited policy.
fn twice(fixture: &str, edit: impl Fn(&str) -> String) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for side in ["old", "new"] {
        copy_into(&format!("apps/{fixture}"), &folder.path().join(side));
    }
    edit_file(&folder.path().join("new").join(POLICY), edit);
    folder
}

fn edit_file(path: &Path, edit: impl Fn(&str) -> String) {
    let text = read(path);
    let edited = edit(&text);
    assert_ne!(text, edited, "the edit did nothing");
    fs::write(path, edited).expect("writable");
}

fn diff(folder: &TempDir, args: &[&str]) -> Run {
    run(folder.path(), &[&["diff", "--as-of", DAY], args].concat())
}

/// The chair of the board leaves the first rule, and the auditor comes into it.
fn chair_to_auditor(text: &str) -> String {
    text.replacen(">LEDE<", ">FFØR<", 1)
}

#[test]
fn who_gains_and_who_loses_in_words_first() {
    let folder = twice("healthy", chair_to_auditor);
    let run = diff(&folder, &["old", "new"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn for_a_pull_request() {
    let folder = twice("form-rule-trap", |text| text.replacen(">KOMP<", ">REVI<", 1));
    let run = diff(&folder, &["old", "new", "--format", "markdown"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn where_only_the_text_changed_nobody_gains_or_loses() {
    let folder = twice("healthy", |text| {
        let text = text.replace("<xacml:AllOf><xacml:Match ", "<xacml:AllOf>\n  <!-- flyttet -->\n  <xacml:Match ");
        text.replace(">DAGL<", ">dagl<")
    });
    for args in [&["old", "new"][..], &["old", "new", "--fail-on", "any"], &["old", "new", "--format", "markdown"]] {
        let run = diff(&folder, args);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
        assert!(run.out.contains("Nobody gains or loses anything."), "{}", run.out);
    }
    let value = json(&diff(&folder, &["old", "new", "--format", "json"]).out);
    assert_eq!((&value["policies"][0]["status"], &value["losses"]), (&"unchanged".into(), &0.into()));
    assert_eq!(value["policies"][0]["changes"], serde_json::json!([]));
}

#[test]
fn the_exit_status_is_1_for_what_is_asked_for() {
    let loss = twice("healthy", |text| text.replacen(">LEDE<", ">BOBE<", 1));
    let gain = twice("form-rule-trap", |text| {
        let line = text.lines().find(|line| line.contains(">BOBE<")).expect("BOBE");
        text.replacen(line, &format!("{line}\n{}", line.replace(">BOBE<", ">REVI<")), 1)
    });
    for (folder, name, statuses) in [(&loss, "loss", [0, 1, 0, 1]), (&gain, "gain", [0, 0, 1, 1])] {
        for (fail_on, status) in [None, Some("loss"), Some("gain"), Some("any")].into_iter().zip(statuses) {
            let args: Vec<&str> =
                ["old", "new"].into_iter().chain(fail_on.map(|_| "--fail-on")).chain(fail_on).collect();
            let run = diff(folder, &args);
            assert_eq!(run.status, status, "{name} {fail_on:?}: {}{}", run.out, run.err);
        }
    }
    // The other way round, a loss is a gain.
    assert_eq!(diff(&loss, &["new", "old", "--fail-on", "loss"]).status, 0);
    assert_eq!(diff(&loss, &["new", "old", "--fail-on", "gain"]).status, 1);
}

#[test]
fn the_reverse_of_a_difference_is_its_mirror() {
    let folder = twice("healthy", chair_to_auditor);
    let there = json(&diff(&folder, &["old", "new", "--format", "json"]).out);
    let back = json(&diff(&folder, &["new", "old", "--format", "json"]).out);
    assert_eq!((&there["gains"], &there["losses"]), (&back["losses"], &back["gains"]));
    let cells = |value: &serde_json::Value, from: &str, to: &str| {
        let changes = value["policies"][0]["changes"].as_array().expect("a list").clone();
        let mut cells: Vec<String> = changes
            .iter()
            .map(|one| format!("{} {} {} {} {}", one["subject"], one["place"], one["action"], one[from], one[to]))
            .collect();
        cells.sort();
        cells
    };
    assert_eq!(cells(&there, "before", "after"), cells(&back, "after", "before"));
    assert!(cells(&there, "before", "after").len() > 20);
}

#[test]
fn a_rule_that_names_nobody_is_a_gain_for_everybody() {
    let folder = twice("healthy", |text| {
        let start = text.find("<xacml:AnyOf>").expect("the people");
        let end = text.find("</xacml:AnyOf>").expect("their end") + "</xacml:AnyOf>".len();
        format!("{}{}", &text[..start], &text[end..])
    });
    let run = diff(&folder, &["old", "new"]);
    assert!(run.out.contains("verybody else"), "{}", run.out);
    let value = json(&diff(&folder, &["old", "new", "--format", "json"]).out);
    let gained = value["policies"][0]["notified"]["gained"].as_array().expect("a list").clone();
    assert!(gained.iter().any(|one| one["value"] == "*" && one["name"] == "everybody else"), "{gained:?}");
}

#[test]
fn a_task_that_is_new_in_the_process_is_asked_about_on_both_sides() {
    let folder = twice("form-rule-trap", |text| text.replace(">Task_1<", ">Task_2<"));
    edit_file(&folder.path().join("new/App/config/process/process.bpmn"), |text| text.replace("Task_1", "Task_2"));
    let run = diff(&folder, &["old", "new"]);
    assert!(
        run.out.contains("Revisor (REVI) and Ansvarlig revisor (A0237) can no longer open Task_1.\n"),
        "{}",
        run.out
    );
    assert!(run.out.contains("Revisor (REVI) and Ansvarlig revisor (A0237) can now open Task_2.\n"), "{}", run.out);
    assert!(!run.out.contains("notified"), "{}", run.out);
}

#[test]
fn apps_in_folders_are_paired_by_path_or_by_id_and_the_others_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    copy_into("apps/healthy", &at("old/en"));
    copy_into("apps/template-2022", &at("old/to"));
    copy_into("apps/healthy", &at("new/en"));
    copy_into("apps/template-2022", &at("new/flyttet/to"));
    let moved = diff(&folder, &["old", "new", "--fail-on", "any"]);
    assert_eq!((moved.status, moved.out.lines().next()), (0, Some("Nobody gains or loses anything in 2 policies.")));
    copy_into("apps/form-rule-trap", &at("new/tre"));
    fs::remove_dir_all(at("new/en")).expect("removable");
    let run = diff(&folder, &["old", "new"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert!(run.out.contains(&format!("new: new/tre/{POLICY}  app_eksempel_omsetningsoppgave\n")), "{}", run.out);
    assert!(run.out.contains(&format!("removed: old/en/{POLICY}  app_eksempel_serveringsbevilling\n")), "{}", run.out);
    assert_eq!(diff(&folder, &["old", "new", "--fail-on", "loss"]).status, 1);
    let value = json(&diff(&folder, &["old", "new", "--format", "json"]).out);
    let mut statuses: Vec<&str> =
        value["policies"].as_array().expect("a list").iter().filter_map(|one| one["status"].as_str()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["added", "removed", "unchanged"]);
}

#[test]
fn two_files_are_compared_whatever_they_are_called() {
    let folder = twice("healthy", chair_to_auditor);
    let of = |side: &str| read(&folder.path().join(side).join(POLICY));
    write(folder.path(), "før.xml", &of("old"));
    write(folder.path(), "etter.xml", &of("new"));
    let run = diff(&folder, &["før.xml", "etter.xml"]);
    assert!(run.out.starts_with("før.xml → etter.xml  "), "{}{}", run.out, run.err);
    assert!(run.out.contains("- Styrets leder (LEDE) is no longer notified.\n"), "{}", run.out);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = twice("healthy", |text| text.replace("</xacml:Policy>", ""));
    let broken = diff(&folder, &["old", "new"]);
    assert_eq!(broken.status, 2);
    assert!(broken.err.starts_with(&format!("notify-lint: no policy in `new/{POLICY}`: ")), "{}", broken.err);
    assert_eq!(broken.out, "", "nothing is said of what is not known");
    write(folder.path(), "tom/les-meg.json", "{}");
    for args in [&["nowhere", "new"][..], &["tom", "tom"], &["old", "old", "--fail-on", "never"], &[]] {
        let run = diff(&folder, args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?} {}", run.err);
    }
}

/// Runs git in a folder; none where there is no git, which is said.
fn git(folder: &Path, args: &[&str]) -> Option<()> {
    let config = ["-c", "user.name=Kari Nordmann", "-c", "user.email=kari@example.no", "-c", "commit.gpgsign=false"];
    match Command::new("git").current_dir(folder).args(config).args(args).output() {
        Ok(output) => {
            assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
            Some(())
        }
        Err(error) => {
            println!("skipped: git cannot be run ({error})");
            None
        }
    }
}

#[test]
fn a_state_of_a_git_repository_is_compared_with_what_is_on_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(()) = git(folder.path(), &["init", "--quiet"]) else { return };
    copy_into("apps/healthy", &folder.path().join("skjema/æøå"));
    write(folder.path(), "node_modules/x/policy.xml", "<Policy");
    git(folder.path(), &["add", "--all"]).expect("git");
    git(folder.path(), &["commit", "--quiet", "--message", "Første"]).expect("git");
    let policy = format!("skjema/æøå/{POLICY}");
    edit_file(&folder.path().join(&policy), chair_to_auditor);

    let whole = diff(&folder, &["git:HEAD"]);
    assert_eq!((whole.status, whole.err.as_str()), (0, ""));
    assert!(
        whole.out.starts_with(&format!("git:HEAD:{policy} → {policy}  app_eksempel_serveringsbevilling\n")),
        "{}",
        whole.out
    );
    assert!(whole.out.contains("- Styrets leder (LEDE) is no longer notified.\n"), "{}", whole.out);
    let told = |run: &Run| run.out.split_once("\n\n").map(|(_, told)| told.to_owned());
    for (old, new) in [
        ("git:HEAD:skjema", "skjema"),
        ("git:HEAD:skjema/æøå/App/", "skjema/æøå/App"),
        (&*format!("git:HEAD:{policy}"), &*policy),
    ] {
        let part = diff(&folder, &[old, new]);
        assert_eq!((part.status, told(&part)), (0, told(&whole)), "{old}: {}", part.err);
    }
    // From within, a path with a dot is told from here, and one without from the root.
    let inside = run(&folder.path().join("skjema"), &["diff", "--as-of", DAY, "git:HEAD:./æøå", "æøå"]);
    assert_eq!((inside.status, told(&inside)), (0, told(&whole)), "{}", inside.err);

    git(folder.path(), &["commit", "--quiet", "--all", "--message", "Andre"]).expect("git");
    let two = diff(&folder, &["git:HEAD~1", "git:HEAD", "--fail-on", "loss"]);
    assert_eq!((two.status, told(&two)), (1, told(&whole)), "{}", two.err);
    assert_eq!(diff(&folder, &["git:HEAD", "git:HEAD", "--fail-on", "any"]).status, 0);

    for (name, said) in [
        ("git:nowhere:skjema", "`git ls-tree -r -z --full-tree nowhere` fails: "),
        ("git:HEAD:finnes/ikke", "revision `HEAD` has no file below `finnes/ikke` that is looked at"),
        ("git:--output=x:skjema", "`--output=x` is no revision"),
    ] {
        let run = diff(&folder, &[name, "skjema"]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{name}");
        assert!(run.err.starts_with(&format!("notify-lint: {said}")), "{}", run.err);
    }
}

#[test]
fn the_spelling_of_a_role_counts_where_a_function_compares_letter_by_letter() {
    let sensitive = "urn:oasis:names:tc:xacml:1.0:function:string-equal";
    let insensitive = "urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case";
    let folder = twice("healthy", |text| text.replace(insensitive, sensitive).replace(">DAGL<", ">dagl<"));
    edit_file(&folder.path().join("old").join(POLICY), |text| text.replace(insensitive, sensitive));
    let run = diff(&folder, &["old", "new"]);
    assert!(run.out.contains("- Daglig leder (DAGL) is no longer notified.\n"), "{}", run.out);
    assert!(run.out.contains("- Daglig leder (dagl) is now notified.\n"), "{}", run.out);
}
