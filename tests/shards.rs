//! Shards together say what the whole says, each thing once, and what they wrote joins to what the whole would have written.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{DAY, Run, corpus, json, project, read, run, write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Runs `check` over a folder, alone and in so many shards, and holds the joined output against that of the whole.
fn assert_whole(folder: &Path, of: usize, more: &[&str]) -> Run {
    let reports = tempfile::tempdir().expect("a temporary folder");
    let check = |name: &str, shard: Option<String>| {
        let file = |end: &str| reports.path().join(format!("{name}.{end}")).display().to_string();
        let (json, sarif) = (format!("json={}", file("json")), format!("sarif={}", file("sarif")));
        let mut args = vec!["check", "--as-of", DAY, "--output", &json, "--output", &sarif];
        args.extend(more);
        let shard = shard.unwrap_or_default();
        if !shard.is_empty() {
            args.extend(["--shard", &shard]);
        }
        run(folder, &args)
    };
    let whole = check("whole", None);
    assert!(whole.status < 2, "{}", whole.err);
    let mut worst = 0;
    for number in 1..=of {
        let part = check(&format!("part-{number}"), Some(format!("{number}/{of}")));
        assert!(part.status < 2, "{}", part.err);
        worst = worst.max(part.status);
    }
    assert_eq!(worst, whole.status);
    for end in ["json", "sarif"] {
        // The order in which the parts are named counts for nothing.
        let mut parts: Vec<String> = (1..=of).map(|number| format!("part-{number}.{end}")).collect();
        parts.reverse();
        let mut args = vec!["merge"];
        args.extend(parts.iter().map(String::as_str));
        let joined = run(reports.path(), &args);
        let expected = read(&reports.path().join(format!("whole.{end}")));
        if joined.out != expected {
            let differing = expected.lines().zip(joined.out.lines()).find(|(a, b)| a != b);
            panic!("{end} of {of} shards of {}: {differing:#?}", folder.display());
        }
        assert_eq!(joined.status, whole.status, "{}", joined.err);
    }
    whole
}

const POLICY: &str = "fixtures/apps/template-2022/App/config/authorization/policy.xml";

/// Apps, resources, orders and code that speak of one another, with everything that silences.
fn entangled() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    for number in 0..5 {
        for fixture in ["healthy", "template-2022", "form-rule-trap"] {
            binary::copy_into(&format!("apps/{fixture}"), &folder.path().join(format!("apps/{fixture}-{number}")));
        }
    }
    binary::copy_into("resources", &folder.path().join("resources"));
    binary::copy_into("notices", &folder.path().join("notices"));
    fs::remove_file(folder.path().join("notices/notify-lint.toml")).expect("it is there");
    let order = |resource: &str, body: &str| {
        format!(
            r#"{{"sendersReference": "a", "recipients": [{{"organizationNumber": "123456785"}}],
            "resourceId": "{resource}", "notificationChannel": "Sms", "smsTemplate": {{"body": "{body}"}}}}"#
        )
    };
    let long = "Hei, dere har fått et nytt brev fra Eksempeletaten, som dere må svare på før fristen går ut";
    for (number, resource) in
        ["app_eksempel_naeringsavfall", "app_eksempel_naeringsavfal", "eksempel-ukjent", "app_eksempel_naeringsavfall"]
            .iter()
            .enumerate()
    {
        write(folder.path(), &format!("orders/{number}.json"), &order(resource, &format!("{long} {number}.")));
        let http = format!(
            "# notify-lint: ignore-file content, reference, access: de er under arbeid\n\
             POST https://platform.altinn.no/notifications/api/v1/orders/sms\nContent-Type: application/json\n\n{}\n",
            order(resource, &format!("{long} {number}!"))
        );
        write(folder.path(), &format!("requests/{number}.http"), &http);
    }
    let silent = read(&project().join(POLICY)).replacen(
        "<xacml:Rule ",
        "<!-- notify-lint: ignore policy/mixed-all-of: kjent -->\n  <xacml:Rule ",
        1,
    );
    write(folder.path(), "apps/template-2022-3/App/config/authorization/policy.xml", &silent);
    // The first silences in one shard or two, the second in vain, whoever has the files that it speaks of.
    let entry =
        |rule: &str, path: &str| format!("[[ignore]]\nrule = \"{rule}\"\npath = \"{path}\"\nreason = \"avtalt\"\n");
    let config = [
        "baseline = \"known.json\"\n".to_owned(),
        entry("role", "apps/template-2022-[12]/**"),
        entry("content", "apps/healthy-*/**"),
        entry("reference", "orders/2.json"),
    ]
    .concat();
    write(folder.path(), "notify-lint.toml", &config);
    folder
}

