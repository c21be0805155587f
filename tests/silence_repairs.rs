//! Repairs of what silences: entries of the configuration that are needed no more, over, misspelt or not understood.

#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{DAY, ORDER_WITH_LINK, Run, copy, read, run, write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NEEDED: &str =
    "[[ignore]]\nrule = \"content/link-in-sms\"\npath = \"ordre/ærlig.json\"\nreason = \"avtalt på møte\"\n";

/// A folder with an order that an entry silences, and a configuration.
fn folder(config: &str) -> TempDir {
    let folder = copy("apps/healthy");
    write(folder.path(), "ordre/ærlig.json", ORDER_WITH_LINK);
    write(folder.path(), "notify-lint.toml", config);
    folder
}

fn config(folder: &TempDir) -> PathBuf {
    folder.path().join("notify-lint.toml")
}

fn fix(folder: &TempDir, args: &[&str]) -> Run {
    let mut all = vec!["fix", "--as-of", DAY];
    all.extend(args);
    run(folder.path(), &all)
}

fn said(folder: &Path, args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--as-of", DAY, "--format", "concise", "--color", "never"];
    all.extend(args);
    let run = run(folder, &all);
    run.out.lines().filter(|line| line.starts_with("notify-lint.toml")).map(str::to_owned).collect()
}

#[test]
fn an_entry_that_is_needed_no_more_is_deleted_and_all_else_stays_byte_for_byte() {
    let old = "# avtalt før påske\n[[ignore]]\nrule = \"sms/blank\"\npath = \"ordre/*.json\"\n# ikke nå\nreason = \"æøå\"\n\n";
    let text =
        |old: &str| format!("\u{FEFF}# Hvem vi er\n\n{old}# fortsatt\n{NEEDED}\n[severity]\n").replace('\n', "\r\n");
    let folder = folder(&text(old));
    assert_eq!(
        said(folder.path(), &[]),
        [
            "notify-lint.toml:4:1: warning[suppression/unused] this entry silences nothing: `sms/blank` finds nothing there"
        ]
    );
    let shown = fix(&folder, &["--diff"]);
    assert_eq!(shown.status, 1);
    assert!(shown.out.contains("-# avtalt før påske\r\n-[[ignore]]\r\n"), "{}", shown.out);
    assert_eq!(read(&config(&folder)), text(old), "nothing is written");
    let done = fix(&folder, &[]);
    assert!(done.out.contains("delete the entry\n           proof: the configuration was read anew"), "{}", done.out);
    assert_eq!(read(&config(&folder)), text(""));
    assert!(fix(&folder, &[]).out.contains("nothing was repaired"));
    assert_eq!(read(&config(&folder)), text(""));
}

#[test]
fn entries_in_a_list_are_repaired_too_and_several_at_once() {
    let folder = folder(
        "ignore = [\n  \"gammelt/**\", # arkiv\n  # over\n  { rule = \"content\", path = \"ordre/ærlig.json\", until = 2026-01-31, reason = \"januar\" },\n  \
         { rule = [\"sms/blank\", \"contnt/link-in-sms\"], path = \"ordre/ærlig.json\", reason = \"avtalt\" },\n  \
         { rul = \"sms/blank\", path = \"ordre/ærlig.json\", reason = \"avtalt\" }\n]\n",
    );
    let rules = ["expired", "unknown-rule", "unused", "malformed"];
    let before = said(folder.path(), &[]);
    for rule in rules {
        assert!(before.iter().any(|line| line.contains(&format!("[suppression/{rule}]"))), "{rule}: {before:#?}");
    }
    let done = fix(&folder, &[]);
    assert!(done.out.contains("5 repairs in 1 file"), "{}", done.out);
    assert_eq!(
        read(&config(&folder)),
        "ignore = [\n  \"gammelt/**\", # arkiv\n  # over\n  { rule = [\"content/link-in-sms\"], path = \"ordre/ærlig.json\", reason = \"avtalt\" },\n]\n"
    );
    assert!(said(folder.path(), &[]).is_empty());
}

#[test]
fn what_only_a_person_knows_is_left_to_a_person() {
    let folder = folder(
        "[[ignore]]\nrule = \"content\"\npath = \"ordre/ærlig.json\"\n\n[[ignore]]\nrule = \"noe/annet\"\npath = \"ordre/ærlig.json\"\n\
         reason = \"avtalt\"\n\n[[ignore]]\npath = \"ordre/ærlig.json\"\nreason = \"avtalt\"\n",
    );
    assert_eq!(
        said(folder.path(), &[]),
        [
            "notify-lint.toml:1:1: warning[suppression/without-reason] this entry gives no reason, so it silences nothing",
            "notify-lint.toml:6:8: warning[suppression/unknown-rule] there is no rule `noe/annet`, so nothing is silenced",
            "notify-lint.toml:10:1: warning[suppression/malformed] this entry under `[[ignore]]` cannot be understood: `rule` is missing here",
        ]
    );
    let text = read(&config(&folder));
    fix(&folder, &[]);
    assert_eq!(read(&config(&folder)), text);
    let done = fix(&folder, &["--unsafe", "--rule", "suppression/malformed"]);
    assert!(done.out.contains("delete the entry"), "{}{}", done.out, done.err);
    assert_eq!(read(&config(&folder)), text[..text.rfind("\n[[ignore]]").expect("the last")].to_owned());
}

