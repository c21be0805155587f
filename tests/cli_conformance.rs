//! `notify-lint conformance`, which is not in the help.

#![allow(clippy::expect_used, missing_docs)]

mod binary;

use binary::{corpus, here, json, run, write};

/// A policy that permits everything, with two decisions of which the second is not ours.
fn recording() -> String {
    let policy = "<Policy xmlns='urn:oasis:names:tc:xacml:3.0:core:schema:wd-17' PolicyId='p' Version='1.0' \
                  RuleCombiningAlgId='urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides'><Target/>\
                  <Rule RuleId='r' Effect='Permit'><Target/></Rule></Policy>";
    let asked = |altinn: &str, standard: &str| serde_json::json!({ "attributes": [], "altinn": altinn, "standard": standard, "standard2": standard });
    let requests = [asked("Permit", "Permit"), asked("Permit", "Deny")];
    serde_json::json!({ "id": "alt-er-lov", "policy": policy, "requests": requests }).to_string() + "\n"
}

#[test]
fn recorded_decisions_are_asked_again() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "opptak.jsonl", &recording());
    let program = run(folder.path(), &["conformance", "opptak.jsonl", "--format", "json"]);
    assert_eq!((program.status, program.err.as_str()), (0, ""));
    let answer = json(&program.out);
    let only = serde_json::json!({
        "id": "alt-er-lov", "request": "1", "column": "standard", "got": "Permit", "want": "Deny",
    });
    let total = answer["total"].as_u64().expect("a number");
    assert_eq!(answer["agree"].as_u64().map(|agree| agree + 1), Some(total));
    assert_eq!(answer["disagree"], serde_json::json!([only]));
    let keys: Vec<&str> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["agree", "total", "disagree"]);
    let table = run(folder.path(), &["conformance", "."]);
    insta::assert_snapshot!(table.out, @r"
    |          |  agree |     of |
    |----------|-------:|-------:|
    | altinn   |      2 |      2 |
    | standard |      1 |      2 |
    | all      |      3 |      4 |
    ");
}

#[test]
fn what_is_neither_a_suite_nor_a_recording_is_trouble() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "les-meg.md", "# Ingenting");
    write(folder.path(), "feil.jsonl", "\n{\"id\": \n");
    for (path, said) in [("nowhere", "cannot open `nowhere`: "), ("feil.jsonl", "feil.jsonl:2: ")] {
        let run = run(folder.path(), &["conformance", path]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{path}");
        assert!(run.err.starts_with(&format!("notify-lint: {said}")), "{}", run.err);
    }
    let empty = tempfile::tempdir().expect("a folder");
    let nothing = run(empty.path(), &["conformance", "."]);
    assert_eq!(nothing.err, "notify-lint: `.` holds neither tests nor recorded decisions\n");
}

#[test]
fn the_help_does_not_speak_of_it() {
    assert!(!here(&["--help"]).out.contains("conformance"));
}

#[test]
fn the_suite_is_run_from_its_folder() {
    let Some(corpus) = corpus() else { return };
    let suite = corpus.join("xacml-conformance");
    let run = here(&["conformance", suite.to_str().expect("UTF-8"), "--format", "json"]);
    let answer = json(&run.out);
    let (agree, total) = (answer["agree"].as_u64().expect("a number"), answer["total"].as_u64().expect("a number"));
    assert!(total > 950 && agree * 100 >= total * 98, "{agree} of {total}");
    let listed = answer["disagree"].as_array().expect("a list").len() as u64;
    assert_eq!(agree + listed, total);
}
