//! Every real order is recognised, and nothing else is taken for one.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test reads its own files and says what it skips"
)]

use notify_lint::config::Date;
use notify_lint::finding::Severity;
use notify_lint::notice::Form;
use notify_lint::rules::{Context, Selection, Setting};
use notify_lint::source::Source;
use notify_lint::workspace::{Loose, loose};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder of real files; none where it is absent.
fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("NOTIFY_LINT_CORPUS").filter(|path| !path.is_empty()).map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = named.or(Some(beside)).filter(|path| path.is_dir());
    if found.is_none() {
        println!("skipped: there is no corpus");
    }
    found
}

/// Which forms may be read from a file that the index gives a kind. The index was made by a rough look at the keys: it
/// does not tell an e-mail with attachments, or an SMS sent at once through the older address, from an order chain.
fn expected(kind: &str) -> &'static [Form] {
    match kind.trim_end_matches('?') {
        "order-v1" | "order-v1-email" | "order-v1-sms" => &[Form::OrderV1],
        "order-chain-v2" => &[Form::OrderV2, Form::Composed, Form::Instant],
        "instant-email" | "instant-sms" => &[Form::Instant],
        "correspondence" | "response" | "unparsed" => &[],
        other => panic!("the index has a kind that the test does not know: {other}"),
    }
}

/// The index takes this answer of Correspondence's for an order, on account of a `recipient` deep in its log.
const ANSWER: &str = "Altinn+altinn-studio/5ec2b6df__";

#[test]
fn orders_are_recognised_and_other_files_are_not() {
    let Some(folder) = corpus().map(|corpus| corpus.join("orders")) else { return };
    let index = std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (file, kind) = (columns.next().unwrap(), columns.next().unwrap());
        let source = Source::decode(file, std::fs::read(folder.join(file)).unwrap()).unwrap();
        let expected = if file.starts_with(ANSWER) { &[] } else { expected(kind) };
        count += 1;
        match loose(&source) {
            Loose::Notices(read) => {
                if read.notices().any(|notice| !expected.contains(&notice.form)) {
                    wrong.push(format!(
                        "{file} ({kind}): {:?}",
                        read.notices().map(|notice| notice.form).collect::<Vec<_>>()
                    ));
                }
                for problem in &read.problems {
                    println!("{file}: {} `{}`", problem.message, source.slice(problem.span));
                }
            }
            Loose::Foreign if expected.is_empty() => {}
            other => wrong.push(format!("{file} ({kind}): {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(count, 217);
}

/// Every error was read, and is right: a number that a person can have stands in a load test, and orders that are meant to be
/// refused are.
#[test]
fn real_orders_raise_no_false_alarm() {
    let Some(folder) = corpus().map(|corpus| corpus.join("orders")) else { return };
    let selection = Selection::new(|_| Setting::Default);
    let context = Context::on(Date::parse("2026-11-22").unwrap());
    let mut told = Vec::new();
    for line in std::fs::read_to_string(folder.join("INDEX.tsv")).unwrap().lines().skip(1) {
        let file = line.split('\t').next().unwrap();
        let source = Source::decode(file, std::fs::read(folder.join(file)).unwrap()).unwrap();
        let Loose::Notices(read) = loose(&source) else { continue };
        let mut findings = Vec::new();
        read.notices().for_each(|notice| selection.check_notice(notice, &context, &mut findings));
        let heavy = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
        told.extend(heavy.map(|finding| (finding.rule, file.to_owned())));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, _) in &told {
        *counts.entry(rule).or_default() += 1;
    }
    let expected = [
        ("content/national-id", 1),
        ("email/blank", 5),
        ("email/sender-address", 1),
        ("order/long-sms-sender", 2),
        ("placeholder/recipient-not-looked-up", 4),
        ("reference/notification-resource-malformed", 1),
        ("sms/blank", 3),
    ];
    assert_eq!(counts, BTreeMap::from(expected), "{told:?}");
    let is_meant = |(rule, file): &(&str, String)| match *rule {
        "content/national-id" => file.contains("hist-e993324c__"),
        "reference/notification-resource-malformed" => file.contains("resourceid-invalid-prefix"),
        // Tests of the API, which send what it refuses, or what it takes and nobody fills in.
        _ => ["regression", "validation", "k6", "bruno"].iter().any(|part| file.contains(part)),
    };
    assert!(told.iter().all(is_meant), "{told:?}");
}
