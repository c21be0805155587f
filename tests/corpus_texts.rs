//! Texts that public bodies really send, as far as their repositories are public: what weighs as an error was read.

#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods, missing_docs)]

mod support;

use notify_lint::config::{Config, Date};
use notify_lint::finding::Severity;
use notify_lint::lint::Repository;
use notify_lint::rules::{Context, Selection, Setting};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::Files;

const DAY: &str = "2026-11-22";

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: no corpus (set NOTIFY_LINT_CORPUS)");
    }
    found
}

/// A text as an order that would send it, to an organisation: most of them go to employers.
fn order(text: &Value) -> Option<Value> {
    let words = text["text"].as_str()?;
    let mut recipient = json!({
        "orgNumber": "{{orgNumber}}", "channelSchema": "Sms", "resourceId": "urn:altinn:resource:eksempel-brev"
    });
    match text["channel"].as_str()? {
        "sms" => recipient["smsSettings"] = json!({ "sender": "Eksempelkom", "body": words }),
        "email" => {
            recipient["emailSettings"] = json!({ "subject": "{{subject}}", "body": words, "contentType": "Html" })
        }
        "email-subject" => recipient["emailSettings"] = json!({ "subject": words, "body": "{{body}}" }),
        _ => return None,
    }
    Some(json!({ "idempotencyId": "sak-4711", "recipient": { "recipientOrganization": recipient } }))
}

#[test]
fn what_is_said_of_real_texts() {
    let Some(corpus) = corpus() else { return };
    let texts = std::fs::read_to_string(corpus.join("texts/texts.jsonl")).expect("the texts");
    let selection = Selection::new(|_| Setting::Default);
    let config = Config::default();
    let context = Context::of(&config, Date::parse(DAY).expect("a day"));
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut errors: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, line) in texts.lines().enumerate() {
        let text: Value = serde_json::from_str(line).expect("JSON");
        let Some(order) = order(&text) else { continue };
        let file = serde_json::to_string_pretty(&order).expect("JSON").into_bytes();
        let files: Files = [(PathBuf::from("orders/order.json"), file)].into();
        let paths = files.keys().cloned().collect();
        for finding in Repository::new(paths, &config, &files, &()).check(&selection, &context).findings {
            *counted.entry((finding.rule, finding.severity.name())).or_default() += 1;
            if finding.severity == Severity::Error && finding.rule.starts_with("content/") {
                *errors.entry(finding.rule).or_default() += 1;
            }
            if finding.severity > Severity::Info {
                let at = finding.at.source.slice(finding.at.span);
                println!(
                    "{} {} line {}: {} | {at}",
                    finding.severity.name(),
                    finding.rule,
                    number + 1,
                    finding.message
                );
            }
        }
    }
    for ((rule, weight), count) in &counted {
        println!("{rule} {weight}: {count}");
    }
    // Read one by one: `altinn.no` in an SMS, and three texts of signing with a link behind "click here".
    assert_eq!(errors, BTreeMap::from([("content/bare-domain", 1), ("content/link-in-email", 3)]));
}
