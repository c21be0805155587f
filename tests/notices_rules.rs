//! The fixtures of notices, judged as the rules judge a real repository.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test reads its own files and says what it skips"
)]

use notify_lint::config::{Config, Date};
use notify_lint::finding::{Finding, Safety, Severity};
use notify_lint::rules::{Context, Selection, Setting};
use notify_lint::source::Source;
use notify_lint::workspace::{Loose, Outside, Parts, Service, ServiceKind, loose};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything the rules on notices say of one file.
fn judge(path: &str, text: &str, sender_names: &[String]) -> Vec<Finding> {
    let source = Source::from_text(path, text);
    let notices = if path.contains("/texts/") {
        let parts = Parts { texts: vec![source], ..Parts::default() };
        Service::read(ServiceKind::App, &parts, &Outside::NOTHING).notices
    } else {
        match loose(&source) {
            Loose::Notices(file) => {
                assert!(file.problems.is_empty(), "{path}: {:?}", file.problems);
                file.notices().cloned().collect()
            }
            other => panic!("{path}: no order, but {other:?}\n{text}"),
        }
    };
    let selection = Selection::new(|_| Setting::Default);
    let context = Context { sender_names, ..Context::on(Date::parse("2026-11-22").unwrap()) };
    let mut findings = Vec::new();
    notices.iter().for_each(|notice| selection.check_notice(notice, &context, &mut findings));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.rule, finding.at.source.slice(finding.at.span))).collect()
}

fn sender_names(toml: &str) -> Vec<String> {
    Config::read(&Source::from_text("notify-lint.toml", toml), &[]).unwrap().sender_names
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/notices")
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn healthy_notices_are_left_alone() {
    let names = sender_names(&std::fs::read_to_string(fixtures().join("notify-lint.toml")).unwrap());
    let healthy = files(&fixtures());
    assert!(healthy.len() >= 6, "{:?}", healthy.keys());
    for (name, text) in healthy {
        let findings = judge(&format!("{name}.json"), &text, &names);
        assert!(findings.is_empty(), "{name}: {:?}", told(&findings));
        // Names are only guessed where none are given, and a guess must not be worse.
        let findings = judge(&format!("{name}.json"), &text, &[]);
        assert!(findings.is_empty(), "{name} without names: {:?}", told(&findings));
    }
}

#[test]
fn faulty_notices_have_exactly_their_fault() {
    let names = sender_names(&std::fs::read_to_string(fixtures().join("notify-lint.toml")).unwrap());
    let expected = BTreeMap::from([
        ("bare-domain", "content/bare-domain"),
        ("en-dash-in-sms", "sms/foreign-character"),
        ("link-in-sms", "content/link-in-sms"),
        ("malformed-resource-id", "reference/notification-resource-malformed"),
        ("missing-sender", "content/missing-sender"),
        ("national-id", "content/national-id"),
        ("resource-id-without-prefix", "reference/notification-resource-malformed"),
        ("two-segments", "sms/several-messages"),
        ("unknown-placeholder", "placeholder/unknown"),
    ]);
    let faulty = files(&fixtures().join("faulty"));
    assert_eq!(faulty.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, text) in &faulty {
        let findings = judge(&format!("{name}.json"), text, &names);
        let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [expected[name.as_str()]], "{name}: {:?}", told(&findings));
    }
}

fn sms(body: &str) -> Vec<Finding> {
    let body = serde_json::to_string(body).unwrap();
    let order =
        format!(r#"{{"idempotencyId": "a", "recipient": {{"recipientSms": {{"smsSettings": {{"body": {body}}}}}}}}}"#);
    judge("order.json", &order, &["Eksempelkommune".to_owned()])
}

fn severity_of(findings: &[Finding], rule: &str) -> Option<Severity> {
    findings.iter().find(|finding| finding.rule == rule).map(|finding| finding.severity)
}

#[test]
fn the_length_of_an_sms_decides_how_much_it_weighs() {
    let severity =
        |len: usize| severity_of(&sms(&format!("Eksempelkommune {}", "a".repeat(len - 16))), "sms/several-messages");
    assert_eq!(severity(160), None);
    assert_eq!([161, 459].map(severity), [Some(Severity::Info); 2]);
    assert_eq!([460, 2144].map(severity), [Some(Severity::Warning); 2]);
    // Beyond what the gateway takes, another rule speaks.
    assert_eq!(severity(2145), None);
    let cut = sms(&format!("Eksempelkommune {}", "a".repeat(2145 - 16)));
    assert_eq!(severity_of(&cut, "sms/cut-off"), Some(Severity::Error));
}

#[test]
fn a_dash_that_makes_two_of_one_is_said_twice() {
    let findings = sms("Eksempelkommune – nytt vedtak til Nordfjord Bygg AS. Les det på Altinns nettsider.");
    let rules: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["sms/foreign-character", "sms/several-messages"]);
    assert!(findings[1].notes[0].contains('–'), "{:?}", findings[1].notes);
}

#[test]
fn what_stands_for_a_character_decides_who_may_change_it() {
    let judged = |body: &str| {
        let findings = sms(body);
        let found = findings.into_iter().find(|finding| finding.rule == "sms/foreign-character").unwrap();
        (found.severity, found.fix.map(|fix| fix.safety))
    };
    assert_eq!(judged("Eksempelkommune – «vedtak»"), (Severity::Warning, Some(Safety::Safe)));
    assert_eq!(judged("Eksempelkommune har na\u{30a} svart"), (Severity::Warning, Some(Safety::Safe)));
    assert_eq!(judged("Eksempelkommune\u{200b} har svart"), (Severity::Error, Some(Safety::Safe)));
    assert_eq!(judged("Eksempelkommune – čállin"), (Severity::Warning, Some(Safety::Unsafe)));
    assert_eq!(judged("Eksempelkommune 📨"), (Severity::Error, Some(Safety::Unsafe)));
    assert_eq!(judged("Eksempelkommune 中"), (Severity::Warning, None));
}

#[test]
fn a_real_number_in_the_field_of_the_recipient_is_found_and_never_repeated() {
    // Counted up from a date until both check digits hold, so that no real number has to stand here.
    let number = (0..100_000_u32)
        .map(|tail| format!("010190{tail:05}"))
        .find(|number| notify_lint::text::is_identity_number(number) == Some(false))
        .unwrap();
    let order = format!(
        r#"{{"recipients": [{{"nationalIdentityNumber": "{number}"}}], "body": "Eksempelkommune har svart i Altinn"}}"#
    );
    let findings = judge("order.json", &order, &[]);
    assert_eq!(told(&findings), [("content/national-id", number.as_str())]);
    let words = format!("{} {:?} {:?}", findings[0].message, findings[0].help, findings[0].notes);
    assert!(!words.contains(&number), "{words}");
}

#[test]
fn a_text_for_two_channels_is_judged_as_both_and_told_once() {
    let texts = r#"{"language": "nb", "resources": [
        {"id": "signing.notification_content", "value": "Eksempelkommune – signer på altinn.no, $instanceUrl$"}]}"#;
    let findings = judge("App/config/texts/resource.nb.json", texts, &["Eksempelkommune".to_owned()]);
    let expected = [
        ("sms/foreign-character", "–"),
        ("content/bare-domain", "altinn.no"),
        ("placeholder/instance-url", "$instanceUrl$"),
    ];
    assert_eq!(told(&findings), expected);
}
