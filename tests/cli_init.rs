//! The configuration to begin with, as a user gets it.
#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{copy, copy_into, json, read, run, write};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const AS_OF: [&str; 2] = ["--as-of", binary::DAY];

/// How many errors each rule finds.
fn errors(folder: &Path, args: &[&str]) -> BTreeMap<String, usize> {
    let run = run(folder, &[&["check", ".", "--format", "json"], &AS_OF[..], args].concat());
    assert!(run.status < 2, "{}", run.err);
    let mut errors = BTreeMap::new();
    for finding in json(&run.out)["findings"].as_array().expect("findings") {
        if finding["severity"] == "error" {
            *errors.entry(finding["rule"].as_str().expect("a rule").to_owned()).or_default() += 1;
        }
    }
    errors
}

fn empty() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    folder
}

#[test]
fn the_trap_is_asked_about_and_found_all_the_same() {
    let folder = copy("apps/form-rule-trap");
    let shown = run(folder.path(), &["init", "--stdout"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(!folder.path().join("notify-lint.toml").exists());
    insta::assert_snapshot!(shown.out);
    let written = run(folder.path(), &["init"]);
    assert_eq!(written.status, 0, "{}", written.err);
    assert_eq!(read(&folder.path().join("notify-lint.toml")), shown.out);
    insta::assert_snapshot!("what_is_said_when_it_is_written", written.out);
    let found = run(folder.path(), &["check", "--format", "concise"]);
    assert!(found.out.contains("access/read-only-on-task"), "{}", found.out);
}

#[test]
fn a_file_that_is_there_is_not_lost() {
    let folder = copy("apps/healthy");
    let mine = write(folder.path(), "notify-lint.toml", "fail-on = \"info\"\n");
    let refused = run(folder.path(), &["init"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("`notify-lint.toml` is there already, and was left as it is"), "{}", refused.err);
    assert!(refused.err.contains("--force"), "{}", refused.err);
    let shown = run(folder.path(), &["init", "--diff"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(shown.out.contains("-fail-on = \"info\"\n") && shown.out.contains("+[recipients]\n"), "{}", shown.out);
    assert_eq!(read(&mine), "fail-on = \"info\"\n");
    assert_eq!(run(folder.path(), &["init", "--force"]).status, 0);
    assert!(read(&mine).contains("[recipients]"));
    // The same again is no change.
    assert_eq!(run(folder.path(), &["init", "--diff"]).out, "");
}

#[test]
fn it_finds_no_error_that_was_not_found_without() {
    for fixture in
        ["apps/form-rule-trap", "apps/healthy", "apps/template-2022", "resources", "notices", "broken/utf-16"]
    {
        let folder = empty();
        copy_into(fixture, folder.path());
        fs::remove_file(folder.path().join("notify-lint.toml")).ok();
        let without = errors(folder.path(), &["--no-config"]);
        let init = run(folder.path(), &["init"]);
        assert_eq!(init.status, 0, "{fixture}: {}", init.err);
        let with = errors(folder.path(), &[]);
        for (rule, count) in &with {
            assert!(count <= without.get(rule).unwrap_or(&0), "{fixture}: {rule} {with:?} {without:?}");
        }
        // That it finds anything at all shows that it was not the reading that failed.
        assert!(!without.is_empty() || fixture != "apps/form-rule-trap");
    }
}

/// What the public files have been seen to hold: every folder below them that has a policy of an app.
#[test]
fn on_public_files_it_finds_no_error_that_was_not_found_without() {
    let Some(corpus) = binary::corpus() else { return };
    let folder = empty();
    let file = folder.path().join("notify-lint.toml");
    let args = ["init", "--stdout"];
    let shown = run(&corpus, &args);
    assert!(shown.status != 2 || shown.err.contains("cannot"), "{}", shown.err);
    let text = run(&corpus, &args).out;
    fs::write(&file, &text).expect("writable");
    let named = ["--config", file.to_str().expect("a name")];
    let count = |args: &[&str]| {
        let found = run(&corpus, &[&["check", ".", "--format", "json"], &AS_OF[..], args].concat());
        let mut errors: BTreeMap<String, usize> = BTreeMap::new();
        for finding in json(&found.out)["findings"].as_array().expect("findings") {
            if finding["severity"] == "error" {
                *errors.entry(finding["rule"].as_str().expect("a rule").to_owned()).or_default() += 1;
            }
        }
        errors
    };
    let (with, without) = (count(&named), count(&["--no-config"]));
    let more: Vec<_> = with.iter().filter(|(rule, count)| *count > without.get(*rule).unwrap_or(&0)).collect();
    assert!(more.is_empty(), "{more:?} of {without:?}");
}

#[test]
fn a_repository_without_services_gets_an_example() {
    let folder = empty();
    let init = run(folder.path(), &["init"]);
    assert_eq!(init.status, 0, "{}", init.err);
    let text = read(&folder.path().join("notify-lint.toml"));
    assert!(text.contains("# \"app_ttd_eksempel\" = [\"DAGL\", \"LEDE\"]"), "{text}");
    let shown = run(folder.path(), &["config", "show"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
}

#[test]
fn policies_of_one_id_that_disagree_decide_nothing() {
    let folder = empty();
    copy_into("apps/healthy", &folder.path().join("a"));
    copy_into("apps/healthy", &folder.path().join("b"));
    let policy = folder.path().join("b/App/config/authorization/policy.xml");
    fs::write(&policy, read(&policy).replace(">DAGL<", ">KONT<")).expect("writable");
    let init = run(folder.path(), &["init"]);
    assert_eq!(init.status, 0, "{}", init.err);
    let text = read(&folder.path().join("notify-lint.toml"));
    assert!(text.contains("have the same id and let in different people"), "{text}");
    assert!(text.contains("\n# \"app_eksempel_serveringsbevilling\" = ["), "{text}");
    assert!(text.contains("a/App/config/authorization/policy.xml and b/App/config"), "{text}");
}

#[test]
fn a_sender_is_named_where_a_text_names_it() {
    let folder = empty();
    let order = "{ \"recipients\": [{ \"organizationNumber\": \"123456785\" }], \"notificationChannel\": \"Sms\",\n  \
                 \"smsTemplate\": { \"senderNumber\": \"Nordvik\", \"body\": \"Nordvik kommune har en melding til deg i Altinn.\" },\n  \
                 \"resourceId\": \"eks-brev\" }";
    write(folder.path(), "orders/order.json", order);
    let shown = run(folder.path(), &["init", "--stdout"]);
    assert!(shown.out.contains("\nsender-names = [\"Nordvik\"]\n"), "{}", shown.out);
    // A name that stands only above the SMS may be anybody's.
    write(folder.path(), "orders/order.json", &order.replace("Nordvik kommune", "Vi"));
    let shown = run(folder.path(), &["init", "--stdout"]);
    assert!(shown.out.contains("\n# sender-names = "), "{}", shown.out);
}

#[test]
fn what_is_no_folder_is_said() {
    let folder = copy("apps/healthy");
    let run = run(folder.path(), &["init", "App/config/applicationmetadata.json"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("there is no folder `App/config/applicationmetadata.json`"), "{}", run.err);
}
