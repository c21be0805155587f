//! What one learns the program with: explanations, effective values, the manual.
#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{command, commands, copy, finish, json, read, run, write};
use std::process::Stdio;

#[test]
fn a_rule_is_explained_to_people_programs_and_pages() {
    let folder = copy("house-rules");
    let human = run(folder.path(), &["explain", "POL101", "--color", "never"]);
    assert!(human.out.starts_with("access/read-only-on-task  POL101\n"), "{}", human.out);
    let rule = json(&run(folder.path(), &["explain", "pol101", "--format", "json"]).out);
    assert_eq!(rule["id"], "access/read-only-on-task");
    assert_eq!((&rule["severity"], &rule["house"]), (&"error".into(), &false.into()));
    assert!(rule["explanation"].as_str().expect("a text").starts_with("## What it finds"));
    // The list says the same of it.
    let list = json(&run(folder.path(), &["rules", "--format", "json"]).out);
    let of_list = list.as_array().expect("a list").iter().find(|one| one["id"] == rule["id"]).expect("listed");
    for (name, value) in of_list.as_object().expect("an object") {
        assert_eq!(&rule[name], value, "{name}");
    }
    let page = run(folder.path(), &["explain", "POL101", "--format", "markdown"]).out;
    assert!(page.starts_with("# `access/read-only-on-task`\n\n"), "{page}");
    assert!(page.contains("\n- **Catalogue**: `POL101`\n") && page.contains("\n## What to do\n"), "{page}");
    let house = json(&run(folder.path(), &["explain", "lint/no-greeting", "--format", "json"]).out);
    assert_eq!(house["house"], true);
    let house = run(folder.path(), &["explain", "lint/no-greeting", "--format", "markdown"]).out;
    assert!(
        house.starts_with("# `lint/no-greeting`\n") && house.contains("It is how the municipality speaks"),
        "{house}"
    );
}

const CONFIG: &str = "fail-on = \"info\"\nbaseline = \"known.json\"\nignore = [\"gammelt/**\"]\n\n[severity]\ncontent = \"info\"\n\
                      \"app/lenient-json\" = \"off\"\n\n[[per-path]]\npaths = [\"test/**\"]\nseverity = { POL101 = \"warning\" }\n\n\
                      [recipients]\n\"*\" = [\"DAGL\"]\n";

#[test]
fn every_value_has_an_origin() {
    let folder = copy("apps/healthy");
    write(folder.path(), "notify-lint.toml", CONFIG);
    let shown = run(folder.path(), &["config", "show", "App", "--as-of", binary::DAY, "--color", "never"]);
    assert_eq!(shown.status, 0, "{}", shown.err);
    insta::assert_snapshot!(shown.out);
    let args = ["config", "show", "--format", "json", "--preset", "audit", "--ignore", "sms", "--fail-on", "warning"];
    let value = json(&run(folder.path(), &args).out);
    assert_eq!(value["file"], "notify-lint.toml");
    let of = |key: &str| {
        let values = value["values"].as_array().expect("a list");
        values.iter().find(|one| one["key"][0] == key).unwrap_or_else(|| panic!("{key}")).clone()
    };
    assert_eq!(of("fail-on")["value"], "warning");
    assert_eq!(of("fail-on")["origin"]["option"], "--fail-on");
    assert_eq!(of("preset")["origin"]["option"], "--preset");
    // An audit knows of no baseline.
    assert_eq!(of("baseline")["origin"]["preset"], "audit");
    assert_eq!(of("as-of")["origin"]["kind"], "default");
    let origin = of("recipients")["origin"].clone();
    assert_eq!((&origin["path"], &origin["line"]), (&"notify-lint.toml".into(), &14.into()));
    let rules = value["rules"].as_array().expect("a list");
    let sms = rules.iter().filter(|one| one["rule"].as_str().is_some_and(|id| id.starts_with("sms/")));
    assert!(sms.clone().count() > 3 && sms.clone().all(|one| one["origin"]["option"] == "--ignore"));
}

/// A key that the configuration knows and `config show` does not would be a value nobody is told of.
#[test]
fn no_key_is_left_out() {
    let folder = copy("apps/healthy");
    let value = json(&run(folder.path(), &["config", "show", "--no-config", "--format", "json"]).out);
    let shown: Vec<&str> =
        value["values"].as_array().expect("a list").iter().filter_map(|one| one["key"][0].as_str()).collect();
    for key in notify_lint::config::KEYS.iter().filter(|key| key.name != "severity") {
        assert!(shown.contains(&key.name), "{}", key.name);
    }
    assert_eq!(value["file"], serde_json::Value::Null);
    assert_eq!(value["rules"], serde_json::json!([]));
}

