//! `notify-lint fix` as a user runs it: what it prints, what it writes, and what it leaves alone.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, copy, project, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const POLICY: &str = "App/config/authorization/policy.xml";

fn policy(folder: &TempDir) -> PathBuf {
    folder.path().join(POLICY)
}

fn bytes(path: &Path) -> Vec<u8> {
    fs::read(path).expect("readable")
}

/// Nothing but the files of the fixture: no copy and no half-written file is left lying about.
fn names(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.map(|entry| entry.expect("readable").path().strip_prefix(folder).expect("below").to_owned()).collect()
}

/// The first columns of every line: the lines of a policy are long.
fn narrow(text: &str) -> String {
    text.lines().map(|line| line.chars().take(60).collect::<String>() + "\n").collect()
}

#[test]
fn the_trap_is_repaired_and_stays_so() {
    let folder = copy("apps/form-rule-trap");
    let before = names(folder.path());
    let first = run(folder.path(), &["fix", "--as-of", DAY]);
    assert_eq!((first.status, first.err.as_str()), (0, ""));
    insta::assert_snapshot!(first.out);
    let after = bytes(&policy(&folder));
    let second = run(folder.path(), &["fix", "--as-of", DAY]);
    assert_eq!((second.status, second.err.as_str()), (0, ""));
    insta::assert_snapshot!(second.out, @"nothing to repair; nothing is left
");
    assert_eq!(bytes(&policy(&folder)), after);
    assert_eq!(names(folder.path()), before);
}

#[test]
fn a_diff_is_shown_and_nothing_is_written() {
    let folder = copy("apps/form-rule-trap");
    let before = bytes(&policy(&folder));
    let shown = run(folder.path(), &["fix", "--diff", "--rule", "POL101", "--as-of", DAY]);
    assert_eq!(shown.status, 1);
    insta::assert_snapshot!(format!("{}\n--- beside it\n\n{}", narrow(&shown.out), shown.err));
    assert_eq!(bytes(&policy(&folder)), before);
    // What is shown is what is written.
    let patch = folder.path().join("repair.diff");
    fs::write(&patch, &shown.out).expect("writable");
    let applied = Command::new("git").current_dir(folder.path()).args(["apply", "repair.diff"]).output();
    if applied.is_ok_and(|applied| applied.status.success()) {
        let patched = bytes(&policy(&folder));
        fs::write(policy(&folder), &before).expect("writable");
        run(folder.path(), &["fix", "--rule", "POL101", "--as-of", DAY]);
        assert_eq!(bytes(&policy(&folder)), patched);
    }
}

#[test]
fn a_diff_tells_of_the_lines_of_the_disk() {
    let (mut told, mut put_in) = (0, 0);
    for fixture in ["apps/form-rule-trap", "apps/template-2022"] {
        let folder = copy(fixture);
        let found = run(folder.path(), &["check", "--as-of", DAY, "--format", "json"]);
        let found = binary::json(&found.out)["findings"].as_array().expect("a list").clone();
        let shown = run(folder.path(), &["fix", "--unsafe", "--diff", "--as-of", DAY]);
        for line in shown.err.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let ["repair" | "left", rule, "line", number, ..] = words.as_slice() else { continue };
            if number.ends_with(',') {
                put_in += 1;
                continue;
            }
            let is_there = |one: &serde_json::Value| {
                let line = number.trim_end_matches(':').parse::<u64>().ok();
                one["rule"] == *rule && one["start"]["line"].as_u64() == line
            };
            assert!(found.iter().any(is_there), "{fixture}: {line}");
            told += 1;
        }
    }
    assert!(told >= 3 && put_in > 0, "{told} {put_in}");
}

#[test]
fn who_loses_access_with_the_year_is_kept_by_a_repair_that_is_looked_over() {
    let folder = copy("apps/template-2022");
    let without = run(folder.path(), &["fix", "--diff", "--rule", "POL202", "--as-of", "2027-01-01"]);
    assert_eq!((without.status, without.out.as_str()), (1, ""));
    let with = run(folder.path(), &["fix", "--diff", "--unsafe", "--rule", "POL202", "--as-of", "2027-01-01"]);
    assert_eq!(with.status, 1);
    insta::assert_snapshot!(format!("{}\n--- with --unsafe\n\n{}", without.err, with.err));
    let done = run(folder.path(), &["fix", "--unsafe", "--rule", "POL202", "--as-of", "2027-01-01"]);
    assert_eq!(done.status, 0);
    let after = run(folder.path(), &["check", "--as-of", "2027-01-01"]);
    assert!(!after.out.contains("role/altinn2-role-shrinks"), "{}", after.out);
}

#[test]
fn of_several_ways_a_person_chooses_one() {
    let folder = copy("apps/template-2022");
    // Two roles that end, without a package that takes over for certain: of one it is known who has it, of the other there
    // is a package of the same name.
    let text = fs::read_to_string(policy(&folder)).expect("there").replace(">DAGL<", ">A0286<");
    fs::write(policy(&folder), &text).expect("writable");
    let asked = run(folder.path(), &["fix", "--unsafe", "--rule", "POL201", "--as-of", DAY]);
    insta::assert_snapshot!(asked.out);
    assert!(fs::read_to_string(policy(&folder)).expect("there") == text, "something was written");
    let args = ["fix", "--unsafe", "--rule", "POL201", "--choose", "2", "--as-of", DAY];
    let chosen = run(folder.path(), &args);
    assert_eq!((chosen.status, chosen.err.as_str()), (0, ""));
    let after = fs::read_to_string(policy(&folder)).expect("there");
    assert!(after.contains(">post-til-virksomheten-med-taushetsbelagt-innhold<") && !after.contains(">LEDE<"));
}

