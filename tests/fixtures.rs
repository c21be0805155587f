//! The fixtures are what their READMEs say they are.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs, unreachable_pub)]

mod support;

use notify_lint::config::Config;
use notify_lint::finding::{Finding, Severity};
use notify_lint::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{Files, files_below, lint, lint_with, subjects};

const DAY: &str = "2026-11-25";
const AFTER: &str = "2027-01-01";

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn findings(folder: &str, day: &str) -> Vec<Finding> {
    lint(&files_below(&fixtures(), folder), day).findings
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule).collect()
}

/// The rule on `delete` of the template of 2022 has resource and action in one list.
const LIST_OF_TWO_KINDS: &str = "policy/mixed-all-of";

#[test]
fn nothing_is_found_in_a_healthy_app_whatever_the_day() {
    for day in [DAY, AFTER] {
        let found = findings("apps/healthy", day);
        assert!(found.is_empty(), "{day}: {:?}", found.iter().map(|one| &one.message).collect::<Vec<_>>());
    }
}

#[test]
fn who_was_added_to_the_form_rule_only_is_named() {
    let found = findings("apps/form-rule-trap", DAY);
    assert_eq!(rules(&found), ["access/read-only-on-task"]);
    assert_eq!(subjects(&found[0]), ["REVI", "A0237"]);
    assert!(found[0].message.contains("Revisor (REVI) and Ansvarlig revisor (A0237)"), "{}", found[0].message);
    let witness = found[0].witness.as_ref().expect("the request that shows it");
    assert_eq!(witness.decision, "NotApplicable");
    let request = witness.request.to_string();
    assert!(request.contains("omsetningsoppgave") && !request.contains("urn:altinn:task"), "{request}");
}

#[test]
fn the_rule_that_is_added_is_written_as_the_author_writes() {
    let mut files = files_below(&fixtures(), "apps/form-rule-trap");
    let policy = files.iter_mut().find(|(path, _)| path.ends_with("policy.xml")).expect("a policy").1;
    let text = String::from_utf8(policy.clone()).expect("UTF-8").replace("<xacml:", "<").replace("</xacml:", "</");
    *policy = text.replace("xmlns:xacml=", "xmlns=").replace("  ", "\t").replace('\n', "\r\n").into_bytes();
    let found = lint(&files, DAY).findings;
    assert_eq!(rules(&found), ["access/read-only-on-task"]);
    let edit = &found[0].fix.as_ref().expect("a repair").edits[0];
    assert!(edit.text.starts_with("\r\n\t<Rule RuleId=\"urn:altinn:ruleid:7\" Effect=\"Permit\">\r\n\t\t<Target>\r\n"));
    assert!(edit.text.contains(">REVI<") && edit.text.contains(">A0237<") && !edit.text.contains("Task_1"));
    let mut after = found[0].at.source.text().to_owned();
    after.replace_range(edit.at.span.range(), &edit.text);
    files.insert(found[0].at.source.path().to_owned(), after.into_bytes());
    // With read on the app, A0237 is next year's trouble.
    let found = lint(&files, DAY).findings;
    assert_eq!(rules(&found), ["role/altinn2-role-shrinks"]);
    assert_eq!(subjects(&found[0]), ["A0237"]);
}

#[test]
fn the_template_of_2022_loses_its_recipients_on_a_day_that_is_named() {
    const LOSING: [&str; 7] = ["BEST", "BOBE", "DTPR", "DTSO", "INNH", "KOMP", "LEDE"];
    for (day, when, severity) in [
        (DAY, "from 1 January 2027 (in 37 days) ", Severity::Warning),
        ("2026-11-22", "from 1 January 2027 (in 40 days) ", Severity::Warning),
        ("2026-12-01", "from 1 January 2027 (in 31 days) ", Severity::Warning),
        ("2026-12-02", "from 1 January 2027 (in 30 days) ", Severity::Error),
        ("2026-12-31", "from 1 January 2027 (tomorrow) ", Severity::Error),
        (AFTER, "since 1 January 2027 ", Severity::Error),
    ] {
        let found = findings("apps/template-2022", day);
        assert_eq!(rules(&found), ["role/altinn2-role-shrinks", LIST_OF_TWO_KINDS], "{day}");
        assert_eq!(subjects(&found[0]), LOSING, "{day}");
        assert_eq!(found[0].severity, severity, "{day}");
        assert!(found[0].message.starts_with(when), "{day}: {}", found[0].message);
    }
}

