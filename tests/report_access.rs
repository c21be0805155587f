//! The matrix as people and programs get it.

#![allow(clippy::expect_used, missing_docs)]

use notify_lint::altinn::Person;
use notify_lint::report::Screen;
use notify_lint::report::access::{AccessFormat, AccessView, access};
use notify_lint::source::{Location, Source};
use notify_lint::workspace::{Outside, Parts, Service, ServiceKind};
use std::fmt::Write as _;
use std::path::Path;
use unicode_width::UnicodeWidthStr;

const PLAIN: Screen = Screen { color: false, unicode: true, width: 100, links: false };
const SUBJECT: &str = "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
const RESOURCE: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:resource";
const ACTION: &str = "urn:oasis:names:tc:xacml:3.0:attribute-category:action";
const ACTION_ID: &str = "urn:oasis:names:tc:xacml:1.0:action:action-id";
const ROLE: &str = "urn:altinn:rolecode";
const PACKAGE: &str = "urn:altinn:accesspackage";
const ORG_AND_APP: [(&str, &str); 2] = [("urn:altinn:org", "ttd"), ("urn:altinn:app", "permit")];

/// One rule: who (each alone), where (all at once), what (each alone).
struct Rule<'r> {
    effect: &'r str,
    people: &'r [(&'r str, &'r str)],
    place: &'r [(&'r str, &'r str)],
    actions: &'r [&'r str],
}

fn policy(rules: &[Rule<'_>]) -> String {
    let one = |category: &str, (attribute, value): (&str, &str)| {
        let function =
            if category == SUBJECT { "3.0:function:string-equal-ignore-case" } else { "1.0:function:string-equal" };
        format!(
            "<Match MatchId=\"urn:oasis:names:tc:xacml:{function}\"><AttributeValue \
             DataType=\"http://www.w3.org/2001/XMLSchema#string\">{value}</AttributeValue><AttributeDesignator \
             AttributeId=\"{attribute}\" Category=\"{category}\" DataType=\"http://www.w3.org/2001/XMLSchema#string\" \
             MustBePresent=\"false\"/></Match>"
        )
    };
    let mut text = "<Policy xmlns=\"urn:oasis:names:tc:xacml:3.0:core:schema:wd-17\" PolicyId=\"urn:altinn:example:policyid:1\" \
         Version=\"1.0\" RuleCombiningAlgId=\"urn:oasis:names:tc:xacml:3.0:rule-combining-algorithm:deny-overrides\"><Target/>"
        .to_owned();
    for (number, rule) in rules.iter().enumerate() {
        let people: String =
            rule.people.iter().map(|person| format!("<AllOf>{}</AllOf>", one(SUBJECT, *person))).collect();
        let place: String = rule.place.iter().map(|part| one(RESOURCE, *part)).collect();
        let actions: String =
            rule.actions.iter().map(|action| format!("<AllOf>{}</AllOf>", one(ACTION, (ACTION_ID, action)))).collect();
        write!(
            text,
            "<Rule RuleId=\"urn:altinn:example:ruleid:{number}\" Effect=\"{}\"><Target><AnyOf>{people}</AnyOf>\
             <AnyOf><AllOf>{place}</AllOf></AnyOf><AnyOf>{actions}</AnyOf></Target></Rule>",
            rule.effect
        )
        .expect("a string takes everything");
    }
    text + "</Policy>"
}

fn at<'a>(attribute: &'a str, id: &'a str) -> Vec<(&'a str, &'a str)> {
    ORG_AND_APP.into_iter().chain([(attribute, id)]).collect()
}

/// The example of the specification: one who is notified, one who can only open the task, one who is denied.
fn permit() -> String {
    policy(&[
        Rule {
            effect: "Permit",
            people: &[(ROLE, "DAGL"), ("urn:altinn:org", "ttd")],
            place: &ORG_AND_APP,
            actions: &["read", "write"],
        },
        Rule {
            effect: "Permit",
            people: &[(ROLE, "REVI"), (PACKAGE, "regnskapsforer-med-signeringsrettighet")],
            place: &at("urn:altinn:task", "Task_1"),
            actions: &["read"],
        },
        Rule { effect: "Deny", people: &[(ROLE, "DAGL")], place: &at("urn:altinn:task", "Task_2"), actions: &["read"] },
        Rule {
            effect: "Permit",
            people: &[(ROLE, "DAGL")],
            place: &at("urn:altinn:end-event", "EndEvent_1"),
            actions: &["sign"],
        },
    ])
}

fn print(format: AccessFormat, text: &str, actions: Option<&[&str]>, screen: Screen) -> String {
    let parts = Parts { policy: Some(Source::from_text("policy.xml", text)), ..Parts::default() };
    let config = Source::from_text("notify-lint.toml", "");
    let declared = |_: Option<&str>| vec![(Person::from_name("LEDE"), Location::start_of(&config))];
    let service = Service::read(ServiceKind::LoosePolicy, &parts, &Outside { declared: &declared, ..Outside::NOTHING });
    let view = AccessView::new(
        Path::new("App/config/authorization/policy.xml"),
        service.id.resource_id(),
        service.access.as_ref().expect("a policy that can be read"),
    );
    let actions: Option<Vec<String>> = actions.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    let mut out = Vec::new();
    access(format, &[view], "altinn", "2026-11-22", actions.as_deref(), screen, &mut out).expect("a vector takes all");
    String::from_utf8(out).expect("text")
}