#[test]
fn a_report_of_a_fault_names_nobody() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("kari-nordmann/work");
    std::fs::create_dir_all(folder.join(".git")).expect("writable");
    write(
        &folder,
        "notify-lint.toml",
        "[severity]\ncontent = \"off\"\n[recipients]\n\"app_ttd_hemmelig\" = [\"DAGL\"]\n",
    );
    let mut command = command(&folder, &["rage"]);
    command.env("HOME", home.path()).env("NO_COLOR", "1").env("CI", "/home/kari-nordmann/ci");
    let told = finish(command.stdin(Stdio::null()).output().expect("the program starts"));
    assert_eq!(told.status, 0, "{}", told.err);
    for part in [
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        "NO_COLOR=1",
        "CI is set",
        "notify-lint.toml at the root of the repository",
        "rules off: content/",
        "roles and access packages: as of 20",
        "service owners: as of 20",
        "word lists: ",
        "1 service with recipients",
    ] {
        assert!(told.out.contains(part), "{part}\n{}", told.out);
    }
    for secret in ["kari-nordmann", "hemmelig", home.path().to_str().expect("a name")] {
        assert!(!told.out.contains(secret), "{secret}\n{}", told.out);
    }
    write(&folder, "notify-lint.toml", "[severty]\n");
    let told = run(&folder, &["rage"]);
    assert_eq!(told.status, 0, "{}", told.err);
    assert!(told.out.contains("configuration: the configuration cannot be used\n"), "{}", told.out);
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = run(folder.path(), &["man", "--out", "man"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let whole = read(&folder.path().join("man/notify-lint.1"));
    assert_eq!(whole, run(folder.path(), &["man"]).out);
    for path in commands() {
        let page = read(&folder.path().join(format!("man/notify-lint-{}.1", path.join("-"))));
        assert!(page.starts_with(".ie") && page.contains(".SH SYNOPSIS"), "{path:?}");
        if let [name] = path.as_slice() {
            assert!(whole.contains(name.as_str()), "{name}");
        }
    }
}

#[test]
fn a_slip_in_a_name_is_understood_wherever_it_is_typed() {
    let folder = copy("apps/form-rule-trap");
    for (args, meant) in [
        (&["chekc"][..], "did you mean the command `notify-lint check`?"),
        (&["config", "shw"], "'show'"),
        (&["check", "--formt", "json"], "'--format'"),
        (&["check", "--format", "jsn"], "'json'"),
        (&["check", "--output", "serif"], "did you mean `sarif`?"),
        (&["check", "--fail-on", "eror"], "'error'"),
        (&["check", "--select", "acess"], "did you mean `access`?"),
        (&["explain", "no-recipent"], "did you mean `access/no-recipient`?"),
        (&["fix", "--rule", "access/no-recipent"], "did you mean `access/no-recipient`?"),
        (&["config", "show", "--ignore", "sns"], "did you mean `sms`?"),
        (&["ask", "--subject", "DALG"], "did you mean `DAGL`?"),
        (&["ask", "--subject", "regnskapsforer-lon"], "did you mean `regnskapsforer-lonn`?"),
        (&["ask", "--subject", "urn:altinn:accesspackage:ansvarlig-revisr"], "did you mean `ansvarlig-revisor`?"),
        (&["ask", "--subject", "urn:altinn:rolcode:DAGL"], "did you mean `urn:altinn:rolecode:DAGL`?"),
        (&["completions", "bsh"], "'bash'"),
    ] {
        let run = run(folder.path(), args);
        assert!(run.err.contains(meant), "{args:?}\n{}", run.err);
    }
    // A file that is not there is only that.
    let run = run(folder.path(), &["policy.xml"]);
    assert!(!run.err.contains("did you mean"), "{}", run.err);
}

#[test]
fn names_of_nobody_among_the_recipients_are_said_and_change_no_status() {
    let folder = copy("apps/healthy");
    let right = "[recipients]\napp_eksempel_serveringsbevilling = [\"DAGL\", \"ansvarlig-revisor\"]\n";
    write(folder.path(), "notify-lint.toml", right);
    let before = run(folder.path(), &["check", "--as-of", binary::DAY]);
    assert_eq!(before.err, "");
    let wrong =
        "[recipients]\napp_eksempel_serveringsbeviling = [\"DALG\"]\n\"*\" = [\"DAGL\", \"ansvarlig-revisr\"]\n";
    write(folder.path(), "notify-lint.toml", wrong);
    let said = run(folder.path(), &["check", "--as-of", binary::DAY]).err;
    assert_eq!(
        said,
        "notify-lint: notify-lint.toml:2:1: no app or resource here has the id `app_eksempel_serveringsbeviling`; did you \
         mean `app_eksempel_serveringsbevilling`?\n\
         notify-lint: notify-lint.toml:2:36: no role or access package `DALG` is known; did you mean `DAGL`?\n\
         notify-lint: notify-lint.toml:3:16: no role or access package `ansvarlig-revisr` is known; did you mean \
         `ansvarlig-revisor`?\n"
    );
    // Of a part of the repository nobody can say what the rest holds.
    let part = run(folder.path(), &["check", "App/config/process/process.bpmn", "--as-of", binary::DAY]).err;
    assert!(!part.contains("no app or resource"), "{part}");
}

#[test]
fn ids_of_rules_are_links_where_the_terminal_makes_links() {
    let folder = copy("apps/form-rule-trap");
    let checked = |color: &str, force: &str| {
        let mut command = command(folder.path(), &["check", "--color", color]);
        command.env("FORCE_HYPERLINK", force);
        finish(command.stdin(Stdio::null()).output().expect("the program starts")).out
    };
    let link = format!(
        "error[\x1b]8;;{}/blob/main/rules/access/read-only-on-task.md\x1b\\access/read-only-on-task\x1b]8;;\x1b\\] POL101",
        env!("CARGO_PKG_REPOSITORY")
    );
    assert!(checked("always", "1").contains(&link), "{}", checked("always", "1"));
    for (color, force) in [("always", "0"), ("never", "1"), ("auto", "1")] {
        assert!(!checked(color, force).contains("\x1b]8;"), "{color} {force}");
    }
}

#[test]
fn a_rule_of_the_house_has_no_page_to_lead_to() {
    let folder = copy("house-rules");
    let mut command = command(folder.path(), &["rules", "--color", "always"]);
    command.env("FORCE_HYPERLINK", "1");
    let listed = finish(command.stdin(Stdio::null()).output().expect("the program starts")).out;
    assert!(listed.contains("rules/access/no-recipient.md\x1b\\access/no-recipient\x1b]8;;\x1b\\ "), "{listed}");
    assert!(listed.lines().any(|line| line.starts_with("lint/abbreviation ")), "{listed}");
}