#[test]
fn what_ends_with_the_year_is_an_error_in_its_last_month() {
    let mut files = files_below(&fixtures(), "apps/template-2022");
    for text in files.values_mut() {
        let only_ending = String::from_utf8(text.clone()).expect("UTF-8").replace(">DAGL<", ">UTINN<");
        *text = only_ending.into_bytes();
    }
    for (day, severity) in [
        ("2026-12-01", Severity::Warning),
        ("2026-12-02", Severity::Error),
        ("2026-12-31", Severity::Error),
        (AFTER, Severity::Error),
    ] {
        let found = lint(&files, day).findings;
        assert_eq!(rules(&found), ["role/altinn2-role-only", LIST_OF_TWO_KINDS], "{day}");
        assert_eq!(subjects(&found[0]), ["REGNA", "UTINN"], "{day}");
        assert_eq!(found[0].severity, severity, "{day}");
    }
}

fn with_recipients(folder: &str, id: &str, recipients: &[&str]) -> Vec<Finding> {
    let text = format!("[recipients]\n{id} = {recipients:?}\n");
    let config = Config::read(&Source::from_text("notify-lint.toml", text), &[]).expect("a configuration");
    let files = files_below(&fixtures(), folder);
    lint_with(files.keys().cloned().collect(), &files, &config, DAY).findings
}

#[test]
fn with_declared_recipients_only_those_are_missed() {
    let of = |recipients: &[&str]| with_recipients("apps/template-2022", "app_eksempel_naeringsavfall", recipients);
    assert_eq!(rules(&of(&["DAGL"])), [LIST_OF_TWO_KINDS]);
    let lede = of(&["DAGL", "LEDE"]);
    assert_eq!(rules(&lede), ["role/altinn2-role-shrinks", LIST_OF_TWO_KINDS]);
    assert_eq!(subjects(&lede[0]), ["LEDE"]);
    let revi = of(&["DAGL", "REVI"]);
    assert_eq!(rules(&revi), ["access/declared-recipient-missing", LIST_OF_TWO_KINDS]);
    assert_eq!(subjects(&revi[0]), ["REVI"]);
    let trap =
        |recipients: &[&str]| with_recipients("apps/form-rule-trap", "app_eksempel_omsetningsoppgave", recipients);
    assert_eq!(rules(&trap(&["DAGL"])), Vec::<&str>::new());
    assert_eq!(subjects(&trap(&["DAGL", "REVI"])[0]), ["REVI"]);
}

/// Files of which one cannot be opened.
struct Locked(Files);

impl notify_lint::lint::Files for Locked {
    fn read(&self, path: &Path) -> std::io::Result<Option<Vec<u8>>> {
        if path.ends_with("policy.xml") {
            return Err(std::io::ErrorKind::PermissionDenied.into());
        }
        self.0.read(path)
    }
}

#[test]
fn a_policy_that_cannot_be_opened_is_not_called_missing() {
    let mut files = files_below(&fixtures(), "apps/healthy");
    let paths: Vec<PathBuf> = files.keys().cloned().collect();
    let outcome = lint_with(paths, &Locked(files.clone()), &Config::default(), DAY);
    assert_eq!((rules(&outcome.findings), outcome.unread.len()), (Vec::new(), 1));
    files.retain(|path, _| !path.ends_with("policy.xml"));
    assert_eq!(rules(&lint(&files, DAY).findings), ["policy/missing"]);
}