#[test]
fn a_name_is_not_put_right_where_something_else_would_be_found() {
    // Put right, the entry would silence nothing.
    let folder = folder("[[ignore]]\nrule = \"sms/blnk\"\npath = \"ordre/ærlig.json\"\nreason = \"avtalt\"\n");
    let text = read(&config(&folder));
    let done = fix(&folder, &[]);
    assert!(
        done.out.contains("not done, for something else would be found: this entry silences nothing"),
        "{}",
        done.out
    );
    assert_eq!(read(&config(&folder)), text);
}

#[test]
fn a_part_of_the_repository_does_not_tell_that_nothing_is_silenced() {
    let old = "[[ignore]]\nrule = \"content/link-in-sms\"\npath = \"**/*.json\"\nreason = \"avtalt\"\n";
    let folder = folder(old);
    write(folder.path(), "annet/varsel.json", &ORDER_WITH_LINK.replace("https://example.no/a", "brevet"));
    // What the entry silences is in another folder.
    assert!(said(folder.path(), &["annet"]).is_empty());
    assert!(said(folder.path(), &["annet/varsel.json", "notify-lint.toml"]).is_empty());
    fix(&folder, &["annet/varsel.json", "notify-lint.toml"]);
    assert_eq!(read(&config(&folder)), old);
    // Where the whole of what it speaks of was looked at, it is said, and repaired only where everything was.
    let narrow = old.replace("**/*", "annet/*");
    write(folder.path(), "notify-lint.toml", &narrow);
    assert_eq!(said(folder.path(), &["annet"]).len(), 1);
    fix(&folder, &["annet"]);
    assert_eq!(read(&config(&folder)), narrow);
    fix(&folder, &[]);
    assert_eq!(read(&config(&folder)), "");
}

#[test]
fn a_comment_is_deleted_only_where_everything_was_looked_at() {
    let folder = folder("");
    let policy = folder.path().join("App/config/authorization/policy.xml");
    let text = read(&policy);
    let at = text.find("  <xacml:Rule ").expect("a rule");
    let comment = "  <!-- notify-lint: ignore policy/whitespace: avtalt -->\n";
    std::fs::write(&policy, format!("{}{comment}{}", &text[..at], &text[at..])).expect("writable");
    let part = fix(&folder, &["App"]);
    assert!(part.out.contains("delete the comment (look it over first"), "{}", part.out);
    assert!(read(&policy).contains(comment));
    assert!(fix(&folder, &[]).out.contains("requests compared, none changed"));
    assert!(read(&policy) == text);
}

#[test]
fn an_entry_for_a_file_that_is_no_more_is_said_and_goes() {
    let folder = folder(&format!(
        "{NEEDED}\n[[ignore]]\nrule = \"content\"\npath = \"ordre/borte.json\"\nreason = \"avtalt\"\n"
    ));
    assert_eq!(said(folder.path(), &[]).len(), 1);
    fix(&folder, &[]);
    assert_eq!(read(&config(&folder)), NEEDED);
}

#[test]
fn of_a_family_nothing_is_said_where_one_of_its_rules_was_not_asked() {
    let folder = folder(&NEEDED.replace("content/link-in-sms", "content"));
    assert!(said(folder.path(), &["--ignore", "content/link-in-sms"]).is_empty());
    assert!(said(folder.path(), &["--select", "content/vague,suppression"]).is_empty());
}

#[test]
fn a_configuration_that_was_not_named_is_left_and_so_is_one_above() {
    let config_text =
        "[[ignore]]\nrule = \"content\"\npath = \"ordre/ærlig.json\"\nuntil = 2026-01-31\nreason = \"januar\"\n";
    let folder = folder(config_text);
    let done = fix(&folder, &["ordre"]);
    assert!(
        done.out.contains("not done, for the configuration is not among the files and folders that were named"),
        "{}",
        done.out
    );
    assert_eq!(read(&config(&folder)), config_text);
    fix(&folder, &["ordre", "notify-lint.toml"]);
    assert_eq!(read(&config(&folder)), "");
}
