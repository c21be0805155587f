//! The binary as a user runs it: what it prints, and how it ends.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, command, copy, finish, project, run, run_with_input, write};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const POLICY: &str = "App/config/authorization/policy.xml";

/// The screens of the README are what the program prints on that day.
#[test]
fn the_readme_shows_real_screens() {
    let readme = fs::read_to_string(project().join("README.md")).expect("there");
    let screens: Vec<&str> = readme.split("```console\n$ notify-lint ").skip(1).collect();
    assert_eq!(screens.len(), 2);
    for screen in screens {
        let (args, rest) = screen.split_once('\n').expect("a command and what it prints");
        let shown = rest.split("\n```").next().unwrap_or_default();
        let args: Vec<&str> = args.split(' ').chain(["--as-of", DAY]).collect();
        assert_eq!(run(project(), &args).out.trim_end(), shown, "{args:?}");
    }
}

#[test]
fn the_trap_as_a_person_sees_it() {
    let run = run(project(), &["check", "fixtures/apps/form-rule-trap", "--as-of", DAY]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn a_healthy_app_gives_no_cause_for_complaint() {
    let run = run(copy("apps/healthy").path(), &["--as-of", DAY]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @"nothing to complain about: 6 files and 1 service checked
");
}

#[test]
fn the_old_template_before_and_after_the_turn_of_the_year() {
    let folder = copy("apps/template-2022");
    let before = run(folder.path(), &["--as-of", DAY]);
    let after = run(folder.path(), &["--as-of", "2027-01-02"]);
    // Before, it is a warning; thirty days before the end it becomes an error.
    assert_eq!((before.status, after.status), (0, 1));
    insta::assert_snapshot!(format!("{}\n--- on 2 January 2027\n\n{}", before.out, after.out));
}

#[test]
fn everything_in_fixtures_on_a_line_each() {
    let run = run(project(), &["check", "--format", "concise", "--as-of", DAY, "fixtures"]);
    assert_eq!((run.status, run.err.as_str()), (1, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_trap_as_a_program_sees_it() {
    let run = run(copy("apps/form-rule-trap").path(), &["--format", "json", "--as-of", DAY]);
    let value: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(run.status, 1);
    assert_eq!(value["schema"], "notify-lint/findings/1");
    let finding = &value["findings"][0];
    assert_eq!(finding["rule"], "access/read-only-on-task");
    assert_eq!(finding["catalogue"], "POL101");
    let people = finding["subjects"].as_array().expect("a list");
    let values: Vec<&str> = people.iter().filter_map(|person| person["value"].as_str()).collect();
    assert_eq!(values, ["REVI", "A0237"]);
    assert_eq!(finding["witness"]["decision"], "NotApplicable");
    let text = fs::read(project().join("fixtures/apps/form-rule-trap").join(POLICY)).expect("there");
    let offset = |end: &str| usize::try_from(finding[end]["offset"].as_u64().expect("a number")).expect("small");
    assert_eq!(&text[offset("start")..offset("end")], b"REVI");
}

#[test]
fn the_exit_status_does_not_depend_on_the_format() {
    let (trap, healthy, old) = (copy("apps/form-rule-trap"), copy("apps/healthy"), copy("apps/template-2022"));
    let empty = tempfile::tempdir().expect("a temporary folder");
    for format in ["human", "concise", "json"] {
        let status = |folder: &TempDir, more: &[&str]| {
            run(folder.path(), &[&["--format", format, "--as-of", DAY], more].concat()).status
        };
        assert_eq!(status(&healthy, &[]), 0, "{format}");
        assert_eq!(status(&trap, &[]), 1, "{format}");
        assert_eq!(status(&old, &[]), 0, "{format}: a warning is below the usual threshold");
        assert_eq!(status(&old, &["--fail-on", "warning"]), 1, "{format}");
        assert_eq!(status(&old, &["nowhere"]), 2, "{format}");
        assert_eq!(status(&empty, &[]), 3, "{format}");
    }
}

#[test]
fn nothing_to_check_is_said_and_is_valid_json_all_the_same() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    write(empty.path(), "README.md", "# Ingenting her");
    let human = run(empty.path(), &[]);
    assert_eq!((human.status, human.out.as_str()), (3, ""));
    insta::assert_snapshot!(human.err, @"notify-lint: nothing to check: no app, resource, policy or notification order in this folder
");
    let json = run(empty.path(), &["--format", "json", "README.md"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((json.status, value["findings"].as_array().map(Vec::len)), (3, Some(0)));
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let run = run(copy("apps/healthy").path(), &["App", "Apq"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.starts_with("notify-lint: cannot open `Apq`: "), "{}", run.err);
}

#[test]
fn wrong_usage_is_status_2() {
    let folder = copy("apps/healthy");
    for args in [&["--format", "xml"][..], &["--fail-on", "never"], &["--as-of", "2026-02-30"], &["--frobnicate"]] {
        let run = run(folder.path(), args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
        assert!(run.err.contains("error:"), "{}", run.err);
    }
}

#[test]
fn one_file_brings_the_rest_of_its_app_with_it() {
    let folder = copy("apps/form-rule-trap");
    let whole = run(folder.path(), &["--format", "concise", "--as-of", DAY]);
    let policy = run(folder.path(), &["--format", "concise", "--as-of", DAY, POLICY]);
    assert_eq!((policy.status, &policy.out), (1, &whole.out));
    // Also for one who stands inside the folders by which an app is known.
    for inside in ["App/config", "App/config/authorization"] {
        let run = run(&folder.path().join(inside), &["--format", "concise", "--as-of", DAY]);
        assert_eq!(run.status, 1, "{inside}: {}{}", run.out, run.err);
        assert!(run.out.contains("task `Task_1` and on end event `EndEvent_1`"), "{}", run.out);
    }
}

#[test]
fn standard_input_stands_in_for_a_file() {
    let folder = copy("apps/form-rule-trap");
    let policy = fs::read(folder.path().join(POLICY)).expect("there");
    let args = ["--format", "concise", "--as-of", DAY];
    let from_disk = run(folder.path(), &args);
    let named = run_with_input(folder.path(), &[&args[..], &["--stdin-filename", POLICY]].concat(), &policy);
    assert_eq!((named.status, &named.out), (1, &from_disk.out));
    // What is typed counts, not what is on the disk, and the process on the disk is still known.
    let text = String::from_utf8(policy).expect("UTF-8").replace("Task_1", "Task_9");
    let edited =
        run_with_input(folder.path(), &[&args[..], &["--stdin-filename", POLICY, "-"]].concat(), text.as_bytes());
    assert!(edited.out.contains("reference/task-not-in-process"), "{}", edited.out);

    let order = fs::read(project().join("fixtures/notices/faulty/link-in-sms.json")).expect("there");
    let dash = run_with_input(folder.path(), &[&args[..], &["-"]].concat(), &order);
    assert_eq!(dash.status, 1);
    assert!(dash.out.starts_with("<stdin>:10:71: error[content/link-in-sms]"), "{}", dash.out);
    assert_eq!(run_with_input(folder.path(), &["-", "App"], &order).status, 2);
    assert_eq!(run_with_input(folder.path(), &["-"], b"hei").status, 3);
}

#[test]
fn a_file_that_is_reached_twice_is_spoken_of_once() {
    let folder = copy("apps/healthy");
    let order = fs::read_to_string(project().join("fixtures/notices/faulty/link-in-sms.json")).expect("there");
    write(folder.path(), "ordre/påminnelse 1.json", &order);
    let whole = folder.path().canonicalize().expect("it is there").join("ordre/påminnelse 1.json");
    let whole = whole.to_str().expect("a name");
    let args = ["check", "--format", "concise", "--as-of", DAY, "--select", "content/link-in-sms"];
    let run = |paths: &[&str]| run(folder.path(), &[&args[..], paths].concat());
    let once = run(&["ordre"]);
    assert_eq!(once.out.lines().count(), 1, "{}", once.out);
    assert_eq!(run(&["ordre/påminnelse 1.json", whole, "./ordre/påminnelse 1.json", "ordre"]).out, once.out);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("ordre/påminnelse 1.json", folder.path().join("a lenke.json")).expect("a link");
        assert_eq!(run(&[]).out, once.out);
        assert!(run(&["a lenke.json"]).out.starts_with("a lenke.json:"), "what is named is taken");
    }
}

#[test]
fn where_there_is_nothing_to_look_at_nothing_else_is_said() {
    let folder = copy("apps/healthy");
    fs::create_dir(folder.path().join("tom")).expect("writable");
    let run = run(folder.path(), &["check", "--statistics", "tom"]);
    assert_eq!((run.status, run.out.as_str()), (3, ""));
    // A dialog is no notice, and is looked at all the same.
    let dialog = r#"{"serviceResource": "urn:altinn:resource:eks", "party": "urn:altinn:organization:identifier-no:123456785",
        "content": {"title": {"value": [{"languageCode": "nb", "value": "Vedtak om løyve"}]}}}"#;
    write(folder.path(), "tom/dialog.json", dialog);
    let run = binary::run(folder.path(), &["check", "tom"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run.out, "nothing to complain about: 1 file checked\n");
}

#[test]
fn what_is_built_hidden_or_ignored_is_skipped_and_what_is_named_is_taken() {
    let folder = copy("apps/healthy");
    let order = fs::read_to_string(project().join("fixtures/notices/faulty/link-in-sms.json")).expect("there");
    for place in [".hidden", "node_modules/x", "src/bin", "obj", "ignored", "drafts"] {
        write(folder.path(), &format!("{place}/order.json"), &order);
    }
    write(folder.path(), ".gitignore", "ignored/\n");
    write(folder.path(), "notify-lint.toml", "ignore = [\"drafts/**\"]\n");
    let walked = run(folder.path(), &["--format", "concise", "--as-of", DAY]);
    assert_eq!((walked.status, walked.out.as_str()), (0, ""), "{}", walked.err);
    for named in [".hidden/order.json", "ignored/order.json", "drafts/order.json", "obj/order.json"] {
        assert_eq!(run(folder.path(), &[named]).status, 1, "{named}");
    }
    assert_eq!(run(folder.path(), &["ignored"]).status, 1, "so is a folder");
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_or_nowhere_are_survived() {
    let folder = copy("apps/form-rule-trap");
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, folder.path().join(from)).expect("a link");
    link("..", "App/round");
    link("App", "again");
    link("nowhere.xml", "App/broken.xml");
    let walked = run(folder.path(), &["--format", "concise", "--as-of", DAY]);
    assert_eq!((walked.status, walked.out.lines().count(), walked.err.as_str()), (1, 1, ""), "{}", walked.out);
    assert_eq!(run(folder.path(), &["again"]).status, 1, "a link that is named is followed");
    assert_eq!(run(folder.path(), &["App/broken.xml"]).status, 2);
}

#[test]
fn the_configuration_is_found_upwards_to_the_root_of_the_repository() {
    let folder = copy("apps/template-2022");
    write(folder.path(), "notify-lint.toml", "fail-on = \"warning\"\nas-of = 2026-11-25\n");
    assert_eq!(run(&folder.path().join("App"), &["config"]).status, 1);
    assert_eq!(run(folder.path(), &["--no-config", "--as-of", DAY]).status, 0);
    // Beyond the root of the repository nothing is looked for.
    let outer = tempfile::tempdir().expect("a temporary folder");
    write(outer.path(), "notify-lint.toml", "nonsense = 1\n");
    fs::create_dir_all(outer.path().join("repo/.git")).expect("writable");
    assert_eq!(run(&outer.path().join("repo"), &[]).status, 3);
}

#[test]
fn who_is_meant_comes_from_the_configuration() {
    let folder = copy("apps/healthy");
    write(folder.path(), "notify-lint.toml", "[recipients]\n\"*\" = [\"DAGL\", \"FFØR\"]\n");
    let run = run(folder.path(), &["--as-of", DAY]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn a_configuration_with_slips_says_where_and_what_is_meant() {
    let folder = copy("apps/healthy");
    let text = "# Hvem får beskjed? æøå\nrecipient = [\"DAGL\"]\nfail-on = \"warnings\"\n\n[severity]\n\"acess/no-recipient\" = \"error\"\n";
    write(folder.path(), "notify-lint.toml", text);
    let run = run(folder.path(), &["--as-of", DAY]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err);
}

#[test]
fn severities_are_set_by_rule_catalogue_id_or_family() {
    let folder = copy("apps/form-rule-trap");
    for (setting, status) in
        [("POL101 = \"off\"", 0), ("access = \"warning\"", 0), ("\"access/read-only-on-task\" = \"info\"", 0)]
    {
        write(folder.path(), "notify-lint.toml", &format!("[severity]\n{setting}\n"));
        assert_eq!(run(folder.path(), &["--as-of", DAY]).status, status, "{setting}");
    }
}

#[test]
fn the_matrix_for_people() {
    let run = run(project(), &["access", "fixtures/apps/form-rule-trap", "--as-of", DAY]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_matrix_for_programs() {
    let run = run(copy("apps/template-2022").path(), &["access", "--format", "json", "--as-of", DAY]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn the_matrix_of_an_action_that_the_policy_does_not_name() {
    let folder = copy("apps/healthy");
    let args = ["access", "--action", "frys", "--as-of", DAY];
    let human = run(folder.path(), &args);
    assert_eq!(human.status, 0);
    assert!(human.out.contains("frys"), "{}", human.out);
    let json = run(folder.path(), &[&args[..], &["--format", "json"]].concat());
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let decisions = &value["policies"][0]["subjects"][0]["decisions"];
    assert_eq!(
        decisions.as_object().map(|actions| actions.keys().map(String::as_str).collect::<Vec<_>>()),
        Some(vec!["frys"])
    );
    assert!(decisions["frys"].as_array().expect("a list").iter().all(|decision| decision == "NotApplicable"));
}

#[test]
fn a_matrix_that_cannot_be_made_says_why() {
    let run = run(project(), &["access", "fixtures/broken/stale-bytes", "fixtures/apps/healthy", "--as-of", DAY]);
    assert_eq!(run.status, 2);
    assert!(run.err.starts_with("notify-lint: no policy in `fixtures/broken/stale-bytes/policy.xml`: "), "{}", run.err);
    assert!(run.out.contains("Daglig leder (DAGL)"), "the others are shown all the same");
    assert_eq!(self::run(tempfile::tempdir().expect("a folder").path(), &["access"]).status, 3);
}

#[test]
fn one_rule_is_explained_by_any_of_its_names() {
    let by_id = run(project(), &["explain", "access/read-only-on-task"]);
    assert_eq!(by_id.status, 0);
    assert!(by_id.out.contains("Why it matters"), "{}", by_id.out);
    assert_eq!(run(project(), &["explain", "pol101"]).out, by_id.out);
    let slip = run(project(), &["explain", "access/read-only-on-tsk"]);
    assert_eq!(slip.status, 2);
    let said = "there is no rule `access/read-only-on-tsk`; did you mean `access/read-only-on-task`?";
    assert_eq!(slip.err, format!("notify-lint: {said}\n`notify-lint rules` lists them all\n"));
    assert!(run(project(), &["explain", "no-recipient"]).err.contains("did you mean `access/no-recipient`?"));
}

#[test]
fn all_rules_are_listed() {
    let run = run(project(), &["rules"]);
    assert_eq!(run.status, 0);
    for meta in notify_lint::rules::METAS {
        assert!(run.out.contains(meta.id), "{}", meta.id);
    }
}

#[test]
fn colour_is_for_terminals_or_for_whoever_insists() {
    let folder = copy("apps/form-rule-trap");
    let escape = "\u{1b}[";
    assert!(!run(folder.path(), &["--as-of", DAY]).out.contains(escape));
    assert!(run(folder.path(), &["--as-of", DAY, "--color", "always"]).out.contains(escape));
}

#[test]
fn times_and_work_are_told_beside_the_findings() {
    let folder = copy("apps/healthy");
    let plain = run(folder.path(), &["--as-of", DAY]);
    let timed = run(folder.path(), &["--as-of", DAY, "--timings"]);
    assert_eq!(plain.out, timed.out);
    for word in ["walk", "read", "model", "rules", "report", "1 services", "6 files"] {
        assert!(timed.err.contains(word), "{word}: {}", timed.err);
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let print = |threads: &str| {
        let mut command = command(project(), &["check", "--format", "json", "--as-of", DAY, "fixtures"]);
        finish(command.env("RAYON_NUM_THREADS", threads).output().expect("the program starts")).out
    };
    let one = print("1");
    assert_eq!(one, print("2"));
    assert_eq!(one, print("7"));
}

#[cfg(unix)]
#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let script = format!("'{}' explain POL101 | head -n 1", env!("CARGO_BIN_EXE_notify-lint"));
    let run = finish(Command::new("sh").arg("-c").arg(script).output().expect("a shell"));
    assert_eq!((run.status, run.err.as_str()), (0, ""));
}