#[test]
fn a_task_of_a_kind_that_is_not_known_is_not_called_absent() {
    let mut files = files_below(&fixtures(), "apps/healthy");
    let process = files.iter_mut().find(|(path, _)| path.ends_with("process.bpmn")).expect("a process").1;
    *process = String::from_utf8(process.clone()).expect("UTF-8").replace("bpmn:task", "bpmn:userTask").into_bytes();
    assert_eq!(rules(&lint(&files, DAY).findings), ["app/process-not-verifiable"]);
}

#[test]
fn two_things_are_wrong_among_the_resources() {
    let found = findings("resources", DAY);
    let at = |finding: &Finding| finding.at.source.slice(finding.at.span).to_owned();
    let seen: Vec<(&str, String)> = found.iter().map(|finding| (finding.rule, at(finding))).collect();
    let wanted =
        [("policy/missing", "eksempel-kurs".to_owned()), ("reference/resource-mismatch", "eksempel-tilsyn".to_owned())];
    assert_eq!(seen, wanted);
}

/// What is found in each folder of `fixtures/broken`, and a word of the message that says what its README promises.
const BROKEN: [(&str, Option<(&str, &str)>); 13] = [
    ("not-well-formed", Some(("policy/unreadable", "closes"))),
    ("xacml-2.0", Some(("policy/unreadable", "XACML 3.0 only"))),
    ("policy-set", Some(("policy/unreadable", "PolicySet"))),
    ("stale-bytes", Some(("policy/unreadable", "closes nothing that is open"))),
    ("empty-any-of", Some(("policy/unreadable", "`AnyOf` has no `AllOf`"))),
    ("git-host-answer", Some(("policy/unreadable", "git host"))),
    ("entities", Some(("policy/unreadable", "DOCTYPE"))),
    ("latin-1", Some(("policy/unreadable", "0xF8"))),
    ("utf-16", None),
    ("process-cut-off", Some(("app/unreadable", "inside a tag"))),
    ("metadata-missing-comma", Some(("app/unreadable", "a comma"))),
    ("metadata-with-comments", Some(("app/lenient-json", "comment"))),
    ("order-cut-off", Some(("order/unreadable", ""))),
];

#[test]
fn each_broken_file_is_one_finding() {
    let mut wrong = Vec::new();
    for (folder, wanted) in BROKEN {
        let found = findings(&format!("broken/{folder}"), DAY);
        let right = match (wanted, found.as_slice()) {
            (None, []) => true,
            (Some((rule, word)), [one]) => one.rule == rule && one.message.contains(word),
            _ => false,
        };
        if !right {
            wrong.push(format!("{folder}: {:?}", found.iter().map(|one| (one.rule, &one.message)).collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The folders that the table of a README names, in its order.
fn in_readme(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join("README.md")).expect("a README");
    text.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn every_folder_stands_in_its_readme() {
    for kind in ["broken", "apps"] {
        let folder = fixtures().join(kind);
        let mut named = in_readme(&folder);
        if kind == "broken" {
            assert_eq!(named, BROKEN.map(|(folder, _)| folder));
        }
        named.sort();
        let entries = std::fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("an entry"));
        let there = entries.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name());
        let mut there: Vec<String> = there.map(|name| name.to_string_lossy().into_owned()).collect();
        there.sort();
        assert_eq!(there, named, "{kind}");
    }
}

#[test]
fn the_fixtures_as_one_repository_say_the_same() {
    let folders: BTreeMap<&str, usize> =
        BROKEN.iter().map(|(folder, wanted)| (*folder, usize::from(wanted.is_some()))).collect();
    let found = findings("broken", DAY);
    for (folder, count) in folders {
        let below = Path::new("broken").join(folder);
        let here = found.iter().filter(|finding| finding.at.source.path().starts_with(&below)).count();
        assert_eq!(here, count, "{folder}");
    }
}
