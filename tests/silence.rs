//! What people decide not to hear of, through the program.

#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{DAY, ORDER_WITH_LINK, Run, copy, json, read, run, write};
use std::path::Path;

const POLICY: &str = "App/config/authorization/policy.xml";

fn check(folder: &Path, args: &[&str]) -> Run {
    let mut all = vec!["check", "--as-of", DAY, "--select", "access,content"];
    all.extend(args);
    run(folder, &all)
}

fn rules(run: &Run, list: &str) -> Vec<String> {
    let found = json(&run.out)[list].as_array().expect("a list").clone();
    found.iter().map(|one| one["rule"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_comment_with_a_reason_silences_and_json_tells_of_it() {
    let folder = copy("apps/form-rule-trap");
    let policy = folder.path().join(POLICY);
    assert_eq!(check(folder.path(), &[]).status, 1);
    let added = check(folder.path(), &["--add-ignore", "avtalt på møte, rettes i ny versjon"]);
    assert_eq!(
        (added.status, added.out.as_str()),
        (0, "1 finding silenced in `App/config/authorization/policy.xml`\n")
    );
    assert!(
        read(&policy)
            .contains("<!-- notify-lint: ignore access/read-only-on-task: avtalt på møte, rettes i ny versjon -->")
    );
    let silent = check(folder.path(), &["--format", "json"]);
    assert_eq!(silent.status, 0);
    assert!(rules(&silent, "findings").is_empty());
    assert_eq!(rules(&silent, "silenced"), ["access/read-only-on-task"]);
    let silence = &json(&silent.out)["silenced"][0]["silence"];
    assert_eq!(
        (silence["by"].as_str(), silence["reason"].as_str()),
        (Some("comment"), Some("avtalt på møte, rettes i ny versjon"))
    );
    assert_eq!(silence["at"]["path"], POLICY);
    // Whoever audits hears everything.
    for loud in [&["--no-ignores"][..], &["--preset", "audit"]] {
        assert_eq!(check(folder.path(), loud).status, 1, "{loud:?}");
    }
}

#[test]
fn what_has_no_comments_is_silenced_in_the_configuration_by_its_anchor() {
    let folder = copy("apps/healthy");
    write(folder.path(), "ordre/varsel.json", ORDER_WITH_LINK);
    assert_eq!(check(folder.path(), &["--select", "content"]).status, 1);
    let added = check(folder.path(), &["--add-ignore", "lenken er avtalt"]);
    assert_eq!(added.status, 0, "{}{}", added.out, added.err);
    let config = read(&folder.path().join("notify-lint.toml"));
    assert!(config.contains("rule = \"content/link-in-sms\"\npath = \"ordre/varsel.json\"\nanchor = \"smsTemplate.body\"\nreason = \"lenken er avtalt\"\n"), "{config}");
    assert_eq!(check(folder.path(), &[]).status, 0);
    // From a folder below, and after an edit above it, it still holds.
    write(folder.path(), "ordre/varsel.json", &ORDER_WITH_LINK.replacen('{', "{\n\n", 1));
    assert_eq!(check(&folder.path().join("ordre"), &[]).status, 0);
    // Another place of the same file is heard.
    write(
        folder.path(),
        "ordre/varsel.json",
        &ORDER_WITH_LINK
            .replace("smsTemplate", "emailTemplate")
            .replace("\"sender\": \"Eksempelkom\", ", "\"subject\": \"Eksempelkommune om example.no\", "),
    );
    let other = check(folder.path(), &["--format", "json", "--select", "suppression"]);
    assert!(rules(&other, "findings").contains(&"suppression/unused".to_owned()), "{}", other.out);
}

#[test]
fn an_expired_comment_is_heard_of_and_fixed() {
    let folder = copy("apps/healthy");
    let policy = folder.path().join(POLICY);
    let text = read(&policy);
    let at = text.find("<xacml:Rule ").or_else(|| text.find("<Rule ")).expect("a rule");
    let old = "<!-- notify-lint: ignore access until=2026-01-31: rettes i januar -->\r\n";
    std::fs::write(&policy, format!("{}{old}{}", &text[..at], &text[at..])).expect("writable");
    let found = run(folder.path(), &["--as-of", DAY, "--select", "suppression", "--format", "concise"]);
    assert!(found.out.contains("warning[suppression/expired] this comment held until 2026-01-31"), "{}", found.out);
    assert_eq!(run(folder.path(), &["fix", "--as-of", DAY, "--rule", "suppression/expired"]).status, 0);
    assert!(!read(&policy).contains("notify-lint"));
}

#[test]
fn a_baseline_knows_what_was_there_and_says_what_is_gone() {
    let folder = copy("apps/form-rule-trap");
    let made = run(folder.path(), &["baseline", "update", "--as-of", DAY]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.out.contains("write `baseline = \"notify-lint-baseline.json\"`"), "{}", made.out);
    write(folder.path(), "notify-lint.toml", "baseline = \"notify-lint-baseline.json\"\n");
    let known = check(folder.path(), &["--format", "json"]);
    assert_eq!((known.status, rules(&known, "silenced").len()), (0, 1));
    // Lines that move change nothing.
    let policy = folder.path().join(POLICY);
    let text = read(&policy);
    std::fs::write(&policy, text.replacen("?>", "?>\n\n<!-- flyttet -->\n", 1)).expect("writable");
    assert_eq!(check(folder.path(), &[]).status, 0);
    // What is repaired is said to be stale, and pruned.
    let repaired = run(folder.path(), &["fix", "--as-of", DAY, "--unsafe", "--config", "none.toml"]);
    assert_eq!(repaired.status, 2, "a configuration that is not there is trouble");
    std::fs::write(&policy, "").expect("writable");
    let stale = run(folder.path(), &["--as-of", DAY, "--select", "access,suppression", "--format", "concise"]);
    assert!(stale.out.contains("notify-lint-baseline.json:4:5: warning[suppression/unused]"), "{}", stale.out);
    // A rule that did not run is not judged.
    let other = run(folder.path(), &["--as-of", DAY, "--select", "sms,suppression", "--format", "concise"]);
    assert!(!other.out.contains("suppression/unused"), "{}", other.out);
    assert_eq!(run(folder.path(), &["baseline", "prune", "--as-of", DAY]).status, 0);
    assert_eq!(
        json(&read(&folder.path().join("notify-lint-baseline.json")))["findings"].as_array().map(Vec::len),
        Some(0)
    );
}

#[test]
fn of_a_file_that_was_moved_the_baseline_says_where_the_same_is_found() {
    let folder = copy("apps/healthy");
    write(folder.path(), "ordre/påminnelse.json", ORDER_WITH_LINK);
    write(folder.path(), "notify-lint.toml", "baseline = \"notify-lint-baseline.json\"\n");
    let update = ["baseline", "update", "--as-of", DAY];
    assert_eq!(run(folder.path(), &update).status, 0);
    std::fs::create_dir(folder.path().join("varsler")).expect("writable");
    let to = folder.path().join("varsler/påminnelse.json");
    std::fs::rename(folder.path().join("ordre/påminnelse.json"), &to).expect("there");
    let moved = check(folder.path(), &["--select", "suppression"]);
    let said =
        "the same is found in `varsler/påminnelse.json` now: where the file was moved, `notify-lint baseline update`";
    let (out, status) = (moved.out.split_whitespace().collect::<Vec<_>>().join(" "), moved.status);
    assert!(out.replace("│ ", "").contains(said) && status == 1, "what is new is heard: {out}");
    // Another text is another finding.
    let of_links = |text: &str| {
        write(folder.path(), "varsler/påminnelse.json", text);
        let all = run(folder.path(), &["check", "--as-of", DAY, "--format", "json"]);
        let found = json(&all.out)["findings"].as_array().expect("a list").clone();
        let is_moved = |one: &&serde_json::Value| {
            one["message"].to_string().contains("content/link-in-sms") && one["notes"].to_string().contains("the same")
        };
        found.iter().filter(is_moved).count()
    };
    assert_eq!((of_links(ORDER_WITH_LINK), of_links(&ORDER_WITH_LINK.replace("example.no/a", "example.no/b"))), (1, 0));
    assert_eq!(run(folder.path(), &update).status, 0);
    assert_eq!(check(folder.path(), &["--select", "suppression"]).status, 0);
}

#[test]
fn rules_are_chosen_by_name_and_by_family() {
    let folder = copy("apps/form-rule-trap");
    let found = |args: &[&str]| {
        let mut all = vec!["--as-of", DAY, "--format", "json"];
        all.extend(args);
        rules(&run(folder.path(), &all), "findings")
    };
    assert!(found(&["--select", "POL101"]).iter().all(|rule| rule == "access/read-only-on-task"));
    assert!(!found(&["--ignore", "access"]).iter().any(|rule| rule.starts_with("access/")));
    assert_eq!(found(&["--ignore", "access", "--select", "access/read-only-on-task"]), ["access/read-only-on-task"]);
    assert!(found(&["--select", "access", "--ignore", "access/read-only-on-task"]).is_empty());
    let slip = run(folder.path(), &["--select", "acess"]);
    assert_eq!((slip.status, slip.err.contains("did you mean `access`?")), (2, true), "{}", slip.err);
}

#[test]
fn a_path_may_have_its_own_severities() {
    let folder = copy("apps/form-rule-trap");
    write(folder.path(), "notify-lint.toml", "[[per-path]]\npaths = [\"App/**\"]\nseverity = { access = \"info\" }\n");
    let run = check(folder.path(), &["--format", "json"]);
    assert_eq!(json(&run.out)["findings"][0]["severity"], "info");
    assert_eq!(run.status, 0);
    assert_eq!(check(folder.path(), &["--preset", "audit"]).status, 1);
    assert_eq!(check(folder.path(), &["--min-severity", "warning", "--format", "concise"]).out, "");
}