/// The rules of findings in JSON, and of what is silenced.
fn rules(text: &str) -> Vec<String> {
    let log = json(text);
    let list = |name: &str| log[name].as_array().expect("a list").clone();
    let all = list("findings").into_iter().chain(list("silenced"));
    all.map(|one| one["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn what_is_joined_is_what_the_whole_says() {
    let folder = entangled();
    let whole = run(folder.path(), &["--as-of", DAY, "--no-baseline", "--format", "json"]);
    let found = rules(&whole.out);
    // Else the shards would have it easy.
    for rule in ["suppression/unused", "reference/notification-resource-unknown", "content/near-duplicate"] {
        assert!(found.iter().any(|one| one == rule), "{rule} is not among {found:?}");
    }
    for of in [1, 2, 3, 7] {
        assert_whole(folder.path(), of, &["--no-baseline"]);
    }
}

#[test]
fn a_baseline_is_cut_and_joined_and_judged_where_its_files_are() {
    let folder = entangled();
    let update = |file: &str, more: &[&str]| {
        let args = ["baseline", "update", "--as-of", DAY, "--baseline", file];
        let run = run(folder.path(), &[&args, more].concat());
        assert_eq!(run.status, 0, "{}", run.err);
    };
    update("whole.json", &[]);
    update("part-1.json", &["--shard", "1/2"]);
    update("part-2.json", &["--shard", "2/2"]);
    let joined = run(folder.path(), &["merge", "--output", "baseline=joined.json", "part-2.json", "part-1.json"]);
    assert_eq!((joined.status, joined.out.as_str()), (0, ""), "{}", joined.err);
    let whole = read(&folder.path().join("whole.json"));
    assert_eq!(read(&folder.path().join("joined.json")), whole);
    assert_ne!(read(&folder.path().join("part-1.json")), whole);
    // One entry of a file that is repaired, one of a file that is gone.
    fs::rename(folder.path().join("whole.json"), folder.path().join("known.json")).expect("writable");
    let policy = "apps/form-rule-trap-2/App/config/authorization/policy.xml";
    fs::copy(project().join("fixtures/apps/healthy/App/config/authorization/policy.xml"), folder.path().join(policy))
        .expect("writable");
    fs::remove_dir_all(folder.path().join("apps/form-rule-trap-3")).expect("it is there");
    let heard = run(folder.path(), &["--as-of", DAY, "--format", "json"]);
    let unused = rules(&heard.out).into_iter().filter(|rule| rule == "suppression/unused").count();
    assert!(unused >= 3, "{unused}");
    assert_whole(folder.path(), 3, &[]);
}

#[test]
fn the_corpus_is_cut_and_joined() {
    let Some(corpus) = corpus() else { return };
    for folder in ["apps", "resources", "orders"] {
        assert_whole(&corpus.join(folder), 3, &["--no-config"]);
    }
}

#[test]
fn an_app_is_left_alone_by_the_shards_of_others() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join(".git")).expect("writable");
    for number in 0..6 {
        binary::copy_into("apps/healthy", &folder.path().join(format!("app-{number}")));
    }
    let files: usize = (1..=3)
        .map(|number| {
            let shard = format!("{number}/3");
            let run = run(folder.path(), &["--as-of", DAY, "--timings", "--shard", &shard]);
            let read = run.err.lines().find(|line| line.trim().starts_with("read")).expect("the files are counted");
            let words: Vec<&str> = read.split_whitespace().collect();
            let at = words.iter().position(|word| *word == "files,").expect("the files are counted");
            words[at - 1].parse::<usize>().expect("a number")
        })
        .sum();
    assert_eq!(files, 36, "six files of six apps, each read by one shard");
}

#[test]
fn one_part_throws_no_entry_of_another_away() {
    let folder = entangled();
    let update =
        |more: &[&str]| run(folder.path(), &[&["baseline", "update", "--baseline", "all.json"], more].concat());
    assert_eq!(update(&[]).status, 0);
    let whole = read(&folder.path().join("all.json"));
    for part in ["1/3", "2/3", "3/3"] {
        let pruned = run(folder.path(), &["baseline", "prune", "--baseline", "all.json", "--shard", part]);
        assert_eq!(pruned.status, 0, "{}", pruned.err);
        assert_eq!(read(&folder.path().join("all.json")), whole, "{part}: {}", pruned.out);
    }
    let refused = update(&["--shard", "1/3"]);
    assert_eq!((refused.status, refused.err.contains("findings of other parts")), (2, true), "{}", refused.err);
    assert_eq!(read(&folder.path().join("all.json")), whole);
}