#[test]
fn a_file_that_must_not_be_written_is_left_and_named() {
    let folder = copy("apps/form-rule-trap");
    let before = bytes(&policy(&folder));
    let mut permissions = fs::metadata(policy(&folder)).expect("there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(policy(&folder), permissions).expect("ours");
    let run = run(folder.path(), &["fix", "--as-of", DAY]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    insta::assert_snapshot!(run.err, @"notify-lint: `App/config/authorization/policy.xml` was left as it is: it is read-only
");
    assert_eq!(bytes(&policy(&folder)), before);
}

#[test]
fn a_file_keeps_its_mark_its_line_ends_and_its_permissions() {
    let folder = copy("apps/form-rule-trap");
    let text = fs::read_to_string(policy(&folder)).expect("there").replace('\n', "\r\n");
    fs::write(policy(&folder), ["\u{FEFF}", &text].concat()).expect("writable");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(policy(&folder), fs::Permissions::from_mode(0o640)).expect("ours");
    }
    assert_eq!(run(folder.path(), &["fix", "--as-of", DAY]).status, 0);
    let after = fs::read_to_string(policy(&folder)).expect("there");
    assert!(after.starts_with("\u{FEFF}") && !after.replace("\r\n", "").contains('\n'));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(policy(&folder)).expect("there").permissions().mode() & 0o777, 0o640);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_inside_the_folder_and_nowhere_else() {
    use std::os::unix::fs::symlink;
    let folder = copy("apps/form-rule-trap");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    for (home, is_inside) in [(folder.path().join("felles"), true), (elsewhere.path().join("felles"), false)] {
        fs::create_dir_all(&home).expect("writable");
        let target = home.join("regler.txt");
        fs::copy(project().join("fixtures/apps/form-rule-trap").join(POLICY), &target).expect("writable");
        let before = bytes(&target);
        fs::remove_file(policy(&folder)).expect("ours");
        symlink(&target, policy(&folder)).expect("links are known here");
        let run = run(folder.path(), &["fix", "--as-of", DAY]);
        assert!(policy(&folder).is_symlink());
        assert_eq!(bytes(&target) != before, is_inside, "{}", run.err);
        assert_eq!(run.status, if is_inside { 0 } else { 2 }, "{}", run.err);
        let said = if is_inside { "is a link; the file it leads to was written" } else { "leads out of the folder" };
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn wrong_usage_is_said() {
    let folder = copy("apps/form-rule-trap");
    let unknown = run(folder.path(), &["fix", "--rule", "access/read-only-on-tsk"]);
    assert_eq!((unknown.status, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean `access/read-only-on-task`?"), "{}", unknown.err);
    assert_eq!(run(folder.path(), &["fix", "--choose", "1"]).status, 2);
    assert_eq!(run(folder.path(), &["fix", "nowhere"]).status, 2);
    let empty = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run(empty.path(), &["fix"]).status, 3);
}

#[test]
fn what_is_left_decides_the_exit_status() {
    let folder = copy("apps/template-2022");
    let status = |more: &[&str]| run(folder.path(), &[&["fix", "--as-of", DAY], more].concat()).status;
    assert_eq!((status(&[]), status(&["--fail-on", "warning"])), (0, 1));
}

/// The example of the page on repairs is what the program prints.
#[test]
fn the_page_on_repairs_shows_a_real_screen() {
    let page = fs::read_to_string(project().join("docs/fixes.md")).expect("there");
    let (_, screen) = page.split_once("```console\n$ notify-lint fix\n").expect("a screen");
    let shown = screen.split("\n```").next().unwrap_or_default();
    let run = run(copy("apps/form-rule-trap").path(), &["fix", "--as-of", DAY]);
    assert_eq!(run.out.trim_end(), shown);
}

/// A repair of an order has no decisions to be held to: its finding is gone, nothing as grave is brought, and every byte
/// beside it stays.
#[test]
fn the_names_of_an_order_are_put_right_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("order.json");
    let order = concat!(
        "\u{feff}{\r\n  \"idempotencyId\": \"{{id}}\",\r\n  \"associationDialogporten\": { \"dialogueId\": \"{{dialog}}\" },\r\n",
        "  \"recipient\": { \"recipientOrganization\": { \"orgNumber\": \"{{orgNo}}\", \"channelSchema\": \"Both\",\r\n",
        "    \"resourceId\": \"urn:altinn:resource:eksempel-brev\",\r\n",
        "    \"emailSettings\": { \"subject\": \"Brev frå Eksempelkommune\", \"body\": \"Eksempelkommune har sendt $recipientName$ eit brev. Det ligg i innboksen på nettsidene til Altinn.\" },\r\n",
        "    \"smsSettings\": { \"sender\": \"Eksempelkom\", \"body\": \"Eksempelkommune har sendt $recipientName$ eit brev. Det ligg i innboksen i Altinn.\" } } }\r\n}"
    );
    fs::write(&path, order).expect("writable");
    let fixed = run(folder.path(), &["fix", "order.json", "--as-of", DAY]);
    assert_eq!((fixed.status, fixed.err.as_str()), (0, ""), "{}", fixed.out);
    let expected = order
        .replace("associationDialogporten", "dialogportenAssociation")
        .replace("dialogueId", "dialogId")
        .replace("Both", "EmailAndSms");
    assert_eq!(String::from_utf8(bytes(&path)).expect("UTF-8"), expected);
}
