//! Every slip in `notify-lint.toml` is named, where it stands, and nothing else is.
#![allow(missing_docs, clippy::expect_used)]

use notify_lint::config::{Config, Date, FILE_NAME, Level};
use notify_lint::finding::Severity;
use notify_lint::source::{Position, Source};
use std::sync::Arc;

const NAMES: &[&str] =
    &["access", "access/read-only-on-task", "POL101", "content", "content/link-in-sms", "LINK-02", "policy/whitespace"];

/// One error: the text it points at, line and column, what is said and what to do.
#[derive(Debug)]
struct Slip {
    at: String,
    position: (u32, u32),
    message: String,
    help: String,
}

fn source(text: &str) -> Arc<Source> {
    Source::decode(FILE_NAME, text.into()).expect("UTF-8")
}

fn slips_of(source: &Arc<Source>) -> Vec<Slip> {
    Config::read(source, NAMES)
        .expect_err("slips")
        .into_iter()
        .map(|error| {
            let Position { line, column, .. } = source.position(error.at.span.start);
            assert!(source.text().get(error.at.span.range()).is_some(), "{error:?}");
            let at = source.slice(error.at.span).to_owned();
            Slip { at, position: (line, column), message: error.message, help: error.help }
        })
        .collect()
}

fn slips(text: &str) -> Vec<Slip> {
    slips_of(&source(text))
}

#[track_caller]
fn slip(text: &str) -> Slip {
    let mut slips = slips(text);
    assert_eq!(slips.len(), 1, "{slips:?}");
    slips.remove(0)
}

fn read(text: &str) -> Config {
    Config::read(&source(text), NAMES).unwrap_or_else(|errors| panic!("{errors:?}"))
}

#[test]
fn an_empty_file_changes_nothing() {
    for text in ["", "\n", "# bare ein merknad\r\n", "\u{FEFF}"] {
        let config = read(text);
        assert!(config.as_of.is_none() && config.fail_on.is_none(), "{text:?}");
        assert!(config.ignore.is_empty() && config.sender_names.is_empty(), "{text:?}");
        assert!(config.severities.is_empty() && config.recipients.is_empty(), "{text:?}");
        assert!(config.recipients_for(Some("x")).is_empty() && config.level_of("access/x", None).is_none());
        assert!(config.source.is_some());
    }
}

#[test]
fn a_key_that_is_not_known_is_named_with_its_neighbour() {
    for (key, meant) in [
        ("as_of", "as-of"),
        ("As-Of", "as-of"),
        ("dialekt", "dialect"),
        ("ignored", "ignore"),
        ("sender-name", "sender-names"),
        ("severities", "severity"),
        ("recipient", "recipients"),
        ("fail_on", "fail-on"),
    ] {
        let slip = slip(&format!("# æøå\n{key} = 1\n"));
        assert_eq!((slip.at.as_str(), slip.position), (key, (2, 1)));
        assert_eq!(slip.message, format!("the key `{key}` is not known"));
        assert_eq!(slip.help, format!("did you mean `{meant}`?"));
    }
    let slip = slip("[oppsett]\nx = 1\n");
    assert_eq!(slip.at, "oppsett");
    assert!(slip.help.starts_with("known are dialect, as-of"), "{}", slip.help);
}

