//! Every format, on one repository with all that makes output hard: æøå and emoji, CRLF, a byte order mark, a finding
//! with places in two files, and one that is silenced.

#![allow(missing_docs, clippy::expect_used, clippy::disallowed_methods)]

mod binary;

use binary::{DAY, Run, copy, json, project, read, run, write};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::path::Path;
use tempfile::TempDir;

const ORDER: &str = "\u{FEFF}{\r\n  \"sendersReference\": \"blåbær 🫐\",\r\n  \"recipients\": [{\"organizationNumber\": \
    \"123456785\"}],\r\n  \"resourceId\": \"urn:altinn:resource:app_eksempel_omsetningsoppgave\",\r\n  \"notificationChannel\": \
    \"Sms\",\r\n  \"smsTemplate\": {\"sender\": \"Eksempelkom\", \"body\": \"🫐 Hei på deg! Åpne https://example.no/skjema, 100 %. \
    Hilsen Eksempelkommune\"}\r\n}\r\n";

/// The app in which two kinds of auditor are never notified, declared recipients in the configuration, an order with a
/// link, and one finding that is silenced.
fn repository() -> TempDir {
    let folder = copy("apps/form-rule-trap");
    write(
        folder.path(),
        "notify-lint.toml",
        "[recipients]\n\"app_eksempel_omsetningsoppgave\" = [\"DAGL\", \"REVI\", \"REGN\"]\n\n[[ignore]]\nrule = \"sms/foreign-character\"\n\
         path = \"ordre/*.json\"\nreason = \"emoji er avtalt, se «Språkprofil»\"\n",
    );
    write(folder.path(), "ordre/varsel å.json", ORDER);
    folder
}

const RULES: &str =
    "access/read-only-on-task,access/declared-recipient-missing,content/link-in-sms,sms/foreign-character";

fn print(folder: &Path, format: &str) -> Run {
    run(folder, &["--as-of", DAY, "--select", RULES, "--format", format])
}

/// The output with the version of the program taken out, which is none of a snapshot's business.
fn shown(format: &str) -> String {
    let run = print(repository().path(), format);
    assert_eq!(run.status, 1, "{format}: {}", run.err);
    run.out.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn human() {
    insta::assert_snapshot!(shown("human"));
}

#[test]
fn concise() {
    insta::assert_snapshot!(shown("concise"));
}

#[test]
fn ndjson() {
    let out = shown("ndjson");
    let lines: Vec<serde_json::Value> = out.lines().map(json).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["type"].as_str().expect("a type")).collect();
    assert_eq!(kinds, ["finding", "finding", "finding", "silenced", "summary"]);
    insta::assert_snapshot!(out);
}

#[test]
fn github() {
    insta::assert_snapshot!(shown("github"));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(shown("gitlab"));
}

#[test]
fn junit() {
    let out = shown("junit");
    assert_well_formed(&out);
    insta::assert_snapshot!(out);
}

#[test]
fn checkstyle() {
    let out = shown("checkstyle");
    assert_well_formed(&out);
    insta::assert_snapshot!(out);
}

#[test]
fn rdjson() {
    insta::assert_snapshot!(shown("rdjson"));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(shown("markdown"));
}

#[test]
fn sarif() {
    let log = json(&shown("sarif"));
    let mut schema = json(&read(&project().join("tests/formats/sarif-schema-2.1.0.json")));
    // The published schema has a bracket too many in this pattern, which no log of ours has a text for.
    for part in ["run", "toolComponent"] {
        let language = schema["definitions"][part]["properties"]["language"].as_object_mut().expect("a property");
        language.remove("pattern").expect("the slip is still there");
    }
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // The help of every rule is long and stands in the rules' own files.
    let mut results = log["runs"][0]["results"].clone();
    for result in results.as_array_mut().expect("a list") {
        result["properties"].as_object_mut().map(|bag| bag.remove("witness"));
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&results).expect("text"));
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), 4, "every rule that was asked");
    for result in results.as_array().expect("a list") {
        let number = result["ruleIndex"].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
        assert_eq!(rules[number]["id"], result["ruleId"]);
    }
}

