//! What a person and a program get to read, as whole outputs.

#![allow(clippy::expect_used, missing_docs)]

use notify_lint::anchor::Root;
use notify_lint::config::{Config, ConfigError};
use notify_lint::finding::{Edit, Effect, Finding, Fix, Safety, Severity, Subject, Witness};
use notify_lint::report::{Format, Screen, Sheet, Summary, findings, problems};
use notify_lint::source::{Location, Source, Span};
use std::sync::Arc;

const PLAIN: Screen = Screen { color: false, unicode: true, width: 100, links: false };
const COLOR: Screen = Screen { color: true, unicode: true, width: 100, links: false };
const OLD: Screen = Screen { color: false, unicode: false, width: 80, links: false };

/// The place of the `number`th `text` (from 0).
fn nth(source: &Arc<Source>, text: &str, number: usize) -> Location {
    let (start, _) = source.text().match_indices(text).nth(number).expect("the text is there");
    let narrow = |offset| u32::try_from(offset).expect("short");
    Location::new(source, Span::new(narrow(start), narrow(start + text.len())))
}

fn at(source: &Arc<Source>, text: &str) -> Location {
    nth(source, text, 0)
}

fn print(format: Format, all: &[Finding], screen: Screen) -> String {
    let count = |wanted| all.iter().filter(|finding| finding.severity == wanted).count();
    let summary = Summary {
        files: 14,
        services: 3,
        notices: 2,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        silenced: 0,
    };
    let mut out = Vec::new();
    let root = Root::new("/repo", "/repo");
    let sheet =
        Sheet { findings: all, silenced: &[], summary: &summary, unread: &[], rules: &[], root: &root, matrix: "" };
    findings(format, &sheet, screen, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

const POLICY: &str = r#"<xacml:Rule RuleId="urn:altinn:example:ruleid:2" Effect="Permit">
  <xacml:Target>
    <xacml:AnyOf>
      <xacml:AllOf>
        <xacml:Match MatchId="urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case">
          <xacml:AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">REVI</xacml:AttributeValue>
          <xacml:AttributeDesignator AttributeId="urn:altinn:rolecode" MustBePresent="false"/>
        </xacml:Match>
      </xacml:AllOf>
      <xacml:AllOf>
        <xacml:Match MatchId="urn:oasis:names:tc:xacml:3.0:function:string-equal-ignore-case">
          <xacml:AttributeValue DataType="http://www.w3.org/2001/XMLSchema#string">A0237</xacml:AttributeValue>
          <xacml:AttributeDesignator AttributeId="urn:altinn:rolecode" MustBePresent="false"/>
        </xacml:Match>
      </xacml:AllOf>
    </xacml:AnyOf>
  </xacml:Target>
</xacml:Rule>
"#;

/// A finding that has everything a finding can have, over two files.
fn of_everything() -> Finding {
    let policy = Source::from_text("App/config/authorization/policy.xml", POLICY);
    let config = Source::from_text("notify-lint.toml", "[recipients]\n\"app_ttd_løyve\" = [\"DAGL\", \"REVI\"]\n");
    let mut finding = Finding::new("access/read-only-on-task", Some("POL101"), Severity::Error, at(&policy, "REVI"));
    let insert = nth(&policy, "\n", POLICY.lines().count() - 1);
    let insert = Location::new(&policy, Span::new(insert.span.end, insert.span.end));
    let people = ["REVI", "A0237"];
    finding
        .says("Revisor (REVI) and Ansvarlig revisor (A0237) can read on task Task_1 but not on the app, so no notice ever reaches any of them")
        .here("read is granted here, for task Task_1 only")
        .help("grant `read` on the app as well: a rule with the same subjects whose resource is org and app, without a task or end event")
        .note("who is meant to be notified was read from `[recipients]` in notify-lint.toml")
        .also(at(&policy, "REVI"), "read is granted here, for task Task_1 only")
        .also(at(&policy, "A0237"), "Ansvarlig revisor (A0237)")
        .also(at(&config, "\"REVI\""), "Revisor (REVI) is declared here")
        .about(people.map(|code| Subject { attribute: "urn:altinn:rolecode".into(), value: code.into() }))
        .because(Witness {
            sentence: "Altinn Notifications asks: read on the app as Revisor (REVI)".into(),
            decision: "NotApplicable",
            request: serde_json::json!({"Request": {"AccessSubject": [{"Attribute": [
                {"AttributeId": "urn:altinn:rolecode", "Value": "REVI"}
            ]}]}}),
        })
        .fix(Fix {
            title: "add a rule that grants `read` on the app".into(),
            safety: Safety::Unsafe,
            effect: Effect::Nothing,
            edits: vec![Edit {
                at: insert,
                text: "<xacml:Rule RuleId=\"urn:altinn:example:ruleid:3\" Effect=\"Permit\">\n  <xacml:Target/>\n</xacml:Rule>\n"
                    .into(),
            }],
        });
    finding
}

/// Tabs, CRLF, letters of two bytes and characters of two columns before the places; and a file as a whole.
fn of_an_order() -> Vec<Finding> {
    let text =
        "{\r\n\t\"body\": \"Hei 👋 på Øya,\tles brevet på altinn.no i dag\",\r\n\t\"sender\": \"Kommune \"\r\n}\r\n";
    let order = Source::decode("orders/påminnelse.json", [b"\xEF\xBB\xBF", text.as_bytes()].concat()).expect("UTF-8");
    let mut link = Finding::new("content/bare-domain", Some("LINK-03"), Severity::Warning, at(&order, "altinn.no"));
    link.says("the domain `altinn.no` is written without https, so the phone may not make a link of it")
        .here("er dette en lenke? 🫐")
        .help("write `https://altinn.no`")
        .fix(Fix::replace("write `https://altinn.no`", Safety::Safe, at(&order, "altinn.no"), "https://altinn.no"));
    let mut blank = Finding::new("order/sender-blank", None, Severity::Info, at(&order, "Kommune "));
    blank.says("a blank stands behind the name of the sender").fix(Fix::replace(
        "take the blank out",
        Safety::Safe,
        at(&order, "Kommune "),
        "Kommune",
    ));
    let whole = Source::unreadable("orders/latin-1.json");
    let mut broken = Finding::new("order/unreadable", None, Severity::Error, Location::start_of(&whole));
    broken.says("the byte at offset 5 (0xE6) is not UTF-8 text").help("save the file as UTF-8");
    vec![link, blank, broken]
}

fn of_all_kinds() -> Vec<Finding> {
    std::iter::once(of_everything()).chain(of_an_order()).collect()
}

#[test]
fn a_finding_that_has_everything() {
    insta::assert_snapshot!(print(Format::Human, &[of_everything()], PLAIN));
}

#[test]
fn several_findings_on_an_old_terminal() {
    let text = print(Format::Human, &of_all_kinds(), OLD);
    insta::assert_snapshot!(text);
}

#[test]
fn several_findings_in_colour() {
    let colored = print(Format::Human, &of_all_kinds(), COLOR);
    let plain = print(Format::Human, &of_all_kinds(), PLAIN);
    assert!(!plain.contains('\x1b'));
    assert_eq!(without_colour(&colored), plain, "colour changes nothing else");
    insta::assert_snapshot!(colored.replace('\x1b', "␛"));
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').expect("an escape ends").1)
}

#[test]
fn tabs_carriage_returns_and_wide_characters_keep_the_underline_in_place() {
    insta::assert_snapshot!(print(Format::Human, &of_an_order(), PLAIN));
}

#[test]
fn one_line_each() {
    insta::assert_snapshot!(print(Format::Concise, &of_all_kinds(), PLAIN), @r"
    App/config/authorization/policy.xml:6:84: error[access/read-only-on-task] Revisor (REVI) and Ansvarlig revisor (A0237) can read on task Task_1 but not on the app, so no notice ever reaches any of them
    orders/påminnelse.json:2:39: warning[content/bare-domain] the domain `altinn.no` is written without https, so the phone may not make a link of it
    orders/påminnelse.json:3:13: info[order/sender-blank] a blank stands behind the name of the sender
    orders/latin-1.json:1:1: error[order/unreadable] the byte at offset 5 (0xE6) is not UTF-8 text
    ");
}

#[test]
fn one_line_each_even_if_a_message_has_two() {
    let source = Source::from_text("a.json", "{}");
    let mut finding = Finding::new("order/unreadable", None, Severity::Error, at(&source, "{}"));
    finding.says("one\ntwo\r\n\x1b[2Jthree");
    assert_eq!(
        print(Format::Concise, &[finding.clone()], PLAIN),
        "a.json:1:1: error[order/unreadable] one two <U+001B>[2Jthree\n"
    );
    assert!(!print(Format::Human, &[finding], PLAIN).contains('\x1b'), "a file cannot steer the terminal");
}

#[test]
fn nothing_found() {
    assert_eq!(
        print(Format::Human, &[], PLAIN),
        "nothing to complain about: 14 files, 3 services and 2 notices checked\n"
    );
    assert_eq!(print(Format::Concise, &[], PLAIN), "");
    assert_eq!(
        print(Format::Json, &[], PLAIN),
        "{\"schema\":\"notify-lint/findings/1\",\"findings\":[],\"silenced\":[],\"summary\":{\"files\":14,\"services\":3,\"notices\":2,\
         \"errors\":0,\"warnings\":0,\"infos\":0,\"silenced\":0}}\n"
    );
}

#[test]
fn the_documented_example_is_what_is_printed() {
    let document = include_str!("../docs/json-output.md");
    let documented = document.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let printed: serde_json::Value =
        serde_json::from_str(&print(Format::Json, &[of_everything()], PLAIN)).expect("JSON");
    let printed = serde_json::to_string_pretty(&printed).expect("JSON");
    assert_eq!(documented.trim(), printed, "copy the right side into docs/json-output.md");
}

#[test]
fn absent_things_are_null_or_empty_in_json() {
    let source = Source::from_text("a.json", "æ{}");
    let finding = Finding::new("order/unreadable", None, Severity::Info, at(&source, "{}"));
    insta::assert_snapshot!(print(Format::Json, &[finding], PLAIN), @r#"
    {"schema":"notify-lint/findings/1","findings":[
    {"rule":"order/unreadable","catalogue":null,"severity":"info","path":"a.json","start":{"offset":2,"line":1,"column":2},"end":{"offset":4,"line":1,"column":4},"message":"","help":null,"notes":[],"label":null,"labels":[],"subjects":[],"witness":null,"fix":null,"choices":[]}
    ],"silenced":[],"summary":{"files":14,"services":3,"notices":2,"errors":0,"warnings":0,"infos":1,"silenced":0}}
    "#);
}

#[test]
fn offsets_are_those_of_the_file_on_disk() {
    let text = "{\r\n  \"æ🙂\": \"her\" }";
    let utf16: Vec<u8> =
        "\u{FEFF}".chars().chain(text.chars()).collect::<String>().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for (bytes, needle) in
        [(utf16, "her".encode_utf16().flat_map(u16::to_le_bytes).collect()), (marked, b"her".to_vec())]
    {
        let source = Source::decode("a.json", bytes.clone()).expect("text");
        let finding = Finding::new("order/unreadable", None, Severity::Info, at(&source, "her"));
        let printed: serde_json::Value = serde_json::from_str(&print(Format::Json, &[finding], PLAIN)).expect("JSON");
        let place = |end: &str| printed["findings"][0][end].clone();
        let offset = |end: &str| usize::try_from(place(end)["offset"].as_u64().expect("a number")).expect("small");
        assert_eq!(bytes[offset("start")..offset("end")], needle);
        assert_eq!((place("start")["line"].as_u64(), place("start")["column"].as_u64()), (Some(2), Some(10)));
    }
}

/// One line of 200 kB with the place in its middle, as a minified file has it.
#[test]
fn a_very_long_line_is_cut_round_the_place() {
    let item = "{\"navn\":\"Kåre 🙂\"},";
    let text = format!("[{}{{\"navn\":\"HER\"}},{}]", item.repeat(5000), item.repeat(5000));
    let source = Source::from_text("minified.json", text);
    let mut finding = Finding::new("content/name", None, Severity::Warning, at(&source, "HER"));
    finding
        .says("this is not a name")
        .here("a word that is longer than what is left beside it, and so is wrapped")
        .fix(Fix::replace("write a name", Safety::Safe, at(&source, "HER"), "Kari"));
    insta::assert_snapshot!(print(Format::Human, &[finding], Screen { width: 80, ..PLAIN }));
}

#[test]
fn a_place_of_many_lines_is_shown_by_its_first() {
    let text = "<definitions\n  a=\"1\"\n  b=\"2\"\n  c=\"3\"\n  d=\"4\">\n  <process/>\n</definitions>\n";
    let source = Source::from_text("process.bpmn", text);
    let whole = text.split_once('>').expect("a tag").0;
    let mut long = Finding::new("app/long", None, Severity::Error, at(&source, whole));
    long.says("covers five lines").here("from here on");
    let mut short = Finding::new("app/short", None, Severity::Error, at(&source, "\n  a=\"1\"\n  "));
    short.says("starts and ends with white space").here("this much");
    insta::assert_snapshot!(print(Format::Human, &[long, short], PLAIN));
}

#[test]
fn many_edits_and_places_are_counted_not_listed() {
    let text: String = (0..20).map(|number| format!("<Match MustBePresent=\"true\" n=\"{number}\"/>\n")).collect();
    let source = Source::from_text("policy.xml", text);
    let mut finding = Finding::new("policy/must-be-present", Some("POL404"), Severity::Error, at(&source, "true"));
    finding.says("must be present, but is never sent").help("Write `false`");
    for number in 1..20 {
        finding.also(nth(&source, "true", number), "here too");
    }
    let edits = (0..20).map(|number| Edit { at: nth(&source, "true", number), text: "false".into() }).collect();
    finding.fix(Fix { title: "write `false`".into(), safety: Safety::Safe, effect: Effect::Nothing, edits });
    insta::assert_snapshot!(print(Format::Human, &[finding], PLAIN));
}

#[test]
fn background_is_told_once_per_file() {
    let one = |path: &str, value: &str| {
        let source = Source::from_text(path, format!("<a>{value}</a>"));
        let mut finding = Finding::new("role/unknown-role", None, Severity::Warning, at(&source, value));
        finding.says(format!("no role is called `{value}`")).note("the register was read in autumn 2026");
        (source, finding)
    };
    let (source, first) = one("a.xml", "XYZ");
    let mut second = first.clone();
    second.at = at(&source, "a");
    let (_, other) = one("b.xml", "ABC");
    let printed = print(Format::Human, &[first, second, other], PLAIN);
    assert_eq!(printed.matches("the register was read").count(), 2, "{printed}");
    assert!(printed.ends_with("3 warnings in 2 of 14 files\n"));
}

/// Errors of a configuration as they are shown.
fn shown(errors: &[ConfigError]) -> Vec<problems::Problem> {
    let problem = |error: &ConfigError| problems::Problem {
        at: error.at.clone(),
        message: error.message.clone(),
        notes: Vec::new(),
        help: Some(error.help.clone()),
    };
    errors.iter().map(problem).collect()
}

#[test]
fn of_a_configuration_without_sense_the_first_errors_are_shown_and_the_rest_counted() {
    let text: String = (0..1000).map(|number| format!("key{number} = 1\n")).collect();
    let errors = Config::read(&Source::from_text("notify-lint.toml", text), &[]).expect_err("a thousand slips");
    let mut out = Vec::new();
    problems::problems(&shown(&errors), PLAIN, &mut out).expect("a vector takes everything");
    let printed = String::from_utf8(out).expect("text");
    assert_eq!((errors.len(), printed.matches("is not known").count()), (1000, 20));
    assert!(printed.ends_with("and 980 more of the kind\n"), "{printed}");
}

#[test]
fn errors_of_the_configuration() {
    let text = "# æøå\nas_of = \"2026-12-01\"\nfail-on = \"never\"\n";
    let source = Source::from_text("notify-lint.toml", text);
    let errors = Config::read(&source, &[]).expect_err("two slips");
    let mut out = Vec::new();
    problems::problems(&shown(&errors), PLAIN, &mut out).expect("a vector takes everything");
    insta::assert_snapshot!(String::from_utf8(out).expect("text"));
}

/// What is printed grows with the findings, not with the file they are in.
#[test]
fn the_size_of_a_file_does_not_show_in_what_is_printed() {
    let lines = "<Match MustBePresent=\"true\" id=\"æ\"/>\n";
    let printed = |text: String| {
        let source = Source::from_text("policy.xml", text);
        let places = source.text().match_indices("true").map(|(start, _)| u32::try_from(start).expect("short"));
        let step = source.text().len() / lines.len() / 100;
        let all: Vec<Finding> = places
            .step_by(step)
            .take(100)
            .map(|start| {
                let place = Location::new(&source, Span::new(start, start + 4));
                let mut finding = Finding::new("policy/must-be-present", None, Severity::Error, place.clone());
                finding.says("no").here("here").fix(Fix::replace("no", Safety::Safe, place, "false"));
                finding
            })
            .collect();
        assert_eq!(all.len(), 100);
        print(Format::Human, &all, PLAIN).len()
    };
    let (small, large) = (printed(lines.repeat(200)), printed(lines.repeat(20_000)));
    assert!(large < small + small / 4, "{small} became {large}");
    let (small, large) = (printed(lines.trim_end().repeat(200)), printed(lines.trim_end().repeat(20_000)));
    assert!(large < small + small / 4, "{small} became {large} on one line");
}
