//! Ten thousand notices against all rules, on one core: `cargo bench --bench notices`.

#![allow(missing_docs, clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods)]

use notify_lint::config::{Config, Date};
use notify_lint::lint::Repository;
use notify_lint::rules::{Context, Selection, Setting};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

const NOTICES: usize = 10_000;
/// What its recipient may read of one: the e-mail with its subject, and the SMS.
const CHARACTERS: usize = 300;

/// A notice as they are: an e-mail with its subject and an SMS, of 300 characters that are read.
fn order(number: usize) -> Vec<u8> {
    let subject = "Forhåndsvarsel fra Eksempeltilsynet";
    let email = format!(
        "Eksempeltilsynet har sendt $recipientName$ et forhåndsvarsel om retting av brannvern i sak {number:05}. Daglig \
         leder finner det i innboksen på Altinns nettsider. Svarfristen er 15. januar 2027."
    );
    let sms = format!("Forhåndsvarsel fra Eksempeltilsynet i sak {number:05}. Les det på Altinns nettsider.");
    let characters: usize = [subject, &email, &sms].into_iter().map(|text| text.chars().count()).sum();
    assert_eq!(characters, CHARACTERS, "the length that the figure speaks of");
    format!(
        r#"{{ "idempotencyId": "sak-{number}", "recipient": {{ "recipientOrganization": {{ "orgNumber": "123456785",
        "channelSchema": "EmailAndSms", "resourceId": "urn:altinn:resource:eksempel-brev",
        "emailSettings": {{ "subject": "{subject}", "contentType": "Html", "body": "<p>{email}</p>" }},
        "smsSettings": {{ "sender": "Eksempeltil", "body": "{sms}" }}
        }} }} }}"#
    )
    .into_bytes()
}

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("one thread");
    let files: BTreeMap<PathBuf, Vec<u8>> =
        (0..NOTICES).map(|number| (PathBuf::from(format!("orders/{number}.json")), order(number))).collect();
    let config = Config::default();
    let context = Context::of(&config, Date::new(2026, 11, 22).expect("a day"));
    for _ in 0..3 {
        let selection = Selection::new(|_| Setting::Default);
        let start = Instant::now();
        let repository = Repository::new(files.keys().cloned().collect(), &config, &files, &());
        let outcome = repository.check(&selection, &context);
        let (time, patterns) = (start.elapsed(), selection.patterns());
        println!(
            "{} notices of {CHARACTERS} characters, {patterns} patterns, {} findings: {time:?}",
            outcome.counts.notices,
            outcome.findings.len()
        );
    }
}