#[test]
fn the_table_of_reading() {
    insta::assert_snapshot!(print(AccessFormat::Human, &permit(), None, PLAIN));
}

#[test]
fn one_table_per_action_in_colour() {
    let colored =
        print(AccessFormat::Human, &permit(), Some(&["write", "sign", "fly"]), Screen { color: true, ..PLAIN });
    insta::assert_snapshot!(colored.replace('\x1b', "␛"));
}

#[test]
fn an_old_and_narrow_terminal() {
    let screen = Screen { color: false, unicode: false, width: 60, links: false };
    insta::assert_snapshot!(print(AccessFormat::Human, &permit(), None, screen));
}

#[test]
fn twelve_tasks_fit_every_width() {
    let tasks: Vec<String> = (1..=12).map(|number| format!("Task_med_langt_navn_{number}")).collect();
    let places: Vec<Vec<(&str, &str)>> = tasks.iter().map(|task| at("urn:altinn:task", task)).collect();
    let rules: Vec<Rule<'_>> = places
        .iter()
        .map(|place| Rule {
            effect: "Permit",
            people: &[(ROLE, "DAGL"), (PACKAGE, "regnskapsforer-med-signeringsrettighet")],
            place,
            actions: &["read"],
        })
        .collect();
    let text = policy(&rules);
    for width in [40, 60, 80, 100, 200, 400] {
        let printed = print(AccessFormat::Human, &text, None, Screen { width, ..PLAIN });
        let has_long_word = |line: &str| line.split(' ').any(|word| word.width() > width);
        for line in printed.lines().filter(|line| !line.starts_with("App/") && !has_long_word(line)) {
            assert!(line.width() <= width, "{width}: {line}");
        }
        // 3 people, 12 tasks, app and events.
        let signs = printed.lines().filter(|line| !line.contains("permitted")).flat_map(str::chars);
        assert_eq!(signs.filter(|sign| matches!(sign, '●' | '·')).count(), 3 * 14, "{printed}");
    }
    insta::assert_snapshot!("twelve_tasks", print(AccessFormat::Human, &text, None, Screen { width: 80, ..PLAIN }));
    insta::assert_snapshot!(
        "twelve_tasks_narrow",
        print(AccessFormat::Human, &text, None, Screen { width: 40, ..PLAIN })
    );
}

#[test]
fn a_policy_that_fails_says_so() {
    let text = permit().replacen("MustBePresent=\"false\"", "MustBePresent=\"true\"", 1);
    insta::assert_snapshot!(print(AccessFormat::Human, &text, None, PLAIN));
}

#[test]
fn json_has_the_promised_shape_and_order() {
    insta::assert_snapshot!(print(AccessFormat::Json, &permit(), None, PLAIN));
}

#[test]
fn json_of_named_actions_has_only_those() {
    let printed = print(AccessFormat::Json, &permit(), Some(&["sign", "fly"]), PLAIN);
    let printed: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let decisions = printed["policies"][0]["subjects"][0]["decisions"].as_object().expect("an object");
    assert_eq!(decisions.keys().collect::<Vec<_>>(), ["sign"]);
    assert_eq!(decisions["sign"].as_array().map(Vec::len), printed["policies"][0]["places"].as_array().map(Vec::len));
}

#[test]
fn nothing_to_show() {
    let mut out = Vec::new();
    access(AccessFormat::Json, &[], "altinn", "2026-11-22", None, PLAIN, &mut out).expect("a vector takes all");
    assert_eq!(
        String::from_utf8_lossy(&out),
        "{\"schema\":\"notify-lint/access/1\",\"dialect\":\"altinn\",\"as_of\":\"2026-11-22\",\"policies\":[]}\n"
    );
}

#[test]
fn the_documented_matrix_is_what_is_printed() {
    let document = include_str!("../docs/json-output.md");
    let documented = document.split("<!-- access example -->\n```json\n").nth(1).expect("an example");
    let documented = documented.split("```").next().expect("it ends");
    let text = policy(&[
        Rule { effect: "Permit", people: &[(ROLE, "DAGL")], place: &ORG_AND_APP, actions: &["read"] },
        Rule {
            effect: "Permit",
            people: &[(ROLE, "REVI")],
            place: &at("urn:altinn:task", "Task_1"),
            actions: &["read"],
        },
    ]);
    let parts = Parts { policy: Some(Source::from_text("policy.xml", text)), ..Parts::default() };
    let service = Service::read(ServiceKind::LoosePolicy, &parts, &Outside::NOTHING);
    let view = AccessView::new(
        Path::new("App/config/authorization/policy.xml"),
        service.id.resource_id(),
        service.access.as_ref().expect("a policy that can be read"),
    );
    let mut out = Vec::new();
    access(AccessFormat::Json, &[view], "altinn", "2026-11-22", None, PLAIN, &mut out).expect("a vector takes all");
    assert_eq!(String::from_utf8_lossy(&out), documented, "copy the left side into docs/json-output.md");
}