#[test]
fn standard_input_is_no_part_of_a_repository() {
    let folder = entangled();
    for part in [["--staged", "-"].as_slice(), &["--changed", "-"], &["--since", "HEAD", "-"], &["--shard", "1/2", "-"]]
    {
        let refused = run(folder.path(), part);
        assert_eq!((refused.status, refused.err.contains("standard input")), (2, true), "{part:?} {}", refused.err);
    }
}

#[test]
fn what_is_no_shard_is_refused() {
    let refused = run(project(), &["--shard", "3/2", "fixtures"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("there is no shard 3 of 2; the last is `2/2`"), "{}", refused.err);
}

#[test]
fn what_cannot_be_joined_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let findings = r#"{"schema":"notify-lint/findings/1","findings":[],"silenced":[],"summary":{"files":0,"services":0,"notices":0}}"#;
    write(path, "a.json", findings);
    write(path, "b.json", r#"{"schema": "notify-lint/baseline/1", "findings": []}"#);
    write(path, "c.json", r#"{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "another"}}}]}"#);
    write(path, "d.json", r#"{"schema": "notify-lint/findings/2"}"#);
    write(path, "e.json", r#"{"schema": "notify-lint/findings/1"}"#);
    let said = |args: &[&str]| {
        let run = run(path, &[&["merge"], args].concat());
        assert_eq!(run.status, 2, "{}", run.out);
        run.err
    };
    insta::assert_snapshot!(
        [
            said(&["a.json", "b.json"]),
            said(&["c.json"]),
            said(&["d.json"]),
            said(&["e.json"]),
            said(&["--output", "sarif", "a.json"]),
            said(&["--output", "human", "a.json"]),
        ]
        .concat()
    );
    assert!(said(&["gone.json"]).starts_with("notify-lint: cannot read `gone.json`: "));
    let nothing = run(path, &["merge", "a.json", "a.json"]);
    assert_eq!((nothing.status, nothing.out.trim_end().contains("\"services\":0")), (3, true), "{}", nothing.err);
}

#[test]
fn sarif_that_is_joined_keeps_the_schema() {
    let folder = entangled();
    let reports = tempfile::tempdir().expect("a temporary folder");
    // Other rules in each part, as where one job asks for more than another.
    for (number, rules) in [("1/2", "policy,role"), ("2/2", "role,content,reference")] {
        let file = format!("sarif={}", reports.path().join(format!("{}.sarif", &number[..1])).display());
        run(folder.path(), &["--as-of", DAY, "--no-baseline", "--select", rules, "--shard", number, "--output", &file]);
    }
    let joined = run(reports.path(), &["merge", "--exit-zero", "1.sarif", "2.sarif"]);
    let log = json(&joined.out);
    let mut schema = json(&read(&project().join("tests/formats/sarif-schema-2.1.0.json")));
    // The published schema has a bracket too many in this pattern, which no log of ours has a text for.
    for part in ["run", "toolComponent"] {
        schema["definitions"][part]["properties"]["language"].as_object_mut().expect("a property").remove("pattern");
    }
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert!(!results.is_empty());
    for result in results {
        let number = result["ruleIndex"].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
        assert_eq!(rules[number]["id"], result["ruleId"]);
    }
    let twice = run(reports.path(), &["merge", "--exit-zero", "1.sarif", "2.sarif", "1.sarif"]);
    assert_eq!(twice.out, joined.out, "what is said twice is told once");
    assert_eq!((joined.status, run(reports.path(), &["merge", "--fail-on", "info", "1.sarif"]).status), (0, 1));
}

/// What a run writes to a terminal; none where there is no `script` to make one.
#[cfg(target_os = "linux")]
fn on_a_terminal(folder: &Path, variables: &str) -> Option<String> {
    let program = env!("CARGO_BIN_EXE_notify-lint");
    let command = format!("{variables} '{program}' --as-of {DAY} --no-config --format concise . > /dev/null");
    let run = std::process::Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(folder)
        .env("TERM", "xterm-256color")
        .env_remove("CI")
        .env_remove("NO_COLOR")
        .stdin(std::process::Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&run.stdout).into_owned())
}

#[cfg(target_os = "linux")]
#[test]
fn a_terminal_that_cannot_take_a_line_back_gets_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    binary::copy_into("apps/healthy", folder.path());
    for variables in ["TERM=dumb", "CI=true"] {
        let Some(said) = on_a_terminal(folder.path(), variables) else { return };
        assert_eq!(said, "", "{variables}");
    }
}
