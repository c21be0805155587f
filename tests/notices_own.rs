//! Texts of the user's own, where `notify-lint.toml` says that they are.

#![allow(clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod binary;

use binary::{copy, project, read, run, write};
use notify_lint::config::{Config, FILE_NAME};
use notify_lint::source::Source;

const DAY: &str = "2026-10-01";

#[test]
fn texts_are_judged_where_they_stand() {
    let folder = copy("templates");
    let run = run(folder.path(), &["check", "--as-of", DAY, "--format", "concise"]);
    insta::assert_snapshot!(run.out);
    insta::assert_snapshot!(run.err, @"
    notify-lint: notify-lint.toml, line 25: no file fits `varsler/gamle/*.liquid`, so this entry of `[[templates]]` checks nothing
    ");
}

#[test]
fn an_entry_is_not_missed_where_only_a_part_is_checked() {
    let folder = copy("templates");
    let run = run(folder.path(), &["check", "varsler/sms", "--as-of", DAY, "--format", "concise"]);
    assert_eq!(run.err, "");
    assert!(run.out.contains("purring.nn.hbs"), "{}", run.out);
    assert!(!run.out.contains("varsler.yml"), "{}", run.out);
}

/// Each example of the documentation finds the texts of the fixture that it is written for.
#[test]
fn the_examples_of_the_documentation_work() {
    let text = read(&project().join("docs/configuration.md")).replace("\r\n", "\n");
    let (_, chapter) = text.split_once("\n## `[[templates]]`\n").expect("the chapter");
    let examples: Vec<&str> =
        chapter.split("```toml\n").skip(1).filter_map(|block| block.split("```").next()).collect();
    let found: Vec<Vec<String>> = examples
        .iter()
        .map(|example| {
            let folder = copy("templates");
            write(folder.path(), FILE_NAME, example);
            let run = run(folder.path(), &["check", "--as-of", DAY, "--format", "concise"]);
            assert_eq!(run.err, "", "{example}");
            let places = run.out.lines().filter_map(|line| line.split_once(": ").map(|(place, _)| place));
            let mut files: Vec<String> =
                places.filter_map(|place| place.split(':').next()).map(str::to_owned).collect();
            files.dedup();
            files
        })
        .collect();
    let expected: [&[&str]; 3] = [
        &["varsler/sms/purring.nn.hbs"],
        &["varsler/tekster/nn/vedtak.json", "varsler/tekster/tom.json"],
        &["varsler/varsler.yml"],
    ];
    assert_eq!(found, expected);
}

#[test]
fn repairs_are_made_in_templates_and_nowhere_else() {
    let folder = copy("templates");
    let before = read(&folder.path().join("varsler/sms/purring.nn.hbs"));
    let run = run(folder.path(), &["fix", "--as-of", DAY]);
    assert_eq!(run.err, "");
    let after = read(&folder.path().join("varsler/sms/purring.nn.hbs"));
    assert_eq!(after, before.replace('–', "-"));
}

#[test]
fn a_file_that_cannot_be_read_is_said() {
    let folder = copy("templates");
    write(folder.path(), "varsler/tekster/ny.json", "{ \"sms\": { \"tekst\": \"å }\n");
    write(folder.path(), "varsler/ny.yml", "varsler: [\n  - a: æ: b\n");
    let run = run(folder.path(), &["check", "--as-of", DAY, "--format", "concise"]);
    let of = |name: &str| run.out.lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
    assert!(of("ny.json").starts_with("varsler/tekster/ny.json:1:21: error[order/unreadable]"), "{}", run.out);
    assert!(of("ny.yml").contains("error[order/unreadable]"), "{}", run.out);
}

#[test]
fn mistakes_point_into_the_configuration() {
    let said = |toml: &str| {
        let source = Source::from_text(FILE_NAME, toml);
        let errors = Config::read(&source, &[]).expect_err(toml);
        errors
            .into_iter()
            .map(|error| format!("{} | {}", source.slice(error.at.span), error.message))
            .collect::<Vec<_>>()
    };
    let lines: Vec<String> = [
        "# æøå\n[[templates]]\nfiles = \"a/[\"\nchannel = \"sms\"",
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nfield = \"$.sms[?(@.b)]\"",
        "[[templates]]\nfiles = \"a\"\nchannel = \"fax\"",
        "[[templates]]\nfiles = \"a\"\nfields = { epost = \"$.a\" }",
        "[[templates]]\nfiles = \"a\"\nchannel = \"sms\"\nfields = { sms = \"$.a\" }",
        "[[templates]]\nfiles = \"a\"\nchanel = \"sms\"",
        "[[templates]]\nchannel = \"sms\"\nlanguage = \"svensk\"",
    ]
    .into_iter()
    .flat_map(said)
    .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Java may read its settings as Latin-1, so that nothing is wrong; but they cannot be read here.
#[test]
fn settings_in_another_encoding_are_not_passed_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let bytes = b"difi.move.dpv.notification-text=Du har f\xE5tt post\n";
    std::fs::write(folder.path().join("a.properties"), bytes).expect("writable");
    std::fs::write(folder.path().join("b.properties"), b"navn=bl\xE5\n").expect("writable");
    let run = run(folder.path(), &["check", "--as-of", DAY, "--no-config"]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.out);
}

/// The end of a line in a block of YAML, or in a file that is the text, is no character that can be taken out of it.
#[test]
fn lines_that_end_in_the_file_are_let_be_by_repairs() {
    let folder = copy("templates");
    let yaml = "varsel:\n  sms: >\n    Eksempelkommune har sendt deg et brev.\n    Det ligger i innboksen på Altinns nettsider.\n  emne: |\n    Brev fra Eksempelkommune\n  epost: Eksempelkommune har sendt deg et brev. Det ligger i innboksen på Altinns nettsider.\n";
    write(folder.path(), "nye/varsel.yml", yaml);
    write(
        folder.path(),
        "nye/varsel.hbs",
        "Eksempelkommune har sendt {{navn}} et brev.\r\n\r\nDet ligger i innboksen på Altinns nettsider.\r\n",
    );
    let config = "[[templates]]\nfiles = \"nye/*.yml\"\nfields = { sms = \"$.varsel.sms\", email-subject = \"$.varsel.emne\", email-body = \"$.varsel.epost\" }\n\
                  [[templates]]\nfiles = \"nye/*.hbs\"\nchannel = \"sms\"\n";
    write(folder.path(), FILE_NAME, config);
    let found = run(folder.path(), &["check", "--as-of", DAY, "--format", "concise", "nye"]);
    for rule in [
        "nye/varsel.yml:4:49: info[sms/whitespace]",
        "[email/line-break-in-subject]",
        "nye/varsel.hbs:1:44: info[sms/whitespace]",
    ] {
        assert!(found.out.contains(rule), "{rule}\n{}", found.out);
    }
    let repaired = run(folder.path(), &["fix", "--as-of", DAY, "nye"]);
    assert_eq!(read(&folder.path().join("nye/varsel.yml")), yaml, "{}", repaired.out);
}

/// What is put into a text is written as the file has it: with quotes that do not end the text.
#[test]
fn quotes_are_written_as_the_file_needs_them() {
    let folder = copy("templates");
    let text = "Eksempelkommune har sendt “brevet” til dere – det er ’viktig’. Se innboksen i Altinn";
    for (file, whole, repaired) in [
        ("a.yml", format!("sms: \"{text}\"\n"), "\\\"brevet\\\" til dere - det er 'viktig'."),
        ("b.yml", format!("sms: '{text}'\n"), "\"brevet\" til dere - det er ''viktig''."),
        ("c.properties", format!("varsel.sms={text}\n"), "\"brevet\" til dere - det er 'viktig'."),
    ] {
        let file = format!("nye/{file}");
        write(folder.path(), &file, &whole);
        let field = if file.ends_with("properties") { "$['varsel.sms']" } else { "$.sms" };
        let config = format!("[[templates]]\nfiles = \"{file}\"\nchannel = \"sms\"\nfield = \"{field}\"\n");
        write(folder.path(), FILE_NAME, &config);
        let args = ["fix", "--as-of", DAY, "--unsafe", "--rule", "sms/foreign-character", "nye"];
        let told = run(folder.path(), &args);
        let after = read(&folder.path().join(&file));
        assert!(after.contains(repaired), "{after}\n{}", told.out);
    }
}