#[test]
fn regions_of_sarif_cover_what_they_claim() {
    let log = json(&shown("sarif"));
    let link = &log["runs"][0]["results"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|result| result["ruleId"] == "content/link-in-sms")
        .expect("the link is found")["locations"][0]["physicalLocation"];
    assert_eq!(link["artifactLocation"]["uri"], "ordre/varsel%20%C3%A5.json");
    let number = |name: &str| usize::try_from(link["region"][name].as_u64().expect("a number")).expect("small");
    let text = ORDER.trim_start_matches('\u{FEFF}');
    let line: Vec<char> = text.split("\r\n").nth(number("startLine") - 1).expect("a line").chars().collect();
    let covered: String = line[number("startColumn") - 1..number("endColumn") - 1].iter().collect();
    assert_eq!(covered, "https://example.no/skjema");
}

#[test]
fn several_outputs_come_of_one_run() {
    let folder = repository();
    let run = run(
        folder.path(),
        &[
            "--as-of",
            DAY,
            "--select",
            RULES,
            "--output",
            "sarif=ut.sarif",
            "--output",
            "junit=ut.xml",
            "--format",
            "concise",
        ],
    );
    assert_eq!((run.status, run.out.lines().count()), (1, 3));
    assert_eq!(json(&read(&folder.path().join("ut.sarif")))["version"], "2.1.0");
    assert_well_formed(&read(&folder.path().join("ut.xml")));
}

#[test]
fn github_actions_get_text_and_annotations() {
    let folder = repository();
    let mut command = binary::command(folder.path(), &["--as-of", DAY, "--select", RULES]);
    let run = binary::finish(command.env("GITHUB_ACTIONS", "true").output().expect("the program starts"));
    let human = print(folder.path(), "human").out;
    let annotations = print(folder.path(), "github").out;
    assert_eq!(run.out, human + &annotations);
}

#[test]
fn the_same_fingerprints_wherever_one_stands() {
    let folder = repository();
    let fingerprints = |log: &str| -> Vec<String> {
        let log = json(log);
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        results.iter().map(|result| result["partialFingerprints"]["notifyLint/v1"].to_string()).collect()
    };
    let here = print(folder.path(), "sarif").out;
    let below = run(&folder.path().join("ordre"), &["--as-of", DAY, "--select", RULES, "--format", "sarif", ".."]).out;
    assert_eq!(fingerprints(&here), fingerprints(&below));
}

#[test]
fn an_unknown_format_and_a_crowded_screen_are_refused() {
    let folder = repository();
    let slip = run(folder.path(), &["--output", "serif"]);
    assert_eq!((slip.status, slip.err.contains("did you mean `sarif`?")), (2, true), "{}", slip.err);
    let crowded = run(folder.path(), &["--format", "json", "--output", "sarif"]);
    assert_eq!((crowded.status, crowded.err.contains("two formats cannot share standard output")), (2, true));
}

fn assert_well_formed(text: &str) {
    let mut reader = Reader::from_str(text);
    while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {}
}

#[test]
fn no_report_is_written_over_what_is_checked() {
    let folder = repository();
    let order = std::fs::read_dir(folder.path().join("ordre")).expect("orders").flatten().next().expect("one").path();
    let name = format!("ordre/{}", order.file_name().expect("a name").to_string_lossy());
    for (output, paths) in [
        (format!("json={name}"), vec![name.as_str()]),
        (format!("json={name}"), vec!["."]),
        ("sarif=notify-lint.toml".to_owned(), vec!["."]),
    ] {
        let before = (read(&order), read(&folder.path().join("notify-lint.toml")));
        let args: Vec<&str> = ["--output", output.as_str()].into_iter().chain(paths).collect();
        let run = run(folder.path(), &args);
        assert_eq!(run.status, 2, "{output}: {}{}", run.out, run.err);
        assert!(run.err.contains("write the report elsewhere"), "{output}: {}", run.err);
        assert_eq!((read(&order), read(&folder.path().join("notify-lint.toml"))), before, "{output}");
    }
    let twice = run(folder.path(), &["--output", "json=a.json", "--output", "sarif=a.json"]);
    assert_eq!((twice.status, twice.err.contains("cannot share")), (2, true), "{}", twice.err);
    // A report of an earlier run is no file that is checked.
    for _ in 0..2 {
        assert_eq!(run(folder.path(), &["--output", "json=report.json", "--output", "sarif=report.sarif"]).status, 1);
    }
}