#[test]
fn a_rule_that_is_not_known_is_named_with_its_neighbour() {
    let found = slips(
        "[severity]\n\"acess\" = \"off\"\n\"content/link-in-sns\" = \"off\"\nPOL110 = \"off\"\nzzzzzzz = \"off\"\n",
    );
    let named: Vec<(&str, &str)> = found.iter().map(|slip| (slip.at.as_str(), slip.help.as_str())).collect();
    assert_eq!(
        named,
        [
            ("\"acess\"", "did you mean `access`?"),
            ("\"content/link-in-sns\"", "did you mean `content/link-in-sms`?"),
            ("POL110", "did you mean `POL101`?"),
            (
                "zzzzzzz",
                "known are access, access/read-only-on-task, POL101, content, content/link-in-sms, LINK-02, policy/whitespace"
            ),
        ]
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_pointed_at() {
    for (line, at) in [
        ("dialect = 3", "3"),
        ("dialect = \"xacml\"", "\"xacml\""),
        ("dialect = [\"altinn\"]", "[\"altinn\"]"),
        ("as-of = true", "true"),
        ("as-of = \"2026-02-29\"", "\"2026-02-29\""),
        ("as-of = 2026-12-31T00:00:00", "2026-12-31T00:00:00"),
        ("as-of = 12:00:00", "12:00:00"),
        ("fail-on = \"off\"", "\"off\""),
        ("fail-on = 1.5", "1.5"),
        ("ignore = \"tests/**\"", "\"tests/**\""),
        ("ignore = [\"a\", 2]", "2"),
        ("ignore = { a = 1 }", "{ a = 1 }"),
        ("sender-names = [[\"Åsmund\"]]", "[\"Åsmund\"]"),
        ("severity = \"off\"", "\"off\""),
        ("severity = { POL101 = 'Error' }", "'Error'"),
        ("severity.access = []", "[]"),
        ("recipients = [\"DAGL\"]", "[\"DAGL\"]"),
        ("recipients = { \"*\" = \"DAGL\" }", "\"DAGL\""),
        ("recipients = { \"*\" = [\"DAGL\", ''] }", "''"),
        ("recipients.x = [ 01:00:00 ]", "01:00:00"),
    ] {
        let slip = slip(&format!("# 🙂 først\n  {line} # så\n"));
        assert_eq!(slip.at, at, "{line}: {slip:?}");
        let column = 3 + u32::try_from(line.find(at).expect("there")).expect("short");
        assert_eq!(slip.position, (2, column), "{line}");
        assert!(!slip.help.is_empty() && !slip.message.ends_with('.'), "{slip:?}");
    }
}

#[test]
fn every_slip_is_told_in_the_order_of_the_file() {
    let found = slips("severity = 1\nrecipients = 2\nfail-on = 3\ndialect = 4\nas-of = 5\n");
    assert_eq!(found.iter().map(|slip| slip.at.as_str()).collect::<Vec<_>>(), ["1", "2", "3", "4", "5"]);
}

#[test]
fn broken_toml_is_told_with_line_and_column_and_nothing_else_is() {
    for (text, position) in [
        ("# æ\nas-of = \n", (2, 9)),
        ("ignore = [\"å\"\nfail-on = \"error\"\n", (2, 1)),
        ("[severity\nPOL101 = \"off\"\n", (1, 10)),
        ("fail-on = \"error\n", (1, 17)),
        ("fail-on = error\n", (1, 11)),
        ("dialect altinn\n", (1, 9)),
        ("as-of = \"2026-12-31\" fail-on = \"error\"", (1, 22)),
        ("= 1\n", (1, 1)),
        ("x = \"\\q\"\n", (1, 7)),
    ] {
        let found = slips(text);
        assert_eq!(found[0].position, position, "{text:?}: {found:?}");
        assert!(found.iter().all(|slip| slip.help == "repair the TOML"), "{text:?}: {found:?}");
        assert!(!found[0].message.is_empty() && !found[0].message.contains('\n'), "{found:?}");
    }
}

#[test]
fn what_the_user_wrote_stays_as_it_is_in_the_message() {
    let slip = &slips("[severity]\nPOL101 = \"off\"\nPOL101 = \"error\"\n")[0];
    assert!(slip.message.starts_with("duplicate key"), "{}", slip.message);
    assert_eq!((slip.at.as_str(), slip.position), ("POL101", (3, 1)));
}

#[test]
fn a_key_stands_once() {
    for (text, line) in [
        ("fail-on = \"info\"\nfail-on = \"error\"\n", 2),
        ("[severity]\n[recipients]\n[severity]\n", 3),
        ("severity.access = \"off\"\n[severity]\n", 2),
        ("[recipients]\nx = []\n'x' = []\n", 3),
    ] {
        let found = slips(text);
        assert_eq!((found.len(), found[0].position.0), (1, line), "{text:?}: {found:?}");
    }
}

#[test]
fn a_name_stands_once_in_whatever_letter_case() {
    let slip = slip("[recipients]\napp_ttd_x = [\"DAGL\"]\nAPP_ttd_x = [\"LEDE\"]\n");
    assert!(slip.message.contains("letter case makes no difference"), "{}", slip.message);
    let found = slips("[severity]\nPOL101 = \"off\"\npol101 = \"error\"\naccess = \"off\"\n");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn names_are_heeded_in_any_letter_case() {
    let config = read("[severity]\npol101 = \"off\"\nAccess = \"info\"\n\"CONTENT/link-in-sms\" = \"error\"\n");
    assert_eq!(config.level_of("access/read-only-on-task", Some("POL101")), Some(Level::Off));
    assert_eq!(config.level_of("access/other", Some("POL999")), Some(Level::On(Severity::Info)));
    assert_eq!(config.level_of("content/link-in-sms", Some("LINK-02")), Some(Level::On(Severity::Error)));
    assert_eq!(config.level_of("content/other", None), None);
}

#[test]
fn a_rule_goes_before_its_catalogue_id_and_that_before_its_family() {
    let config = read("[severity]\naccess = \"off\"\nPOL101 = \"info\"\n\"access/read-only-on-task\" = \"warning\"\n");
    assert_eq!(config.level_of("access/read-only-on-task", Some("POL101")), Some(Level::On(Severity::Warning)));
    assert_eq!(config.level_of("access/other", Some("POL101")), Some(Level::On(Severity::Info)));
    assert_eq!(config.level_of("access/other", None), Some(Level::Off));
}

#[test]
fn the_star_stands_for_every_resource_without_entry() {
    let config = read("[recipients]\n\"*\" = [\"DAGL\"]\n\"app_ttd_løyve\" = []\n");
    let people = |id| config.recipients_for(id).iter().map(|one| one.value.as_str()).collect::<Vec<_>>();
    assert_eq!(people(Some("annet")), ["DAGL"]);
    assert_eq!(people(None), ["DAGL"]);
    assert!(people(Some("app_ttd_løyve")).is_empty());
}

#[test]
fn places_are_right_behind_byte_order_marks_line_ends_and_letters() {
    let text = "sender-names = [\"Blåbær ÆØÅ 🙂\"]\n# merknad\nignore = [\"a\", \"b/**\"]\n[recipients]\n\"løyve\" = [\"DAGL\"]\n";
    for (text, mark) in [
        (text.to_owned(), 0),
        (text.replace('\n', "\r\n"), 0),
        (format!("\u{FEFF}{text}"), 3),
        (format!("\u{FEFF}{}", text.replace('\n', "\r\n")), 3),
    ] {
        let source = source(&text);
        let config = Config::read(&source, NAMES).expect("valid");
        assert_eq!(config.sender_names, ["Blåbær ÆØÅ 🙂"]);
        assert_eq!(source.slice(config.ignore[1].span), "\"b/**\"");
        let (id, people) = &config.recipients[0];
        assert_eq!((source.slice(id.span), source.slice(people[0].span)), ("\"løyve\"", "\"DAGL\""));
        let position = source.position(people[0].span.start);
        assert_eq!((position.line, position.column), (5, 12));
        let offset = usize::try_from(position.offset).expect("short");
        assert!(text.as_bytes()[offset..].starts_with(b"\"DAGL\""), "{mark}");
        let broken = self::source(&text.replace("[\"DAGL\"]", "["));
        let found = slips_of(&broken);
        assert!(found[0].position.0 >= 5, "{found:?}");
    }
}

#[test]
fn days_are_read_as_text_and_as_date() {
    for text in ["as-of = \"2026-12-31\"", "as-of = 2026-12-31", "as-of = '2026-12-31'"] {
        assert_eq!(read(text).as_of, Date::parse("2026-12-31"), "{text}");
    }
}

#[test]
fn values_and_keys_without_bottom_are_a_clear_error() {
    for text in [
        format!("ignore = {}{}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("[{}b]", "a.".repeat(10_000)),
        format!("{}b = 1", "a.".repeat(10_000)),
    ] {
        let errors = Config::read(&Source::from_text("notify-lint.toml", text), &[]).expect_err("too deep");
        assert_eq!(errors[0].message, "values or keys are nested more deeply than is read");
    }
}
